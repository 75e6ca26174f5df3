import type { Coverage } from '../../src/engine/model/facts.js';

const HEAD = `# What is read, and what is not

Made from what the extractors say of themselves; every row has an example in \`test/coverage\` that proves it. A value that is read but cannot be known (a template, an
unset variable, another repository) stays unknown: it is shown as such, and no edge is guessed from it.`;

/** The page that tells, per format and language, what is read. */
export function coveragePage(coverages: readonly Coverage[]): string {
  return [HEAD, ...coverages.map(section)].join('\n\n') + '\n';
}

function section({ title, readings, notRead }: Coverage): string {
  const rows = readings.map(({ technology, reads }) => `| ${technology} | ${reads} |`);
  const table = rows.length === 0 ? [] : [['| Technology | What is read |', '| --- | --- |', ...rows].join('\n')];
  const limits = notRead.length === 0 ? [] : [['Not read:', '', ...notRead.map((line) => `- ${line}`)].join('\n')];
  return [`## ${title}`, ...table, ...limits].join('\n\n');
}

import type { Rule } from '../../src/engine/index.js';
import { parseFixture, type Files } from './fixture.js';

const SEVERITY = { error: 'Error', warning: 'Warning', info: 'Information', hint: 'Hint' } as const;

/** The page of a rule, from what the rule says of itself and from its fixture `example.txt`. */
export function rulePage(rule: Rule, example: string): string {
  const { files, marked, fixed } = parseFixture(rule.id, example);
  // The other files only complete the system.
  const telling = new Map([...marked].filter(([path, text]) => files.get(path) !== text));
  return [
    `# ${rule.id}`,
    `**${rule.title}.** Severity: ${SEVERITY[rule.severity]}, unless the case is milder or worse.`,
    `## Why\n\n${rule.why}`,
    `## What to do\n\n${rule.remedy}`,
    `## Example\n\nReported lines are marked (💡: a quick fix is offered); related places are shown with them.`,
    ...codeBlocks(telling),
    ...(fixed.size > 0 ? ['After the quick fix:', ...codeBlocks(fixed)] : []),
    `## Silence it\n\nWhere it is meant to be so, say why in a comment on the line above:\n\n\`\`\`yaml\n# coupling-ignore ${rule.id} -- the reason\n\`\`\``,
  ].join('\n\n') + '\n';
}

/** The table of the README. */
export function ruleTable(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, title, remedy }) => `| [\`${id}\`](docs/rules/${id}.md) | ${title} | ${remedy} |`);
  return ['| Rule | Finds | Remedy |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function codeBlocks(files: Files): string[] {
  return [...files].map(([path, text]) => `\`${path}\`\n\n\`\`\`${languageOf(path)}\n${text}\`\`\``);
}

function languageOf(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return extension === 'yml' ? 'yaml' : extension === 'env' ? 'sh' : extension;
}

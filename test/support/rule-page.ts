import type { Rule } from '../../src/engine/index.js';
import { parseFixture, type Files } from './fixture.js';

const SEVERITY = { error: 'Error', warning: 'Warning', info: 'Information', hint: 'Hint' } as const;

const HEADINGS: Readonly<Record<string, string>> = {
  data: 'Data',
  calls: 'Synchronous calls',
  mesh: 'Service mesh',
  messaging: 'Broker and messages',
  deployment: 'Deployment',
  telemetry: 'Logging and telemetry',
  code: 'Code and libraries',
  history: 'History',
  policy: 'Policy',
};

/** The page of a rule, from what the rule says of itself and from its fixture `example.txt`. */
export function rulePage(rule: Rule, example: string): string {
  const { files, marked, fixed } = parseFixture(rule.id, example);
  // The other files only complete the system.
  const telling = new Map([...marked].filter(([path, text]) => files.get(path) !== text));
  return [
    `# ${rule.id}`,
    `**${rule.title}.** Severity: ${SEVERITY[rule.severity]}, unless the case is milder or worse. Preset: \`${rule.preset}\`.`,
    `## Why\n\n${rule.why}`,
    `## What to do\n\n${rule.remedy}`,
    `## Example\n\nReported lines are marked (💡: a quick fix is offered); related places are shown with them.`,
    ...codeBlocks(telling),
    ...(fixed.size > 0 ? ['After the quick fix:', ...codeBlocks(fixed)] : []),
    ...(rule.noFix === undefined ? [] : [`No quick fix is offered: ${rule.noFix}`]),
    `## When to ignore it\n\n${rule.ignoreWhen} Then say why in a comment on the line above:\n\n\`\`\`yaml\n# coupling-ignore ${rule.id} -- the reason\n\`\`\``,
    ...(rule.sources === undefined ? [] : [`## Sources\n\n${rule.sources.map((source) => `- ${source}`).join('\n')}`]),
  ].join('\n\n') + '\n';
}

/** The tables of the README, one per group. */
export function ruleTables(groups: Readonly<Record<string, readonly Rule[]>>): string {
  const table = (rules: readonly Rule[]): string => {
    const rows = rules.map(({ id, title, preset, remedy }) => `| [\`${id}\`](docs/rules/${id}.md) | ${title}${preset === 'recommended' ? '' : ` (${preset})`} | ${remedy} |`);
    return ['| Rule | Finds | Remedy |', '| --- | --- | --- |', ...rows].join('\n');
  };
  const tables = Object.entries(groups).map(([group, rules]) => `**${HEADINGS[group] ?? group}**\n\n${table(rules)}`);
  return `\n${tables.join('\n\n')}\n\n`;
}

/** The setting of each rule, for the manifest. */
export function ruleSettings(rules: readonly Rule[]): Readonly<Record<string, object>> {
  return Object.fromEntries(rules.map(({ id, title }) => [id, { enum: ['error', 'warning', 'info', 'hint', 'off'], description: `${title}.` }]));
}

function codeBlocks(files: Files): string[] {
  return [...files].map(([path, text]) => `\`${path}\`\n\n\`\`\`${languageOf(path)}\n${text}\`\`\``);
}

function languageOf(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return extension === 'yml' ? 'yaml' : extension === 'env' ? 'sh' : extension;
}

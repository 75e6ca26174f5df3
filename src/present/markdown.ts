import { count, STYLE_NAMES, type Analysis, type Finding, type Severity } from '../engine/index.js';
import { toPlace, type LineStarts } from './place.js';
import { escapeMarkdown } from '../protocol/markdown.js';

const ORDER: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** Longer tables are cut, with the number of the rest. */
const MOST_ROWS = 50;

/** A report for a pull request or a wiki: the verdict with its reasons, then the findings as a table. */
export function toMarkdown({ graph, metrics: { system }, findings }: Analysis, lineStartsOf: LineStarts): string {
  const shown = findings.filter(({ suppressed }) => !suppressed).sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const accepted = findings.length - shown.length;
  const title = system.style === undefined ? 'Coupling: no verdict' : `Coupling: ${STYLE_NAMES[system.style].toLowerCase()}`;
  const numbers = system.logical === undefined || system.physical === undefined ? [] : [
    `Logical **${system.logical.toFixed(2)}** ± ${system.uncertainty.toFixed(2)}, physical **${system.physical.toFixed(2)}**, coverage ${Math.round(system.coverage * 100)} %.`, '',
  ];
  return `${[
    `## ${title}`, '', ...numbers, ...system.reasons.map((reason) => `- ${escapeMarkdown(reason)}`), ...(system.reasons.length === 0 ? [] : ['']),
    `${count(graph.elements.size, 'element')}, ${count(graph.relations.length, 'relation')}, ${count(shown.length, 'finding')}${accepted === 0 ? '' : `, ${accepted} accepted`}.`,
    ...findingTable(shown, lineStartsOf),
  ].join('\n')}\n`;
}

function findingTable(findings: readonly Finding[], lineStartsOf: LineStarts): string[] {
  if (findings.length === 0) return [];
  const rest = findings.length - MOST_ROWS;
  return [
    '', '| Severity | Finding | Rule | Place |', '| --- | --- | --- | --- |',
    ...findings.slice(0, MOST_ROWS).map(({ severity, message, rule, site }) => {
      const { path, line } = toPlace(site, lineStartsOf);
      return `| ${severity} | ${escapeMarkdown(message)} | ${rule} | ${escapeMarkdown(`${path}:${line}`)} |`;
    }),
    ...(rest > 0 ? ['', `And ${rest} more.`] : []),
  ];
}

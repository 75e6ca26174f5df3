import { count, STYLE_NAMES, verdictOf, type Analysis, type Finding, type Problem, type Severity } from '../engine/index.js';
import { historyLine } from './history-text.js';
import { toPlace, type LineStarts } from './place.js';
import { crossingSection } from './verdict-words.js';

const ORDER: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** The report a person reads in a terminal: the verdict, the reasons, the findings by weight. Plain text, no colours. */
export function toText(analysis: Analysis, lineStartsOf: LineStarts): string {
  return [...verdict(analysis), '', ...findings(analysis, lineStartsOf), ...problems(analysis, lineStartsOf)].join('\n') + '\n';
}

function verdict(analysis: Analysis): string[] {
  const { graph, changes, metrics: { system } } = analysis;
  const services = [...graph.elements.values()].filter(({ kind }) => kind === 'service').length;
  const size = `${count(services, 'service')}, ${count(graph.elements.size, 'element')}, ${count(graph.relations.length, 'relation')}`;
  if (system.logical === undefined || system.physical === undefined || system.style === undefined) return [system.headline, size, historyLine(changes)];
  return [
    `${STYLE_NAMES[system.style]}  logical ${system.logical.toFixed(2)} ± ${system.uncertainty.toFixed(2)}, physical ${system.physical.toFixed(2)}, coverage ${Math.round(system.coverage * 100)} %`,
    ...system.reasons.map((reason) => `  ${reason}`),
    ...crossing(analysis),
    size,
    historyLine(changes),
  ];
}

function crossing({ graph, changes }: Analysis): string[] {
  const { heading, lines } = crossingSection(verdictOf(graph, changes));
  return lines.length === 0 ? [] : [`  ${heading}:`, ...lines.map(({ text }) => `    ${text}`)];
}

function findings(analysis: Analysis, lineStartsOf: LineStarts): string[] {
  const shown = analysis.findings.filter(({ suppressed }) => !suppressed);
  const ordered = [...shown].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const accepted = analysis.findings.length - shown.length;
  if (shown.length === 0) return [accepted === 0 ? 'No findings.' : `No findings, ${accepted} accepted.`];
  return [...ordered.map((finding) => line(finding, lineStartsOf)), '', summary(shown, accepted)];
}

function line(finding: Finding, lineStartsOf: LineStarts): string {
  const { path, line, column } = toPlace(finding.site, lineStartsOf);
  return `${path}:${line}:${column}  ${finding.severity}  ${finding.message}  [${finding.rule}]`;
}

function summary(shown: readonly Finding[], accepted: number): string {
  const counts = ORDER.map((severity) => ({ severity, number: shown.filter((finding) => finding.severity === severity).length }));
  const words = counts.filter(({ number }) => number > 0).map(({ severity, number }) => `${number} ${severity}`);
  return `${count(shown.length, 'finding')} (${words.join(', ')})${accepted === 0 ? '' : `, ${accepted} accepted`}`;
}

/** The same message about many files is one line, with the first of them. */
function problems({ problems: list }: Analysis, lineStartsOf: LineStarts): string[] {
  if (list.length === 0) return [];
  const byMessage = new Map<string, Problem[]>();
  for (const problem of list) byMessage.set(problem.message, [...(byMessage.get(problem.message) ?? []), problem]);
  const lines = [...byMessage].map(([message, [first, ...rest]]) => {
    const place = first?.site === undefined ? '' : `${first.site.path}:${toPlace(first.site, lineStartsOf).line}  `;
    return `  ${place}${message}${rest.length === 0 ? '' : ` (and in ${count(rest.length, 'other file')})`}`;
  });
  return ['', `${count(list.length, 'problem')} while reading:`, ...lines];
}

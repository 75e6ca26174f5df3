import { identityOf } from '../engine/index.js';
import { compareGraphs, type ChangeView, type GraphDiff } from '../protocol/graph-diff.js';
import { diffSentence } from '../protocol/diff-words.js';
import type { FindingView, GraphView } from '../protocol/graph-view.js';

/** Two states of a system, as views. */
export interface Compared {
  /** As the user named it. */
  readonly ref: string;
  readonly before: GraphView;
  readonly after: GraphView;
}

/** Findings that are new since the earlier state: of several that say the same, as many as there are more. */
export function newFindings({ before, after }: Compared): FindingView[] {
  return findingsBeyond(after.findings, before.findings);
}

/** What differs, for a terminal. */
export function toDiffText(compared: Compared): string {
  const { ref, before, after } = compared;
  const diff = compareGraphs(before, after);
  return `${[
    `Compared with ${ref}: ${diffSentence(before, after, diff)}`,
    ...section('Moved', diff.moved.map(({ name, before: from, after: to }) => `${name}  logical ${from.logical.toFixed(2)} -> ${to.logical.toFixed(2)}, physical ${from.physical.toFixed(2)} -> ${to.physical.toFixed(2)}`)),
    ...section('Elements', changes(diff.elements)),
    ...section('Relations', changes(diff.relations)),
    ...section('New findings', newFindings(compared).map(findingLine)),
    ...section('Gone findings', findingsBeyond(before.findings, after.findings).map(findingLine)),
  ].join('\n')}\n`;
}

/** The same as a document for programs; ids are those of the graph document. */
export function toDiffDocument(compared: Compared): object {
  const { ref, before, after } = compared;
  const diff = compareGraphs(before, after);
  return {
    ref,
    sentence: diffSentence(before, after, diff),
    system: { before: systemOf(before), after: systemOf(after) },
    moved: diff.moved.map(({ id, before: from, after: to }) => ({ element: id, before: from, after: to })),
    elements: idsOf(diff.elements),
    relations: idsOf(diff.relations),
    findings: { added: newFindings(compared).map(findingOf), removed: findingsBeyond(before.findings, after.findings).map(findingOf) },
  };
}

function systemOf({ system: { logical, physical, style } }: GraphView): object {
  return { logical: logical ?? null, physical: physical ?? null, style: style ?? null };
}

function idsOf(changed: GraphDiff['elements']): object {
  const those = (kind: ChangeView) => [...changed].filter(([, change]) => change === kind).map(([id]) => id);
  return { added: those('added'), removed: those('removed') };
}

function changes(changed: GraphDiff['elements']): string[] {
  return [...changed].map(([id, change]) => `${change === 'added' ? '+' : '-'} ${id}`);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function findingLine({ severity, message, rule, place: { path, line } }: FindingView): string {
  return `${path}:${line}  ${severity}  ${message}  [${rule}]`;
}

function findingOf({ rule, severity, message, place: { path, line }, elements, relations }: FindingView): object {
  return { rule, severity, message, file: path, line, elements, relations };
}

/** Lines move with every edit: a finding is the same when it says the same of the same in the same file. */
function keyOf({ place, ...finding }: FindingView): string {
  return identityOf({ ...finding, file: place.path });
}

function findingsBeyond(findings: readonly FindingView[], known: readonly FindingView[]): FindingView[] {
  const left = new Map<string, number>();
  for (const finding of known) left.set(keyOf(finding), (left.get(keyOf(finding)) ?? 0) + 1);
  return findings.filter((finding) => {
    const count = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), count - 1);
    return count < 1;
  });
}

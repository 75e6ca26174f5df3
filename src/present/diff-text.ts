import { compareFindings, count, type Acceptance, type FindingChanges } from '../engine/index.js';
import { compareGraphs, type ChangeView, type GraphDiff } from '../protocol/graph-diff.js';
import { diffSentence, lackingSentence } from '../protocol/diff-words.js';
import type { FindingView, GraphView } from '../protocol/graph-view.js';
import type { AcceptedView } from './graph-view.js';

/** Two states of a system, as views. */
export interface Compared {
  /** As the user named it. */
  readonly ref: string;
  /** Repositories that have no such commit: all in them counts as added. */
  readonly lacking: readonly string[];
  readonly before: GraphView;
  readonly after: GraphView;
  /** What comments, the policy and the baseline accepted then and accept now. */
  readonly accepted: { readonly before: readonly AcceptedView[]; readonly after: readonly AcceptedView[] };
}

/** Findings that came or went since the earlier state. One that is accepted now has not gone. */
export function changedFindings({ before, after, accepted }: Compared): FindingChanges<FindingView, FindingView> {
  const { added, gone } = compareFindings(identified(before.findings), identified(after.findings));
  return { added, gone: compareFindings(gone, identified(accepted.after)).gone };
}

function identified<T extends FindingView>(findings: readonly T[]): (T & { readonly file: string })[] {
  return findings.map((finding) => ({ ...finding, file: finding.place.path }));
}

/** Findings that are accepted now and were not then. */
function newlyAccepted({ accepted: { before, after } }: Compared): readonly AcceptedView[] {
  return compareFindings(identified(before), identified(after)).added;
}

const ACCEPTANCES: Readonly<Record<Acceptance, string>> = { comment: 'comment', policy: 'exception of the policy', baseline: 'entry of the baseline' };

/** The rule policy-exception-creep: each exception has its reason, and their number tells what became of the rules. */
function acceptedSection(compared: Compared): string[] {
  const { accepted: { before, after } } = compared;
  const added = newlyAccepted(compared);
  if (added.length === 0 && before.length === after.length) return [];
  const kinds = (Object.keys(ACCEPTANCES) as Acceptance[]).flatMap((kind) => {
    const [then, now] = [before, after].map((all) => all.filter(({ by }) => by === kind).length) as [number, number];
    return then === 0 && now === 0 ? [] : [`${count(now, 'finding')} by ${ACCEPTANCES[kind]}, ${then === now ? 'as before' : `was ${then}`}`];
  });
  const trend = after.length > before.length ? ': exceptions grow' : after.length < before.length ? ': exceptions shrink' : '';
  return ['', `Accepted findings  ${before.length} -> ${after.length}${trend}`, ...kinds.map((line) => `  ${line}`), ...added.map((finding) => `  + ${findingLine(finding)}`)];
}

/** What differs, for a terminal. */
export function toDiffText(compared: Compared): string {
  const { ref, lacking, before, after } = compared;
  const diff = compareGraphs(before, after);
  const { added, gone } = changedFindings(compared);
  return `${[
    `Compared with ${ref}: ${diffSentence(before, after, diff)}`,
    ...(lacking.length === 0 ? [] : [lackingSentence(ref, lacking)]),
    ...section('Moved', diff.moved.map(({ name, before: from, after: to }) => `${name}  logical ${from.logical.toFixed(2)} -> ${to.logical.toFixed(2)}, physical ${from.physical.toFixed(2)} -> ${to.physical.toFixed(2)}`)),
    ...section('Elements', changes(diff.elements)),
    ...section('Relations', changes(diff.relations)),
    ...section('New findings', added.map(findingLine)),
    ...section('Gone findings', gone.map(findingLine)),
    ...acceptedSection(compared),
  ].join('\n')}\n`;
}

/** The same as a document for programs; ids are those of the graph document. */
export function toDiffDocument(compared: Compared): object {
  const { ref, lacking, before, after } = compared;
  const diff = compareGraphs(before, after);
  const { added, gone } = changedFindings(compared);
  return {
    ref,
    lacking,
    sentence: diffSentence(before, after, diff),
    system: { before: systemOf(before), after: systemOf(after) },
    moved: diff.moved.map(({ id, before: from, after: to }) => ({ element: id, before: from, after: to })),
    elements: idsOf(diff.elements),
    relations: idsOf(diff.relations),
    findings: { added: added.map(findingOf), removed: gone.map(findingOf) },
    accepted: { before: compared.accepted.before.length, after: compared.accepted.after.length, added: newlyAccepted(compared).map((finding) => ({ ...findingOf(finding), by: finding.by })) },
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

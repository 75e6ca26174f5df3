import { MarkupKind, type Hover } from 'vscode-languageserver/node';
import type { Element, Relation } from '../../engine/index.js';
import { toPlace } from '../../present/index.js';
import type { Located } from './locate.js';
import type { Snapshot } from './session.js';

/** Pieces of evidence that a hover lists. */
const MOST_EVIDENCE = 3;

/** What the graph says about an element or relation. */
export function toHover(snapshot: Snapshot, located: Located): Hover {
  const lines = located.kind === 'element' ? elementLines(located.element, snapshot) : relationLines(located.relation, snapshot);
  return { contents: { kind: MarkupKind.Markdown, value: lines.join('\n\n') } };
}

function elementLines(element: Element, { analysis }: Snapshot): string[] {
  const numbers = analysis.metrics.elements.get(element.id);
  const lines = [`**${escape(element.name)}** (${element.kind})`];
  if (numbers?.logical !== undefined && numbers.physical !== undefined) {
    lines.push(`logical ${numbers.logical.toFixed(2)}, physical ${numbers.physical.toFixed(2)}`);
  }
  if (numbers !== undefined && element.role === 'business') {
    lines.push(`${numbers.callers} callers, ${numbers.callees} callees; ${percent(numbers.blastRadius)} of the other services fail with it`);
  }
  return [...lines, ...(numbers?.terms ?? []).map(({ label, amount, detail }) => `${signed(amount)} ${escape(label)}: ${escape(detail)}`)];
}

function relationLines(relation: Relation, { analysis, workspace }: Snapshot): string[] {
  const numbers = analysis.metrics.relations.get(relation.id);
  const channel = relation.channel === undefined ? '' : ` (${escape(relation.channel)})`;
  const lines = [`**${escape(relation.from.name)}** ${relation.kind} **${escape(relation.to.name)}**${channel}`];
  if (numbers !== undefined) {
    const { strength, distance, volatility, risk } = numbers;
    lines.push(`risk ${risk.toFixed(2)} = strength ${strength.toFixed(2)} × distance ${distance.toFixed(2)} × volatility ${volatility.toFixed(2)}`);
  }
  const shown = relation.evidence.slice(0, MOST_EVIDENCE).map(({ site, confidence }) => {
    const { path, line } = toPlace(site, workspace.lineStarts);
    return `${escape(path)}:${line} (${confidence})`;
  });
  const more = relation.evidence.length - shown.length;
  return [...lines, ...shown, ...(more > 0 ? [`and ${more} more`] : [])];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function signed(amount: number): string {
  return `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(2)}`;
}

/** Names come from the workspace: nothing in them may be read as Markdown or HTML. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~|<>&:@]/g, '\\$&').replace(/\s+/g, ' ');
}

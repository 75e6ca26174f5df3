import { MarkupKind, type Hover } from 'vscode-languageserver/node';
import type { Element, Relation } from '../../engine/index.js';
import { elementLines, relationLines, toPlace } from '../../present/index.js';
import type { Located } from './locate.js';
import type { Snapshot } from './session.js';
import { escapeMarkdown } from '../../protocol/markdown.js';

/** Pieces of evidence that a hover lists. */
const MOST_EVIDENCE = 3;

/** What the graph says about an element or relation. */
export function toHover(snapshot: Snapshot, located: Located): Hover {
  const lines = located.kind === 'element' ? hoverOfElement(located.element, snapshot) : hoverOfRelation(located.relation, snapshot);
  return { contents: { kind: MarkupKind.Markdown, value: lines.join('\n\n') } };
}

function hoverOfElement(element: Element, { analysis }: Snapshot): string[] {
  return [`**${escapeMarkdown(element.name)}** (${element.kind})`, ...elementLines(element, analysis).map(escapeMarkdown)];
}

function hoverOfRelation(relation: Relation, { analysis, workspace }: Snapshot): string[] {
  const channel = relation.channel === undefined ? '' : ` (${escapeMarkdown(relation.channel)})`;
  const shown = relation.evidence.slice(0, MOST_EVIDENCE).map(({ site, confidence }) => {
    const { path, line } = toPlace(site, workspace.lineStarts);
    return `${escapeMarkdown(path)}:${line} (${confidence})`;
  });
  const more = relation.evidence.length - shown.length;
  return [
    `**${escapeMarkdown(relation.from.name)}** ${relation.kind} **${escapeMarkdown(relation.to.name)}**${channel}`,
    ...relationLines(relation, analysis).map(escapeMarkdown),
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

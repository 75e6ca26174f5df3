import { MarkupKind, type Hover } from 'vscode-languageserver/node';
import type { Element, Relation } from '../../engine/index.js';
import { elementLines, relationLines, toPlace } from '../../present/index.js';
import type { Located } from './locate.js';
import type { Snapshot } from './session.js';

/** Pieces of evidence that a hover lists. */
const MOST_EVIDENCE = 3;

/** What the graph says about an element or relation. */
export function toHover(snapshot: Snapshot, located: Located): Hover {
  const lines = located.kind === 'element' ? hoverOfElement(located.element, snapshot) : hoverOfRelation(located.relation, snapshot);
  return { contents: { kind: MarkupKind.Markdown, value: lines.join('\n\n') } };
}

function hoverOfElement(element: Element, { analysis }: Snapshot): string[] {
  return [`**${escape(element.name)}** (${element.kind})`, ...elementLines(element, analysis).map(escape)];
}

function hoverOfRelation(relation: Relation, { analysis, workspace }: Snapshot): string[] {
  const channel = relation.channel === undefined ? '' : ` (${escape(relation.channel)})`;
  const shown = relation.evidence.slice(0, MOST_EVIDENCE).map(({ site, confidence }) => {
    const { path, line } = toPlace(site, workspace.lineStarts);
    return `${escape(path)}:${line} (${confidence})`;
  });
  const more = relation.evidence.length - shown.length;
  return [
    `**${escape(relation.from.name)}** ${relation.kind} **${escape(relation.to.name)}**${channel}`,
    ...relationLines(relation, analysis).map(escape),
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

/** Names come from the workspace: nothing in them may be read as Markdown or HTML. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~|<>&:@]/g, '\\$&').replace(/\s+/g, ' ');
}

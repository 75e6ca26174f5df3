import type { Selection } from '../src/protocol/webview-messages.js';
import type { PictureEdge, PictureNode } from './picture.js';

/**
 * The node the keyboard stands on, by id: the one tab stop of the graph. It goes where the selection goes; on a selected
 * relation it stays at the end it came from. Without a selection it stays, or starts at the first node.
 */
export function standpointAfter(before: string | undefined, selection: Selection, nodes: readonly PictureNode[], edges: readonly PictureEdge[]): string | undefined {
  const nodeOf = (id: string | undefined) => nodes.find((node) => node.id === id || (id !== undefined && node.members.includes(id)))?.id;
  const stays = nodeOf(before);
  if (selection?.kind === 'element') return nodeOf(selection.id) ?? stays ?? nodes[0]?.id;
  const edge = selection === undefined ? undefined : edges.find(({ relations }) => relations.some(({ id }) => id === selection.id));
  if (edge !== undefined && stays !== edge.from && stays !== edge.to) return edge.from;
  return stays ?? nodes[0]?.id;
}

import { describe, expect, it } from 'vitest';
import { pathLength, samplePath } from '../../webview/layout/path.js';
import { routeCurves } from '../../webview/layout/route.js';
import type { PlacedEdge, PlacedNode } from '../../webview/layout/scene.js';
import { buildPicture } from '../../webview/picture.js';
import { shopView } from '../support/graph-views.js';

const { nodes: [first], edges: [pattern] } = buildPicture(shopView(), { filter: '', budget: 'rest', detail: 'elements', expanded: [], compact: false, always: new Set() });

/** Glyphs one below the other, this far apart in px. */
function column(gap: number, ...ids: readonly string[]): PlacedNode[] {
  if (first === undefined) throw new Error('no node');
  return ids.map((id, index) => ({ node: { ...first, id, members: [id] }, x: 200, y: 100 + index * gap, radius: 11, anchor: { x: 200, y: 100 } }));
}

/** Lines of high risk, each as `from to`. */
function routes(nodes: readonly PlacedNode[], ...lines: readonly string[]): readonly PlacedEdge[] {
  if (pattern === undefined) throw new Error('no line');
  return routeCurves(lines.map((line) => {
    const [from = '', to = ''] = line.split(' ');
    return { ...pattern, id: line, from, to, level: 'high' as const, inCycle: lines.length > 1, relations: pattern.relations.slice(0, 1) };
  }), nodes);
}

describe('lines between near glyphs', () => {
  it('swing out to the side, so that head, body and badge show', () => {
    const [edge] = routes(column(38, 'a', 'b'), 'a b');
    if (edge === undefined) throw new Error('not drawn');
    expect(pathLength(edge.path)).toBeGreaterThan(40);
    expect(Math.abs(edge.badge.x - 200)).toBeGreaterThan(11 + 9);
  });

  it('keep to opposite sides when they answer each other', () => {
    const [there, back] = routes(column(38, 'a', 'b'), 'a b', 'b a');
    if (there === undefined || back === undefined) throw new Error('not drawn');
    expect(Math.sign(there.badge.x - 200)).toBe(-Math.sign(back.badge.x - 200));
    expect(pathLength(there.path)).toBeGreaterThan(40);
    expect(pathLength(back.path)).toBeGreaterThan(40);
  });

  it('stay straight where there is room', () => {
    const [edge] = routes(column(160, 'a', 'b'), 'a b');
    expect(edge && samplePath(edge.path, 4).every(({ x }) => Math.abs(x - 200) < 1)).toBe(true);
  });
});

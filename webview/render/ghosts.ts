import { svg } from '../dom.js';
import { ghostWay } from '../layout/ghosts.js';
import type { Ghost } from '../layout/ghosts.js';
import { GLYPH_SHAPES } from './glyphs.js';

/** Where services stood before: a hollow, dashed glyph at the old place and an arrow to the new one. */
export function ghostParts(ghosts: readonly Ghost[]): readonly SVGElement[] {
  return ghosts.flatMap((ghost) => [
    svg('path', { class: 'ghost-way', d: ghostWay(ghost) }),
    svg('path', { class: 'ghost', d: GLYPH_SHAPES[ghost.placed.node.glyph].body, transform: `translate(${ghost.from.x.toFixed(1)} ${ghost.from.y.toFixed(1)})` }),
  ]);
}

import { svg } from '../dom.js';
import type { Point } from '../layout/geometry.js';
import { DIAMOND, diamondPath, formerWay } from '../layout/system-mark.js';
import type { SystemMark } from '../layout/system-mark.js';

/** The system's mark, and where it stood before; `origin` is the scene's, in px of the stage. */
export function systemMarkParts(mark: SystemMark, origin: Point, narrow: boolean): readonly SVGElement[] {
  const { former } = mark;
  const [x, y, from, to] = [Math.round(origin.x + mark.x), Math.round(origin.y + mark.y), origin.x + mark.from, origin.x + mark.to];
  const before = former === undefined ? undefined : { x: Math.round(origin.x + former.x), y: Math.round(origin.y + former.y) };
  return [
    ...(former === undefined || before === undefined ? [] : [
      svg('path', { class: 'ghost-way system', d: formerWay({ x, y }, before) }),
      svg('path', { class: 'ghost', d: diamondPath(before.x, before.y, DIAMOND) }),
      ...(narrow ? [] : [svg('text', { class: 'system-name', x: Math.round(origin.x + former.textX), y: before.y - 7, 'text-anchor': former.anchor }, former.text)]),
    ]),
    svg('path', { class: 'whisker', d: `M${from.toFixed(1)} ${y}H${to.toFixed(1)}M${from.toFixed(1)} ${y - 5}v10M${to.toFixed(1)} ${y - 5}v10` }),
    svg('path', { class: 'diamond', d: diamondPath(x, y, DIAMOND) }),
    svg('path', { class: 'core', d: diamondPath(x, y, 6) }),
    ...(narrow ? [] : [svg('text', { class: 'system-name', x: Math.round(origin.x + mark.label.x), y: y - 7, 'text-anchor': mark.label.anchor },
      svg('tspan', { class: 'strong' }, mark.name), svg('tspan', { dx: 8 }, mark.value))]),
  ];
}

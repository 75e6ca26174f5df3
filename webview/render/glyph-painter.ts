import type { Emphasis } from '../emphasis.js';
import type { PlacedLabel, PlacedNode } from '../layout/scene.js';
import { shapeOf } from './glyphs.js';
import type { GlyphShape } from './glyphs.js';
import { css, mix } from './palette.js';
import type { Palette } from './palette.js';

const DIMMED = 0.38;

/** Paints glyphs and names on the canvas: used when there are too many to be elements of the page. */
export function paintGlyphs(
  context: CanvasRenderingContext2D, palette: Palette, nodes: readonly PlacedNode[], labels: readonly PlacedLabel[], emphasis: Emphasis,
): void {
  const paths = new Map<GlyphShape, Path2D>();
  const pathOf = (shape: GlyphShape) => {
    const path = paths.get(shape) ?? new Path2D((shape.behind ?? '') + shape.body + (shape.detail ?? ''));
    paths.set(shape, path);
    return path;
  };
  const shareOf = (id: string) => (emphasis.active && !emphasis.nodes.has(id) ? DIMMED : 1);
  context.lineWidth = 1.5;
  for (const { node, x, y, card } of nodes) {
    const path = card === undefined ? pathOf(shapeOf(node)) : cardPath(card);
    const share = shareOf(node.id);
    context.save();
    context.translate(x, y);
    context.fillStyle = node.business ? mix(palette.body, palette.background, share) : css(palette.background);
    context.strokeStyle = mix(node.business ? palette.foreground : palette.low, palette.background, share);
    context.fill(path);
    context.stroke(path);
    if (card === undefined && node.members.length > 1) paintCount(context, palette, node, shareOf(node.id));
    context.restore();
  }
  context.font = `12px ${palette.font}`;
  context.textBaseline = 'alphabetic';
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = css(palette.background);
  for (const label of labels) {
    if (!label.fits) continue;
    context.textAlign = label.anchor === 'middle' ? 'center' : label.anchor;
    context.fillStyle = mix(palette.foreground, palette.background, shareOf(label.id));
    context.strokeText(label.text, label.x, label.y);
    context.fillText(label.text, label.x, label.y);
  }
}

/** How many a group or a stack stands for. */
function paintCount(context: CanvasRenderingContext2D, palette: Palette, { glyph, members }: PlacedNode['node'], share: number): void {
  // The front square of a group lies off the centre.
  const offset = glyph === 'group' ? -2.5 : 0;
  context.font = `600 12px ${palette.font}`;
  context.textAlign = 'center';
  context.fillStyle = mix(palette.foreground, palette.background, share);
  context.fillText(String(members.length), offset, 4 - offset);
}

function cardPath({ width, height }: { readonly width: number; readonly height: number }): Path2D {
  const path = new Path2D();
  path.roundRect(-width / 2, -height / 2, width, height, 6);
  return path;
}

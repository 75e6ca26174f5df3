import type { Emphasis } from '../emphasis.js';
import type { PlacedLabel, PlacedNode } from '../layout/scene.js';
import { GLYPH_SHAPES } from './glyphs.js';
import { css, mix } from './palette.js';
import type { Palette } from './palette.js';

const DIMMED = 0.38;

/** Paints glyphs and names on the canvas: used when there are too many to be elements of the page. */
export function paintGlyphs(
  context: CanvasRenderingContext2D, palette: Palette, nodes: readonly PlacedNode[], labels: readonly PlacedLabel[], emphasis: Emphasis,
): void {
  const paths = new Map(Object.entries(GLYPH_SHAPES).map(([glyph, shape]) => [glyph, new Path2D((shape.behind ?? '') + shape.body + (shape.detail ?? ''))]));
  const shareOf = (id: string) => (emphasis.active && !emphasis.nodes.has(id) ? DIMMED : 1);
  context.lineWidth = 1.5;
  for (const { node, x, y, card } of nodes) {
    const path = card === undefined ? paths.get(node.glyph) : cardPath(card);
    if (path === undefined) continue;
    const share = shareOf(node.id);
    context.save();
    context.translate(x, y);
    context.fillStyle = node.business ? mix(palette.body, palette.background, share) : css(palette.background);
    context.strokeStyle = mix(node.business ? palette.foreground : palette.low, palette.background, share);
    context.fill(path);
    context.stroke(path);
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

function cardPath({ width, height }: { readonly width: number; readonly height: number }): Path2D {
  const path = new Path2D();
  path.roundRect(-width / 2, -height / 2, width, height, 6);
  return path;
}

import { clamp } from './geometry.js';

/** A stretch of the physical axis opened because many services share one value (design grammar: the tie band). */
export interface TieBand {
  readonly value: number;
  readonly count: number;
  /** Scene y of the solid line at the value, and of the lower lip. */
  readonly top: number;
  readonly bottom: number;
}

/** Both axes of the quadrant: measured values to scene pixels. */
export interface Axes {
  readonly width: number;
  readonly height: number;
  readonly band?: TieBand;
  /** logical 0..1 -> scene x. */
  readonly x: (logical: number) => number;
  /** physical 0..1 -> scene y; values inside the tie answer with the top of the band. */
  readonly y: (physical: number) => number;
}

/** Services whose physical values lie this near each other count as tied. */
const TIE_WIDTH = 0.02;
/** As many tied services make a row unreadable. */
const TIE_COUNT = 4;
/** A tie also holds this share of all services: among many, four lie close by chance and the nudge is enough. */
const TIE_SHARE = 0.3;

const SIDE_PADDING = 18;
const HEADROOM = 44;
const FOOTROOM = 14;
/** Share of the height that the band takes: the rest still has to show where the threshold is. */
const BAND_SHARE = 0.74;

/** The value that most services share within `TIE_WIDTH`, with their number; undefined when too few do. */
export function findTie(values: readonly number[]): { readonly value: number; readonly count: number } | undefined {
  const sorted = [...values].sort((a, b) => b - a);
  let best: { value: number; count: number } | undefined;
  const least = Math.max(TIE_COUNT, TIE_SHARE * values.length);
  let end = 0;
  for (let start = 0; start < sorted.length; start++) {
    const high = sorted[start] as number;
    while (end < sorted.length && high - (sorted[end] as number) <= TIE_WIDTH + 1e-9) end++;
    if (end - start >= least && end - start > (best?.count ?? 0)) best = { value: high, count: end - start };
  }
  return best;
}

/** True when a physical value belongs to the tie. */
export function isTied(band: { readonly value: number } | undefined, physical: number): boolean {
  return band !== undefined && physical <= band.value + 1e-9 && band.value - physical <= TIE_WIDTH + 1e-9;
}

/**
 * Axes for a plot of `width` x `height` px at zoom `zoom`: both scale together, glyphs keep their size,
 * so zooming in spreads what stands close. With a tie the physical axis is linear above and below the band.
 */
export function buildAxes(width: number, height: number, zoom: number, physical: readonly number[]): Axes {
  const x = (logical: number) => zoom * (SIDE_PADDING + logical * (width - 2 * SIDE_PADDING));
  const size = { width: width * zoom, height: height * zoom };
  const tie = findTie(physical);
  if (tie === undefined) {
    const y = (value: number) => zoom * (HEADROOM + (1 - value) * (height - HEADROOM - FOOTROOM));
    return { ...size, x, y };
  }
  const { top, bottom } = bandExtent(tie.value, height);
  const y = (value: number) => {
    if (isTied(tie, value)) return zoom * top;
    if (value > tie.value) return zoom * (top - ((value - tie.value) / (1 - tie.value)) * (top - HEADROOM));
    return zoom * (height - (value / tie.value) * (height - bottom));
  };
  return { ...size, x, y, band: { ...tie, top: zoom * top, bottom: zoom * bottom } };
}

/** The band takes its share of the height; what is left goes to the values above and below, in proportion. */
function bandExtent(value: number, height: number): { readonly top: number; readonly bottom: number } {
  const open = BAND_SHARE * (height - HEADROOM);
  const rest = height - HEADROOM - open;
  const top = HEADROOM + rest * clamp(1 - value, 0, 1);
  return { top, bottom: Math.min(height, top + open) };
}

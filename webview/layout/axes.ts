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
  /** The stretch of the logical axis in the plot at zoom 1. */
  readonly span: Span;
  /** logical 0..1 -> scene x. */
  readonly x: (logical: number) => number;
  /** physical 0..1 -> scene y; values inside the tie answer with the top of the band. */
  readonly y: (physical: number) => number;
}

/** A stretch of the logical axis, 0 <= from < to <= 1. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Services whose physical values lie this near each other count as tied. */
const TIE_WIDTH = 0.02;
/** As many tied services make a row unreadable. */
const TIE_COUNT = 4;
/** A tie also holds this share of all services: among many, four lie close by chance and the nudge is enough. */
const TIE_SHARE = 0.3;
/** In a small system fewer are a tie when they are more than this share: two of three, or the only one. */
const TIE_MAJORITY = 0.6;

/** Where the logical axis may be cut when nothing lies beyond: always with the threshold 0.5 in sight. */
const LOWER_CUTS: readonly number[] = [0.4, 0.25];
const UPPER_CUTS: readonly number[] = [0.6, 0.75];

const SIDE_PADDING = 40;
/** Room for names to the right of what stands within this share of the right end. */
const NAME_PADDING = 104;
const NEAR_END = 0.08;
/** Above the highest value: the corner names, and the system's mark with its name. Low plots spare what they can. In px. */
const HEADROOM = { least: 47, most: 54, share: 0.09 };
const FOOTROOM = 18;
/** Share of the height that the band takes: the rest only has to show where the threshold is. */
const BAND_SHARE = 0.87;

/** The value that most services share within `TIE_WIDTH`, with their number; undefined when too few do. */
export function findTie(values: readonly number[]): { readonly value: number; readonly count: number } | undefined {
  const sorted = [...values].sort((a, b) => b - a);
  let best: { value: number; count: number } | undefined;
  const least = Math.min(Math.max(TIE_COUNT, TIE_SHARE * values.length), Math.max(1, TIE_MAJORITY * values.length));
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

/** The shortest stretch of the logical axis that shows all values and the threshold. */
export function findSpan(values: readonly number[]): Span {
  if (values.length === 0) return { from: 0, to: 1 };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return { from: LOWER_CUTS.find((cut) => cut <= low) ?? 0, to: UPPER_CUTS.find((cut) => cut >= high) ?? 1 };
}

/** What the axes have to show. */
export interface Measured {
  /** Logical and physical values of the services. */
  readonly logical: readonly number[];
  readonly physical: readonly number[];
  /** The stretch that the system's mark takes on the logical axis. */
  readonly mark?: Span;
}

/**
 * Axes for a plot of `width` x `height` px at zoom `zoom`: both scale together, glyphs keep their size,
 * so zooming in spreads what stands close. The logical axis is linear and cut where nothing stands; with a tie the
 * physical axis is linear above and below the band.
 */
export function buildAxes(width: number, height: number, zoom: number, { logical, physical, mark }: Measured): Axes {
  const span = findSpan(mark === undefined ? logical : [...logical, mark.from, mark.to]);
  const end = span.to - NEAR_END * (span.to - span.from);
  const right = width > 2 * NAME_PADDING && logical.some((value) => value >= end) ? NAME_PADDING : SIDE_PADDING;
  const x = (value: number) => zoom * (SIDE_PADDING + ((value - span.from) / (span.to - span.from)) * (width - SIDE_PADDING - right));
  const size = { width: width * zoom, height: height * zoom, span };
  const tie = findTie(physical);
  const headroom = headroomOf(height);
  if (tie === undefined) {
    const y = (value: number) => zoom * (headroom + (1 - value) * (height - headroom - FOOTROOM));
    return { ...size, x, y };
  }
  const { top, bottom } = bandExtent(tie.value, height);
  const y = (value: number) => {
    if (isTied(tie, value)) return zoom * top;
    if (value > tie.value) return zoom * (top - ((value - tie.value) / (1 - tie.value)) * (top - headroom));
    return zoom * (height - (value / tie.value) * (height - bottom));
  };
  return { ...size, x, y, band: { ...tie, top: zoom * top, bottom: zoom * bottom } };
}

function headroomOf(height: number): number {
  return clamp(HEADROOM.share * height, HEADROOM.least, HEADROOM.most);
}

/** The band takes its share of the height; what is left goes to the values above and below, in proportion. */
function bandExtent(value: number, height: number): { readonly top: number; readonly bottom: number } {
  const headroom = headroomOf(height);
  const open = BAND_SHARE * (height - headroom);
  const rest = height - headroom - open;
  const top = headroom + rest * clamp(1 - value, 0, 1);
  return { top, bottom: Math.min(height, top + open) };
}

/** The note inside the band stands above the corner names where the band reaches down to them, in px. */
export function noteLift(band: TieBand, height: number): number {
  return band.bottom > height - 30 ? 24 : 0;
}

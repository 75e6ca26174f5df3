/** Width and height of a plot, in px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** An arrangement is kept while the plot is this many times as wide and as high as the one it was made for. */
const KEPT = { width: { least: 0.92, most: 1.75 }, height: { least: 0.92, most: 1.4 } };

/**
 * The plot that the tie band is arranged for. Panel and notices come and go; services that jumped with each of them could not be
 * followed. So they are arranged for the plot that is left when all have come, and stretched while there is more.
 * @param spare what panel and notices that are not shown now would take
 * @param former the plot of the arrangement in sight
 */
export function arrangementFor(plot: Size, spare: Size, former: Size | undefined): Size {
  if (former !== undefined && within(plot.width / former.width, KEPT.width) && within(plot.height / former.height, KEPT.height)) return former;
  return { width: plot.width - spare.width, height: plot.height - spare.height };
}

function within(value: number, { least, most }: { readonly least: number; readonly most: number }): boolean {
  return value >= least && value <= most;
}

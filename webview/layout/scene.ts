import type { PictureEdge, PictureNode } from '../picture.js';
import type { Box, Path, Point } from './geometry.js';

/** Width in px of a text in the label font; the page measures, tests estimate. */
export type MeasureText = (text: string, bold: boolean) => number;

/** A node with its place. */
export interface PlacedNode {
  readonly node: PictureNode;
  readonly x: number;
  readonly y: number;
  /** Half the drawn extent of a glyph, in px; relations end outside it. */
  readonly radius: number;
  /** Where the measured values put it; a leader is drawn when the glyph had to move far. */
  readonly anchor: Point;
  /** Inside the tie band height is no measure: only a move to left or right leads away from the measured place. */
  readonly freeHeight?: true;
  /** A card of the topology; a glyph when absent. */
  readonly card?: { readonly width: number; readonly height: number };
}

/** A relation line with its course. */
export interface PlacedEdge {
  readonly edge: PictureEdge;
  readonly path: Path;
  /** Where badge, rank or count stands. */
  readonly badge: Point;
}

/** A name beside its glyph. */
export interface PlacedLabel {
  readonly id: string;
  readonly text: string;
  readonly note?: string;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Baseline point of the first line. */
  readonly x: number;
  readonly y: number;
  readonly box: Box;
  /** False when there was no free room: shown only while the node is hovered or selected. */
  readonly fits: boolean;
  /** The hairline from the glyph to a name that found no room beside it. */
  readonly tie?: readonly [Point, Point];
}

/** A group drawn as a frame round its members. */
export interface Container {
  readonly label: string;
  readonly box: Box;
}

/** The word "cycle" between the edges of one. */
export interface Pill {
  readonly at: Point;
  readonly text: string;
}

/** Everything with a position; painters add nothing. */
export interface Scene {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly labels: readonly PlacedLabel[];
  readonly containers: readonly Container[];
  readonly pills: readonly Pill[];
  /** Nodes without coordinates; listed beside the axes. */
  readonly unplaced: readonly PictureNode[];
  readonly bounds: Box;
}

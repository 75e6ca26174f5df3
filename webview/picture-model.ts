import type { ChangeView, GraphDiff, Move } from '../src/protocol/graph-diff.js';
import type { ElementKindView, LevelView, LineView, RelationView } from '../src/protocol/graph-view.js';

/** The silhouettes of the drawing; several element kinds may share one. */
export type Glyph =
  | 'service' | 'gateway' | 'datastore' | 'broker' | 'telemetry' | 'external'
  | 'registry' | 'config' | 'auth' | 'library' | 'other' | 'group' | 'stack';

/** One thing to place: an element, a collapsed group, or a stack of elements that share a place. */
export interface PictureNode {
  readonly id: string;
  readonly label: string;
  /** A second, smaller line: "12 senders, folded". */
  readonly note?: string;
  readonly glyph: Glyph;
  /** Absent for groups and stacks. */
  readonly kind?: ElementKindView;
  /** Business services are measured and drawn filled; infrastructure is hollow. */
  readonly business: boolean;
  readonly group?: string;
  readonly logical?: number;
  readonly physical?: number;
  readonly blastRadius?: number;
  readonly depth: number;
  /** One of more services than have room, and no line at rest ends here: drawn as a small dot. */
  readonly quiet?: true;
  /** Set while graphs are compared. */
  readonly change?: ChangeView;
  /** Where it stood before, when it moved since the graph it is compared with. */
  readonly before?: Move['before'];
  /** Ids of the elements this node stands for. */
  readonly members: readonly string[];
  /** Ids of the nodes it is related to, in either direction, hidden relations included. */
  readonly partners: readonly string[];
}

/** One line to draw: all relations of one line kind from one node to another. */
export interface PictureEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly line: LineView;
  readonly level: LevelView;
  readonly risk: number;
  readonly inCycle: boolean;
  /** Set while graphs are compared, when all the line stands for came or went. */
  readonly change?: ChangeView;
  /** What the line stands for, riskiest first; never empty. */
  readonly relations: readonly RelationView[];
}

/** What is drawn now, before anything has a position. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** The lines at rest: they alone shape the placement, so that selecting or filtering never moves a node. */
  readonly guides: readonly PictureEdge[];
  /** Relations the edges stand for, and all relations of the graph. */
  readonly drawn: number;
  readonly total: number;
  /** How many elements fold for want of room; never services. */
  readonly folded: number;
}

/** How much is drawn: at rest, on "more", or everything. */
export type Budget = 'rest' | 'more' | 'all';

/** What a big graph is reduced to. */
export type Detail = 'elements' | 'groups' | 'high-risk';

/** What came and went. */
export type Changes = Pick<GraphDiff, 'elements' | 'relations' | 'moved'>;

/** What the user asked to see. */
export interface PictureOptions {
  /** In the language of `parseFilter`; empty lets everything pass. */
  readonly filter: string;
  readonly budget: Budget;
  readonly detail: Detail;
  /** Groups drawn open while `detail` is `groups`. */
  readonly expanded: readonly string[];
  /** On a narrow page infrastructure and low risk fold away until more is asked for. */
  readonly compact: boolean;
  /** How many glyphs the plot has room for, names and lines included (`roomFor`); without it nothing folds for want of room. */
  readonly room?: number;
  /** What came and went, while graphs are compared. */
  readonly changes?: Changes;
  /** Ids of elements or relations whose relations are always drawn. */
  readonly always: ReadonlySet<string>;
}

import type { GraphView, PlaceView } from './graph-view.js';
import type { ExportScope, Origin } from './origin.js';

export type PictureKind = 'svg' | 'png';

/** A picture that somebody asked for. */
export interface PictureOrder {
  readonly kind: PictureKind;
  /** Pixels of a PNG per unit of the drawing, 1 to 4. */
  readonly scale: number;
  /** Everything, whatever the filter and the budget leave out. */
  readonly all: boolean;
  readonly origin: Origin;
}

/** What is selected; survives reloads and live updates by id. */
export type Selection = { readonly kind: 'element' | 'relation'; readonly id: string } | undefined;

/** What the context menu offers for an element or relation. */
export type MenuAction = 'open' | 'focus' | 'inside' | 'takeDown' | 'copy';

/** An earlier graph, under the name it was asked for. */
export interface BaseView {
  /** A branch, a tag, a commit. */
  readonly ref: string;
  readonly view: GraphView;
  /** Repositories that have no such commit. */
  readonly lacking?: readonly string[];
}

/** Extension to webview. */
export type ToWebview =
  /** `cachedAt`: kept from the session before since then (ISO date and time), while the workspace is read. */
  | { readonly type: 'graph'; readonly view: GraphView; readonly cachedAt?: string }
  /** Compare with an earlier graph; undefined ends the comparison. */
  | { readonly type: 'compare'; readonly base: BaseView | undefined }
  /** Do something with the drawing: chosen from a menu of the editor. */
  | { readonly type: 'act'; readonly action: MenuAction; readonly about: NonNullable<Selection> }
  /** Tell what is drawn, for an export. */
  | { readonly type: 'askExport' }
  /** Make a picture and hand it over to be saved. */
  | { readonly type: 'picture'; readonly picture: PictureOrder }
  /** Select and show one element or relation; sent by "Show in Coupling Graph". */
  | { readonly type: 'reveal'; readonly selection: NonNullable<Selection> }
  /** Analysis could not start or the server is restarting; the last graph stays on screen. */
  | { readonly type: 'status'; readonly state: 'analysing' | 'ready' | 'stopped' | 'failed'; readonly message: string };

/** Webview to extension. */
export type FromWebview =
  | { readonly type: 'ready' }
  /** Open evidence beside the graph; `focus` moves the keyboard focus to the editor. */
  | { readonly type: 'open'; readonly place: PlaceView; readonly focus: boolean }
  /** Open a place and offer what can be done about the finding there. */
  | { readonly type: 'fix'; readonly place: PlaceView }
  | { readonly type: 'openRule'; readonly rule: string }
  /** Export what is drawn, or everything; `kind` when the format was chosen, too. */
  | { readonly type: 'export'; readonly scope: ExportScope; readonly kind?: PictureKind }
  /** Ask for a git ref and compare with it. */
  | { readonly type: 'compare' }
  /** The user ended the comparison. */
  | { readonly type: 'endComparison' }
  /** Ask where to save a picture that the page made; `name` is a proposal with the extension of its kind. `data` is text, for PNG in Base64. */
  | { readonly type: 'save'; readonly kind: PictureKind; readonly name: string; readonly data: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'analyse' }
  | { readonly type: 'openSample' }
  | { readonly type: 'openFolder' }
  /** End the reading at hand. */
  | { readonly type: 'stop' };

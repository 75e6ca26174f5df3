import type { GraphView, PlaceView } from './graph-view.js';

/** What is selected; survives reloads and live updates by id. */
export type Selection = { readonly kind: 'element' | 'relation'; readonly id: string } | undefined;

/** Extension to webview. */
export type ToWebview =
  | { readonly type: 'graph'; readonly view: GraphView }
  /** Select and show one element or relation; sent by "Show in Coupling Graph". */
  | { readonly type: 'reveal'; readonly selection: NonNullable<Selection> }
  /** Analysis could not start or the server is restarting; the last graph stays on screen. */
  | { readonly type: 'status'; readonly state: 'analysing' | 'ready' | 'failed'; readonly message: string };

/** Webview to extension. */
export type FromWebview =
  | { readonly type: 'ready' }
  /** Open evidence beside the graph; `focus` moves the keyboard focus to the editor. */
  | { readonly type: 'open'; readonly place: PlaceView; readonly focus: boolean }
  | { readonly type: 'openRule'; readonly rule: string }
  | { readonly type: 'export' }
  /** Asks where to save a text that the page made; `name` is a proposal with the extension `.svg`. */
  | { readonly type: 'save'; readonly name: string; readonly text: string }
  | { readonly type: 'analyse' }
  | { readonly type: 'openSample' };

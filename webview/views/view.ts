import type { FromWebview, PictureKind } from '../../src/protocol/webview-messages.js';
import type { Action, State } from '../store.js';

/** What a part of the page may do: ask for a state change, or tell the extension something. */
export interface Actions {
  /** The state now; views also get it with each update. */
  readonly state: () => State;
  readonly dispatch: (action: Action) => void;
  readonly post: (message: FromWebview) => void;
  readonly fit: () => void;
  /** Sends the drawing to be saved as a picture. */
  readonly savePicture: (kind: PictureKind) => void;
  readonly zoomBy: (factor: number) => void;
}

/** A part of the page: an element that follows the state. */
export interface ViewPart {
  readonly element: HTMLElement;
  readonly update: (state: State) => void;
}

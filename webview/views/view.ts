import type { FromWebview, PictureKind, Selection } from '../../src/protocol/webview-messages.js';
import type { Action, State } from '../store.js';

/** What a part of the page may do: ask for a state change, or tell the extension something. */
export interface Actions {
  /** The state now; views also get it with each update. */
  readonly state: () => State;
  readonly dispatch: (action: Action) => void;
  readonly post: (message: FromWebview) => void;
  readonly fit: () => void;
  /** Asks for an export of what is drawn, as a picture or as what the user chooses. */
  readonly exportDrawn: (kind: PictureKind | undefined) => void;
  /** Selects something and leads to what the panel says of it. */
  readonly explain: (about: NonNullable<Selection>) => void;
  readonly zoomBy: (factor: number) => void;
}

/** A part of the page: an element that follows the state. */
export interface ViewPart {
  readonly element: HTMLElement;
  readonly update: (state: State) => void;
}

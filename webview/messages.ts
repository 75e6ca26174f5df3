import type { FromWebview, ToWebview } from '../src/protocol/webview-messages.js';
import type { Persisted } from './store.js';

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: Persisted): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's only line to the extension. */
export interface Channel {
  readonly post: (message: FromWebview) => void;
  readonly onMessage: (listener: (message: ToWebview) => void) => void;
  /** What an earlier page of this panel saved; its shape is checked by the store. */
  readonly restore: () => unknown;
  readonly save: (state: Persisted) => void;
}

/** Opens the channel; the API may be acquired once per page only. */
export function openChannel(): Channel {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    onMessage: (listener) => window.addEventListener('message', (event: MessageEvent<ToWebview>) => listener(event.data)),
    restore: () => api.getState(),
    save: (state) => api.setState(state),
  };
}

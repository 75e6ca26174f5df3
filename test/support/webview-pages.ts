import { afterAll, afterEach, beforeAll } from 'vitest';
import type { ToWebview } from '../../src/protocol/webview-messages.js';
import { THEMES } from '../webview/themes.js';
import { WebviewHost } from './webview-page.js';
import type { PageOptions, WebviewPage } from './webview-page.js';

/** Shorter than the limit of a test, so that a step that hangs is named. */
const STEP_MS = 25_000;

/** Opens a page, dark unless told otherwise, and sends it messages. */
export type OpenPage = (messages: readonly ToWebview[], options?: Partial<PageOptions>) => Promise<WebviewPage>;

/** One browser for the tests of a file; the pages of a test are closed after it. */
export function pagesOfFile(): OpenPage {
  let host: WebviewHost;
  const opened: WebviewPage[] = [];
  beforeAll(async () => {
    host = await WebviewHost.start();
  }, 60_000);
  afterEach(() => Promise.all(opened.splice(0).map(({ page }) => page.context().close())));
  afterAll(() => host.stop());
  return async (messages, options = {}) => {
    const opening = await host.open({ theme: THEMES.dark, ...options });
    opened.push(opening);
    opening.page.setDefaultTimeout(STEP_MS);
    for (const message of messages) await opening.send(message);
    return opening;
  };
}

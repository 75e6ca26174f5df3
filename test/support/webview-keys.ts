import type { Page } from 'playwright-core';
import type { WebviewPage } from './webview-page.js';

/** Presses keys one after the other; each has a frame to be drawn in. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise<void>((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    }));
  }
}

/** What a screen reader would call the thing that has the focus. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element === null || element === document.body ? 'nothing' : element.getAttribute('aria-label') ?? element.textContent ?? '';
  });
}

/** The last message of the live region. */
export function spoken(page: Page): Promise<string | null> {
  return page.locator('.live').textContent();
}

/** Goes through the page by Tab until the focus leaves it. */
export async function tabStops(page: Page): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let count = 0; count < 40; count++) {
    await press(page, 'Tab');
    const name = await focused(page);
    if (name === 'nothing' || stops[0] === name) break;
    stops.push(name);
  }
  return stops;
}

/** Leads the focus of a page into its graph. */
export async function intoGraph(opened: WebviewPage): Promise<WebviewPage> {
  await tabTo(opened.page, ENTER_GRAPH);
  return opened;
}

/** Goes on by Tab to what bears such a name. */
export async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let count = 0; count < 40; count++) {
    if (name.test(await focused(page))) return;
    await press(page, key);
  }
  throw new Error(`no ${name.source} among the tab stops`);
}

/** The names of nodes. */
export const ENTER_GRAPH = /, \d+ outgoing/;

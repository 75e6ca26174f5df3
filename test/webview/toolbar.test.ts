import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shopView } from '../support/graph-views.js';
import { WebviewHost } from '../support/webview-page.js';
import { THEMES } from './themes.js';

const SCREENS = fileURLToPath(new URL('../../screens/', import.meta.url));
let host: WebviewHost;

beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  host = await WebviewHost.start();
}, 60_000);
afterAll(() => host.stop());

test.each([360, 460, 640, 900, 1280])('no control of the toolbar covers another, or leaves the panel, at %i px', async (width) => {
  const { page, send } = await host.open({ theme: THEMES.dark, width, height: 600 }).then((opened) => ({ page: opened.page, send: opened.send.bind(opened) }));
  await send({ type: 'graph', view: shopView() });
  await page.screenshot({ path: `${SCREENS}toolbar-${width}.png` });
  const boxes = await page.locator('.toolbar :is([role=tab], vscode-text-field, vscode-dropdown, vscode-button)').evaluateAll((controls) =>
    controls.map((control) => control.getBoundingClientRect()).filter((box) => box.width > 0).map(({ left, right }) => ({ left: Math.round(left), right: Math.round(right) })).sort((a, b) => a.left - b.left),
  );

  expect(boxes.length).toBeGreaterThan(6);
  expect(boxes.at(-1)?.right).toBeLessThanOrEqual(width);
  expect(boxes.slice(1).filter((box, index) => box.left < (boxes[index]?.right ?? 0))).toEqual([]);
  await page.context().close();
});

test('the search opens over the tabs where there is no room for a field, and "/" leads there', async () => {
  const { page, send } = await host.open({ theme: THEMES.dark, width: 360, height: 600 }).then((opened) => ({ page: opened.page, send: opened.send.bind(opened) }));
  await send({ type: 'graph', view: shopView() });
  await page.keyboard.press('/');
  await page.keyboard.type('kafka');
  await page.waitForFunction(() => document.querySelector('.toolbar .count')?.textContent?.includes('elements match'));
  const width = await page.locator('.search-field').evaluate((field) => field.getBoundingClientRect().width);

  expect(width).toBeGreaterThan(300);
  await page.context().close();
});

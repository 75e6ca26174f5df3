import { afterAll, beforeAll, expect, test } from 'vitest';
import { shopView } from '../support/graph-views.js';
import { WebviewHost } from '../support/webview-page.js';
import { THEMES } from './themes.js';

let host: WebviewHost;

beforeAll(async () => {
  host = await WebviewHost.start();
}, 60_000);
afterAll(() => host.stop());

test.each([
  { width: 900, height: 241, words: ['1.00', '0'] },
  { width: 1280, height: 600, words: ['distributed', 'Physical coupling', 'one unit', '1.00', '0.50', '0', 'each its own unit'] },
])('labels of the physical axis that do not fit are left out at $width x $height px', async ({ width, height, words }) => {
  const { page, send } = await host.open({ theme: THEMES.dark, width, height });
  await send({ type: 'graph', view: shopView() });
  const labels = await page.locator('.stage .axis-text').evaluateAll((texts) => {
    const stage = document.querySelector('.stage')?.getBoundingClientRect();
    return texts.map((text) => ({ word: text.textContent, box: text.getBoundingClientRect().toJSON() as DOMRect }))
      .filter(({ box }) => box.right < 64 && box.top < (stage?.bottom ?? 0) - 40);
  });
  const touching = labels.flatMap((a, index) => labels.slice(index + 1)
    .filter((b) => a.box.left < b.box.right && b.box.left < a.box.right && a.box.top < b.box.bottom && b.box.top < a.box.bottom)
    .map((b) => `${a.word} / ${b.word}`));

  expect(touching).toEqual([]);
  expect(labels.map(({ word }) => word).sort()).toEqual([...words].sort());
  await page.context().close();
});

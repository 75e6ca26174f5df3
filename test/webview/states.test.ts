import { describe, expect, it } from 'vitest';
import type { GraphView } from '../../src/protocol/graph-view.js';
import type { ToWebview } from '../../src/protocol/webview-messages.js';
import { shopView } from '../support/graph-views.js';
import { pagesOfFile } from '../support/webview-pages.js';
import { THEMES } from './themes.js';

const open = pagesOfFile();

const graph = (change: Partial<GraphView> = {}): ToWebview => ({ type: 'graph', view: { ...shopView(), ...change } });
const FAILED: ToWebview = { type: 'status', state: 'failed', message: 'The language server stopped' };

describe('states of the page', { timeout: 30_000 }, () => {
  it('says that it reads before there is anything to show', async () => {
    const { page } = await open([{ type: 'status', state: 'analysing', message: 'Reading 120 of 800 files' }]);
    expect(await page.locator('.placeholder').textContent()).toContain('Reading 120 of 800 files');
  });

  it('offers another try when the analysis failed', async () => {
    const shop = await open([FAILED]);
    await shop.page.getByRole('button', { name: 'Try again' }).click();
    expect((await shop.sent()).at(-1)).toEqual({ type: 'analyse' });
  });

  it('keeps the last graph when a later analysis fails', async () => {
    const { page } = await open([graph(), FAILED]);
    expect(await page.locator('.banner').textContent()).toContain('last good graph');
    expect(await page.locator('.node').count()).toBe(20);
  });

  it.each([
    ['restricted mode', graph({ restricted: true }), 'source code is not read'],
    ['half of the evidence', graph({ complete: false, filesRead: 12 }), '12 files read'],
    ['little evidence', graph({ system: { ...shopView().system, coverage: 0.3 } }), 'Little evidence: 70 % of the services'],
    ['modules without imports', graph({ system: { ...shopView().system, coverage: 0 }, elements: shopView().elements.map((element) => (element.kind === 'service' ? { ...element, kind: 'module' } : element)) }), 'a mediator is not seen'],
  ] as const)('names what limits the picture: %s', async (_, message, text) => {
    const { page } = await open([message]);
    expect(await page.locator('.banner').textContent()).toContain(text);
  });

  it('the reading can be cancelled, before and after the first picture', async () => {
    const shop = await open([{ type: 'status', state: 'analysing', message: '' }]);
    await shop.page.locator('.placeholder').getByRole('button', { name: 'Cancel' }).click();
    await shop.send(graph({ complete: false }));
    await shop.page.locator('.banner').getByRole('button', { name: 'Cancel' }).click();
    expect((await shop.sent()).filter(({ type }) => type === 'stop')).toHaveLength(2);
    await shop.send(graph({ complete: false, stopped: true, filesRead: 12 }));
    await shop.page.locator('.banner').getByRole('button', { name: 'Read all' }).click();
    expect((await shop.sent()).at(-1)).toEqual({ type: 'analyse' });
  });

  it('shows the graph of the session before, with its time, until there is a new one', async () => {
    const now = new Date();
    now.setHours(14, 2);
    const shop = await open([{ type: 'graph', view: shopView(), cachedAt: now.toISOString() }]);
    expect(await shop.page.locator('.banner').textContent()).toMatch(/From cache, (14:02|02:02 PM)\./);
    expect(await shop.page.locator('.node').count()).toBe(20);
    await shop.send(graph({ revision: 2 }));
    await shop.page.waitForFunction(() => document.querySelector<HTMLElement>('.banner')?.hidden === true);
  });

  it('needs no banner when nothing limits it', async () => {
    const { page } = await open([graph()]);
    expect(await page.locator('.banner').isVisible()).toBe(false);
  });
});

describe('pointer and motion', { timeout: 30_000 }, () => {
  it('focuses a neighbourhood by double click, and leaves it by Esc', async () => {
    const { page } = await open([graph()]);
    await page.locator('[data-node=notifications] .body').dblclick();
    await page.mouse.move(640, 20);
    await page.waitForFunction(() => document.querySelector('[data-node=customers]')?.classList.contains('dimmed'));
    expect(await page.locator('[data-node=kafka].lit').count()).toBe(1);
    // The card of the node in focus may have opened meanwhile: then the first Esc closes that.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelectorAll('.node.dimmed').length === 0);
  });

  it('zooms by the wheel round the pointer, and back to the frame', async () => {
    const { page } = await open([graph()]);
    const body = page.locator('[data-node=search] .body');
    const before = await body.boundingBox();
    if (before === null) throw new Error('search is not drawn');
    const at = { x: before.x + before.width / 2, y: before.y + before.height / 2 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.wheel(0, -320);
    await page.waitForTimeout(200);
    const zoomed = await body.boundingBox();
    expect(Math.abs((zoomed?.x ?? 0) - before.x)).toBeLessThan(30);
    await page.mouse.wheel(0, 3000);
    await page.waitForFunction((x) => Math.abs((document.querySelector('[data-node=search] .body')?.getBoundingClientRect().x ?? 0) - x) < 2, before.x);
  });

  it('moves nothing gradually where the user wants no motion', async () => {
    const still = { ...THEMES.dark, bodyClass: `${THEMES.dark.bodyClass} vscode-reduce-motion` };
    const shop = await open([graph()], { theme: still });
    const elements = shopView().elements.map((element) => (element.id === 'reviews' ? { ...element, logical: 0.2 } : element));
    await shop.send(graph({ revision: 2, elements }));
    const place = () => shop.page.locator('[data-node=reviews]').getAttribute('transform');
    const atOnce = await place();
    await shop.page.waitForTimeout(250);
    expect(await place()).toBe(atOnce);
  });
});

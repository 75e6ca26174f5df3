import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emptyView, placeAt, shopView, syntheticView } from '../support/graph-views.js';
import { WebviewHost } from '../support/webview-page.js';
import type { WebviewPage } from '../support/webview-page.js';
import { THEMES } from './themes.js';

const SCREENS = fileURLToPath(new URL('../../screens/', import.meta.url));
let host: WebviewHost;
const opened: WebviewPage[] = [];

beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  host = await WebviewHost.start();
}, 60_000);

/** Pages nobody looks at still cost frames; what they complained about is kept. */
afterEach(() => Promise.all(opened.map(({ page }) => page.context().close())));
afterAll(() => host.stop());

async function openShop(state?: unknown, theme: keyof typeof THEMES = 'dark'): Promise<WebviewPage> {
  const page = await host.open({ theme: THEMES[theme], state });
  opened.push(page);
  await page.send({ type: 'graph', view: shopView() });
  return page;
}

/** Where the relations of orders and payments run, with no others drawn: the pointer becomes a hand there. */
async function pointAtEdge({ page }: WebviewPage): Promise<void> {
  const orders = await page.locator('[data-node=orders] .body').boundingBox();
  const payments = await page.locator('[data-node=payments] .body').boundingBox();
  if (orders === null || payments === null) throw new Error('orders and payments are not drawn');
  const middle = { x: (orders.x + payments.x) / 2 + 11, y: (orders.y + payments.y) / 2 + 11 };
  for (let away = 8; away < 60; away += 3) {
    await page.mouse.move(middle.x + away * 0.6, middle.y - away * 0.6);
    if (await page.evaluate(() => document.querySelector('.stage')?.classList.contains('pointing') === true)) return;
  }
  throw new Error('no relation found between orders and payments');
}

describe('the page in a browser', { timeout: 30_000 }, () => {
  it.each(['dark', 'light', 'high-contrast'] as const)('shows verdict and quadrant in the %s theme', async (theme) => {
    const shop = await openShop(undefined, theme);
    expect(await shop.page.locator('h1').textContent()).toBe('Distributed monolith');
    expect(await shop.page.locator('.toolbar .count').textContent()).toBe('31 of 43 relations Show all');
    expect(await shop.page.locator('.node').count()).toBe(20);
    await shop.page.screenshot({ path: `${SCREENS}quadrant-${theme}.png` });
  });

  it('asks the extension to open the evidence of a clicked relation', async () => {
    const shop = await openShop({ panel: true, filter: 'is:cycle' });
    await pointAtEdge(shop);
    await shop.page.mouse.down();
    await shop.page.mouse.up();
    await shop.page.locator('.selected .code').first().click();
    expect((await shop.sent()).at(-1)).toEqual({ type: 'open', place: placeAt('orders/src/client.ts', 62), focus: false });
  });

  it('opens the evidence on the second click on a relation, and on Enter after the first', async () => {
    const shop = await openShop({ filter: 'is:cycle' });
    const opened = async () => (await shop.sent()).filter(({ type }) => type === 'open').length;
    await pointAtEdge(shop);
    await shop.page.mouse.down();
    await shop.page.mouse.up();
    expect(await opened()).toBe(0);
    await shop.page.keyboard.press('Enter');
    expect(await opened()).toBe(1);
    await shop.page.mouse.down();
    await shop.page.mouse.up();
    expect(await opened()).toBe(2);
    expect((await shop.sent()).at(-1)).toEqual({ type: 'open', place: placeAt('orders/src/client.ts', 62), focus: false });
  });

  it('shows a card after a moment, and its first line opens the code', async () => {
    const shop = await openShop({ filter: 'is:cycle' });
    await pointAtEdge(shop);
    const card = shop.page.locator('.card[role=group]');
    await card.waitFor({ state: 'visible' });
    expect(await card.textContent()).toContain('orders → payments');
    await card.locator('.code').first().click();
    expect((await shop.sent()).at(-1)).toMatchObject({ type: 'open', place: { path: 'orders/src/client.ts' } });
  });

  it('lays the topology out in a worker under the policy', async () => {
    const shop = await openShop({ tab: 'topology' });
    await shop.page.locator('.containers rect').first().waitFor();
    expect(await shop.page.locator('.containers rect').count()).toBe(5);
    expect(await shop.page.locator('.node').count()).toBe(20);
    await shop.page.screenshot({ path: `${SCREENS}topology-dark.png` });
  });

  it('works by keyboard: arrows, brackets, Enter, Esc', async () => {
    const shop = await openShop();
    const { page } = shop;
    await page.locator('.stage').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press(']');
    await page.locator('.live', { hasText: / to .*, .* risk/ }).waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    expect((await shop.sent()).at(-1)?.type).toBe('open');
    await page.keyboard.press('ArrowRight');
    await page.locator('.node.selected').waitFor();
    await page.locator('.card').waitFor({ state: 'visible' });
    await page.keyboard.press('Escape'); // The card goes first.
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelectorAll('.node.selected').length === 0);
  });

  it('has a table with the same selection, moved by arrow keys', async () => {
    const shop = await openShop({ tab: 'table' });
    const grid = shop.page.locator('vscode-data-grid');
    await grid.focus();
    await shop.page.keyboard.press('ArrowDown');
    await shop.page.keyboard.press('ArrowDown');
    // The row is drawn with the next frame.
    await shop.page.locator('vscode-data-grid-row.selected', { hasText: 'inventory' }).waitFor();
    await shop.page.keyboard.press('Enter');
    expect((await shop.sent()).at(-1)).toMatchObject({ type: 'open', place: { path: 'inventory/src/client.ts' } });
    await shop.page.screenshot({ path: `${SCREENS}table-dark.png` });
  });

  it('keeps camera and selection over an update and says what changed', async () => {
    const shop = await openShop({ selection: { kind: 'element', id: 'cart' }, cameras: { quadrant: { x: -200, y: -80, zoom: 1.5 }, topology: { x: 0, y: 0, zoom: 0 } } });
    const before = await shop.page.locator('[data-node=cart] .body').boundingBox();
    const view = shopView();
    await shop.send({ type: 'graph', view: { ...view, revision: 2, relations: view.relations.slice(1) } });
    await shop.page.waitForTimeout(250);
    const after = await shop.page.locator('[data-node=cart] .body').boundingBox();
    expect(Math.abs((after?.x ?? 0) - (before?.x ?? 1))).toBeLessThan(60);
    expect(await shop.page.locator('[data-node=cart].selected').count()).toBe(1);
    expect(await shop.page.locator('.live').textContent()).toBe('Graph updated: 1 relation removed, risk down');
  });

  it('saves its state and comes back with it', async () => {
    const shop = await openShop();
    await shop.page.getByRole('tab', { name: 'Table' }).click();
    await shop.page.waitForFunction(() => (window.saved as { tab?: string } | undefined)?.tab === 'table');
    const again = await openShop(await shop.page.evaluate(() => window.saved));
    expect(await again.page.locator('.table').isVisible()).toBe(true);
  });

  it('selects what the extension reveals', async () => {
    const shop = await openShop();
    await shop.send({ type: 'reveal', selection: { kind: 'element', id: 'kafka' } });
    expect(await shop.page.locator('[data-node=kafka].selected').count()).toBe(1);
  });

  it('takes a service down in a simulation, and restores it', async () => {
    const shop = await openShop({ selection: { kind: 'element', id: 'payments' } });
    await shop.page.locator('.stage').focus();
    await shop.page.keyboard.press('d');
    await shop.page.locator('.node .outcome.down').waitFor();
    expect(await shop.page.locator('h1').textContent()).toBe('payments is down');
    expect(await shop.page.locator('[data-node=orders] .outcome.fails').count()).toBe(1);
    expect(await shop.page.locator('.effect-row').first().textContent()).toContain('orders');
    await shop.page.screenshot({ path: `${SCREENS}what-if-dark.png` });
    await shop.page.getByRole('button', { name: 'Restore payments' }).click();
    await shop.page.waitForFunction(() => document.querySelector('.outcome.down:not(.mini *)') === null);
    expect(await shop.page.locator('h1').textContent()).toBe('Distributed monolith');
  });

  it('hands the drawing over as a picture of its own', async () => {
    const shop = await openShop();
    await shop.page.getByTitle('Save as SVG').click();
    const asked = (await shop.sent()).at(-1);
    if (asked?.type !== 'export') throw new Error('no export was asked for');
    expect({ kind: asked.kind, drawn: asked.scope.relations.length, total: asked.scope.total, elements: asked.scope.elements.length }).toEqual({ kind: 'svg', drawn: 31, total: 43, elements: 20 });
    const origin = { version: '1.2.3', date: '2026-11-30', commit: '1a2b3c4' };
    await shop.send({ type: 'picture', picture: { kind: 'svg', scale: 1, all: false, origin } });
    const saved = (await shop.sent()).at(-1);
    if (saved?.type !== 'save') throw new Error('nothing was saved');
    expect(saved.data).toContain('Coupling Lens 1.2.3, 2026-11-30, commit 1a2b3c4; 31 of 43 relations, 12 left out');
    await shop.send({ type: 'picture', picture: { kind: 'svg', scale: 1, all: true, origin } });
    const whole = (await shop.sent()).at(-1);
    expect(whole?.type === 'save' && whole.data).toContain('commit 1a2b3c4; 43 of 43 relations<');
    expect(saved.name).toBe('shop-quadrant.svg');
    expect(saved.data).toContain('<title>shop: Distributed monolith</title>');
    expect(saved.data).not.toContain('var(--');
    writeFileSync(`${SCREENS}quadrant.svg`, saved.data);
    const picture = await shop.page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent ?? '', saved.data);
    expect(picture).toBe('');
  });

  it('shows the path between two services', async () => {
    const shop = await openShop({ selection: { kind: 'element', id: 'storefront' } });
    await shop.page.locator('[data-node=payments] .body').click({ modifiers: ['Shift'] });
    await shop.page.mouse.move(640, 20);
    await shop.page.waitForFunction(() => document.querySelectorAll('.node.lit').length === 3);
    expect(await shop.page.locator('.live').textContent()).toBe('2 steps: storefront, orders, payments');
  });

  it('draws only what the filter lets pass, and says what it does not understand', async () => {
    const shop = await openShop();
    await shop.page.locator('.filter-field').evaluate((field) => (field as HTMLInputElement).focus());
    await shop.page.keyboard.type('is:cycle colour:red');
    await shop.page.waitForFunction(() => document.querySelector('.toolbar .count')?.textContent?.startsWith('2 of 43'));
    expect(await shop.page.locator('.filter-field').getAttribute('title')).toBe('Not understood: colour:red');
  });

  it('offers a way on when nothing was found', async () => {
    const page = await host.open({ theme: THEMES.dark });
    opened.push(page);
    await page.send({ type: 'graph', view: emptyView() });
    await page.page.getByRole('button', { name: 'Open the sample' }).click();
    expect((await page.sent()).at(-1)).toEqual({ type: 'openSample' });
  });

  it('opens a huge graph on its groups', async () => {
    const page = await host.open({ theme: THEMES.dark });
    opened.push(page);
    await page.send({ type: 'graph', view: syntheticView({ services: 1000, relations: 5000, groups: 24, seed: 3 }) });
    expect(await page.page.locator('.node.group').count()).toBe(24);
    expect(await page.page.locator('.banner .chip[aria-pressed=true]').textContent()).toBe('Groups');
  });

  it('draws text of the workspace as text', async () => {
    const view = shopView();
    const page = await host.open({ theme: THEMES.dark, state: { panel: true } });
    opened.push(page);
    await page.send({ type: 'graph', view: { ...view, system: { ...view.system, headline: '<img src=x onerror=alert(1)>' } } });
    expect(await page.page.locator('.headline p').textContent()).toContain('<img src=x');
  });

  it('breaks the policy nowhere but for the one empty style of the toolkit', () => {
    const complaints = opened.flatMap(({ complaints: some }) => some).filter((text) => !text.includes('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='));
    expect(complaints).toEqual([]);
  });
});

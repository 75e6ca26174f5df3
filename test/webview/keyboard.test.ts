import { describe, expect, it } from 'vitest';
import type { GraphView } from '../../src/protocol/graph-view.js';
import { layeredShop, placeAt, shopView, syntheticView } from '../support/graph-views.js';
import { ENTER_GRAPH, focused, intoGraph, press, spoken, tabTo } from '../support/webview-keys.js';
import type { WebviewPage } from '../support/webview-page.js';
import { pagesOfFile } from '../support/webview-pages.js';

const openPage = pagesOfFile();

const open = (view: GraphView = shopView(), state?: object): Promise<WebviewPage> => openPage([{ type: 'graph', view }], { state });

const openInGraph = async (...parameters: Parameters<typeof open>): Promise<WebviewPage> => intoGraph(await open(...parameters));

const ORDERS = { selection: { kind: 'element', id: 'orders' } };

describe('the graph by keyboard', { timeout: 120_000 }, () => {
  it('goes to the nearest node in the direction of an arrow', async () => {
    const { page } = await openInGraph(shopView(), ORDERS);
    const centre = (id: string) => page.locator(`[data-node="${id}"] .body`).boundingBox();
    for (const [key, axis, way] of [['ArrowRight', 'x', 1], ['ArrowLeft', 'x', -1], ['ArrowDown', 'y', 1], ['ArrowUp', 'y', -1]] as const) {
      const from = await page.locator('.node:focus').getAttribute('data-node') ?? '';
      await press(page, key);
      const to = await page.locator('.node:focus').getAttribute('data-node') ?? '';
      const [start, end] = [await centre(from), await centre(to)];
      expect({ key, ahead: Math.sign((end?.[axis] ?? 0) - (start?.[axis] ?? 0)) }).toEqual({ key, ahead: way });
      expect(await page.locator('.node.selected').getAttribute('data-node')).toBe(to);
    }
  });

  it('goes through the relations of a node, opens their code and follows them', async () => {
    const shop = await openInGraph();
    const { page } = shop;
    await press(page, 'Home');
    expect(await spoken(page)).toBe('payments to shop-db, Shared data, high risk, payments reads the orders table of orders');
    expect(await focused(page)).toMatch(/^payments, /);

    await press(page, ']');
    expect(await spoken(page)).toBe('payments to orders, Sync call, high risk, payments calls orders back: this closes a cycle');
    expect(await focused(page)).toMatch(/^payments, /);

    await press(page, 'Enter');
    expect((await shop.sent()).at(-1)).toEqual({ type: 'open', place: placeAt('payments/src/client.ts', 76), focus: false });
    expect(await focused(page)).toMatch(/^orders, /);

    await press(page, 'Alt+Enter');
    expect((await shop.sent()).at(-1)).toEqual({ type: 'open', place: placeAt('payments/src/client.ts', 76), focus: true });
    expect(await focused(page)).toMatch(/^orders, /);

    await press(page, '[');
    expect(await spoken(page)).toMatch(/orders/);
    await press(page, 'End');
    expect(await spoken(page)).toMatch(/low risk/);
  });

  it('opens the code of a node', async () => {
    const shop = await openInGraph(shopView(), ORDERS);
    await press(shop.page, 'Enter');
    expect((await shop.sent()).at(-1)).toMatchObject({ type: 'open', place: { path: 'compose.yaml' }, focus: false });
    await press(shop.page, 'Alt+Enter');
    expect((await shop.sent()).at(-1)).toMatchObject({ type: 'open', place: { path: 'compose.yaml' }, focus: true });
  });

  it('zooms with plus and minus and fits with nought', async () => {
    const { page } = await openInGraph(shopView(), ORDERS);
    const place = () => page.locator('[data-node=notifications]').getAttribute('transform');
    const fitted = await place();
    await press(page, '+', '+');
    const near = await place();
    expect(near).not.toBe(fitted);
    await press(page, '-');
    expect(await place()).not.toBe(near);
    await press(page, '0');
    expect(await place()).toBe(fitted);
    expect(await focused(page)).toMatch(/^orders, /);
  });

  it('lights the neighbourhood with F, wider with 2 and 3, and leaves it with Esc', async () => {
    const { page } = await openInGraph(shopView(), { selection: { kind: 'element', id: 'stripe' } });
    const dimmed = () => page.locator('.node.dimmed').count();
    await press(page, 'f');
    expect(await spoken(page)).toBe('Neighbourhood of stripe, 1 step');
    const near = await dimmed();
    await press(page, '2');
    expect(await spoken(page)).toBe('Neighbourhood of stripe, 2 steps');
    const wider = await dimmed();
    await press(page, '3');
    expect([near > wider, wider > await dimmed()]).toEqual([true, true]);
    await press(page, 'Escape');
    expect(await dimmed()).toBe(0);
    expect(await focused(page)).toMatch(/^stripe, /);
  });

  it('takes a service down with D and says what becomes of it and of others', async () => {
    const { page } = await openInGraph(shopView(), { selection: { kind: 'element', id: 'payments' } });
    await press(page, 'd');
    expect(await spoken(page)).toMatch(/^payments is down\. \d+ of 11 other services fail/);
    expect(await focused(page)).toMatch(/^payments, .*, taken down$/);
    expect(await page.locator('[data-node=orders]').getAttribute('aria-label')).toMatch(/, fails, step 1$/);
    await press(page, 'Escape');
    expect(await spoken(page)).toBe('Simulation ended');
    expect(await focused(page)).toMatch(/^payments, .* high risk$/);
  });

  it('looks inside with I and comes back to where it was with Esc', async () => {
    const { page } = await openInGraph(layeredShop(), ORDERS);
    await press(page, 'i');
    expect(await spoken(page)).toBe('Inside orders: 2 modules');
    expect(await focused(page)).toMatch(/^(checkout|ledger), /);
    await press(page, 'Escape');
    expect(await spoken(page)).toBe('Back at shop');
    expect(await focused(page)).toMatch(/^orders, /);
  });

  it('shows the path between two nodes with P at each of them', async () => {
    const { page } = await openInGraph(shopView(), { selection: { kind: 'relation', id: 'storefront>orders:sync' } });
    await press(page, 'p');
    expect(await spoken(page)).toBe('A path begins at storefront. Go to another element and press P.');
    await press(page, 'Enter');
    expect(await focused(page)).toMatch(/^orders, /);
    await press(page, 'p');
    expect(await spoken(page)).toBe('1 step: storefront, orders');
  });

  it('offers its menu with Shift+F10, about the node in focus', async () => {
    const { page } = await openInGraph();
    await page.evaluate(() => {
      document.addEventListener('contextmenu', (event) => {
        document.title = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-vscode-context]')?.dataset['vscodeContext'] ?? '' : '';
      });
    });
    const id = await page.locator('.node:focus').getAttribute('data-node');
    await press(page, 'Shift+F10');
    expect(JSON.parse(await page.title())).toMatchObject({ webviewSection: 'element', id, kind: 'element' });
    await press(page, 'Home', 'Shift+F10');
    expect(JSON.parse(await page.title())).toMatchObject({ webviewSection: 'relation', id: 'payments>shop-db:data' });
    expect(await focused(page)).toMatch(/^payments, /);
  });

  it('walks a graph that is too big to be mounted', async () => {
    const { page } = await open(syntheticView({ services: 600, relations: 900, groups: 1, seed: 5 }), { detail: 'elements' });
    await tabTo(page, ENTER_GRAPH);
    const first = await focused(page);
    await press(page, 'ArrowRight', 'ArrowDown', 'ArrowRight');
    expect(await focused(page)).toMatch(ENTER_GRAPH);
    expect(await focused(page)).not.toBe(first);
  });
});

describe('single keys', { timeout: 120_000 }, () => {
  it('do nothing in a text field but write, nor in the toolbar, the panel or the verdict', async () => {
    const { page } = await openInGraph(shopView(), { ...ORDERS, panel: true });
    const drawing = () => page.evaluate(() => [document.querySelector('[data-node=orders]')?.getAttribute('transform'), document.querySelector('[role=tab][aria-selected=true]')?.textContent, document.querySelector('h1')?.textContent]);
    const before = await drawing();
    await press(page, '/');
    expect(await focused(page)).toBe('Search');
    await page.keyboard.type('tfdi0+-1p/');
    expect(await page.locator('.search-field').evaluate((field) => (field as HTMLInputElement).value)).toBe('tfdi0+-1p/');
    expect(await spoken(page)).toBe('0 of 20 elements match');
    await press(page, 'Escape', 'ArrowLeft');
    for (const stop of [/^Quadrant$/, /^Why this verdict/, /^Close$/]) {
      await tabTo(page, stop, 'Tab');
      await press(page, 't', 'f', 'd', 'i', '0', '+', '/');
      expect(await focused(page)).toMatch(stop);
    }
    expect(await drawing()).toEqual(before);
  });

  it('lead through a search: "/" there, Enter to a match, Esc twice back to it in the graph', async () => {
    const { page } = await openInGraph();
    await press(page, '/');
    await page.keyboard.type('kafka');
    await press(page, 'Enter', 'Enter');
    const found = await page.locator('.node.selected').getAttribute('data-node');
    await press(page, 'Escape', 'Escape');
    expect(await page.locator('.node:focus').getAttribute('data-node')).toBe(found);
  });

  it('T shows the table and takes the focus along, both ways', async () => {
    const { page } = await openInGraph(shopView(), ORDERS);
    await press(page, 't');
    expect(await focused(page)).toBe('Relations');
    await press(page, 't');
    expect(await focused(page)).toMatch(/^orders, /);
  });
});

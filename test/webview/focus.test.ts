import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { GraphView } from '../../src/protocol/graph-view.js';
import { shopView } from '../support/graph-views.js';
import { ENTER_GRAPH, focused, intoGraph, press, spoken, tabStops, tabTo } from '../support/webview-keys.js';
import type { WebviewPage } from '../support/webview-page.js';
import { pagesOfFile } from '../support/webview-pages.js';
import { THEMES } from './themes.js';
import type { Theme } from './themes.js';

const openPage = pagesOfFile();

const open = (view: GraphView = shopView(), state?: object, theme: Theme = THEMES.dark): Promise<WebviewPage> => openPage([{ type: 'graph', view }], { state, theme });

const openInGraph = async (...parameters: Parameters<typeof open>): Promise<WebviewPage> => intoGraph(await open(...parameters));

const ORDERS = { selection: { kind: 'element', id: 'orders' } };

describe('tab stops', { timeout: 120_000 }, () => {
  it('are few: the toolbar, the link in the verdict, the graph', async () => {
    const { page } = await open(shopView(), ORDERS);
    expect(await tabStops(page)).toEqual(['Quadrant', 'Why this verdict?', 'orders, distributed monolith quadrant, 5 outgoing, 3 high risk']);
  });

  it('in the table: the toolbar, the verdict, its filters, its headers, its rows', async () => {
    const { page } = await open(shopView(), { tab: 'table' });
    expect((await tabStops(page)).map((name) => name.slice(0, 20))).toEqual(['Table', 'Why this verdict?', 'All 43', 'Risk ↓', 'Relations']);
  });

  it('have a ring two pixels wide in the focus colour', async () => {
    const { page } = await open(shopView(), { panel: true });
    const rings: string[] = [];
    for (let count = 0; count < 6; count++) {
      await press(page, 'Tab');
      rings.push(...await ringOfFocus(page));
    }
    await page.keyboard.press('/');
    expect(new Set(rings)).toEqual(new Set(['2px rgb(0, 120, 212)']));
  });

  it('of the toolbar are reached with Left and Right; a text field lets go only where its text ends', async () => {
    const { page } = await open();
    await press(page, 'Tab');
    const names: string[] = [];
    for (let count = 0; count < 20 && (count === 0 || (await focused(page)) !== names[0]); count++) {
      names.push(await focused(page));
      await press(page, 'ArrowLeft');
    }
    expect(names).toEqual(['Quadrant', 'Export: PNG, JSON, Mermaid, DOT, Markdown…', 'Save as SVG', 'Verdict', 'Legend, shown', 'Groups', 'Fit to window (0)', 'Zoom in (+)', 'Zoom out (-)', 'Show all', 'Ready-made filters', 'Filter: risk>=high', 'Search']);

    await press(page, 'ArrowLeft', 'ArrowRight', 'ArrowRight');
    expect(await focused(page)).toBe('Topology');
    await press(page, 'ArrowRight', 'ArrowRight');
    expect(await focused(page)).toBe('Search');
    await page.keyboard.type('cart');
    await press(page, 'ArrowLeft', 'ArrowRight');
    expect(await focused(page)).toBe('Search');
    await press(page, 'ArrowRight');
    expect(await focused(page)).toBe('Filter: risk>=high');
    await press(page, 'Tab', 'Shift+Tab');
    expect(await focused(page)).toBe('Filter: risk>=high');
  });
});

async function ringOfFocus(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const outer = document.activeElement;
    if (outer === null || outer === document.body) return [];
    const ring = outer.querySelector(':scope > .ring');
    if (ring !== null) return [`${getComputedStyle(ring).strokeWidth} ${getComputedStyle(ring).stroke}`];
    const parts = [outer, ...outer.shadowRoot?.querySelectorAll('[part~=control], [part~=root]') ?? []].map((part) => getComputedStyle(part));
    const drawn = parts.find(({ outlineStyle }) => outlineStyle !== 'none');
    return [`${drawn?.outlineWidth ?? 'none'} ${drawn?.outlineColor ?? ''}`];
  });
}

describe('card and panel by keyboard', { timeout: 120_000 }, () => {
  it('show a card for the node in focus; Tab leads into it and Esc back', async () => {
    const { page } = await openInGraph(shopView(), ORDERS);
    await page.locator('.card').waitFor({ state: 'visible' });
    expect(await page.locator('.card').getAttribute('aria-label')).toBe('About orders');
    await press(page, 'Tab');
    expect(await focused(page)).toMatch(/^Open compose.yaml/);
    await press(page, 'Escape');
    expect(await page.locator('.card').isHidden()).toBe(true);
    expect(await focused(page)).toMatch(/^orders, /);
  });

  it('lead from the card to the panel, through its lines and back to the graph', async () => {
    const { page } = await openInGraph(shopView(), ORDERS);
    await page.locator('.card').waitFor({ state: 'visible' });
    await tabTo(page, /^Show details$/);
    await press(page, 'Enter');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('panel');
    await tabTo(page, /2: inventory to shop-db/);
    await press(page, 'Enter');
    expect(await spoken(page)).toMatch(/^inventory to shop-db/);
    expect(await focused(page)).toMatch(/2: inventory to shop-db/);
    await tabTo(page, /^Close$/, 'Shift+Tab');
    await press(page, 'Enter');
    expect(await focused(page)).toMatch(ENTER_GRAPH);
  });
});

describe('the table by keyboard', { timeout: 120_000 }, () => {
  it('is what a screen reader starts with, with the focus on its rows', async () => {
    const shop = await open(shopView(), undefined, { ...THEMES.dark, bodyClass: `${THEMES.dark.bodyClass} vscode-using-screen-reader` });
    const { page } = shop;
    expect(await focused(page)).toBe('Relations');
    await press(page, 'ArrowDown', 'ArrowDown');
    const row = () => page.evaluate(() => document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')?.textContent);
    expect(await row()).toMatch(/high0\.55inventory/);
    await press(page, 'Alt+Enter');
    expect((await shop.sent()).at(-1)).toMatchObject({ type: 'open', place: { path: 'inventory/src/client.ts' }, focus: true });
    expect(await page.getByRole('row').count()).toBeGreaterThan(20);
  });

  it('is sorted from its headers, which keep the focus', async () => {
    const { page } = await open(shopView(), { tab: 'table' });
    await tabTo(page, /^Risk/);
    await press(page, 'ArrowRight', 'ArrowRight', 'Enter');
    expect(await spoken(page)).toBe('Sorted by from, ascending');
    expect(await focused(page)).toBe('From ↑');
    expect(await page.locator('[aria-sort]').evaluateAll((cells) => cells.map((cell) => `${cell.textContent ?? ''} ${cell.getAttribute('aria-sort') ?? ''}`))).toEqual(['From ↑ ascending']);
    await press(page, 'Enter');
    expect(await focused(page)).toBe('From ↓');
  });
});

describe('updates', { timeout: 120_000 }, () => {
  it.each([['the graph', ENTER_GRAPH], ['the verdict', /^Why this verdict/], ['a line of the panel', /3: payments to orders/], ['the toolbar', /^Quadrant$/]])('leave the focus on %s and are told in one message', async (_, place) => {
    const shop = await open(shopView(), { ...ORDERS, panel: true });
    const { page } = shop;
    await tabTo(page, place);
    const before = await focused(page);
    await page.evaluate(() => {
      window.said = [];
      const live = document.querySelector('.live');
      if (live !== null) new MutationObserver(() => window.said.push(live.textContent ?? '')).observe(live, { childList: true, characterData: true, subtree: true });
    });
    const view = shopView();
    await shop.send({ type: 'graph', view: { ...view, revision: 2, relations: view.relations.slice(1) } });
    expect(await focused(page)).toMatch(place.source === ENTER_GRAPH.source ? /^orders, / : new RegExp(`^${before.slice(0, 3)}`));
    expect(await page.evaluate(() => window.said)).toEqual(['Graph updated: 1 relation removed, risk down']);
  });
});

declare global {
  interface Window {
    said: string[];
  }
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ToWebview } from '../../src/protocol/webview-messages.js';
import { seriousViolations } from '../support/axe.js';
import { emptyView, formerShop, layeredShop, shopView, syntheticView } from '../support/graph-views.js';
import { WebviewHost } from '../support/webview-page.js';
import type { WebviewPage } from '../support/webview-page.js';
import { THEMES } from './themes.js';
import type { Theme } from './themes.js';

let host: WebviewHost;

beforeAll(async () => {
  host = await WebviewHost.start();
}, 60_000);
afterAll(() => host.stop());

const SHOP: ToWebview = { type: 'graph', view: shopView() };
const PAYMENTS = { selection: { kind: 'relation', id: 'payments>shop-db:data' } };

/** A state of the page: what an earlier page saved, what the extension sends, what the user does then. */
interface Scene {
  readonly name: string;
  readonly state?: object;
  readonly messages: readonly ToWebview[];
  readonly then?: (page: WebviewPage) => Promise<void>;
}

const SCENES: readonly Scene[] = [
  { name: 'quadrant', messages: [SHOP] },
  { name: 'topology', state: { tab: 'topology' }, messages: [SHOP], then: ({ page }) => page.locator('.waiting').waitFor({ state: 'hidden' }) },
  { name: 'table with a selected row', state: { tab: 'table', ...PAYMENTS }, messages: [SHOP] },
  { name: 'table where nothing passes the filter', state: { tab: 'table', filter: 'risk>=high is:cross-group colour:red' }, messages: [SHOP] },
  { name: 'verdict panel', state: { panel: true }, messages: [SHOP] },
  { name: 'panel with a relation', state: { panel: true, ...PAYMENTS }, messages: [SHOP] },
  { name: 'panel with a service', state: { panel: true, selection: { kind: 'element', id: 'orders' } }, messages: [SHOP] },
  { name: 'card', messages: [SHOP], then: openCard },
  { name: 'what-if', state: { down: ['payments'], panel: true }, messages: [SHOP] },
  { name: 'comparison', state: { panel: true }, messages: [SHOP, { type: 'compare', base: { ref: 'v1.0', view: formerShop() } }] },
  { name: 'look inside', state: { inside: 'orders' }, messages: [{ type: 'graph', view: layeredShop() }] },
  { name: 'search', state: { search: 'kafka' }, messages: [SHOP] },
  { name: 'loading', messages: [{ type: 'status', state: 'analysing', message: 'Reading 120 of 800 files' }] },
  { name: 'empty', messages: [{ type: 'graph', view: emptyView() }] },
  { name: 'error', messages: [{ type: 'status', state: 'failed', message: 'The language server stopped' }] },
  { name: 'error after a graph', messages: [SHOP, { type: 'status', state: 'failed', message: 'The language server stopped' }] },
  { name: 'huge', messages: [{ type: 'graph', view: syntheticView({ services: 400, relations: 1200, groups: 12, seed: 3 }) }] },
];

async function openCard({ page }: WebviewPage): Promise<void> {
  await page.locator('.stage').focus();
  await page.keyboard.press('Home');
  await page.locator('.card').waitFor({ state: 'visible' });
}

/** Both shapes: everything beside each other, and what folds where there is no room. */
const SIZES = [{ width: 1280, height: 860 }, { width: 360, height: 640 }] as const;

/** VS Code changes the theme of an open page by rewriting the class of the body and the variables of the root. */
async function wear({ page }: WebviewPage, { bodyClass, variables }: Theme): Promise<void> {
  await page.evaluate(([name, properties]) => {
    document.body.className = name;
    document.documentElement.style.cssText = properties;
  }, [bodyClass, Object.entries(variables).map(([name, value]) => `${name}: ${value}`).join(';')] as const);
}

test.each(SCENES)('axe finds nothing serious: $name', async ({ state, messages, then }) => {
  const found: string[] = [];
  const opened = await host.open({ theme: THEMES.dark, state });
  for (const message of messages) await opened.send(message);
  for (const { width, height } of SIZES) {
    await opened.page.setViewportSize({ width, height });
    await then?.(opened);
    for (const [theme, look] of Object.entries(THEMES)) {
      await wear(opened, look);
      // Structure and names are the same in every theme.
      const violations = await seriousViolations(opened.page, theme === 'dark' ? 'everything' : 'colours');
      found.push(...violations.map((violation) => `${theme}, ${width} px: ${violation}`));
    }
  }
  expect(found).toEqual([]);
  await opened.page.context().close();
}, 120_000);

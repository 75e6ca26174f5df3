import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { GraphView } from '../../src/protocol/graph-view.js';
import { shopView } from '../support/graph-views.js';
import type { WebviewPage } from '../support/webview-page.js';
import { pagesOfFile } from '../support/webview-pages.js';

const openPage = pagesOfFile();

const open = (view: GraphView, state?: unknown): Promise<WebviewPage> => openPage([{ type: 'graph', view }], { state });

describe('live updates', () => {
  const moved = (): GraphView => ({ ...shopView(), revision: 2, elements: shopView().elements.map((element) => (element.id === 'reviews' ? { ...element, logical: 0.1 } : element)) });

  it('patch what is there, move it in 150 ms, and leave the rest alone', async () => {
    const shop = await open(shopView());
    const { page } = shop;
    const at = () => page.locator('[data-node=reviews]').getAttribute('transform');
    const before = await at();
    await page.locator('[data-node=reviews]').evaluate((node) => node.setAttribute('data-same', 'yes'));
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.evaluate((text) => window.postMessage(JSON.parse(text), '*'), JSON.stringify({ type: 'graph', view: moved() }));
    await page.clock.runFor(100);
    const between = await at();
    await page.clock.runFor(200);
    const after = await at();
    expect(new Set([before, between, after]).size).toBe(3);
    await page.clock.runFor(500);
    expect(await at()).toBe(after);
    expect(await page.locator('[data-node=reviews][data-same]').count()).toBe(1);
  });

  it('cost a hidden page nothing: it catches up when it is shown', async () => {
    const shop = await open(shopView());
    const { page } = shop;
    const hide = (hidden: boolean) => page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    const at = () => page.locator('[data-node=reviews]').getAttribute('transform');
    const before = await at();
    await hide(true);
    await shop.send({ type: 'graph', view: moved() });
    await page.waitForTimeout(300);
    expect(await at()).toBe(before);
    await hide(false);
    await page.waitForFunction((former) => document.querySelector('[data-node=reviews]')?.getAttribute('transform') !== former, before);
  });
});

describe('the layout of the topology', () => {
  /** Counts the workers that end; those that are stalled never answer. */
  const watchWorkers = (page: Page): Promise<void> => page.evaluate(() => {
    const { dataset } = document.body;
    dataset['ended'] = '0';
    const Real = Worker;
    Object.assign(window, { Worker: class extends Real {
      override postMessage(message: unknown): void {
        if (dataset['stalled'] === undefined) super.postMessage(message);
      }
      override terminate(): void {
        dataset['ended'] = String(Number(dataset['ended']) + 1);
        super.terminate();
      }
    } });
  });
  const stall = (page: Page): Promise<void> => page.evaluate(() => {
    document.body.dataset['stalled'] = '';
  });
  const ended = (page: Page, times: number): Promise<unknown> => page.waitForFunction((wanted) => document.body.dataset['ended'] === String(wanted), times);

  it('is given up after ten seconds for a simpler one', async () => {
    const shop = await open(shopView());
    await watchWorkers(shop.page);
    await stall(shop.page);
    await shop.page.evaluate(() => {
      const real = window.setTimeout;
      Object.assign(window, { setTimeout: (run: () => void, time?: number) => real(run, time === 10_000 ? 500 : time) });
    });
    await shop.page.getByRole('tab', { name: 'Topology' }).click();
    await shop.page.locator('.waiting').waitFor();
    await ended(shop.page, 1);
    await shop.page.locator('[data-node=orders] .body').waitFor();
    expect(await shop.page.locator('.waiting').isVisible()).toBe(false);
  });

  it('can be cancelled, and a newer graph ends an older layout', async () => {
    const shop = await open(shopView());
    await watchWorkers(shop.page);
    await stall(shop.page);
    await shop.page.getByRole('tab', { name: 'Topology' }).click();
    await shop.page.locator('.waiting').waitFor();
    await shop.send({ type: 'graph', view: { ...shopView(), revision: 2 } });
    await ended(shop.page, 1);
    await shop.page.locator('.waiting').getByRole('button', { name: 'Cancel' }).click();
    await ended(shop.page, 2);
    await shop.page.locator('[data-node=orders] .body').waitFor();
  });

  it('keeps the last good one where a newer one does not come', async () => {
    const shop = await open(shopView());
    await watchWorkers(shop.page);
    await shop.page.getByRole('tab', { name: 'Topology' }).click();
    await shop.page.locator('.containers rect').first().waitFor();
    const at = () => shop.page.locator('[data-node=orders]').getAttribute('transform');
    const before = await at();
    await stall(shop.page);
    await shop.send({ type: 'graph', view: { ...shopView(), revision: 2, elements: shopView().elements.filter(({ id }) => id !== 'reviews') } });
    await shop.page.locator('.waiting').getByRole('button', { name: 'Cancel' }).click();
    await ended(shop.page, 1);
    expect(await at()).toBe(before);
    expect(await shop.page.locator('.waiting').isVisible()).toBe(false);
  });
});

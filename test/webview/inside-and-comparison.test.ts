import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphView } from '../../src/protocol/graph-view.js';
import { formerShop, layeredShop, shopView } from '../support/graph-views.js';
import type { WebviewPage } from '../support/webview-page.js';
import { pagesOfFile } from '../support/webview-pages.js';

const SCREENS = fileURLToPath(new URL('../../screens/', import.meta.url));
const openPage = pagesOfFile();

beforeAll(() => mkdirSync(SCREENS, { recursive: true }));

const open = (view: GraphView, state?: unknown): Promise<WebviewPage> => openPage([{ type: 'graph', view }], { state });

describe('looking inside a deployable', { timeout: 30_000 }, () => {
  it('goes in with I and back out with Esc, to the service it came from', async () => {
    const { page } = await open(layeredShop());
    await page.locator('[data-node=orders] .body').click();
    await page.locator('.stage').focus();
    await page.keyboard.press('i');
    await page.locator('[data-node="module:ledger"]').waitFor();
    expect(await page.locator('.node').count()).toBe(2);
    expect(await page.locator('h1').textContent()).toBe('Modular monolith');
    expect(await page.locator('.trail').textContent()).toContain('shop›orders');
    expect(await page.locator('.live').textContent()).toBe('Inside orders: 2 modules');
    expect(await page.locator('.legend').textContent()).toContain('Module');
    await page.screenshot({ path: `${SCREENS}inside-dark.png` });

    // Escape first leaves what the pointer rests on.
    await page.mouse.move(2, 2);
    await page.keyboard.press('Escape');
    await page.locator('[data-node=orders].selected').waitFor();
    expect(await page.locator('.node').count()).toBe(20);
    expect(await page.locator('.trail').isVisible()).toBe(false);
  });

  it('means the service that was clicked, though the key comes before the next frame', async () => {
    const { page } = await open(layeredShop());
    const body = await page.locator('[data-node=orders] .body').boundingBox();
    await page.evaluate(([x, y]) => {
      const stage = document.querySelector('.stage') as HTMLElement;
      const at = { clientX: x, clientY: y, button: 0, bubbles: true };
      stage.dispatchEvent(new PointerEvent('pointerdown', at));
      stage.dispatchEvent(new PointerEvent('pointerup', at));
      stage.dispatchEvent(new KeyboardEvent('keydown', { key: 'i', bubbles: true }));
    }, [(body?.x ?? 0) + (body?.width ?? 0) / 2, (body?.y ?? 0) + (body?.height ?? 0) / 2] as const);
    await page.locator('[data-node="module:ledger"]').waitFor();
  });

  it('goes in with the button of the panel, and back with the first step of the trail', async () => {
    const { page } = await open(layeredShop(), { panel: true });
    await page.locator('[data-node=orders] .body').click();
    await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Look inside' }).click();
    await page.locator('[data-node="module:ledger"]').waitFor();
    await page.getByRole('button', { name: 'Back to shop' }).click();
    await page.locator('[data-node=payments]').waitFor();
    expect(await page.locator('.live').textContent()).toBe('Back at shop');
  });

  it('lays modules that only import each other out from left to right', async () => {
    const { page } = await open(layeredShop(), { tab: 'topology', selection: { kind: 'element', id: 'orders' } });
    await page.locator('[data-node=orders]').waitFor();
    await page.locator('.stage').focus();
    await page.keyboard.press('i');
    const user = await page.locator('[data-node="module:checkout"] .body').boundingBox();
    const used = await page.locator('[data-node="module:ledger"] .body').boundingBox();
    expect((user?.x ?? 0) + (user?.width ?? 0)).toBeLessThan(used?.x ?? 0);
  });

  it('stays outside where there is nothing to look into', async () => {
    const { page } = await open(layeredShop());
    await page.locator('[data-node=payments] .body').click();
    await page.locator('.stage').focus();
    await page.keyboard.press('i');
    expect(await page.locator('.trail').isVisible()).toBe(false);
    expect(await page.locator('.node').count()).toBe(20);
  });
});

describe('comparing with an earlier graph', { timeout: 30_000 }, () => {
  async function openComparison(): Promise<WebviewPage> {
    const page = await open(shopView(), { panel: true });
    await page.send({ type: 'compare', base: { ref: 'v1.0', view: formerShop() } });
    await page.page.locator('.ghosts .ghost').waitFor();
    return page;
  }

  it('says what became of the verdict and lists what differs', async () => {
    const { page } = await openComparison();
    expect(await page.locator('.headline p').textContent()).toBe('Same corner. No new high-risk edge. End comparison');
    expect(await page.locator('h1').textContent()).toBe('Drifted left by 0.05 since v1.0');
    expect(await page.locator('.stats').textContent()).toBe('logical0.41 → 0.36physical1.00added5removed1moved1');
    expect(await page.locator('.comparison .list-row').first().textContent()).toBe('orders0.60 / 1.00 → 0.20 / 1.00');
    await page.screenshot({ path: `${SCREENS}comparison-dark.png` });
    await page.locator('.comparison').getByRole('button', { name: 'pricing, added', exact: true }).click();
    await page.locator('[data-node=pricing].selected').waitFor();
  });

  it('draws a ghost where a service stood, to the right of where it stands, and signs of what came', async () => {
    const { page } = await openComparison();
    const ghost = await page.locator('.ghosts .ghost').boundingBox();
    const orders = await page.locator('[data-node=orders] .body').boundingBox();
    expect(ghost?.x ?? 0).toBeGreaterThan((orders?.x ?? Infinity) + 100);
    expect(Math.abs((ghost?.y ?? 0) - (orders?.y ?? Infinity))).toBeLessThan(4);
    expect(await page.locator('.node:has(.change)').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-node')))).toEqual(['pricing']);
    expect(await page.locator('[data-node=pricing]').getAttribute('aria-label')).toMatch(/^pricing, added, /);
  });

  it('ends with Esc, and the extension is told', async () => {
    const comparison = await openComparison();
    const { page } = comparison;
    await page.locator('.stage').focus();
    await page.keyboard.press('Escape'); // The panel closes first.
    await page.keyboard.press('Escape');
    await page.locator('.ghosts .ghost').waitFor({ state: 'detached' });
    expect(await page.locator('.headline p').textContent()).not.toContain('v1.0');
    expect((await comparison.sent()).at(-1)).toEqual({ type: 'endComparison' });
  });

  it('ends with the link beside the verdict, and when a service is taken down', async () => {
    const comparison = await openComparison();
    const { page } = comparison;
    const base = { ref: 'v1.0', view: formerShop() };
    await page.locator('.headline').getByRole('button', { name: 'End comparison' }).click();
    await page.locator('.ghosts .ghost').waitFor({ state: 'detached' });

    await comparison.send({ type: 'compare', base });
    await page.locator('.ghosts .ghost').waitFor();
    await page.locator('[data-node=payments] .body').click();
    await page.locator('.stage').focus();
    await page.keyboard.press('d');
    await page.locator('.ghosts .ghost').waitFor({ state: 'detached' });
    expect(await page.locator('h1').textContent()).toBe('payments is down');
    expect((await comparison.sent()).filter(({ type }) => type === 'endComparison').length).toBe(2);
  });

  it('saves a picture of it: ghost, signs and the sentence are in the SVG, and PNG has the size of the drawing twice', async () => {
    const comparison = await openComparison();
    const picture = { scale: 2, all: false, origin: { version: '1.2.3' } };
    await comparison.send({ type: 'picture', picture: { ...picture, kind: 'svg' } });
    const saved = (await comparison.sent()).at(-1);
    if (saved?.type !== 'save') throw new Error('nothing was saved');
    expect(saved.data).toContain('Compared with v1.0. Still a distributed monolith');
    expect(saved.data.match(/stroke-dasharray="3 3"/g)).toHaveLength(2);

    await comparison.send({ type: 'picture', picture: { ...picture, kind: 'png' } });
    await comparison.page.waitForFunction(() => window.sent.some((message) => message.type === 'save' && message.kind === 'png'));
    const png = (await comparison.sent()).at(-1);
    if (png?.type !== 'save') throw new Error('nothing was saved');
    const bytes = Buffer.from(png.data, 'base64');
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(2 * Number(/width="(\d+)"/.exec(saved.data)?.[1]));
  });
});

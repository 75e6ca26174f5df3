import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { GraphView } from '../../src/protocol/graph-view.js';
import { placeAt, shopView, syntheticView } from '../support/graph-views.js';
import type { WebviewPage } from '../support/webview-page.js';
import { pagesOfFile } from '../support/webview-pages.js';

const openPage = pagesOfFile();

const open = (view: GraphView, state?: unknown): Promise<WebviewPage> => openPage([{ type: 'graph', view }], { state });

/** Away from everything, so that nothing is hovered. */
const leave = (page: Page): Promise<void> => page.mouse.move(640, 90);
const lit = (page: Page): Promise<readonly string[]> => page.locator('.node.lit').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-node') ?? '').sort());
const counter = (page: Page) => page.locator('.toolbar .count');

/** The shop with owners; the lines of orders and payments are those of before, and more come from a hub. */
function ownedShop(): GraphView {
  const shop = shopView();
  return { ...shop, elements: shop.elements.map((element, index) => (element.role === 'business' ? { ...element, owner: index % 2 === 0 ? 'team-a' : 'team-b' } : element)) };
}

describe('one selection, one filter, one focus', () => {
  it('stay while the views are switched', async () => {
    const { page } = await open(shopView());
    await page.locator('[data-node=notifications] .body').dblclick();
    await page.locator('.filter-field').evaluate((field) => (field as HTMLInputElement).focus());
    await page.keyboard.type('!kind:telemetry');
    await page.getByRole('tab', { name: 'Topology' }).click();
    await page.locator('.containers rect').first().waitFor();
    await leave(page);
    await page.locator('[data-node=notifications].selected').waitFor();
    expect(await lit(page)).toEqual(['kafka', 'mailgun', 'notifications']);

    await page.getByRole('tab', { name: 'Table' }).click();
    await page.getByText('31 rows').waitFor();
    await page.locator('vscode-data-grid-row', { hasText: 'cross-service-table-access' }).click();
    await page.getByRole('tab', { name: 'Quadrant' }).click();
    await leave(page);
    await page.locator('[data-node=customers].dimmed').waitFor();
    expect(await page.locator('.filter-field').evaluate((field) => (field as HTMLInputElement).value)).toBe('!kind:telemetry');
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.locator('vscode-data-grid-row.selected', { hasText: 'cross-service-table-access' }).waitFor();
  });

  it('the neighbourhood grows by steps, and goes', async () => {
    const { page } = await open(shopView());
    await page.locator('[data-node=reviews] .body').dblclick();
    await leave(page);
    await page.locator('[data-node=customers].dimmed').waitFor();
    const sizes: number[] = [];
    for (const depth of ['1 step', '2 steps', '3 steps']) {
      await page.getByRole('button', { name: depth }).click();
      await page.locator('.spotlight .chip[aria-pressed=true]', { hasText: depth }).waitFor();
      sizes.push((await lit(page)).length);
    }
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(new Set(sizes).size).toBe(3);
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.node.dimmed').length === 0);
  });

  it('a path names its steps, each one click away', async () => {
    const { page } = await open(shopView(), { selection: { kind: 'element', id: 'storefront' } });
    await page.locator('[data-node=payments] .body').click({ modifiers: ['Shift'] });
    await page.locator('.spotlight').getByRole('button', { name: 'orders' }).click();
    await page.locator('[data-node=orders].selected').waitFor();
  });

  it('search dims the rest, says how many match, and Enter goes through them', async () => {
    const { page } = await open(shopView());
    await page.keyboard.press('/');
    await page.keyboard.type('discovery');
    await page.locator('[data-node=orders].dimmed').waitFor();
    expect(await lit(page)).toEqual(['catalog', 'reviews', 'search']);
    await page.locator('.live', { hasText: /^3 of 20 elements match$/ }).waitFor({ state: 'attached' });
    for (const id of ['catalog', 'search']) {
      await page.keyboard.press('Enter');
      await page.locator(`[data-node=${id}].selected`).waitFor();
    }
  });
});

describe('ready-made filters', () => {
  it.each([['Cycles', 2], ['Shared data', 8], ['High risk', 5], ['Cross-group', 35], ['Low confidence', 0]])('%s: %i relations', async (name, count) => {
    const { page } = await open(shopView());
    await page.locator('.toolbar vscode-dropdown').click();
    await page.getByRole('option', { name }).click();
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.locator('.chip[aria-pressed=true]', { hasText: `${name} ${count}` }).waitFor();
    expect(await counter(page).textContent()).toMatch(new RegExp(`^${count} of 43`));
  });

  it('Changed needs a comparison, offers one, and then shows what came and what went', async () => {
    const shop = await open(shopView(), { filter: 'is:changed' });
    await shop.page.locator('.banner').getByRole('button', { name: 'Compare with a git ref' }).click();
    expect((await shop.sent()).at(-1)).toEqual({ type: 'compare' });
    const [first, ...others] = shopView().relations;
    await shop.send({ type: 'compare', base: { ref: 'v1', view: { ...shopView(), relations: others } } });
    await shop.page.waitForFunction(() => document.querySelector('.toolbar .count')?.textContent?.startsWith('1 of 43'));
    expect(first?.id).toBe('payments>shop-db:data');
    expect(await shop.page.locator('.banner').isVisible()).toBe(false);
  });
});

describe('groups', () => {
  it('collapse and open by a double click, in place of their members', async () => {
    const { page } = await open(shopView(), { tab: 'topology' });
    const container = page.locator('.containers rect').first();
    await container.waitFor();
    const box = await container.boundingBox();
    if (box === null) throw new Error('no container is drawn');
    const nodes = await page.locator('.node').count();
    await page.mouse.dblclick(box.x + box.width / 2, box.y + 12);
    await page.locator('.node.group').waitFor();
    const label = (await page.locator('.node.group').getAttribute('data-node')) ?? '';
    expect(await page.locator('.node').count()).toBeLessThan(nodes);
    expect(await page.locator('.containers rect').count()).toBe(4);
    await page.locator(`[data-node="${label}"]`).dblclick();
    await page.waitForFunction((count) => document.querySelectorAll('.node').length === count, nodes);
  });

  it('are made by deployment, by folder or by owner, and all collapse at once', async () => {
    const { page } = await open(ownedShop(), { tab: 'topology' });
    const labels = () => page.locator('.containers text').evaluateAll((texts) => texts.map((text) => text.textContent).sort());
    await page.locator('.containers rect').first().waitFor();
    expect(await labels()).toEqual(['checkout', 'comms', 'discovery', 'edge', 'platform']);
    await page.getByRole('button', { name: 'Groups' }).click();
    expect(await page.getByRole('radio', { name: 'Folder' }).isDisabled()).toBe(true);
    await page.getByRole('radio', { name: 'Owner' }).check();
    await page.waitForFunction(() => document.querySelectorAll('.containers rect').length === 2);
    expect(await labels()).toEqual(['team-a', 'team-b']);
    await page.getByRole('button', { name: 'Collapse all' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.node.group').length === 2);
    await page.getByRole('button', { name: 'Open all' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.node.group').length === 0);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog', { name: 'Groups' }).isVisible()).toBe(false);
  });
});

describe('cards and panels lead to code', () => {
  it('the card of a service has its terms and its place', async () => {
    const shop = await open({ ...shopView(), elements: shopView().elements.map((element) => (element.id === 'orders' ? { ...element, terms: [{ label: 'Knowledge', amount: -0.3, detail: 'One schema.' }] } : element)) });
    await shop.page.locator('[data-node=orders] .body').hover();
    const card = shop.page.locator('.card[role=group]');
    await card.waitFor({ state: 'visible' });
    expect(await card.textContent()).toContain('Knowledge−0.30One schema.');
    await card.getByRole('button', { name: 'Open', exact: true }).click();
    expect((await shop.sent()).at(-1)).toEqual({ type: 'open', place: placeAt('compose.yaml', 28), focus: true });
  });

  it('the verdict names five edges, what to change, and what is not known; each line leads on', async () => {
    const view = shopView();
    const crossing = { heading: 'To cross the line', steps: [{ text: 'Split the schema: logical 0.52', relations: ['payments>shop-db:data'] }, { text: 'Deploy apart', relations: [], place: placeAt('deploy.yaml', 7) }], notes: [] };
    const shop = await open({ ...view, system: { ...view.system, crossing } }, { panel: true });
    const { page } = shop;
    expect(await page.locator('.edge-row').count()).toBe(5);
    await page.locator('.edge-row').nth(3).click();
    const selection = page.getByRole('region', { name: 'Selection' });
    await selection.getByText('orders → payments').waitFor();
    await selection.getByRole('button', { name: 'Fix: Add a timeout of 2 s' }).click();
    expect((await shop.sent()).at(-1)).toEqual({ type: 'fix', place: placeAt('orders/src/client.ts', 62) });
    await page.getByRole('button', { name: '1. Split the schema' }).click();
    await selection.getByText('payments → shop-db').waitFor();
    await page.getByRole('button', { name: '2. Deploy apart' }).click();
    expect((await shop.sent()).at(-1)).toEqual({ type: 'open', place: placeAt('deploy.yaml', 7), focus: false });
    await page.getByRole('button', { name: 'Open charts/reviews/values.yaml:1' }).click();
    expect((await shop.sent()).at(-1)).toEqual({ type: 'open', place: placeAt('charts/reviews/values.yaml', 1), focus: false });
  });

  it('several services go down together, and what follows is copied as Markdown', async () => {
    const shop = await open(shopView(), { selection: { kind: 'element', id: 'payments' } });
    const { page } = shop;
    await page.locator('.stage').focus();
    await page.keyboard.press('d');
    await page.locator('[data-node=inventory] .body').click();
    await page.getByRole('button', { name: 'Take inventory down too' }).click();
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === 'payments and inventory are down');
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    const copied = (await shop.sent()).at(-1);
    if (copied?.type !== 'copy') throw new Error('nothing was copied');
    expect(copied.text).toContain('### If payments and inventory are down');
    expect(copied.text).toMatch(/^\| 1 \| orders \| fails \| Calls payments .*client\\\.ts\\:62 \|$/m);
  });
});

describe('what is not drawn is counted', () => {
  it('a hub shows a dozen harmless lines and how many more there are; selecting it draws them', async () => {
    const shop = shopView();
    const [template] = shop.relations;
    if (template === undefined) throw new Error('the shop has no relations');
    const spokes = Array.from({ length: 49 }, (_, index) => ({ ...template, id: `cart>user-${index}`, from: `user-${index}`, to: 'cart', line: 'sync' as const, level: 'low' as const, findings: [] }));
    // Services, for infrastructure with a single user folds where there is no room.
    const orders = shop.elements.find(({ id }) => id === 'orders');
    const users = spokes.map(({ from }, index) => ({ ...orders, id: from, name: from, logical: 0.02 * (index + 1) })) as GraphView['elements'];
    const { page } = await open({ ...shop, elements: [...shop.elements, ...users], relations: spokes }, { detail: 'elements' });
    await page.locator('[data-node=cart]', { hasText: '+37 more' }).waitFor();
    expect(await counter(page).textContent()).toMatch(/^12 of 49/);
    await page.locator('[data-node=cart] .body').click();
    await page.waitForFunction(() => document.querySelector('.toolbar .count')?.textContent?.startsWith('49 of 49'));
  });

  it('as many lines at rest as there is room for, 800 on request, all on request, and back', async () => {
    const { page } = await open(syntheticView({ services: 220, relations: 1000, groups: 1, seed: 5 }), { detail: 'elements' });
    const total = Number(/of ([\d,]+)/.exec((await counter(page).textContent()) ?? '')?.[1]?.replace(',', ''));
    const shows = (count: number) => page.waitForFunction((wanted) => Number(document.querySelector('.toolbar .count b')?.textContent?.split(' ')[0]?.replace(',', '')) === wanted, count);
    // What folds is told below the drawing, which takes a little of its room.
    await page.locator('.strip .folded').waitFor();
    await page.waitForTimeout(250);
    const atRest = Number(/^(\d+) of/.exec((await counter(page).textContent()) ?? '')?.[1]);
    expect(atRest).toBeGreaterThanOrEqual(30);
    expect(atRest).toBeLessThanOrEqual(60);
    await page.getByRole('button', { name: 'Show 800' }).click();
    await shows(800);
    await page.getByRole('button', { name: 'Show all' }).click();
    await shows(total);
    await page.getByRole('button', { name: 'Show fewer' }).click();
    await shows(atRest);
  });

  it('a huge graph can be drawn as groups, by its risk, or whole', async () => {
    const { page } = await open(syntheticView({ services: 320, relations: 900, groups: 8, seed: 9 }));
    expect(await page.locator('.node.group').count()).toBe(8);
    const pressed = (name: string) => page.locator('.banner .chip[aria-pressed=true]', { hasText: name }).waitFor();
    await pressed('Groups');
    await page.getByRole('button', { name: 'High risk only' }).click();
    await pressed('High risk only');
    const risky = await page.locator('.node').count();
    await page.getByRole('button', { name: 'Draw all' }).click();
    await pressed('Draw all');
    expect(await page.locator('.node').count()).not.toBe(risky);
    expect(await page.locator('.node.group').count()).toBe(0);
  });
});

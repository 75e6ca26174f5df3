import { describe, expect, it } from 'vitest';
import type { GraphView } from '../../src/protocol/graph-view.js';
import { contrast, css, faded } from '../../webview/render/palette.js';
import type { Rgb } from '../../webview/render/palette.js';
import { STILL_PALETTES } from '../../webview/render/still-palettes.js';
import { formerShop, shopView, syntheticView } from '../support/graph-views.js';
import type { WebviewPage } from '../support/webview-page.js';
import { pagesOfFile } from '../support/webview-pages.js';
import { THEMES } from './themes.js';

const open = pagesOfFile();
const openShop = (options: Parameters<typeof open>[1] = {}, view: GraphView = shopView()): Promise<WebviewPage> => open([{ type: 'graph', view }], options);

/** The least contrast of text, and of lines and shapes that carry meaning (WCAG 1.4.3 and 1.4.11). */
const TEXT = 4.5;
const SHAPE = 3;

const rgb = (colour: string): Rgb => {
  const [red, green, blue] = (/^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour) ?? []).slice(1).map(Number);
  if (red === undefined || green === undefined || blue === undefined) throw new Error(`not an opaque colour: ${colour}`);
  return [red, green, blue];
};

/** Colours of the page by role, resolved as the canvas resolves them. */
function rolesOf({ page }: WebviewPage, roles: readonly string[]): Promise<Record<string, string>> {
  return page.evaluate((names) => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const probe = document.body.appendChild(document.createElement('span'));
    return Object.fromEntries(names.map((name) => {
      if (context === null) throw new Error('no canvas');
      probe.style.color = `var(${name})`;
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = getComputedStyle(probe).color;
      context.fillRect(0, 0, 1, 1);
      return [name, `rgb(${[...context.getImageData(0, 0, 1, 1).data.slice(0, 3)].join(', ')})`];
    }));
  }, roles);
}

describe('contrast', { timeout: 60_000 }, () => {
  it('knows black on white and the least that passes', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2);
  });

  it.each(Object.keys(THEMES) as (keyof typeof THEMES)[])('of what the canvas paints is enough in the theme %s, fainter lines included', async (theme) => {
    const shop = await openShop({ theme: THEMES[theme] });
    const roles = Object.fromEntries(Object.entries(await rolesOf(shop, ['--cl-background', '--cl-foreground', '--cl-dim', '--cl-low', '--cl-medium', '--cl-high', '--cl-axis', '--vscode-focusBorder'])).map(([name, colour]) => [name, rgb(colour)]));
    const { '--cl-background': ground, '--cl-foreground': foreground, '--cl-dim': dim, '--cl-high': high, ...shapes } = roles as Record<string, Rgb>;
    if (ground === undefined || foreground === undefined || dim === undefined || high === undefined) throw new Error('a role has no colour');
    const poor = (colours: Readonly<Record<string, Rgb>>, least: number) => Object.entries(colours).filter(([, colour]) => contrast(colour, ground) < least).map(([name]) => name);
    // "!" and ranks are written in the colour of the ground on discs of the highest risk.
    expect(poor({ foreground, dim, high }, TEXT)).toEqual([]);
    expect(poor(shapes, SHAPE)).toEqual([]);
    const faint = Object.fromEntries(Object.entries({ ...shapes, high }).map(([name, colour]) => [name, rgb(faded(colour, ground, 0.45))]));
    expect(poor(faint, SHAPE)).toEqual([]);
  });

  it.each(['dark', 'light'] as const)('of pictures that no page makes is enough: %s', (theme) => {
    const { background, foreground, dim, low, medium, high } = STILL_PALETTES[theme];
    expect([foreground, dim, high].map((colour) => contrast(colour, background)).filter((ratio) => ratio < TEXT)).toEqual([]);
    expect([low, medium].flatMap((colour) => [contrast(colour, background), contrast(rgb(faded(colour, background, 0.45)), background)]).filter((ratio) => ratio < SHAPE)).toEqual([]);
  });

  it('keeps what is declared apart from what is inferred', () => {
    const { background, low } = STILL_PALETTES.dark;
    expect(contrast(rgb(faded(low, background, 0.6)), background)).toBeLessThan(contrast(low, background) - 0.5);
    expect(faded(low, background, 1)).toBe(css(low));
  });

  it.each(Object.keys(THEMES) as (keyof typeof THEMES)[])('of each text and shape of the drawing is enough in the theme %s', async (theme) => {
    const shop = await openShop({ theme: THEMES[theme] });
    for (const tab of ['Quadrant', 'Topology']) {
      await shop.page.getByRole('tab', { name: tab }).click();
      await shop.page.locator('.node').first().waitFor();
      const [ground] = Object.values(await rolesOf(shop, ['--cl-background']));
      const found = await shop.page.locator('.stage').evaluate((stage) => {
        const visible = (selector: string) => [...stage.querySelectorAll(selector)].filter((one) => one.checkVisibility());
        return {
          texts: visible('text:not(.flag-text)').map((one) => [one.textContent ?? '', getComputedStyle(one).fill]),
          shapes: visible('.axis, .threshold, .whisker, .diamond, .body, .detail, .arc').map((one) => [one.getAttribute('class') ?? '', getComputedStyle(one).stroke]),
        };
      });
      expect(found.texts.length).toBeGreaterThan(18);
      expect(found.shapes.length).toBeGreaterThan(20);
      // Colours mixed by the style sheet are reported in the space they were mixed in; the page resolves them to red, green and blue.
      const resolve = (colours: readonly (readonly string[])[]) => shop.page.evaluate((list) => {
        const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        return list.map(([name = '', colour = '']): [string, string] => {
          if (context === null) throw new Error('no canvas');
          context.clearRect(0, 0, 1, 1);
          context.fillStyle = colour;
          context.fillRect(0, 0, 1, 1);
          return [name, `rgb(${[...context.getImageData(0, 0, 1, 1).data.slice(0, 3)].join(', ')})`];
        });
      }, colours);
      const poor = async (colours: readonly (readonly string[])[], least: number) => (await resolve(colours)).filter(([, colour]) => contrast(rgb(colour), rgb(ground ?? '')) < least);
      expect(await poor(found.texts, TEXT)).toEqual([]);
      expect(await poor(found.shapes, SHAPE)).toEqual([]);
    }
  });
});

describe('targets of the pointer', { timeout: 60_000 }, () => {
  const compared = { ref: 'v1.0', view: formerShop() };
  const states: readonly (readonly [string, object, readonly Parameters<WebviewPage['send']>[0][]])[] = [
    ['verdict', { panel: true }, []],
    ['element', { panel: true, selection: { kind: 'element', id: 'orders' } }, []],
    ['relation', { panel: true, selection: { kind: 'relation', id: 'orders>payments:sync' } }, []],
    ['what if', { panel: true, down: ['payments'] }, []],
    ['table', { tab: 'table' }, []],
    ['topology', { tab: 'topology', focus: { id: 'orders', depth: 1 } }, []],
    ['comparison', { panel: true }, [{ type: 'compare', base: compared }]],
  ];

  it.each(states)('are at least 24 px wide and high, but for words of a sentence: %s', async (_, state, messages) => {
    const { page, send } = await openShop({ state });
    for (const message of messages) await send(message);
    await page.locator('.node, .table vscode-data-grid-row').first().waitFor({ state: 'attached' });
    const targets = await page.evaluate(() => [...document.querySelectorAll('button, vscode-button, vscode-text-field, vscode-dropdown, label:has(input), .node .target')]
      .filter((one) => one.checkVisibility() && one.closest('p') === null)
      .map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return { what: `${one.localName}.${one.getAttribute('class') ?? ''}: ${one.textContent ?? ''}`, width, height };
      }));
    expect(targets.length).toBeGreaterThan(12);
    expect(targets.filter(({ width, height }) => width < 23.9 || height < 23.9)).toEqual([]);
  });
});

describe('bigger text', { timeout: 60_000 }, () => {
  const TWICE = { ...THEMES.dark, variables: { ...THEMES.dark.variables, '--vscode-font-size': '26px' } };
  const heights = async (options: Parameters<typeof open>[1], selectors: readonly string[]) => {
    const { page } = await openShop({ ...options, width: 1600, height: 1200, state: { panel: true, selection: { kind: 'element', id: 'orders' } } });
    return Promise.all(selectors.map((selector) => page.locator(selector).first().evaluate((one) => one.getBoundingClientRect().height)));
  };

  it('doubles on the page and in the drawing where the font size of VS Code does', async () => {
    const parts = ['h1', '.panel-title', '.panel h2', '.legend .item span', '.tabs button', '[data-node=orders] .label', '[data-node=orders] .body', '.stage .axis-text'];
    const [usual, twice] = [await heights({}, parts), await heights({ theme: TWICE }, parts)];
    parts.forEach((part, index) => expect({ part, times: Math.round(((twice[index] ?? 0) / (usual[index] ?? 1)) * 10) / 10 }).toEqual({ part, times: 2 }));
  });

  it('is where the pointer finds it: a click selects, a drag moves as far as the pointer', async () => {
    const { page } = await openShop({ theme: TWICE, width: 1600, height: 1200 });
    await page.locator('[data-node=kafka] .body').click();
    await page.locator('[data-node=kafka].selected').waitFor();
    const box = () => page.locator('[data-node=kafka] .body').boundingBox();
    const before = await box();
    await page.mouse.move(700, 700);
    await page.mouse.down();
    await page.mouse.move(640, 660, { steps: 3 });
    await page.mouse.up();
    await page.waitForTimeout(200);
    const after = await box();
    expect([(after?.x ?? 0) - (before?.x ?? 0), (after?.y ?? 0) - (before?.y ?? 0)].map(Math.round)).toEqual([-60, -40]);
  });

  it('keeps each row of the table under the one above it', async () => {
    const { page } = await openShop({ theme: TWICE, width: 1600, height: 1200, state: { tab: 'table' } });
    const rows = await page.locator('.table-scroller vscode-data-grid-row').evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ y, height }) => [y, height] as const));
    rows.slice(1).forEach(([y], index) => expect(Math.round(y - (rows[index]?.[0] ?? 0))).toBe(54));
  });
});

describe('what-if', { timeout: 60_000 }, () => {
  it.each([['wide', 1280], ['narrow', 420]] as const)('writes its numbers over no name: %s', async (_, width) => {
    const { page } = await openShop({ width, state: { down: ['shop-db'], panel: false } });
    const boxes = (selector: string) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => {
      const { x, y, right, bottom } = one.getBoundingClientRect();
      return { text: one.textContent ?? '', x, y, right, bottom };
    }));
    const [discs, names] = [await boxes('.node .order circle'), await boxes('.node .label')];
    expect(discs.length).toBeGreaterThan(3);
    const covered = discs.flatMap((disc) => names.filter((name) => disc.x < name.right - 1 && disc.right > name.x + 1 && disc.y < name.bottom - 3 && disc.bottom > name.y + 3).map(({ text }) => text));
    expect(covered).toEqual([]);
  });
});

describe('stacks', { timeout: 60_000 }, () => {
  it('have a card that names who is in them and leads to the rest', async () => {
    const view = syntheticView({ services: 60, relations: 60, groups: 1, seed: 5 });
    const crowded = { ...view, elements: view.elements.map((one, index) => (one.role === 'business' && index < 12 ? { ...one, logical: 0.7, physical: 0.6 } : one)) };
    const { page } = await openShop({}, crowded);
    const stack = page.locator('.node.stack').first();
    const count = Number(await stack.locator('.count').textContent());
    await stack.locator('.body').first().hover();
    const card = page.locator('.card[role=group]');
    await card.waitFor({ state: 'visible' });
    expect(await card.locator('b').first().textContent()).toBe(`${count} in one place`);
    expect(await card.locator('.card-members li').count()).toBe(Math.min(8, count));
    expect(await card.locator('.card-members').textContent()).toMatch(/service-00\d\d0\.70 \/ 0\.60/);
    await card.getByRole('button', { name: 'Show details' }).click();
    await page.locator('.panel-title', { hasText: `${count} in one place` }).waitFor();
  });
});

describe('motion', { timeout: 60_000 }, () => {
  it('stops where the system asks for less of it: nothing moves, fades or turns', async () => {
    const shop = await openShop();
    await shop.page.emulateMedia({ reducedMotion: 'reduce' });
    const elements = shopView().elements.map((one) => (one.id === 'reviews' ? { ...one, logical: 0.2 } : one));
    await shop.send({ type: 'graph', view: { ...shopView(), revision: 2, elements } });
    const place = () => shop.page.locator('[data-node=reviews]').getAttribute('transform');
    const atOnce = await place();
    await shop.page.waitForTimeout(250);
    expect(await place()).toBe(atOnce);
    const moving = await shop.page.evaluate(() => [...document.querySelectorAll('*')].filter((one) => {
      const { transitionDuration, animationName } = getComputedStyle(one);
      return animationName !== 'none' || transitionDuration.split(', ').some((time) => parseFloat(time) > 0);
    }).map((one) => one.outerHTML.slice(0, 80)));
    expect(moving).toEqual([]);
  });

  it('moves things gradually otherwise', async () => {
    const shop = await openShop();
    expect(await shop.page.locator('.node').first().evaluate((one) => getComputedStyle(one).transitionDuration)).toBe('0.12s');
  });
});

describe('pictures', { timeout: 60_000 }, () => {
  it.each([1, 2])('as PNG have the size that was ordered and show the drawing: %s times', async (scale) => {
    const shop = await openShop();
    const origin = { version: '1.2.3', date: '2026-11-30', commit: '1a2b3c4' };
    await shop.send({ type: 'picture', picture: { kind: 'svg', scale: 1, all: false, origin } });
    await shop.send({ type: 'picture', picture: { kind: 'png', scale, all: false, origin } });
    await shop.page.waitForFunction(() => window.sent.filter(({ type }) => type === 'save').length === 2);
    const [vector, pixels] = (await shop.sent()).filter((message) => message.type === 'save');
    if (vector === undefined || pixels === undefined) throw new Error('a picture is missing');
    expect([pixels.kind, pixels.name]).toEqual(['png', 'shop-quadrant.png']);
    const bytes = Buffer.from(pixels.data, 'base64');
    expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    const [width, height] = [Number(/ width="(\d+)"/.exec(vector.data)?.[1]), Number(/ height="(\d+)"/.exec(vector.data)?.[1])];
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width * scale, height * scale]);
    // The colour of the highest risk is in it, so it is no empty sheet.
    const red = await shop.page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      const { data: all } = context.getImageData(0, 0, image.width, image.height);
      let count = 0;
      for (let i = 0; i < all.length; i += 4) if (all[i] === 241 && all[i + 1] === 76 && all[i + 2] === 76) count++;
      return count;
    }, pixels.data);
    expect(red).toBeGreaterThan(1000);
  });
});

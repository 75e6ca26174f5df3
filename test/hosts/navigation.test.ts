import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VSIX } from '../../scripts/lib/package.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { openWorkbench, pick, removeProfile, runCommand, webviewFrame, type Workbench } from '../support/workbench.js';
import { git } from './repository.js';

/** Outside git; looked at by people. */
const SCREENS = join(ROOT, 'screens');

// A desktop VS Code cannot be driven from here; the suite in its extension host covers the rest.
describe.skipIf(process.env['COUPLING_LENS_DESKTOP'])('ways through the workbench', { retry: 1 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'coupling-lens-navigation-'));
  const workspace = join(folder, 'shop');
  let workbench: Workbench;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(SCREENS, { recursive: true });
    cpSync(join(ROOT, 'test/systems/distributed-monolith'), workspace, { recursive: true });
    git(workspace, 'init', '-q', '-b', 'main');
    git(workspace, 'add', '-A');
    git(workspace, 'commit', '-q', '-m', 'First');
    const compose = join(workspace, 'compose.yaml');
    writeFileSync(compose, readFileSync(compose, 'utf8').replace('\nservices:\n', '\nservices:\n  audit:\n    image: shop/audit\n    environment:\n      ORDERS_URL: http://orders:3000\n\n'));
    workbench = await openWorkbench({ profile: folder, workspace, trusted: true, extensions: [VSIX] });
    ({ page } = workbench);
    // Wakes the extension: the browser-hosted editor finds no files by their names here.
    await runCommand(page, 'Coupling Lens: Show Graph');
    await webviewFrame(page, '[data-node="service:audit"]');
    await openFile('compose.yaml');
    await page.locator('.codelens-decoration').first().waitFor({ timeout: 60_000 });
    page.setDefaultTimeout(60_000);
  }, 600_000);

  afterAll(async () => {
    await workbench.close();
    await removeProfile(folder);
  });

  const inExplorer = (name: string): Locator => page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });

  /** Opens a file at the top of the workspace in an editor that has the focus. */
  async function openFile(name: string): Promise<void> {
    await runCommand(page, 'File: Focus on Files Explorer');
    await inExplorer(name).dblclick();
    await page.locator('.tab.active', { hasText: name }).waitFor();
  }

  /** Waits until the graph shows something as selected. */
  async function selected(id: string): Promise<Frame> {
    const frame = await webviewFrame(page, `[data-node="${id}"].selected`);
    await page.locator('.tab.active', { hasText: 'Coupling Graph' }).waitFor();
    return frame;
  }

  /** VS Code swallows what is clicked just after a menu has opened: tried again until the menu is gone. */
  async function choose(name: string): Promise<void> {
    const item = page.locator('.monaco-menu .action-label', { hasText: name });
    await item.waitFor();
    await expect.poll(async () => {
      await item.click({ timeout: 1000 }).catch(() => undefined);
      return item.isVisible();
    }, { timeout: 20_000, interval: 500 }).toBe(false);
  }

  /** Puts the cursor on a line of the editor that has the focus. */
  async function goTo(line: number): Promise<void> {
    await page.keyboard.press('Control+G');
    await page.locator('.quick-input-widget input.input').fill(`:${line}`);
    await page.keyboard.press('Enter');
    await page.locator('.statusbar-item', { hasText: `Ln ${line},` }).waitFor();
  }

  it('from the line of the cursor, by the command', async () => {
    await goTo(9);
    await runCommand(page, 'Coupling Lens: Reveal in Coupling Graph');
    await selected('service:audit');
  });

  it('from the icon in the title of the editor', async () => {
    await openFile('compose.yaml');
    await goTo(14);
    await page.locator('.editor-actions a[aria-label^="Reveal in Coupling Graph"]').first().click();
    await selected('service:storefront');
  });

  it('from the lens above a service', async () => {
    await openFile('compose.yaml');
    const lenses = page.locator('.codelens-decoration', { has: page.locator('a', { hasText: 'Coupling:' }) });
    await lenses.first().waitFor();
    await page.screenshot({ path: join(SCREENS, 'workbench-lens.png') });
    // The editor keeps them in no order: the topmost stands above the first service.
    const heights = await lenses.evaluateAll((all) => all.map((lens) => lens.getBoundingClientRect().y));
    const top = lenses.nth(heights.indexOf(Math.min(...heights)));
    expect(await top.textContent()).toMatch(/^Coupling: 1 out, 0 in(, \d risky)?$/);
    await top.locator('a').click();
    await selected('service:audit');
  });

  it('from a file in the Explorer', async () => {
    await runCommand(page, 'File: Focus on Files Explorer');
    await inExplorer('compose.yaml').click({ button: 'right' });
    await choose('Reveal in Coupling Graph');
    await webviewFrame(page, '.node.selected');
  });

  it('from a finding in the tree', async () => {
    await runCommand(page, 'Coupling Lens: Focus on Risky Edges View');
    const row = page.locator('.pane-body .monaco-list-row', { hasText: 'stall when log-store' }).first();
    await row.waitFor();
    await row.hover();
    await row.locator('a[aria-label^="Reveal in Coupling Graph"]').click();
    const frame = await webviewFrame(page, '[data-node="service:orders"]');
    await frame.locator('.live', { hasText: 'to log-store' }).waitFor({ state: 'attached' });
  });

  it('the menu of a service in the graph takes it down', async () => {
    const frame = await webviewFrame(page, '[data-node="service:payments"]');
    await frame.locator('[data-node="service:payments"] .body').click({ button: 'right' });
    await choose('Take Down (Simulation)');
    await frame.locator('h1', { hasText: 'payments is down' }).waitFor();
    await page.screenshot({ path: join(SCREENS, 'workbench-menu.png') });
    await frame.getByRole('button', { name: 'Leave what-if' }).click();
  });

  it('compares with a commit, without a checkout', async () => {
    await runCommand(page, 'Coupling Lens: Compare With Git Ref');
    await page.locator('.quick-input-widget input.input').fill('HEAD');
    await page.keyboard.press('Enter');
    const frame = await webviewFrame(page, '[data-node="service:audit"] .change');
    expect(await frame.locator('.headline').textContent()).toMatch(/(?:since|at) HEAD/);
    expect(git(workspace, 'status', '--porcelain')).toBe('M compose.yaml');
    await frame.locator('.headline').getByRole('button', { name: 'End comparison' }).click();
  });

  it('exports what is drawn as a text that says what it is and what was left out', async () => {
    const frame = await webviewFrame(page, '[data-node="service:orders"]');
    await frame.locator('.filter-field').evaluate((field) => (field as HTMLInputElement).focus());
    await page.keyboard.type('of:payments');
    await frame.locator('.toolbar .count').filter({ hasNotText: 'Show 800' }).waitFor();
    await runCommand(page, 'Coupling Lens: Export Graph');
    await pick(page, 'Mermaid');
    await pick(page, 'As filtered');
    const lines = page.locator('.editor-instance .view-lines', { hasText: 'flowchart LR' });
    await lines.waitFor();
    expect((await lines.textContent())?.replaceAll('\u00a0', ' ')).toMatch(/%% Coupling Lens \d+\.\d+\.\d+, \d{4}-\d\d-\d\d, commit [0-9a-f]{7,}; \d+ of \d+ relations, \d+ left out/);
  });

  it('accepts the findings of today, and the tree is empty', async () => {
    await runCommand(page, 'Coupling Lens: Accept Findings of Today');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Accept' }).click();
    await page.locator('.tab.active', { hasText: 'coupling.baseline.json' }).waitFor();
    await runCommand(page, 'Coupling Lens: Focus on Risky Edges View');
    await page.getByText('No risky edges.').waitFor({ timeout: 30_000 });
  });
});

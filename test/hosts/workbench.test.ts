import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VSIX } from '../../scripts/lib/package.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { openWorkbench, pick, removeProfile, runCommand, webviewFrame, type Workbench } from '../support/workbench.js';

/** Outside git; looked at by people. */
const SCREENS = join(ROOT, 'screens');

const THEMES = [
  { name: 'light', label: 'Light Modern', bodyClass: 'vscode-light' },
  { name: 'dark', label: 'Dark Modern', bodyClass: 'vscode-dark' },
  { name: 'high-contrast', label: 'Dark High Contrast', bodyClass: 'vscode-high-contrast' },
] as const;

// A desktop VS Code cannot be driven from here; the suite in its extension host covers the rest.
describe.skipIf(process.env['COUPLING_LENS_DESKTOP'])('the graph in the workbench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'coupling-lens-workbench-'));
  const workspace = join(folder, 'shop');
  let workbench: Workbench;
  let frame: Frame;

  beforeAll(async () => {
    mkdirSync(SCREENS, { recursive: true });
    cpSync(join(ROOT, 'test/systems/distributed-monolith'), workspace, { recursive: true });
    workbench = await openWorkbench({ profile: folder, workspace, trusted: true, extensions: [VSIX] });
    await runCommand(workbench.page, 'Coupling Lens: Show Graph');
    frame = await webviewFrame(workbench.page, '[data-node="service:orders"]');
  });

  afterAll(async () => {
    await workbench.close();
    await removeProfile(folder);
  });

  it.each(THEMES)('shows every service on the quadrant in the $name theme', async ({ name, label, bodyClass }) => {
    await runCommand(workbench.page, 'Preferences: Color Theme');
    await pick(workbench.page, label);
    await frame.locator(`body.${bodyClass}`).waitFor();
    for (const service of ['storefront', 'orders', 'inventory', 'pricing', 'catalog', 'payments', 'customers']) {
      expect(await frame.locator(`[data-node="service:${service}"]`).count(), service).toBe(1);
    }
    await workbench.page.screenshot({ path: join(SCREENS, `workbench-${name}.png`) });
  });

  // Between finding the edge and clicking it, an update may have moved it.
  it('opens the evidence of a relation with a double click on its edge', { retry: 2 }, async () => {
    const { page } = workbench;
    const { evidence, point } = await hoverRelation(page, frame);
    const file = /([^/]+):\d+$/.exec(evidence)?.[1] ?? '';
    await page.mouse.dblclick(point.x, point.y);
    await page.locator('.tab', { hasText: file }).first().waitFor({ timeout: 30_000 });
    await page.screenshot({ path: join(SCREENS, 'workbench-evidence.png') });
  });

  it('is there again after the window was reloaded', async () => {
    await workbench.page.reload();
    frame = await webviewFrame(workbench.page, '[data-node="service:orders"]');
  });

  it('lists findings in its view and offers what can be done about them at the light bulb', async () => {
    const { page } = workbench;
    await runCommand(page, 'Coupling Lens: Focus on Risky Edges View');
    const tree = page.locator('.pane-body .monaco-list-row');
    await tree.filter({ hasText: 'log-driver-blocking' }).waitFor();
    await tree.filter({ hasText: 'stall when log-store' }).click();
    await page.locator('.tab', { hasText: 'compose.yaml' }).first().waitFor();
    await runCommand(page, 'Quick Fix...');
    const offers = page.locator('.action-widget .monaco-list-row');
    for (const offer of ['Make logging non-blocking', 'Suppress log-driver-blocking here', 'Show in Coupling Graph', 'Explain log-driver-blocking']) {
      await offers.filter({ hasText: offer }).waitFor();
    }
    await page.screenshot({ path: join(SCREENS, 'workbench-light-bulb.png') });
    await page.keyboard.press('Escape');
  });
});

/** Moves the pointer over the drawing until the card of a relation shows; returns where that was, and the first piece of evidence. */
async function hoverRelation(page: Page, frame: Frame): Promise<{ evidence: string; point: { x: number; y: number } }> {
  const stage = frame.locator('[role="application"]');
  const box = await stage.boundingBox();
  if (box === null) throw new Error('the drawing is hidden');
  const card = frame.locator('.card', { has: frame.locator('.card-head b', { hasText: '→' }) });
  for (let y = 0.1; y < 0.95; y += 0.05) {
    for (let x = 0.1; x < 0.95; x += 0.05) {
      const point = { x: box.x + box.width * x, y: box.y + box.height * y };
      await page.mouse.move(point.x, point.y);
      if (!(await stage.evaluate((element) => element.classList.contains('pointing')))) continue;
      await page.waitForTimeout(500);
      if (await card.isVisible()) return { evidence: await card.locator('.card-evidence button').first().innerText(), point };
    }
  }
  throw new Error('no relation was found under the pointer');
}

import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VSIX } from '../../scripts/lib/package.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { openWorkbench, pick, runCommand, webviewFrame, type Workbench } from '../support/workbench.js';

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
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
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

  // Between reading the card and clicking it, a slow machine may have closed it.
  it('opens the evidence of a relation from its edge', { retry: 2 }, async () => {
    const evidence = await hoverRelation(workbench.page, frame);
    const file = /([^/]+):\d+$/.exec(await evidence.innerText())?.[1] ?? '';
    await evidence.click();
    await workbench.page.locator('.tab', { hasText: file }).first().waitFor({ timeout: 30_000 });
    await workbench.page.screenshot({ path: join(SCREENS, 'workbench-evidence.png') });
  });

  it('is there again after the window was reloaded', async () => {
    await workbench.page.reload();
    frame = await webviewFrame(workbench.page, '[data-node="service:orders"]');
  });
});

/** Moves the pointer over the drawing until the card of a relation shows; returns the link to its first piece of evidence. */
async function hoverRelation(page: Page, frame: Frame): Promise<Locator> {
  const stage = frame.locator('[role="application"]');
  const box = await stage.boundingBox();
  if (box === null) throw new Error('the drawing is hidden');
  const card = frame.locator('.card', { has: frame.locator('.card-head b', { hasText: '→' }) });
  for (let y = 0.1; y < 0.95; y += 0.05) {
    for (let x = 0.1; x < 0.95; x += 0.05) {
      await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
      if (!(await stage.evaluate((element) => element.classList.contains('pointing')))) continue;
      await page.waitForTimeout(500);
      if (await card.isVisible()) return card.locator('.card-evidence button').first();
    }
  }
  throw new Error('no relation was found under the pointer');
}

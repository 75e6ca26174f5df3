import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileArguments } from '../../scripts/lib/profile.mjs';
import { edited, type Edit } from './edits.js';
import { photograph, subjectOf, type Scene, type Subject, type ThemeName } from './screens.js';
import { WebviewHost } from './webview-page.js';
import { openWorkbench, pick, removeProfile, runCommand, webviewFrame } from './workbench.js';

/** The sample shop before three shortcuts were taken: the picture of a comparison shows what they did. */
const BEFORE_THE_SHORTCUTS: readonly Edit[] = [
  // customers had a database of its own,
  ['compose.yaml', /(container_name: shop_customers_1\n {4}environment:\n {6}DATABASE_URL: ).*/g, '$1postgres://shop:shop@customers-db:5432/customers'],
  ['compose.yaml', '\n  shop-db:\n', '\n  customers-db:\n    image: postgres:16\n\n  shop-db:\n'],
  // catalog too,
  ['compose.yaml', /( {2}catalog:\n {4}build: .*\n {4}environment:\n {6}DATABASE_URL: ).*/g, '$1postgres://shop:shop@catalog-db:5432/catalog'],
  ['compose.yaml', '\n  shop-db:\n', '\n  catalog-db:\n    image: postgres:16\n\n  shop-db:\n'],
  // and prices did not depend on what is left in stock.
  ['compose.yaml', '      CATALOG_URL: http://catalog:3000\n      INVENTORY_URL: http://inventory:3000\n    logging', '      CATALOG_URL: http://catalog:3000\n    logging'],
  ['services/pricing/src/main.ts', /.*(inventoryUrl|The last pieces).*\n/g, ''],
  ['services/pricing/src/main.ts', 'stock.data.quantity', '20'],
];

/** A copy of the sample system under the name that its pictures show. */
function sampleAt(sample: string, folder: string, edits: readonly Edit[] = []): string {
  const root = join(folder, 'shop');
  cpSync(sample, root, { recursive: true });
  const texts = new Map(edits.map(([path]) => [path, readFileSync(join(root, path), 'utf8')]));
  for (const [path, text] of edited(texts, edits)) writeFileSync(join(root, path), text);
  return root;
}

const PICTURES: readonly (Scene & { readonly theme: ThemeName; readonly compares?: boolean })[] = [
  { name: 'verdict', theme: 'light', state: { panel: true } },
  { name: 'what-if', theme: 'dark', state: { panel: true, down: ['service:pricing'], selection: { kind: 'element', id: 'service:pricing' } } },
  { name: 'comparison', theme: 'light', compares: true },
  { name: 'topology', theme: 'dark', state: { tab: 'topology' }, act: async ({ page }) => page.locator('.node').first().waitFor() },
  { name: 'table', theme: 'high-contrast', state: { tab: 'table' } },
];
/** Size of these pictures in CSS px; small enough that their words can be read in a README. */
const SIZE = { width: 1100, height: 700 };

/** What the pictures are made of. */
export interface PictureSources {
  /** Folder of the sample system. */
  readonly sample: string;
  /** The packaged extension. */
  readonly vsix: string;
  /** The bundle of the source worker. */
  readonly workerFile: string;
}

/** Takes the pictures of the README from the sample system, into `out`. */
export async function takeReadmePictures(out: string, { sample, vsix, workerFile }: PictureSources): Promise<void> {
  mkdirSync(out, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'coupling-lens-pictures-'));
  try {
    const workspace = sampleAt(sample, folder);
    await photographPages(out, await subjectOf(workspace, workerFile), await subjectOf(sampleAt(sample, join(folder, 'before'), BEFORE_THE_SHORTCUTS), workerFile));
    await photographWorkbench(join(out, 'graph-light.png'), vsix, folder, workspace);
  } finally {
    await removeProfile(folder);
  }
}

async function photographPages(out: string, subject: Subject, before: Subject): Promise<void> {
  const host = await WebviewHost.start();
  try {
    for (const { theme, compares, ...scene } of PICTURES) {
      const messages: Scene['messages'] = [{ type: 'graph', view: subject.view }, ...(compares === true ? [{ type: 'compare', base: { ref: 'v1.0', view: before.view } } as const] : [])];
      await photograph(host, { ...SIZE, ...scene, messages }, subject, theme, 2, join(out, `${scene.name}-${theme}.png`));
    }
  } finally {
    await host.stop();
  }
}

/** Where the editor ends and the graph begins, in px. */
const DIVIDER = 520;

/** VS Code with a manifest and its squiggles beside the graph. */
async function photographWorkbench(file: string, vsix: string, profile: string, workspace: string): Promise<void> {
  const settings = join(profileArguments(profile)[1] ?? profile, 'User', 'settings.json');
  writeFileSync(settings, JSON.stringify({ ...JSON.parse(readFileSync(settings, 'utf8')) as object, 'workbench.colorTheme': 'Light Modern' }));
  const workbench = await openWorkbench({ profile, workspace, trusted: true, extensions: [vsix], viewport: { width: 1440, height: 860 } });
  try {
    const { page } = workbench;
    await runCommand(page, 'Go to File...');
    await pick(page, 'compose.yaml');
    await page.locator('.tab', { hasText: 'compose.yaml' }).waitFor();
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    await runCommand(page, 'View: Split Editor Right');
    await runCommand(page, 'Coupling Lens: Show Graph');
    await webviewFrame(page, '[data-node="service:orders"]');
    const groups = page.locator('.editor-group-container');
    const right = await groups.nth(1).boundingBox();
    if (right === null) throw new Error('the editor was not split');
    await page.mouse.move(right.x, right.y + 300);
    await page.mouse.down();
    await page.mouse.move(DIVIDER, right.y + 300, { steps: 5 });
    await page.mouse.up();
    await groups.first().locator('.squiggly-error').first().waitFor();
    await page.mouse.move(right.x + 300, 5);
    await page.waitForTimeout(2000);
    await page.screenshot({ path: file });
  } finally {
    await workbench.close();
  }
}

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generateSystem } from './generated-system.js';
import { openWorkbench, removeProfile, runCommand, webviewFrame } from './workbench.js';

/** Services and files of the agreed case. */
const SERVICES = 40;
const FILES = 800;
/** How often the graph is looked for, in ms: the error of the measurement. */
const LOOK_MS = 20;

/** From the command Show Graph to the first picture of 40 services, in a real VS Code that has read them, in ms. */
export async function measureFirstPicture(vsix: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'coupling-lens-first-picture-'));
  const workspace = join(folder, 'system');
  for (const [path, text] of generateSystem(SERVICES, FILES).files) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const workbench = await openWorkbench({ profile: folder, workspace, trusted: true, extensions: [vsix] });
  try {
    const { page } = workbench;
    await page.locator('.statusbar-item', { hasText: /risky edge/ }).waitFor({ timeout: 120_000 });
    await runCommand(page, 'Coupling Lens: Show Graph');
    const start = performance.now();
    await webviewFrame(page, '.node', LOOK_MS);
    return performance.now() - start;
  } finally {
    await workbench.close();
    await removeProfile(folder);
  }
}

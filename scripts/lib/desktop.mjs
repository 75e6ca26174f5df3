// @ts-check
import { join } from 'node:path';
import { say } from './command.mjs';
import { CACHE } from './paths.mjs';

/** The oldest VS Code the extension promises to run in (`engines.vscode`); the browser-hosted one is a recent one. */
const VERSION = '1.101.0';

/** Where Microsoft offers its builds; asked first, since a download that cannot start takes minutes to say so. */
const DOWNLOADS = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * A desktop VS Code to test in, downloaded into the cache folder.
 * `COUPLING_LENS_EDITOR=browser` or `desktop` takes the choice away.
 * @returns {Promise<string | undefined>} Path of the program; undefined: use the browser-hosted one.
 */
export async function findDesktopEditor() {
  const wish = process.env['COUPLING_LENS_EDITOR'];
  if (wish === 'browser') return undefined;
  const obstacle = wish === 'desktop' ? undefined : await findObstacle();
  if (obstacle !== undefined) {
    say(`testing in the browser-hosted VS Code: ${obstacle}`);
    return undefined;
  }
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  say(`testing in the desktop VS Code ${VERSION}`);
  return downloadAndUnzipVSCode({ version: VERSION, cachePath: join(CACHE, 'vscode') });
}

async function findObstacle() {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'there is no display';
  const reachable = await fetch(DOWNLOADS, { signal: AbortSignal.timeout(5000) }).then((response) => response.ok, () => false);
  return reachable ? undefined : 'no desktop VS Code can be downloaded here';
}

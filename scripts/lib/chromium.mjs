// @ts-check
import { existsSync } from 'node:fs';
import { Missing, which } from './command.mjs';
import { canInstallPackages, installPackages } from './debian.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A test browser needs no sandbox against our own pages, no GPU, and must not speak to anybody on its own. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/**
 * The Chromium or Chrome to test in: `CHROMIUM`, else one that is installed, else Debian's.
 * @returns {Promise<string>} Path of the program.
 * @throws {Missing} When there is none and it cannot be installed.
 */
export async function ensureChromium() {
  const found = find();
  if (found !== undefined) return found;
  if (canInstallPackages()) await installPackages(['chromium']);
  const installed = find();
  if (installed !== undefined) return installed;
  throw new Missing(
    'A Chromium or Chrome is needed to test the webview. Install one (on Debian: apt-get install chromium), '
    + 'or name one in the environment variable CHROMIUM.',
  );
}

function find() {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  return NAMES.map((name) => which(name)).find((path) => path !== undefined) ?? PLACES.find((path) => existsSync(path));
}

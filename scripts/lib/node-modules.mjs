// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, say } from './command.mjs';
import { ROOT } from './paths.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

/** Installs the packages of package-lock.json where they are missing or of another version. */
export async function ensureNodeModules() {
  if (isInstalled()) return;
  say('installing node modules');
  await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT });
}

/** npm writes its own record of what it installed last of all, so an interrupted install has none. */
function isInstalled() {
  const record = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = readLock(join(ROOT, 'package-lock.json'));
  const present = readLock(record);
  // Optional packages are for other platforms where they are absent.
  return Object.entries(wanted.packages).every(([path, { version, optional }]) =>
    path === '' || optional || present.packages[path]?.version === version);
}

/**
 * @param {string} file
 * @returns {Lock}
 */
function readLock(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, say } from './command.mjs';
import { ROOT } from './paths.mjs';

/**
 * Installs the packages of package-lock.json, unless this very lock file was installed already.
 * The stamp is written last, so an interrupted install is done again.
 */
export async function ensureNodeModules() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const stamp = join(ROOT, 'node_modules', '.coupling-lens-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('installing node modules');
  await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT });
  writeFileSync(stamp, lock);
}

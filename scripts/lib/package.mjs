import { join } from 'node:path';
import { run } from './command.mjs';
import { ROOT } from './paths.mjs';

/**
 * Packages the built extension.
 * @returns {Promise<string>} Path of the VSIX.
 */
export async function buildPackage() {
  const vsix = join(ROOT, 'dist', 'coupling-lens.vsix');
  await run(process.execPath, [join(ROOT, 'scripts/package.mjs'), '--out', vsix], { cwd: ROOT, quiet: true });
  return vsix;
}

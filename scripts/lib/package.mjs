// @ts-check
import { join } from 'node:path';
import { run } from './command.mjs';
import { ROOT } from './paths.mjs';

/** The packaged extension, as scripts/package.mjs writes it. */
export const VSIX = join(ROOT, 'coupling-lens.vsix');

/** Builds and packages the extension. */
export async function buildPackage() {
  await run(process.execPath, [join(ROOT, 'scripts/package.mjs'), VSIX], { cwd: ROOT, quiet: true });
}

import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.js';
import { buildBundles } from '../../scripts/build.mjs';

/** Builds some of the bundles into a folder of their own, which goes away with the test, and returns the folder. */
export async function bundles(...only: string[]): Promise<string> {
  const outdir = join(temporaryFolder({ 'package.json': '{"version":"1.2.3"}' }), 'dist');
  await buildBundles({ outdir, only });
  return outdir;
}

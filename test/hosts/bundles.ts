import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { buildBundles } from '../../scripts/build.mjs';

/** Builds some of the bundles into a folder of their own, which goes away with the test file, and returns the folder. */
export async function bundles(...only: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'coupling-lens-bundles-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const outdir = join(folder, 'dist');
  await buildBundles({ outdir, only });
  return outdir;
}

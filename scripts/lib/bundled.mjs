// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from './paths.mjs';

/**
 * Bundles a TypeScript file of the tests' support and loads it, so that scripts share code with the tests.
 * @param {string} entry Path below the repository.
 * @param {string} folder Where the bundle is kept, below the repository, so that packages are found from there.
 */
export async function loadTypeScript(entry, folder) {
  const outfile = join(folder, entry.replace(/^.*\//, '').replace(/\.ts$/, '.mjs'));
  await build({
    entryPoints: [join(ROOT, entry)], bundle: true, platform: 'node', target: 'node20', format: 'esm', outfile, packages: 'external', logLevel: 'warning',
    tsconfig: join(ROOT, 'tsconfig.base.json'),
  });
  return import(pathToFileURL(outfile).href);
}

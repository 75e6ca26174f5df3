// node scripts/check-prefilter.mjs FOLDER...: reads systems with the cheap tests that spare files their parser and without, and says which facts they lose and whether the graph differs. Writes nothing.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = join(root, '.cache/check-prefilter/check.mjs');

/** The check of the tests, with what reads folders. */
async function load() {
  await build({
    stdin: {
      contents: `
        export { grammarsFor, isRelevantPath } from './src/engine/index.js';
        export { listFiles } from './src/hosts/node/list.js';
        export { readText } from './src/hosts/node/read.js';
        export { loadGrammarsForTest } from './test/support/grammars.js';
        export { checkPrefilter } from './test/support/prefilter.js';`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outfile: bundle,
    packages: 'external',
    logLevel: 'warning',
  });
  return import(pathToFileURL(bundle).href);
}

/** Prints what is lost; resolves to whether the graph stays the same. */
async function check(folder, engine) {
  const { paths } = await engine.listFiles(resolve(folder), { useGit: true, exclude: [] });
  const files = new Map();
  for (const path of paths.filter(engine.isRelevantPath)) {
    const read = engine.readText(join(folder, path));
    if (read.kind === 'text') files.set(path, read.text);
  }
  await engine.loadGrammarsForTest(...engine.grammarsFor(files.keys()));
  const { lost, graphs } = engine.checkPrefilter(files);
  const [filtered, all] = graphs.map((graph) => JSON.stringify(graph));
  for (const line of lost) console.log(`${folder}/${line}`);
  console.log(`${folder}: ${files.size} files, ${lost.length} lose a fact, the graph ${filtered === all ? 'is the same' : 'DIFFERS'}`);
  return filtered === all;
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('Which folder?');
  process.exit(2);
}
const engine = await load();
for (const folder of folders) if (!(await check(folder, engine))) process.exitCode = 1;

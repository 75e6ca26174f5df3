// node scripts/check-fixes.mjs [--preset strict|all] FOLDER...: tries every fix of every finding on a copy of the texts, and says which are not right. Writes nothing.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { buildBundles } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = join(root, '.cache/check-fixes');

/** The analyser as it is shipped, and the check of the tests. */
async function load() {
  await buildBundles({ outdir: work, only: ['source.cjs', 'source-worker.cjs'] });
  await build({
    stdin: {
      contents: `
        export { createWorkspace, defaultConfig, documentExtractors, extractFile, mayHoldSource, mergeFacts } from './src/engine/index.js';
        export { noCache } from './src/hosts/node/facts-cache.js';
        export { createIndexer } from './src/hosts/node/indexer.js';
        export { createSourcePool } from './src/hosts/node/source-pool.js';
        export { faultOf } from './test/support/fix-fault.js';`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outfile: join(work, 'check.cjs'),
    external: ['typescript'],
    logLevel: 'warning',
  });
  return (await import(pathToFileURL(join(work, 'check.cjs')).href)).default;
}

/** Prints what is wrong; resolves to how many fixes were tried and failed. */
async function check(folder, engine, pool, config) {
  const workspace = engine.createWorkspace();
  const indexer = engine.createIndexer({ workspace, pool, cache: engine.noCache });
  await indexer.index([{ root: resolve(folder), prefix: '' }], { useGit: true, exclude: [] });
  const analysis = workspace.analyseWith([], config);
  const context = {
    workspace,
    config,
    analysis,
    textOf: (path) => textOf(indexer.fileOf(path)),
    extract: async (path, text) => {
      const document = engine.extractFile(engine.documentExtractors, path, text);
      return engine.mayHoldSource(path, text) ? engine.mergeFacts(document, await pool.extract(path, text)) : document;
    },
  };
  let tried = 0;
  let failed = 0;
  for (const finding of analysis.findings) {
    for (const fix of finding.fixes) {
      tried += 1;
      const fault = await engine.faultOf(context, finding, fix);
      if (fault === undefined) continue;
      failed += 1;
      console.log(`${folder}/${finding.site.path}: ${finding.rule}, "${fix.title}": ${fault}`);
    }
  }
  console.log(`${folder}: ${tried} tried, ${failed} failed`);
  return { tried, failed };
}

/** Offsets count characters after the byte order mark. */
function textOf(file) {
  return file === undefined ? undefined : readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}

const { values, positionals: folders } = parseArgs({ allowPositionals: true, options: { preset: { type: 'string' } } });
if (folders.length === 0) {
  console.error('Which folder?');
  process.exit(2);
}
const engine = await load();
const pool = engine.createSourcePool({ workerFile: join(work, 'source-worker.cjs') });
const config = { ...engine.defaultConfig, ...(values.preset && { preset: values.preset }) };
const results = [];
for (const folder of folders) results.push(await check(folder, engine, pool, config));
pool.close();
const total = (name) => results.reduce((sum, result) => sum + result[name], 0);
console.log(`${total('tried')} tried, ${total('failed')} failed`);
process.exitCode = total('failed') > 0 ? 1 : 0;

// @ts-check
// node scripts/check-fixes.mjs [--preset strict|all] FOLDER...: tries every fix of every finding on a copy of the texts, and says which are not right. Writes nothing.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildBundles } from './build.mjs';
import { loadTypeScript } from './lib/bundled.mjs';
import { ROOT } from './lib/paths.mjs';

const work = join(ROOT, '.cache/check-fixes');

const { values, positionals: folders } = parseArgs({ allowPositionals: true, options: { preset: { type: 'string' } } });
if (folders.length === 0) {
  console.error('Which folder?');
  process.exit(2);
}
await buildBundles({ outdir: work, only: ['source.cjs', 'source-worker.cjs'] });
const { checkFixes } = await loadTypeScript('test/support/fix-checks.ts', work);
let [tried, failed, at] = [0, 0, 0];
for await (const result of checkFixes(folders, join(work, 'source-worker.cjs'), values.preset)) {
  for (const fault of result.faults) console.log(fault);
  console.log(`${folders[at++]}: ${result.tried} tried, ${result.faults.length} failed`);
  tried += result.tried;
  failed += result.faults.length;
}
console.log(`${tried} tried, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

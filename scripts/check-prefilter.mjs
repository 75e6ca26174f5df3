// @ts-check
// node scripts/check-prefilter.mjs FOLDER...: reads systems with the cheap tests that spare files their parser and without, and says which facts they lose and whether the graph differs. Writes nothing.
import { join } from 'node:path';
import { loadTypeScript } from './lib/bundled.mjs';
import { ROOT } from './lib/paths.mjs';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('Which folder?');
  process.exit(2);
}
const { checkFolder } = await loadTypeScript('test/support/prefilter.ts', join(ROOT, '.cache/check-prefilter'));
for (const folder of folders) {
  const { files, lost, isSame } = await checkFolder(folder);
  for (const line of lost) console.log(`${folder}/${line}`);
  console.log(`${folder}: ${files} files, ${lost.length} lose a fact, the graph ${isSame ? 'is the same' : 'DIFFERS'}`);
  if (!isSame) process.exitCode = 1;
}

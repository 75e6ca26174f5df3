// node scripts/place.mjs FOLDER...: where systems stand on the quadrant, as rows of the table in docs/quadrant.md. Writes nothing into them.
import { execFileSync, spawnSync } from 'node:child_process';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBundles } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = join(root, '.cache/place');

/** The graph document of a folder, made by the command line as it is shipped. */
function analyse(folder) {
  const { stdout, stderr } = spawnSync(process.execPath, [join(work, 'cli.cjs'), 'analyze', folder, '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (stdout === '') throw new Error(`${folder}: ${stderr}`);
  return JSON.parse(stdout);
}

function revisionOf(folder) {
  try {
    return execFileSync('git', ['-C', folder, 'rev-parse', '--short=8', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return '';
  }
}

function row(folder) {
  const { system } = analyse(folder);
  const places = typeof system.logical !== 'number' ? ['', ''] : [`${system.logical.toFixed(2)} ± ${system.uncertainty.toFixed(2)}`, system.physical.toFixed(2)];
  const history = typeof system.change === 'number' ? 'yes' : 'no';
  return `| ${[basename(folder), revisionOf(folder), ...places, `${Math.round(system.coverage * 100)} %`, history, system.style ?? 'not placed'].join(' | ')} |`;
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('node scripts/place.mjs FOLDER...');
  process.exit(2);
}
await buildBundles({ outdir: work, only: ['cli.cjs', 'source.cjs', 'source-worker.cjs'] });
console.log('| System | Revision | logical | physical | coverage | history | style |\n| --- | --- | --- | --- | --- | --- | --- |');
for (const folder of folders) console.log(row(resolve(folder)));

// node scripts/screens.mjs --readme | [--out=FOLDER] [--themes=dark,light,high-contrast] [--only=TEXT,TEXT] [--since=REF] [--huge] FOLDER...: photographs the graph of systems in all its states; with --readme takes the README's pictures from the sample system.
import { join, resolve } from 'node:path';
import { buildBundles } from './build.mjs';
import { loadTypeScript } from './lib/bundled.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { buildPackage, VSIX } from './lib/package.mjs';
import { ROOT, SAMPLE } from './lib/paths.mjs';

const work = join(ROOT, '.cache/screens');
const args = process.argv.slice(2);
const options = Object.fromEntries(args.filter((arg) => arg.startsWith('--')).map((arg) => /^--([^=]+)=?(.*)$/.exec(arg)?.slice(1) ?? [arg, '']));
const folders = args.filter((arg) => !arg.startsWith('--'));

process.env.CHROMIUM = await ensureChromium();
await buildBundles({ outdir: work, only: ['source.cjs', 'source-worker.cjs'] });
const workerFile = join(work, 'source-worker.cjs');

async function takeReadmePictures() {
  await buildPackage();
  const { takeReadmePictures: take } = await loadTypeScript('test/support/readme-pictures.ts', work);
  await take(join(ROOT, 'docs/images'), { sample: SAMPLE, vsix: VSIX, workerFile });
}

async function takeScreens() {
  const { hugeSubject, subjectOf, takeAllScreens } = await loadTypeScript('test/support/screens.ts', work);
  const makers = [
    async () => undefined,
    ...(options.huge === undefined ? [] : [async () => hugeSubject()]),
    ...folders.map((folder) => () => subjectOf(folder, workerFile, options.since)),
  ];
  const settings = { out: resolve(options.out ?? join(ROOT, 'screens')), themes: (options.themes ?? 'dark,light,high-contrast').split(','), only: options.only?.split(',') };
  for await (const { name, files } of takeAllScreens(makers, settings)) console.log(`${name}: ${files.length} pictures`);
}

await (options.readme === undefined ? takeScreens() : takeReadmePictures());

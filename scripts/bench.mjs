// npm run bench [-- --repo=PATH] [--only=TEXT]: how the costs compare to what cannot be avoided. Ratios, because they hold on any machine.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildBundles } from './build.mjs';
import { loadTypeScript } from './lib/bundled.mjs';
import { buildPackage, VSIX } from './lib/package.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = join(root, '.cache/bench');
const dist = join(root, 'dist');
const tree = join(work, 'tree');
const ROUNDS = 5;
/** A row fails only when it misses its target by a quarter, twice in a row: these machines are noisy. */
const TOLERANCE = 1.25;

const options = Object.fromEntries(process.argv.slice(2).map((arg) => /^--([^=]+)=?(.*)$/.exec(arg)?.slice(1) ?? [arg, '']));

async function prepare() {
  mkdirSync(work, { recursive: true });
  await buildBundles({});
  const bench = (name, ending = 'ts') => join(root, `test/bench/${name}.${ending}`);
  // The parsers as they are shipped, loaded when a script asks for them.
  const shippedParsers = { name: 'shipped-parsers', setup: (bundle) => bundle.onResolve({ filter: /engine\/source\.js$/ }, () => ({ path: join(dist, 'source.cjs'), external: true })) };
  const common = { plugins: [shippedParsers], bundle: true, platform: 'node', target: 'node20', outdir: work, logLevel: 'warning', external: ['vscode'] };
  await build({ ...common, entryPoints: [bench('floor'), bench('first-picture'), bench('in-process'), bench('history'), join(root, 'test/support/generated-system.ts')], outbase: join(root, 'test'), format: 'esm', outExtension: { '.js': '.mjs' }, banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" }, entryNames: '[name]' });
  await build({ ...common, entryPoints: [bench('record'), bench('activation', 'cts')], format: 'cjs', outExtension: { '.js': '.cjs' } });
  await writeTree();
}

/** 1,000 services in 20,000 files, the same bytes every time. */
async function writeTree() {
  if (existsSync(join(tree, '.complete'))) return;
  const { generateSystem } = await import(pathToFileURL(join(work, 'generated-system.mjs')).href);
  rmSync(tree, { recursive: true, force: true });
  for (const [path, text] of generateSystem(1000, 20_000).files) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  execFileSync('git', ['init', '-q'], { cwd: tree });
  writeFileSync(join(tree, '.complete'), '');
}

/** What one process costs: CPU and wall in milliseconds, peak memory in megabytes. */
function cost(args) {
  const record = join(work, 'record.json');
  rmSync(record, { force: true });
  const { status, stderr } = spawnSync(process.execPath, ['--require', join(work, 'record.cjs'), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, BENCH_RECORD: record },
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${String(stderr).slice(-500)}`);
  return JSON.parse(readFileSync(record, 'utf8'));
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Both commands in turn, A B A B, after one warm-up; medians. */
function compare(first, second) {
  cost(first);
  cost(second);
  const pairs = Array.from({ length: ROUNDS }, () => [cost(first), cost(second)]);
  const of = (side, key) => median(pairs.map((pair) => pair[side][key]));
  return { a: of(0, 'cpu'), b: of(1, 'cpu'), wall: of(0, 'wall'), rss: of(0, 'rss') };
}

function processRows(folder, name) {
  const analyse = [join(dist, 'cli.cjs'), 'analyze', folder, '--format', 'json', '--fail-on', 'never'];
  const floor = [join(work, 'floor.mjs'), folder];
  return [
    [`${name}: cold index, CPU / floor with parsers`, () => compare(analyse, [...floor, join(dist, 'grammars')]), { good: 2.5, ambitious: 1.8 }],
    [`${name}: first picture, CPU / floor`, () => compare([join(work, 'first-picture.mjs'), folder], floor), { good: 2.5, ambitious: 1.5 }],
  ];
}

function inProcessRows() {
  let measured;
  const inside = () => (measured ??= JSON.parse(execFileSync(process.execPath, ['--max-old-space-size=8000', join(work, 'in-process.mjs')], { encoding: 'utf8', maxBuffer: 1 << 26 })));
  const again = (pick) => () => {
    const [a, b] = pick(inside());
    return { a, b };
  };
  return [
    ['1,000 services: link + metrics / JSON.parse of the facts', again(({ small }) => [small.linked, small.parsed]), { good: 3, ambitious: 1.5 }],
    ['10,000 services: link + metrics / JSON.parse of the facts', again(({ large }) => [large.linked, large.parsed]), { good: 3, ambitious: 1.5 }],
    ['one file saved, 1,000 services / its parse + full link', again(({ saved }) => [saved.saved, saved.floor]), { good: 2, ambitious: 1.3 }],
    ['one file saved, 1,000 services: p95 in ms', again(({ saved }) => [saved.p95, 1]), { good: 50, ambitious: 30 }],
    ['1,000 services: all rules / link', again(({ rules }) => [rules.ruled, rules.linked]), { good: 1, ambitious: 0.3 }],
  ];
}

/** 10,000 commits to 40 services, the same every time, through one process of `git fast-import`. */
function writeHistory() {
  const repository = join(work, 'history');
  if (existsSync(join(repository, '.complete'))) return repository;
  rmSync(repository, { recursive: true, force: true });
  execFileSync('git', ['init', '-q', '-b', 'main', repository]);
  let seed = 1;
  const random = (below) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const commits = Array.from({ length: 10_001 }, (_, i) => {
    const service = random(40);
    const files = Array.from({ length: 1 + random(6) }, () => `M 100644 inline service-${random(8) === 0 ? random(40) : service}/src/part-${random(10)}/file-${random(30)}.ts\ndata ${String(i).length}\n${i}\n`);
    return `commit refs/heads/main\ncommitter Ada <ada@example.org> ${1_700_000_000 + i * 600} +0000\ndata ${`Change ${i}`.length}\nChange ${i}\n${files.join('')}`;
  });
  execFileSync('git', ['-C', repository, 'fast-import', '--quiet'], { input: `${commits.join('\n')}\n`, maxBuffer: 1 << 28 });
  execFileSync('git', ['-C', repository, 'repack', '-adq']);
  writeFileSync(join(repository, '.complete'), '');
  return repository;
}

/** CPU in milliseconds of a command and of all that it starts, as the shell counts it. */
function cpuOfTree(...command) {
  const quoted = command.map((part) => `'${part}'`).join(' ');
  const output = execFileSync('/bin/sh', ['-c', `${quoted} > /dev/null; times`], { encoding: 'utf8' });
  const times = output.trim().split('\n')[1] ?? '';
  return [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);
}

function historyRow(repository, name) {
  const git = ['git', '-C', repository, 'log', '-n', '20000', '--no-merges', '--no-renames', '--name-only', '-z', '--format=%H'];
  const script = ['node', join(work, 'history.mjs')];
  return [`${name}: history read and counted, CPU / git log itself`, () => {
    const rounds = Array.from({ length: ROUNDS }, () => [cpuOfTree(...script, repository) - cpuOfTree(...script), cpuOfTree(...git)]);
    return { a: median(rounds.map(([a]) => a)), b: median(rounds.map(([, b]) => b)) };
  }, { good: 1.4, ambitious: 1.1 }];
}

function editorRows() {
  const empty = [join(work, 'empty.cjs')];
  writeFileSync(empty[0], '');
  return [
    [
      'activation, CPU beyond an empty node / empty node',
      () => {
        const { a, b } = compare([join(work, 'activation.cjs'), join(dist, 'extension.cjs')], empty);
        return { a: Math.max(0, a - b), b };
      },
      { good: 0.15, ambitious: 0.05 },
    ],
    ['extension bundle in kB', () => ({ a: statSync(join(dist, 'extension.cjs')).size / 1024, b: 1 }), { good: 150, ambitious: 60 }],
    ['VSIX in MB', vsixSize, { good: 4.5, ambitious: 3 }],
  ];
}

function vsixSize() {
  const file = join(work, 'bench.vsix');
  execFileSync(process.execPath, [join(root, 'scripts/package.mjs'), file], { stdio: 'ignore' });
  return { a: statSync(file).size / 1024 / 1024, b: 1 };
}

/** Frames while panning, in Chromium; the harness is the tests' own. */
function drawingRows() {
  let measured;
  const inside = () => (measured ??= measureDrawing());
  return [
    ['pan at 1,000/5,000: p95 frame / empty page', async () => ({ a: (await inside()).panP95, b: (await inside()).emptyP95 }), { good: 1.2, ambitious: 1.05 }],
    ['model to first paint at 1,000/5,000 in ms', async () => ({ a: (await inside()).firstPaintMs, b: 1 }), { good: 1000, ambitious: 400 }],
    ['one relation changed to repaint at 1,000/5,000 in ms', async () => ({ a: (await inside()).updateMs, b: 1 }), { good: 100, ambitious: 50 }],
    ['first picture of 40 services after the command, VS Code, ms', async () => ({ a: await measureFirstPicture(), b: 1 }), { good: 1000, ambitious: 600 }],
  ];
}

/** In the packaged extension, with the tests' own browser-hosted VS Code. */
async function measureFirstPicture() {
  await buildPackage();
  const bench = await loadTypeScript('test/support/workbench-perf.ts', work);
  return bench.measureFirstPicture(VSIX);
}

async function measureDrawing() {
  const { ensureChromium } = await import('./lib/chromium.mjs');
  await ensureChromium();
  const { measureWebview } = await loadTypeScript('test/support/webview-perf.ts', work);
  return measureWebview();
}

const misses = (row, { good }) => row.a / row.b > good * TOLERANCE;

async function main() {
  await prepare();
  const rows = [...processRows(tree, '1,000 services, 20,000 files'), ...inProcessRows(), historyRow(writeHistory(), '10,000 commits'), ...editorRows(), ...drawingRows()];
  if (options.repo !== undefined) rows.unshift(...processRows(options.repo, options.repo), historyRow(options.repo, options.repo));
  let failed = 0;
  console.log(`${'what'.padEnd(62)} ${'A'.padStart(9)} ${'B'.padStart(9)} ${'ratio'.padStart(8)} ${'good'.padStart(6)} ${'best'.padStart(6)}`);
  for (const [name, run, target] of rows) {
    if (options.only !== undefined && !name.includes(options.only)) continue;
    let row = await run();
    if (misses(row, target)) row = await run();
    const verdict = misses(row, target) ? 'MISSED' : row.a / row.b <= target.good ? 'ok' : 'near';
    if (verdict === 'MISSED') failed++;
    const extra = row.rss === undefined ? '' : `  wall ${row.wall.toFixed(0)} ms, peak ${row.rss.toFixed(0)} MB`;
    console.log(`${name.padEnd(62)} ${row.a.toFixed(1).padStart(9)} ${row.b.toFixed(1).padStart(9)} ${(row.a / row.b).toFixed(2).padStart(8)} ${String(target.good).padStart(6)} ${String(target.ambitious).padStart(6)}  ${verdict}${extra}`);
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

await main();

// @ts-check
// npm test [-- --unit | --webview | --host]: installs what the tests need, builds, and runs them all (or the parts named).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureCodeServer } from './lib/code-server.mjs';
import { main, run, say } from './lib/command.mjs';
import { findDesktopEditor } from './lib/desktop.mjs';
import { ensureNodeModules } from './lib/node-modules.mjs';
import { buildPackage } from './lib/package.mjs';
import { ROOT } from './lib/paths.mjs';

/** The parts in the order they run: cheapest first. */
const PARTS = ['unit', 'webview', 'host'];

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {{ name: string, seconds: number }[]} */
const stages = [];

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function stage(name, work) {
  say(name);
  const start = performance.now();
  try {
    return await work();
  } finally {
    stages.push({ name, seconds: (performance.now() - start) / 1000 });
  }
}

/**
 * Runs one of the projects in vitest.config.ts.
 * @param {string} project
 * @returns {Promise<Counts>}
 */
async function vitest(project) {
  const folder = mkdtempSync(join(tmpdir(), 'coupling-lens-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, ...reporters];
  const ended = await run(process.execPath, args, { cwd: ROOT }).then(() => true, () => false);
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
    // A file that cannot be loaded has no tests that could fail.
    const failed = ended ? numFailedTests : Math.max(numFailedTests, 1);
    return { passed: numPassedTests, failed, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build() {
  await run(process.execPath, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT, quiet: true });
}

async function prepareHosts() {
  const desktop = await findDesktopEditor();
  if (desktop !== undefined) process.env['COUPLING_LENS_DESKTOP'] = desktop;
  else await ensureCodeServer();
}

/**
 * A type error is a failed test; the others run all the same.
 * @returns {Promise<Counts>}
 */
async function checkTypes() {
  const holds = await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--build'], { cwd: ROOT }).then(() => true, () => false);
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0 };
}

/** @param {readonly string[]} args */
function chosenParts(args) {
  const chosen = PARTS.filter((part) => args.includes(`--${part}`));
  return chosen.length > 0 ? chosen : PARTS;
}

/** @param {readonly Counts[]} counts */
function summary(counts) {
  /** @param {keyof Counts} key */
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped}`;
}

await main(async () => {
  const parts = chosenParts(process.argv.slice(2));
  await stage('node modules', ensureNodeModules);
  const counts = [await stage('type check', checkTypes)];
  await stage('build', parts.includes('host') ? buildPackage : build);
  if (parts.some((part) => part !== 'unit')) await stage('Chromium', ensureChromium);
  if (parts.includes('host')) await stage('VS Code', prepareHosts);

  for (const part of parts) counts.push(await stage(`${part} tests`, () => vitest(part)));

  console.log();
  for (const { name, seconds } of stages) console.log(`${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s`);
  console.log(`\n${summary(counts)}`);
  if (counts.some(({ failed }) => failed > 0)) process.exitCode = 1;
});

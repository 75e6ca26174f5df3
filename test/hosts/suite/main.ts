import { renameSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import * as vscode from 'vscode';

/** What became of one test; read by the runner outside. `error` is absent when it passed. */
interface Result {
  readonly title: string;
  readonly error?: string;
}

/** The suites by name; each is loaded only when asked for, since loading registers its tests with Mocha. */
const SUITES: Readonly<Record<string, () => Promise<unknown>>> = {
  'one-folder': () => import('./one-folder.js'),
  'several-folders': () => import('./several-folders.js'),
  'restricted-mode': () => import('./restricted-mode.js'),
};

/** Entry in the browser-hosted VS Code, where this is an installed extension. */
export async function activate(): Promise<void> {
  // The desktop VS Code loads this module as `extensionTestsPath` and calls `run`.
  if (vscode.env.uiKind === vscode.UIKind.Web) await run();
}

/** Runs the suite named in the environment and writes its results there too. */
export async function run(): Promise<void> {
  const { COUPLING_LENS_SUITE: name = '', COUPLING_LENS_RESULTS: file } = process.env;
  if (file === undefined) return;
  const results = await runSuite(name).catch((error: unknown): Result[] => [{ title: `${name} loads`, error: toText(error) }]);
  // Renamed when complete, so that the reader never sees half a file.
  writeFileSync(`${file}.part`, JSON.stringify(results));
  renameSync(`${file}.part`, file);
}

/** The results are read from the runner's events; the console belongs to the extension host. */
class Silent extends Mocha.reporters.Base {}

async function runSuite(name: string): Promise<readonly Result[]> {
  const load = SUITES[name];
  if (load === undefined) throw new Error(`there is no suite "${name}"`);
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: Silent });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await load();

  const results: Result[] = [];
  return new Promise((resolve) => {
    mocha.run(() => resolve(results))
      .on('pass', (test) => results.push({ title: test.fullTitle() }))
      .on('fail', (test, error) => results.push({ title: test.fullTitle(), error: toText(error) }));
  });
}

/** Message and the places in our own code; the workbench's frames say nothing. */
function toText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? error.message).split('\n').filter((line) => !line.includes('workbench.js')).join('\n');
}

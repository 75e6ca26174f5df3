import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { VSIX } from '../../scripts/lib/package.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { runInDesktop } from './desktop.js';
import { buildTestExtension } from './test-extension.js';
import { openWorkbench, removeProfile } from './workbench.js';

/** What became of one test inside the editor; `error` is absent when it passed. */
export interface SuiteResult {
  readonly title: string;
  readonly error?: string;
}

export interface SuiteOptions {
  /** Name of the suite in test/hosts/suite/main.ts. */
  readonly suite: string;
  /** Folder or .code-workspace file. */
  readonly workspace: string;
  /** False: the workspace opens in Restricted Mode. */
  readonly trusted: boolean;
}

/** Milliseconds for one whole suite, start of the editor included. */
const SUITE_LIMIT = 240_000;

/** Runs a suite inside a real VS Code with the packaged extension: the desktop one where `npm test` found one, else the browser-hosted one. */
export async function runInEditor(options: SuiteOptions): Promise<readonly SuiteResult[]> {
  const profile = mkdtempSync(join(tmpdir(), 'coupling-lens-'));
  try {
    const tests = await buildTestExtension(ROOT, join(profile, 'suite'));
    const results = join(profile, 'results.json');
    const environment = { COUPLING_LENS_SUITE: options.suite, COUPLING_LENS_RESULTS: results };
    const desktop = process.env['COUPLING_LENS_DESKTOP'];
    if (desktop) {
      await runInDesktop({ ...options, executable: desktop, vsix: VSIX, profile, tests, environment });
    } else {
      const workbench = await openWorkbench({ ...options, profile, extensions: [VSIX, tests.vsix], environment });
      await appears(results).finally(() => workbench.close());
    }
    return JSON.parse(readFileSync(results, 'utf8')) as SuiteResult[];
  } finally {
    await removeProfile(profile);
  }
}

async function appears(file: string): Promise<void> {
  const end = Date.now() + SUITE_LIMIT;
  while (!existsSync(file)) {
    if (Date.now() > end) throw new Error(`the suite wrote no results within ${SUITE_LIMIT / 1000} s`);
    await pause(200);
  }
}

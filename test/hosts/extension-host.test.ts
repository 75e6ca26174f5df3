import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { runInEditor } from '../support/editor.js';

/** The systems are copied, since the suites edit them. */
const workspaces = mkdtempSync(join(tmpdir(), 'coupling-lens-workspaces-'));
for (const system of ['distributed-monolith', 'mesh']) {
  cpSync(join(ROOT, 'test/systems', system), join(workspaces, system), { recursive: true });
}
const both = join(workspaces, 'both.code-workspace');
writeFileSync(both, JSON.stringify({ folders: [{ path: 'distributed-monolith' }, { path: 'mesh' }] }));
const one = join(workspaces, 'distributed-monolith');

afterAll(() => rmSync(workspaces, { recursive: true, force: true }));

const RUNS = [
  { suite: 'one-folder', workspace: one, trusted: true },
  { suite: 'several-folders', workspace: both, trusted: true },
  { suite: 'restricted-mode', workspace: one, trusted: false },
] as const;

for (const run of RUNS) {
  // Mocha runs inside the editor; each of its tests becomes one of ours, so that they are counted and named alike.
  const results = await runInEditor(run);
  describe(run.suite, () => {
    for (const { title, error } of results) {
      it(title, () => expect(error).toBeUndefined());
    }
  });
}

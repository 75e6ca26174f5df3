import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';

const MANIFEST = {
  name: 'coupling-lens-suite',
  publisher: 'coupling-lens',
  version: '0.0.1',
  description: 'Runs the tests of Coupling Lens inside an extension host.',
  license: 'MIT',
  engines: { vscode: '^1.101.0' },
  main: './main.cjs',
  activationEvents: ['onStartupFinished'],
  // The suite must also run where the workspace is not trusted.
  capabilities: { untrustedWorkspaces: { supported: true } },
};

/** The test-only extension: its folder, the module with `run`, and the package to install. */
export interface TestExtension {
  readonly folder: string;
  readonly main: string;
  readonly vsix: string;
}

/** Bundles test/hosts/suite into an extension. */
export async function buildTestExtension(root: string, folder: string): Promise<TestExtension> {
  mkdirSync(folder, { recursive: true });
  const main = join(folder, 'main.cjs');
  await build({
    entryPoints: [join(root, 'test/hosts/suite/main.ts')],
    outfile: main,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'error',
  });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(MANIFEST, null, 2));
  const vsix = join(folder, 'suite.vsix');
  await createVSIX({ cwd: folder, packagePath: vsix, dependencies: false, allowMissingRepository: true, skipLicense: true });
  return { folder, main, vsix };
}

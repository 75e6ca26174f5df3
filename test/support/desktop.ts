import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { run } from '../../scripts/lib/command.mjs';
import { profileArguments } from '../../scripts/lib/profile.mjs';
import type { TestExtension } from './test-extension.js';

export interface DesktopRun {
  /** Path of the VS Code program. */
  readonly executable: string;
  /** The packaged extension under test. */
  readonly vsix: string;
  /** Folder for user data and extensions. */
  readonly profile: string;
  readonly tests: TestExtension;
  readonly workspace: string;
  readonly trusted: boolean;
  readonly environment: Record<string, string>;
}

/** Public CI machines have no sandbox for it, and nobody to read a welcome. */
const QUIET = ['--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--skip-welcome', '--skip-release-notes', '--disable-telemetry'];

/** Installs the package into a fresh profile of a desktop VS Code and runs the suite in it. */
export async function runInDesktop({ executable, vsix, profile, tests, workspace, trusted, environment }: DesktopRun): Promise<void> {
  const folders = profileArguments(profile);
  const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  if (cli === undefined) throw new Error(`${executable} has no command line`);
  await run(cli, [...args, ...folders, '--install-extension', vsix], { quiet: true });
  // Not `runTests` of the same package: it always switches Restricted Mode off.
  await run(executable, [
    workspace, ...folders, ...QUIET, ...(trusted ? ['--disable-workspace-trust'] : []),
    // VS Code insists on an extension under development to run tests: the one that holds them.
    `--extensionDevelopmentPath=${tests.folder}`, `--extensionTestsPath=${tests.main}`,
  ], { env: { ...process.env, ...environment }, quiet: true });
}

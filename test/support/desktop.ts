import { resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { run } from '../../scripts/lib/command.mjs';
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

/** Installs the package into a fresh profile of a desktop VS Code and runs the suite in it. */
export async function runInDesktop({ executable, vsix, profile, tests, workspace, trusted, environment }: DesktopRun): Promise<void> {
  const folders = ['--user-data-dir', `${profile}/data`, '--extensions-dir', `${profile}/extensions`];
  const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  if (cli === undefined) throw new Error(`${executable} has no command line`);
  await run(cli, [...args, ...folders, '--install-extension', vsix], { quiet: true });
  await runTests({
    vscodeExecutablePath: executable,
    reuseMachineInstall: true,
    // VS Code insists on an extension under development to run tests: the one that holds them.
    extensionDevelopmentPath: tests.folder,
    extensionTestsPath: tests.main,
    extensionTestsEnv: environment,
    launchArgs: [workspace, ...folders, '--disable-telemetry', '--no-sandbox', ...(trusted ? ['--disable-workspace-trust'] : [])],
  });
}

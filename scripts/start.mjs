// @ts-check
// npm start [-- folder] [-- --no-open]: builds, prints what the analysis finds in the folder (default: a copy of the sample system), opens VS Code on it.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureCodeServer, installExtension, startCodeServer } from './lib/code-server.mjs';
import { main, Missing, run, say, which } from './lib/command.mjs';
import { ensureNodeModules } from './lib/node-modules.mjs';
import { buildPackage, VSIX } from './lib/package.mjs';
import { CACHE, ROOT, SAMPLE } from './lib/paths.mjs';

/**
 * @param {readonly string[]} args
 * @returns {{ folder: string | undefined, open: boolean }}
 */
function readArguments(args) {
  const [folder] = args.filter((arg) => !arg.startsWith('--'));
  // npm changes the current folder to the repository's and keeps the caller's here.
  return { folder: folder === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '.', folder), open: !args.includes('--no-open') };
}

/** The sample may be edited, so a copy is opened; it is made anew each time. */
function copySample() {
  const copy = join(CACHE, 'sample', 'shop');
  rmSync(copy, { recursive: true, force: true });
  cpSync(SAMPLE, copy, { recursive: true });
  return copy;
}

/**
 * @param {string} code Path of the desktop VS Code's command.
 * @param {string} folder
 */
async function openDesktop(code, folder) {
  say('opening VS Code with Coupling Lens loaded');
  await run(code, [`--extensionDevelopmentPath=${ROOT}`, folder]);
}

/**
 * @param {string} folder
 * @param {boolean} trusted
 */
async function openInBrowser(folder, trusted) {
  say('there is no desktop VS Code ("code" is not in PATH): starting one for the browser');
  const codeServer = await ensureCodeServer();
  const profile = join(CACHE, 'profile');
  await buildPackage();
  await installExtension(codeServer, profile, VSIX);
  const server = await startCodeServer(codeServer, { profile, workspace: folder, trusted });
  console.log(`\nOpen ${server.url}\nthen press F1 and choose "Coupling Lens: Show Graph". Ctrl+C ends it.`);
  await new Promise((end) => {
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  });
  await server.stop();
}

await main(async () => {
  const { folder: named, open } = readArguments(process.argv.slice(2));
  if (named !== undefined && !existsSync(named)) throw new Missing(`There is no folder ${named}.`);
  await ensureNodeModules();
  say('building');
  await run(process.execPath, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT, quiet: true });

  const folder = named ?? copySample();
  say(`analysing ${folder}\n`);
  await run(process.execPath, [join(ROOT, 'dist/cli.cjs'), 'analyze', folder, '--fail-on', 'never']);
  if (!open) return;

  console.log();
  const code = which('code');
  if (code !== undefined) await openDesktop(code, folder);
  // Restricted Mode is the user's to leave; nobody needs protection from our own sample.
  else await openInBrowser(folder, named === undefined);
});

// @ts-check
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Missing, run, say } from './command.mjs';
import { canInstallPackages, installPackages, missingPackages } from './debian.mjs';
import { CACHE } from './paths.mjs';
import { profileArguments } from './profile.mjs';

/** The browser-hosted VS Code, and the Node.js it is built for. */
const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';

/** What its native modules are compiled with. */
const COMPILERS = ['build-essential', 'python3', 'pkg-config', 'libkrb5-dev'];

/** @typedef {{ node: string, entry: string }} CodeServer Paths of the program and of the Node.js that runs it. */

/**
 * The browser-hosted VS Code, installed into the cache folder when it is missing.
 * @returns {Promise<CodeServer>}
 * @throws {Missing} When it cannot be installed here.
 */
export async function ensureCodeServer() {
  const folder = join(CACHE, `code-server-${CODE_SERVER}`);
  const node = join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const entry = join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  const done = join(folder, 'installed');
  if (existsSync(done)) return { node, entry };

  await ensureCompilers();
  say(`installing the browser-hosted VS Code (code-server ${CODE_SERVER}) into ${folder}; this takes a few minutes, once`);
  try {
    await install(folder, dirname(node));
    await run(node, [entry, '--version'], { quiet: true });
  } catch (error) {
    throw new Missing(`code-server could not be installed: ${error instanceof Error ? error.message : error}`);
  }
  writeFileSync(done, `${CODE_SERVER}\n`);
  return { node, entry };
}

async function ensureCompilers() {
  if (process.platform !== 'linux') return;
  const missing = await missingPackages(COMPILERS);
  if (missing.length === 0) return;
  if (canInstallPackages()) await installPackages(missing);
  else say(`code-server's native modules may not build without ${missing.join(', ')}`);
}

/**
 * Node.js first, since npm must then run under it: code-server refuses to be installed by another version.
 * @param {string} folder
 * @param {string} nodeFolder
 */
async function install(folder, nodeFolder) {
  // What an interrupted install left may look complete to npm, which then skips the build steps.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = {
    private: true,
    dependencies: { node: NODE },
    // npm runs the install scripts of these alone: Node.js fetches its binary package, code-server compiles.
    allowScripts: { [`node@${NODE}`]: true, [`code-server@${CODE_SERVER}`]: true, argon2: true },
  };
  const flags = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  const write = () => writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  write();
  await run('npm', flags, { cwd: folder, quiet: true });

  Object.assign(manifest.dependencies, { 'code-server': CODE_SERVER });
  write();
  const env = { ...process.env, PATH: `${nodeFolder}${delimiter}${process.env['PATH'] ?? ''}` };
  await run('npm', flags, { cwd: folder, env, quiet: true });
}

/**
 * Installs an extension into a folder of its own.
 * @param {CodeServer} codeServer
 * @param {string} profile Folder for user data and extensions.
 * @param {string} vsix
 */
export async function installExtension(codeServer, profile, vsix) {
  await run(codeServer.node, [codeServer.entry, ...folders(profile), '--install-extension', vsix], { env: environment(), quiet: true });
}

/**
 * Starts it on a free loopback port and waits until it answers.
 * @param {CodeServer} codeServer
 * @param {{ profile: string, workspace: string, trusted: boolean, env?: NodeJS.ProcessEnv }} options
 *   `workspace`: a folder or a .code-workspace file.
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function startCodeServer(codeServer, { profile, workspace, trusted, env = {} }) {
  const port = await freePort();
  const args = [
    codeServer.entry, ...folders(profile), '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`,
    '--disable-telemetry', '--disable-update-check', ...(trusted ? ['--disable-workspace-trust'] : []), workspace,
  ];
  const child = spawn(codeServer.node, args, { env: { ...environment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (chunk) => { log += chunk; });
  child.stderr.on('data', (chunk) => { log += chunk; });
  const ended = new Promise((resolve) => { child.on('close', resolve); });

  const base = `http://127.0.0.1:${port}`;
  for (let attempt = 0; !(await answers(`${base}/healthz`)); attempt++) {
    if (child.exitCode !== null || attempt > 300) throw new Error(`code-server did not start:\n${log}`);
    await pause(200);
  }
  const parameter = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
  return {
    url: `${base}/?${parameter}=${encodeURI(workspace)}`,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** @param {string} profile */
function folders(profile) {
  // Without a configuration file of its own it would write one into the home folder.
  return [...profileArguments(profile), '--config', join(profile, 'config.yaml')];
}

/** The environment without what would tell it that it runs inside another VS Code. */
function environment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VSCODE_') && name !== 'PORT'));
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** @param {string} url */
async function answers(url) {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then((response) => response.ok, () => false);
}

// Types, rules of style, and unused exports: node scripts/lint.mjs. All three run, even when one finds something.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const CHECKS = [['tsc', '--build'], ['eslint', 'src', 'webview', 'test'], ['knip', '--no-progress']];

let failed = false;
for (const [tool, ...args] of CHECKS) {
  console.log(`${tool} ${args.join(' ')}`);
  const { status } = spawnSync('npx', ['--no-install', tool, ...args], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;

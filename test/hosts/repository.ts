import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.js';

/** Runs git as somebody, and returns what it prints. */
export function git(root: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', ['-C', root, ...identity, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** Commits new texts for some files; returns the hash. */
export function commit(root: string, subject: string, ...paths: string[]): string {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), subject);
  }
  git(root, 'add', '--', ...paths);
  git(root, 'commit', '-q', '--allow-empty', '-m', subject);
  return git(root, 'rev-parse', 'HEAD');
}

/** A repository with a first commit, which is no change. */
export function repository(): string {
  const root = temporaryFolder();
  git(root, 'init', '-q', '-b', 'main');
  commit(root, 'First', 'orders/a.ts', 'payments/a.ts');
  return root;
}

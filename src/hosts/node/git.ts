import { execFile } from 'node:child_process';
import { homedir } from 'node:os';

/** A listing of a very large repository stays below this many bytes. */
const MAX_OUTPUT = 256 * 1024 * 1024;
/** Milliseconds; a git that takes longer waits for something it should not wait for. */
const TIMEOUT = 30_000;

/**
 * Switches that keep a repository's own configuration from running anything, writing anything or reaching the network.
 */
const SAFE_CONFIG = ['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'core.untrackedCache=false', 'protocol.allow=never'];
const ENVIRONMENT = {
  // Into a pipe, git would write each commit by itself: ten thousand reads instead of fifty.
  GIT_FLUSH: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
};

/** Runs git on a repository and returns what it prints; undefined when git is absent, fails or takes longer than 30 s. */
export async function runGit(root: string, args: readonly string[]): Promise<string | undefined> {
  return (await runGitBytes(root, args))?.toString('utf8');
}

/** The abbreviated hash of what is checked out; undefined where there is no commit. */
export async function headOf(root: string): Promise<string | undefined> {
  return (await runGit(root, ['rev-parse', '--short', '--verify', '--quiet', 'HEAD']))?.trim() || undefined;
}

/**
 * The same for output that need not be text.
 * @param input what git reads from its standard input
 */
export function runGitBytes(root: string, args: readonly string[], input = ''): Promise<Buffer | undefined> {
  const config = SAFE_CONFIG.flatMap((entry) => ['-c', entry]);
  return new Promise((resolve) => {
    const child = execFile(
      'git',
      ['--no-optional-locks', '-C', root, ...config, ...args],
      // Windows looks for programs in the current folder first: that must never be the workspace.
      { cwd: homedir(), env: { ...process.env, ...ENVIRONMENT }, maxBuffer: MAX_OUTPUT, timeout: TIMEOUT, windowsHide: true, encoding: 'buffer' },
      (error, stdout) => resolve(error === null ? stdout : undefined),
    );
    // A git that ends before it has read everything says why by its exit code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

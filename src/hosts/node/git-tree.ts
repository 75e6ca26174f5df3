import { runGit, runGitBytes } from './git.js';
import { decode, MAX_FILE_SIZE, type ReadResult } from './read.js';

/** One commit's files, as far as git can tell without checking anything out. */
export interface Tree {
  /** Hash of the commit. */
  readonly commit: string;
  /** Files by path below the folder that was asked about; symbolic links are left out. */
  readonly blobs: ReadonlyMap<string, Blob>;
  /** Commits of submodules by path. */
  readonly submodules: ReadonlyMap<string, string>;
}

interface Blob {
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
}

/** Blobs asked of git at once: their texts stay below 256 MB with room to spare. */
const BATCH = 200;

/** Entry of `ls-tree -l`: mode, type, hash, size or `-`; a tab and the path follow. */
const ENTRY = /^(\d{6}) (blob|commit) ([0-9a-f]{40,64}) +(\d+|-)\t/;
const SYMBOLIC_LINK = '120000';

/**
 * The files of a folder as a commit has them; undefined when git knows no such commit.
 * @param ref a branch, a tag, a hash: anything git resolves to a commit
 */
export async function readTree(root: string, ref: string): Promise<Tree | undefined> {
  const commit = await commitOf(root, ref);
  const output = commit === undefined ? undefined : await runGit(root, ['ls-tree', '-r', '-l', '-z', commit]);
  if (commit === undefined || output === undefined) return undefined;
  const blobs = new Map<string, Blob>();
  const submodules = new Map<string, string>();
  for (const entry of output.split('\0')) {
    const found = ENTRY.exec(entry);
    if (found === null) continue;
    const [head, mode, type, hash = '', size] = found;
    const path = entry.slice(head.length);
    if (type === 'commit') submodules.set(path, hash);
    else if (mode !== SYMBOLIC_LINK) blobs.set(path, { hash, size: Number(size) });
  }
  return { commit, blobs, submodules };
}

async function commitOf(root: string, ref: string): Promise<string | undefined> {
  // What starts like an option or names a range is no commit; git is not even asked.
  if (ref === '' || ref.startsWith('-') || ref.includes('..')) return undefined;
  const hash = (await runGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]))?.trim();
  return hash !== undefined && /^[0-9a-f]{40,64}$/.test(hash) ? hash : undefined;
}

/** Reads files of a tree: their bytes as they were committed, as no filter or attribute of the repository is asked. */
export async function* readBlobs(root: string, { blobs }: Tree, paths: readonly string[]): AsyncGenerator<readonly [path: string, content: ReadResult]> {
  const small: string[] = [];
  for (const path of paths) {
    if ((blobs.get(path)?.size ?? 0) > MAX_FILE_SIZE) yield [path, { kind: 'unusable', reason: 'larger than 1 MB; not read' }];
    else small.push(path);
  }
  for (let at = 0; at < small.length; at += BATCH) {
    const batch = small.slice(at, at + BATCH);
    const output = await runGitBytes(root, ['cat-file', '--batch'], batch.map((path) => `${blobs.get(path)?.hash ?? ''}\n`).join(''));
    const contents = output === undefined ? [] : splitBatch(output);
    for (const [index, path] of batch.entries()) {
      const bytes = contents[index];
      yield [path, bytes === undefined ? { kind: 'unusable', reason: 'git could not read it' } : decode(bytes)];
    }
  }
}

/** Each object is a line with hash, type and size, its bytes and a line break; one that is missing is a line alone. */
export function splitBatch(output: Buffer): (Buffer | undefined)[] {
  const found: (Buffer | undefined)[] = [];
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf('\n', at);
    if (end < 0) break;
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1];
    at = end + 1;
    if (size === undefined) {
      found.push(undefined);
      continue;
    }
    found.push(output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return found;
}

import { join } from 'node:path';
import ignore from 'ignore';
import { runGit } from './git.js';
import { walk } from './walk.js';

/** More files than this are not looked at; far above what one person can keep in mind. */
export const MAX_FILES = 100_000;

/** How to look for files. */
export interface ListOptions {
  /** Ask git, when the folder is a repository. Only for trusted folders. */
  readonly useGit: boolean;
  /** Patterns in the syntax of `.gitignore`; matching files are left out. */
  readonly exclude: readonly string[];
}

/** The patterns of the setting `exclude`; what is not a list of texts is ignored. */
export function readExclude(settings: unknown): string[] {
  const given = typeof settings === 'object' && settings !== null && 'exclude' in settings ? settings.exclude : undefined;
  return Array.isArray(given) ? given.filter((pattern: unknown) => typeof pattern === 'string') : [];
}

/** What a folder holds. */
export interface Listing {
  /** Relative to the folder, with '/', sorted, without duplicates and symbolic links known as such. */
  readonly paths: readonly string[];
  /** The folder holds more files than `MAX_FILES`. */
  readonly truncated: boolean;
}

/** Lists the files of a folder that git would keep, including new ones; never fails. */
export async function listFiles(root: string, options: ListOptions): Promise<Listing> {
  const found = await listFolder(root, options.useGit);
  const exclude = ignore().add([...options.exclude]);
  const paths = [...new Set(found)].filter((path) => !exclude.ignores(path)).sort();
  return { paths: paths.slice(0, MAX_FILES), truncated: paths.length > MAX_FILES };
}

async function listFolder(root: string, useGit: boolean): Promise<string[]> {
  const listed = useGit ? await listWithGit(root) : undefined;
  // Nothing at all: the folder lies inside a folder that an outer repository ignores.
  if (listed === undefined || listed.files.length + listed.repositories.length === 0) return walk(root, MAX_FILES + 1);
  const files = [...listed.files];
  for (const folder of listed.repositories) {
    for (const path of await listFolder(join(root, folder), useGit)) files.push(`${folder}/${path}`);
  }
  return files;
}

/** Entry of `ls-files --stage`: mode, blob, stage and path. Untracked files come without the first three. */
const STAGED = /^(\d{6}) [0-9a-f]+ \d\t/;
const SYMBOLIC_LINK = '120000';
const SUBMODULE = '160000';

async function listWithGit(root: string): Promise<{ files: string[]; repositories: string[] } | undefined> {
  const output = await runGit(root, ['ls-files', '--stage', '--cached', '--others', '--exclude-standard', '-z']);
  if (output === undefined) return undefined;
  const files: string[] = [];
  const repositories: string[] = [];
  for (const entry of output.split('\0')) {
    const staged = STAGED.exec(entry);
    const path = staged === null ? entry : entry.slice(staged[0].length);
    // In the folder of a submodule that is not checked out, git lists that folder itself.
    if (path === '' || path === './' || staged?.[1] === SYMBOLIC_LINK) continue;
    if (staged?.[1] === SUBMODULE) repositories.push(path);
    // An untracked repository inside this one is listed as a folder.
    else if (path.endsWith('/')) repositories.push(path.slice(0, -1));
    else files.push(path);
  }
  return { files, repositories };
}

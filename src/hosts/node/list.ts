import { existsSync, readdirSync } from 'node:fs';
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
  /** Folders that are in a git repository of their own, '' for the folder itself; none when git was not asked. */
  readonly repositories: readonly string[];
}

/** Lists the files of a folder that git would keep, including new ones; never fails. */
export async function listFiles(root: string, options: ListOptions): Promise<Listing> {
  const { files, repositories } = await listFolder(root, options.useGit);
  return { ...bounded(files, options.exclude), repositories };
}

/** The paths that are looked at, sorted: none that is excluded, and not more than `MAX_FILES`. */
export function bounded(files: Iterable<string>, exclude: readonly string[]): Pick<Listing, 'paths' | 'truncated'> {
  const excluded = ignore().add([...exclude]);
  const paths = [...new Set(files)].filter((path) => !excluded.ignores(path)).sort();
  return { paths: paths.slice(0, MAX_FILES), truncated: paths.length > MAX_FILES };
}

interface Found {
  readonly files: readonly string[];
  readonly repositories: readonly string[];
}

async function listFolder(root: string, useGit: boolean): Promise<Found> {
  const listed = useGit ? await listWithGit(root) : undefined;
  if (listed === undefined) return { files: walk(root, MAX_FILES + 1), repositories: useGit ? repositoriesIn(root) : [] };
  // Nothing at all: the folder lies inside a folder that an outer repository ignores.
  if (listed.files.length + listed.repositories.length === 0) return { files: walk(root, MAX_FILES + 1), repositories: [] };
  const files = [...listed.files];
  const repositories = [''];
  for (const folder of listed.repositories) {
    const inside = await listFolder(join(root, folder), useGit);
    for (const path of inside.files) files.push(`${folder}/${path}`);
    for (const path of inside.repositories) repositories.push(path === '' ? folder : `${folder}/${path}`);
  }
  return { files, repositories };
}

/** The children of a folder that are repositories: the services of a system that has one for each, checked out side by side. */
function repositoriesIn(root: string): string[] {
  try {
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, '.git')));
    return folders.map(({ name }) => name).sort();
  } catch {
    // The walk has found nothing in it either.
    return [];
  }
}

/** Entry of `ls-files --stage`: mode, blob, stage and path. Untracked files come without the first three. */
const STAGED = /^(\d{6}) [0-9a-f]+ \d\t/;
const SYMBOLIC_LINK = '120000';
const SUBMODULE = '160000';

async function listWithGit(root: string): Promise<Found | undefined> {
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

import { createWorkspace, isRelevantPath, type FileFacts, type History, type Workspace } from '../../engine/index.js';
import { readBlobs, readTree, type Tree } from './git-tree.js';
import { extractText, type Folder } from './indexer.js';
import { bounded } from './list.js';
import { unread, type SourcePool } from './source-pool.js';

/** What reading an earlier state needs. */
export interface AtOptions {
  /** All repositories of the last listing, those inside others, too. */
  readonly repositories: readonly Folder[];
  /** See `ListOptions.exclude`. */
  readonly exclude: readonly string[];
  readonly pool: SourcePool;
  /** What both states are measured with; undefined for none. */
  readonly history: History | undefined;
  /** Facts of a text that was read before. */
  readonly known?: (path: string, text: string) => FileFacts | undefined;
}

/** An earlier state. */
export interface Earlier {
  readonly workspace: Workspace;
  /** Folders of repositories that have no such commit, which therefore hold nothing in it; '' for the workspace itself. */
  readonly lacking: readonly string[];
}

/** A repository with the files of one of its commits. */
interface Source {
  readonly folder: Folder;
  readonly tree: Tree;
}

/**
 * A workspace as it was at a git ref: read from the object store, nothing is checked out and nothing of the repository runs.
 * A submodule is read at the commit that the ref of its parent names.
 * @throws an `Error` with a readable message when no repository has such a commit
 */
export async function workspaceAt(ref: string, options: AtOptions): Promise<Earlier> {
  const { sources, lacking } = await sourcesAt(ref, options.repositories);
  const workspace = createWorkspace();
  workspace.setHistory(options.history);
  for (const { folder, tree } of sources) {
    const files = [...tree.blobs.keys()].filter((path) => isRelevantPath(folder.prefix + path));
    const { paths } = bounded(files, options.exclude);
    options.pool.expect(paths.map((path) => folder.prefix + path));
    const loading: Promise<void>[] = [];
    for await (const [path, content] of readBlobs(folder.root, tree, paths)) {
      const full = folder.prefix + path;
      if (content.kind === 'unusable') workspace.setFacts(unread(full, content.reason));
      else if (content.kind === 'text') loading.push(load(workspace, full, content.text, options));
    }
    await Promise.all(loading);
  }
  return { workspace, lacking };
}

async function load(workspace: Workspace, path: string, text: string, { known, pool }: AtOptions): Promise<void> {
  workspace.setFacts(known?.(path, text) ?? (await extractText(pool, path, text)));
}

async function sourcesAt(ref: string, repositories: readonly Folder[]): Promise<{ readonly sources: readonly Source[]; readonly lacking: readonly string[] }> {
  if (repositories.length === 0) throw new Error('there is no git repository here');
  const sources: Source[] = [];
  const lacking: string[] = [];
  // A parent comes before what is inside it.
  for (const folder of [...repositories].sort((a, b) => a.prefix.length - b.prefix.length)) {
    const parent = sources.filter((source) => folder.prefix.startsWith(source.folder.prefix)).at(-1);
    const pinned = parent?.tree.submodules.get(folder.prefix.slice(parent.folder.prefix.length).replace(/\/$/, ''));
    const tree = await readTree(folder.root, pinned ?? ref);
    if (tree === undefined) lacking.push(folder.prefix.replace(/\/$/, ''));
    else sources.push({ folder, tree });
  }
  if (sources.length === 0) throw new Error(`git knows no commit called ${ref}`);
  return { sources, lacking };
}

import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createWorkspace, readConfig, rules, type Analysis, type Config, type History, type Problem, type Workspace } from '../../engine/index.js';
import { noCache } from '../node/facts-cache.js';
import { createHistoryReader, wantsHistory } from '../node/history-reader.js';
import { createIndexer } from '../node/indexer.js';
import { readExclude, type ListOptions } from '../node/list.js';
import { createSourcePool } from '../node/source-pool.js';
import { workspaceAt, type AtOptions, type Earlier } from '../node/workspace-at.js';

/** What every command needs to know of the folder it is about. */
export interface FolderOptions {
  /** As given; the current folder by default. */
  readonly path: string;
  /** A JSON file with settings. */
  readonly configFile?: string;
  /** Find files by asking git, and read its history. */
  readonly useGit: boolean;
  /** Read the history, where git is asked at all. */
  readonly useHistory: boolean;
}

/** A folder that was read. */
export interface AnalysedFolder {
  readonly analysis: Analysis;
  readonly workspace: Workspace;
  readonly config: Config;
  /** Settings that could not be used. */
  readonly problems: readonly Problem[];
}

/** What one run prints, and whether it passes. */
export interface Outcome {
  readonly output: string;
  /** Settings that could not be used. */
  readonly problems: readonly Problem[];
  /** A finding is at or above the threshold. */
  readonly failed: boolean;
}

/**
 * Reads and analyses a folder.
 * @param workerFile the bundle of the source worker
 * @throws an `Error` with a readable message when the folder or the settings file cannot be read
 */
export async function analyseFolder(options: FolderOptions, workerFile: string): Promise<AnalysedFolder> {
  const { workspace, config, problems } = await readFolder(options, workerFile, () => Promise.resolve());
  return { analysis: workspace.analyseWith([], config), workspace, config, problems };
}

/** A folder as it is and as it was. */
export interface ComparedFolder {
  readonly now: Pick<AnalysedFolder, 'analysis' | 'workspace'>;
  readonly then: Pick<AnalysedFolder, 'analysis' | 'workspace'> & Pick<Earlier, 'lacking'>;
  readonly problems: readonly Problem[];
}

/**
 * Reads and analyses a folder as it is and as it was at a git ref, both with the history and the settings of today: what
 * differs then is in the files.
 * @throws an `Error` with a readable message when the folder cannot be read or git knows no such commit
 */
export async function analyseFolderAnd(ref: string, options: FolderOptions, workerFile: string): Promise<ComparedFolder> {
  let earlier: Earlier | undefined;
  const { workspace, config, problems } = await readFolder(options, workerFile, async (at) => {
    earlier = await workspaceAt(ref, at);
  });
  if (earlier === undefined) throw new Error(`git knows no commit called ${ref}`);
  return { now: { analysis: workspace.analyseWith([], config), workspace }, then: { ...earlier, analysis: earlier.workspace.analyseWith([], config) }, problems };
}

type Read = Omit<AnalysedFolder, 'analysis'>;

/** @param also more to be read while the parsers are at hand */
async function readFolder(options: FolderOptions, workerFile: string, also: (at: AtOptions) => Promise<void>): Promise<Read> {
  const root = resolve(options.path);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) throw new Error(`${options.path} is not a folder`);
  const settings = options.configFile === undefined ? {} : readSettings(options.configFile);
  const { config, problems } = readConfig(settings, rules.map(({ id }) => id), new Date().toISOString().slice(0, 10));
  const months = options.useHistory && wantsHistory(settings) ? config.historyMonths : 0;
  const workspace = await index(root, { useGit: options.useGit, exclude: readExclude(settings) }, months, workerFile, also);
  return { workspace, config, problems };
}

function readSettings(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @param months how much history to read; 0 for none */
async function index(root: string, options: ListOptions, months: number, workerFile: string, also: (at: AtOptions) => Promise<void>): Promise<Workspace> {
  const workspace = createWorkspace();
  const pool = createSourcePool({ workerFile });
  const indexer = createIndexer({ workspace, pool, cache: noCache });
  let history: Promise<History | undefined> = Promise.resolve(undefined);
  // Git reads while the parsers do.
  const onFirstPicture = (): void => {
    if (months > 0) history = createHistoryReader().read(indexer.repositories(), months);
  };
  try {
    await indexer.index([{ root, prefix: '' }], options, { onFirstPicture });
    workspace.setHistory(await history);
    await also({ repositories: indexer.repositories(), exclude: options.exclude, pool, history: await history });
    return workspace;
  } finally {
    pool.close();
  }
}

import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createWorkspace, readConfig, rules, type Analysis, type Config, type Problem, type Workspace } from '../../engine/index.js';
import { noCache } from '../node/facts-cache.js';
import { createIndexer } from '../node/indexer.js';
import { readExclude, type ListOptions } from '../node/list.js';
import { createSourcePool } from '../node/source-pool.js';

/** What every command needs to know of the folder it is about. */
export interface FolderOptions {
  /** As given; the current folder by default. */
  readonly path: string;
  /** A JSON file with settings. */
  readonly configFile?: string;
  readonly useGit: boolean;
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
  const root = resolve(options.path);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) throw new Error(`${options.path} is not a folder`);
  const settings = options.configFile === undefined ? {} : readSettings(options.configFile);
  const { config, problems } = readConfig(settings, rules.map(({ id }) => id), new Date().toISOString().slice(0, 10));
  const workspace = await index(root, { useGit: options.useGit, exclude: readExclude(settings) }, workerFile);
  return { analysis: workspace.analyseWith([], config), workspace, config, problems };
}

function readSettings(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function index(root: string, options: ListOptions, workerFile: string): Promise<Workspace> {
  const workspace = createWorkspace();
  const pool = createSourcePool({ workerFile });
  try {
    await createIndexer({ workspace, pool, cache: noCache }).index([{ root, prefix: '' }], options);
    return workspace;
  } finally {
    pool.close();
  }
}

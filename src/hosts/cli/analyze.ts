import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createWorkspace, readConfig, rules, type Analysis, type Problem, type Workspace } from '../../engine/index.js';
import { toGraphDocument, toMermaid, toText } from '../../present/index.js';
import { noCache } from '../node/facts-cache.js';
import { createIndexer } from '../node/indexer.js';
import { readExclude, type ListOptions } from '../node/list.js';
import { createSourcePool } from '../node/source-pool.js';
import type { AnalyzeOptions } from './command-line.js';

/** What one run prints, and whether it passes. */
export interface Outcome {
  readonly output: string;
  /** Settings that could not be used. */
  readonly problems: readonly Problem[];
  /** A finding is at or above the threshold. */
  readonly failed: boolean;
}

/**
 * Analyses a folder.
 * @param workerFile the bundle of the source worker
 * @throws an `Error` with a readable message when the folder or the settings file cannot be read
 */
export async function analyze(options: AnalyzeOptions, workerFile: string): Promise<Outcome> {
  const root = resolve(options.path);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) throw new Error(`${options.path} is not a folder`);
  const settings = options.configFile === undefined ? {} : readSettings(options.configFile);
  const { config, problems } = readConfig(settings, rules.map(({ id }) => id), new Date().toISOString().slice(0, 10));
  const workspace = await index(root, { useGit: options.useGit, exclude: readExclude(settings) }, workerFile);
  const analysis = workspace.analyseWith([], config);
  return { output: present(analysis, workspace, options.format), problems, failed: fails(analysis, options.failOn) };
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

function present(analysis: Analysis, workspace: Workspace, format: AnalyzeOptions['format']): string {
  if (format === 'json') return `${JSON.stringify(toGraphDocument(analysis, workspace.lineStarts), undefined, 2)}\n`;
  if (format === 'mermaid') return toMermaid(analysis);
  return toText(analysis, workspace.lineStarts);
}

function fails(analysis: Analysis, failOn: AnalyzeOptions['failOn']): boolean {
  if (failOn === 'never') return false;
  return analysis.findings.some(
    ({ severity, suppressed }) => !suppressed && (severity === 'error' || (severity === 'warning' && failOn === 'warning')),
  );
}

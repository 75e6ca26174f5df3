import { createWorkspace, defaultConfig, documentExtractors, extractFile, rules, verifyFix, type Analysis, type Config, type FileFacts, type Finding, type FixContext } from '../../src/engine/index.js';
import { applyEdits, editsByPath, type Fix } from '../../src/engine/index.js';
import { sourceExtractors } from '../../src/engine/source.js';
import type { History } from '../../src/engine/model/history.js';
import type { Files } from './fixture.js';
import { history, times } from './histories.js';

/** A file of a fixture that stands for what git says: lines of `12 times: orders/a.ts stock/b.ts`. */
const HISTORY = 'history.txt';

function writtenHistory(log: string): History {
  return history(log.split('\n').flatMap((line) => {
    const [, number, paths] = /^(\d+) times: (.+)$/.exec(line.trim()) ?? [];
    return number === undefined || paths === undefined ? [] : times(Number(number), ...paths.split(' '));
  }));
}

const extractors = [...documentExtractors, ...sourceExtractors];

function extract(path: string, text: string): FileFacts {
  return deepFreeze(extractFile(extractors, path, text));
}

/** Inputs of later stages are read-only; here a write throws. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

function workspaceOf(files: Files) {
  const workspace = createWorkspace();
  for (const [path, text] of files) workspace.setFacts(extract(path, text));
  const log = files.get(HISTORY);
  if (log !== undefined) workspace.setHistory(writtenHistory(log));
  return workspace;
}

/** The default settings, with the preset that runs a rule. */
function configFor(id: string): Config {
  return { ...defaultConfig, preset: rules.find((rule) => rule.id === id)?.preset ?? defaultConfig.preset };
}

/** The analysis of some files, under the default settings unless others are given. */
export function analyseFiles(files: Files, config: Config = defaultConfig): Analysis {
  const analysis = workspaceOf(files).analyse(config);
  if (analysis === undefined) throw new Error('an analysis without stop function was stopped');
  return analysis;
}

/** The findings of one rule that nobody suppressed. */
export function findingsOf(rule: string, files: Files): Finding[] {
  return analyseFiles(files, configFor(rule)).findings.filter((finding) => finding.rule === rule && !finding.suppressed);
}

/** Whether the finding is gone and nothing came after a fix: the check that hosts make before they offer it. */
export function isVerified(files: Files, finding: Finding, fix: Fix): Promise<boolean> {
  const config = configFor(finding.rule);
  return verifyFix(contextOf(files, analyseFiles(files, config), config), finding, fix);
}

/** What a check of fixes in some files needs. */
export function contextOf(files: Files, analysis: Analysis, config: Config = defaultConfig): FixContext {
  return { workspace: workspaceOf(files), config, analysis, textOf: (path) => files.get(path), extract: async (path, text) => extract(path, text) };
}

/** The files after a fix. */
export function applyFix(files: Files, fix: Fix): Map<string, string> {
  const changed = new Map(files);
  for (const [path, edits] of editsByPath(fix.edits)) changed.set(path, applyEdits(files.get(path) ?? '', edits));
  return changed;
}

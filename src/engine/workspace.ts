import { analyse } from './analyse.js';
import { extractFile } from './extract-file.js';
import { documentExtractors } from './extract/index.js';
import type { Analysis } from './model/analysis.js';
import type { Config } from './model/config.js';
import type { FileFacts } from './model/facts.js';
import type { History } from './model/history.js';
import type { Path } from './model/text.js';
import { rules } from './rules/index.js';

/** The facts of all files of a workspace and its history: the only state of the engine. */
export interface Workspace {
  /** Reads a text with the extractors that need no heavy parser. */
  set(path: Path, text: string): void;
  /** Takes facts that were extracted elsewhere (a worker, a cache). */
  setFacts(facts: FileFacts): void;
  delete(path: Path): void;
  /** Takes what git says about the files; undefined forgets it. */
  setHistory(history: History | undefined): void;
  facts(path: Path): FileFacts | undefined;
  paths(): Iterable<Path>;
  /** Offsets at which the lines of a file start; a file that was never set has one line. */
  lineStarts(path: Path): readonly number[];
  /** The whole graph and all findings, from the facts at hand; undefined when `stop` said so. */
  analyse(config: Config, stop?: () => boolean): Analysis | undefined;
  /** The analysis of this workspace with some files replaced; the workspace stays as it is. */
  analyseWith(replaced: readonly FileFacts[], config: Config): Analysis;
}

const FIRST_LINE: readonly number[] = [0];

/** An empty workspace. */
export function createWorkspace(): Workspace {
  const files = new Map<Path, FileFacts>();
  let history: History | undefined;
  return {
    set: (path, text) => void files.set(path, extractFile(documentExtractors, path, text)),
    setFacts: (facts) => void files.set(facts.path, facts),
    delete: (path) => void files.delete(path),
    setHistory(read) {
      history = read;
    },
    facts: (path) => files.get(path),
    paths: () => files.keys(),
    lineStarts: (path) => files.get(path)?.lineStarts ?? FIRST_LINE,
    analyse: (config, stop) => analyse({ files: files.values(), history }, rules, config, stop),
    analyseWith(replaced, config) {
      const changed = new Map(files);
      for (const facts of replaced) changed.set(facts.path, facts);
      return analyse({ files: changed.values(), history }, rules, config);
    },
  };
}

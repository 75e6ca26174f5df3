import { join, resolve } from 'node:path';
import { createWorkspace, defaultConfig, documentExtractors, extractFile, grammarsFor, isRelevantPath, type Extractor } from '../../src/engine/index.js';
import { sourceExtractors } from '../../src/engine/source.js';
import { listFiles } from '../../src/hosts/node/list.js';
import { readText } from '../../src/hosts/node/read.js';
import { toGraphDocument, type GraphDocument } from '../../src/present/index.js';
import type { Files } from './fixture.js';
import { loadGrammarsForTest } from './grammars.js';

const filtered: readonly Extractor[] = [...documentExtractors, ...sourceExtractors];

/** The same extractors without the cheap test on the text that spares files their parser. */
const unfiltered = filtered.map((extractor): Extractor => ({ ...extractor, mayMatch: () => true }));

/** What the cheap tests of the extractors cost a system. */
export interface PrefilterCheck {
  /** Files with facts that the cheap tests lose, with the kinds of those facts. */
  readonly lost: readonly string[];
  /** The graph as it is shipped, and the one from every file. Without problems: only who parses a file can complain of it. */
  readonly graphs: readonly [filtered: GraphDocument, all: GraphDocument];
}

/** Reads a system with the cheap tests and without. The grammars of its files must be loaded. */
export function checkPrefilter(files: Files): PrefilterCheck {
  const lost = [...files].flatMap(([path, text]) => {
    const kept = extractFile(filtered, path, text).facts.length;
    const all = extractFile(unfiltered, path, text).facts;
    return all.length === kept ? [] : [`${path}: ${[...new Set(all.map(({ kind }) => kind))].join(', ')}`];
  });
  return { lost, graphs: [graphOf(filtered, files), graphOf(unfiltered, files)] };
}

function graphOf(extractors: readonly Extractor[], files: Files): GraphDocument {
  const workspace = createWorkspace();
  for (const [path, text] of files) workspace.setFacts(extractFile(extractors, path, text));
  return { ...toGraphDocument(workspace.analyseWith([], defaultConfig), workspace.lineStarts), problems: [] };
}

/** The check of a folder on disk: how many files were read, what they lose, and whether the graph stays the same. */
export interface FolderCheck {
  readonly files: number;
  readonly lost: readonly string[];
  readonly isSame: boolean;
}

/** Reads the system in a folder with the cheap tests and without. Writes nothing. */
export async function checkFolder(folder: string): Promise<FolderCheck> {
  const { paths } = await listFiles(resolve(folder), { useGit: true, exclude: [] });
  const files = new Map<string, string>();
  for (const path of paths.filter(isRelevantPath)) {
    const read = readText(join(folder, path));
    if (read.kind === 'text') files.set(path, read.text);
  }
  await loadGrammarsForTest(...grammarsFor([...files.keys()]));
  const { lost, graphs } = checkPrefilter(files);
  const [filtered, all] = graphs.map((graph) => JSON.stringify(graph));
  return { files: files.size, lost, isSame: filtered === all };
}

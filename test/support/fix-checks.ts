import { resolve } from 'node:path';
import { createWorkspace, defaultConfig, documentExtractors, extractFile, mayHoldSource, mergeFacts, type Config, type FixContext } from '../../src/engine/index.js';
import { noCache } from '../../src/hosts/node/facts-cache.js';
import { createIndexer } from '../../src/hosts/node/indexer.js';
import { readText } from '../../src/hosts/node/read.js';
import { createSourcePool } from '../../src/hosts/node/source-pool.js';
import { faultOf } from './fix-fault.js';

/** How many fixes were tried on the findings of a folder, and what is wrong with those that failed, a line each. */
export interface FixChecks {
  readonly tried: number;
  readonly faults: readonly string[];
}

/** Tries every fix of every finding of some folders on a copy of the texts, with the parsers as they are shipped. Writes nothing. */
export async function* checkFixes(folders: readonly string[], workerFile: string, preset: Config['preset'] = defaultConfig.preset): AsyncGenerator<FixChecks> {
  const pool = createSourcePool({ workerFile });
  const config: Config = { ...defaultConfig, preset };
  try {
    for (const folder of folders) yield await checkFolder(folder, pool, config);
  } finally {
    pool.close();
  }
}

async function checkFolder(folder: string, pool: ReturnType<typeof createSourcePool>, config: Config): Promise<FixChecks> {
  const workspace = createWorkspace();
  const indexer = createIndexer({ workspace, pool, cache: noCache });
  await indexer.index([{ root: resolve(folder), prefix: '' }], { useGit: true, exclude: [] });
  const analysis = workspace.analyseWith([], config);
  const context: FixContext = {
    workspace, config, analysis,
    textOf: (path) => textIn(indexer.fileOf(path)),
    extract: async (path, text) => {
      const document = extractFile(documentExtractors, path, text);
      return mayHoldSource(path, text) ? mergeFacts(document, await pool.extract(path, text)) : document;
    },
  };
  const faults: string[] = [];
  let tried = 0;
  for (const finding of analysis.findings) {
    for (const fix of finding.fixes) {
      tried += 1;
      const fault = await faultOf(context, finding, fix);
      if (fault !== undefined) faults.push(`${folder}/${finding.site.path}: ${finding.rule}, "${fix.title}": ${fault}`);
    }
  }
  return { tried, faults };
}

function textIn(file: string | undefined): string | undefined {
  const read = file === undefined ? undefined : readText(file);
  return read?.kind === 'text' ? read.text : undefined;
}

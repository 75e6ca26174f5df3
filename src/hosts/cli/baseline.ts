import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { count } from '../../engine/index.js';
import { BASELINE_FILE, toBaseline } from '../../present/index.js';
import { analyseFolder, type FolderOptions, type Outcome } from './analysed-folder.js';

/**
 * Accepts the findings of a folder as they stand: writes `coupling.baseline.json` into it.
 * @param workerFile the bundle of the source worker
 * @throws an `Error` with a readable message when the folder cannot be read or written
 */
export async function baseline(options: FolderOptions, workerFile: string): Promise<Outcome> {
  const { analysis, problems } = await analyseFolder(options, workerFile);
  const { text, accepted } = toBaseline(analysis);
  const file = join(options.path, BASELINE_FILE);
  writeFileSync(resolve(file), text);
  return { output: `${file} accepts ${count(accepted, 'finding')}. Those that come from now on fail.\n`, problems, failed: false };
}

import { basename, resolve } from 'node:path';
import { toGraphView, toOutageDocument, toOutageText } from '../../present/index.js';
import { analyseFolder, type Outcome } from './analysed-folder.js';
import type { WhatIfOptions } from './command-line.js';
import { elementNamed } from './named.js';

/**
 * Simulates that some elements are down.
 * @param workerFile the bundle of the source worker
 * @throws an `Error` with a readable message when the folder cannot be read or an element is not found
 */
export async function whatIf(options: WhatIfOptions, workerFile: string): Promise<Outcome> {
  const { analysis, workspace, problems } = await analyseFolder(options, workerFile);
  const down = options.elements.map((word) => elementNamed(analysis.graph, word).id);
  const view = toGraphView(analysis, { revision: 1, complete: true, restricted: false, filesRead: [...workspace.paths()].length, name: basename(resolve(options.path)), lineStartsOf: workspace.lineStarts });
  const output = options.format === 'json' ? `${JSON.stringify(toOutageDocument(view, down), undefined, 2)}\n` : toOutageText(view, down);
  return { output, problems, failed: false };
}

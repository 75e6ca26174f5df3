import { basename, resolve } from 'node:path';
import type { Analysis, Workspace } from '../../engine/index.js';
import { acceptedFindings, changedFindings, toDiffDocument, toDiffText, toGraphView, type Compared } from '../../present/index.js';
import { analyseFolderAnd, type Outcome } from './analysed-folder.js';
import { reaches, type DiffOptions } from './command-line.js';

/**
 * Compares a folder as it is with what it was at a git ref.
 * @param workerFile the bundle of the source worker
 * @throws an `Error` with a readable message when the folder cannot be read or git knows no such commit
 */
export async function diff({ ref, format, failOn, ...options }: DiffOptions, workerFile: string): Promise<Outcome> {
  const { now, then, problems } = await analyseFolderAnd(ref, options, workerFile);
  const name = basename(resolve(options.path));
  const lacking = then.lacking.map((folder) => folder === '' ? name : folder);
  const compared: Compared = {
    ref, lacking,
    before: viewOf(then.analysis, then.workspace, name),
    after: viewOf(now.analysis, now.workspace, name),
    accepted: { before: acceptedFindings(then.analysis, then.workspace.lineStarts), after: acceptedFindings(now.analysis, now.workspace.lineStarts) },
  };
  const output = format === 'json' ? `${JSON.stringify(toDiffDocument(compared), undefined, 2)}\n` : toDiffText(compared);
  return { output, problems, failed: changedFindings(compared).added.some(({ severity }) => reaches(severity, failOn)) };
}

function viewOf(analysis: Analysis, workspace: Workspace, name: string): Compared['before'] {
  return toGraphView(analysis, { revision: 1, complete: true, restricted: false, filesRead: [...workspace.paths()].length, name, lineStartsOf: workspace.lineStarts });
}

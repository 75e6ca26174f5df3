import { basename, resolve } from 'node:path';
import { toExportText, toGraphView, toSarif, toText } from '../../present/index.js';
import { originLine } from '../../protocol/origin.js';
import { drawStill } from '../../../webview/still.js';
import { headOf } from '../node/git.js';
import { analyseFolder, type AnalysedFolder, type Outcome } from './analysed-folder.js';
import { reaches, type AnalyzeOptions } from './command-line.js';

/**
 * Analyses a folder.
 * @param workerFile the bundle of the source worker
 * @param version of this program
 * @throws an `Error` with a readable message when the folder or the settings file cannot be read
 */
export async function analyze(options: AnalyzeOptions, workerFile: string, version: string): Promise<Outcome> {
  const read = await analyseFolder(options, workerFile);
  return { output: await present(read, options, version), problems: read.problems, failed: read.analysis.findings.some(({ severity, suppressed }) => !suppressed && reaches(severity, options.failOn)) };
}

async function present(read: AnalysedFolder, options: AnalyzeOptions, version: string): Promise<string> {
  const { analysis, workspace } = read;
  const { format } = options;
  if (format === 'text') return toText(analysis, workspace.lineStarts);
  if (format === 'sarif') return `${JSON.stringify(toSarif(analysis, version, workspace.lineStarts), undefined, 2)}\n`;
  return format === 'svg' ? picture(read, options, version) : toExportText(format, analysis, workspace.lineStarts);
}

/** What the graph shows at rest. Without a date: the same commit gives the same picture. */
async function picture({ analysis, workspace }: AnalysedFolder, { path, theme, useGit }: AnalyzeOptions, version: string): Promise<string> {
  const root = resolve(path);
  const commit = useGit ? await headOf(root) : undefined;
  const view = toGraphView(analysis, { revision: 1, complete: true, restricted: false, filesRead: [...workspace.paths()].length, name: basename(root), lineStartsOf: workspace.lineStarts });
  return drawStill(view, theme, (drawn, total) => originLine({ version, ...(commit !== undefined && { commit }) }, drawn, total));
}

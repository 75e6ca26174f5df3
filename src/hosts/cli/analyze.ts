import type { Analysis, Workspace } from '../../engine/index.js';
import { toExportText, toSarif, toText } from '../../present/index.js';
import { analyseFolder, type Outcome } from './analysed-folder.js';
import { reaches, type AnalyzeOptions } from './command-line.js';

/**
 * Analyses a folder.
 * @param workerFile the bundle of the source worker
 * @param version of this program
 * @throws an `Error` with a readable message when the folder or the settings file cannot be read
 */
export async function analyze(options: AnalyzeOptions, workerFile: string, version: string): Promise<Outcome> {
  const { analysis, workspace, problems } = await analyseFolder(options, workerFile);
  return { output: present(analysis, workspace, options.format, version), problems, failed: analysis.findings.some(({ severity, suppressed }) => !suppressed && reaches(severity, options.failOn)) };
}

function present(analysis: Analysis, workspace: Workspace, format: AnalyzeOptions['format'], version: string): string {
  if (format === 'text') return toText(analysis, workspace.lineStarts);
  if (format === 'sarif') return `${JSON.stringify(toSarif(analysis, version, workspace.lineStarts), undefined, 2)}\n`;
  return toExportText(format, analysis, workspace.lineStarts);
}

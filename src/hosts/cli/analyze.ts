import type { Analysis, Workspace } from '../../engine/index.js';
import { toGraphDocument, toMermaid, toText } from '../../present/index.js';
import { analyseFolder, type Outcome } from './analysed-folder.js';
import type { AnalyzeOptions } from './command-line.js';

/**
 * Analyses a folder.
 * @param workerFile the bundle of the source worker
 * @throws an `Error` with a readable message when the folder or the settings file cannot be read
 */
export async function analyze(options: AnalyzeOptions, workerFile: string): Promise<Outcome> {
  const { analysis, workspace, problems } = await analyseFolder(options, workerFile);
  return { output: present(analysis, workspace, options.format), problems, failed: fails(analysis, options.failOn) };
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

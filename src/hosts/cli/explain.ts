import { explainElement, explainRelation, explainSystem, toExplanationText, toPlace, type Explanation } from '../../present/index.js';
import type { Site } from '../../engine/index.js';
import { analyseFolder, type AnalysedFolder, type Outcome } from './analysed-folder.js';
import type { ExplainOptions } from './command-line.js';
import { elementNamed, relationsNamed } from './named.js';

/**
 * Prints every number about something, with its terms.
 * @param workerFile the bundle of the source worker
 * @throws an `Error` with a readable message when the folder cannot be read or nothing has this name
 */
export async function explain({ subject, format, ...folder }: ExplainOptions, workerFile: string): Promise<Outcome> {
  const read = await analyseFolder(folder, workerFile);
  const explanations = explanationsOf(subject, read);
  const output = format === 'json' ? `${JSON.stringify(explanations, undefined, 2)}\n` : explanations.map(toExplanationText).join('\n');
  return { output, problems: read.problems, failed: false };
}

function explanationsOf(subject: string, { analysis, workspace, config }: AnalysedFolder): Explanation[] {
  const place = (site: Site) => toPlace(site, workspace.lineStarts);
  if (subject === 'system') return [explainSystem(analysis, config, place)];
  const relations = relationsNamed(analysis.graph, subject);
  if (relations.length > 0) return relations.map((relation) => explainRelation(relation, analysis, place));
  return [explainElement(elementNamed(analysis.graph, subject), analysis, config, place)];
}

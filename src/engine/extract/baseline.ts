import type { BaselineFact, Extractor, Problem } from '../model/facts.js';
import { folderOf, joinPath, type Path } from '../model/text.js';
import { parseJson } from '../syntax/json.js';
import { get, itemsOf, numberOf, textOf, type YamlNode } from '../syntax/yaml.js';

const FILE = /(?:^|\/)coupling\.baseline\.json$/;

/** Reads the findings that a team has accepted for now, as `coupling-lens baseline` writes them. */
export const baselineExtractor: Extractor = {
  id: 'baseline',
  version: 2,
  coverage: {
    title: 'Baseline',
    readings: [{ technology: 'coupling.baseline.json', reads: 'findings that were there when it was written, by rule, file, elements and relations', yields: 'baseline' }],
    notRead: [],
  },
  accepts: (path) => FILE.test(path),
  mayMatch: (text) => text.includes('findings'),
  extract(path, text) {
    const { documents, problems: mistakes } = parseJson(text);
    const problems: Problem[] = mistakes.map(({ span, message }) => ({ site: { path, span }, message }));
    const facts = documents.flatMap(({ root }) => itemsOf(get(root, 'findings'))).flatMap((entry) => {
      const fact = toFact(path, entry);
      if (fact === undefined) problems.push({ site: { path, span: entry.span }, message: 'an accepted finding needs rule and file; it is ignored' });
      return fact ?? [];
    });
    return { facts, problems };
  },
};

/** Paths are written from the folder of the baseline, so that it holds alone and beside other folders. */
function toFact(path: Path, entry: YamlNode): BaselineFact | undefined {
  const rule = textOf(get(entry, 'rule'));
  const written = textOf(get(entry, 'file'));
  const file = written === undefined ? undefined : joinPath(folderOf(path), written);
  if (rule === undefined || file === undefined) return undefined;
  const texts = (key: string): string[] => itemsOf(get(entry, key)).flatMap((node) => textOf(node) ?? []);
  return { kind: 'baseline', rule, file, elements: texts('elements'), relations: texts('relations'), count: numberOf(get(entry, 'count')) ?? 1, site: { path, span: entry.span } };
}

import type { ChartDependency, ChartFact, ChartValuesFact } from '../model/deployment-facts.js';
import type { Extractor } from '../model/facts.js';
import { folderOf, type Path } from '../model/text.js';
import { get, itemsOf, parseYaml, textOf, type YamlNode } from '../syntax/yaml.js';
import { scalarsIn } from '../syntax/yaml-scalars.js';
import { siteOf } from '../syntax/yaml-slots.js';

const CHART = /(?:^|\/)Chart\.ya?ml$/;
const VALUES = /(?:^|\/)[^/]*values[^/]*\.ya?ml$|(?:^|\/)(?:helm|charts?)[^/]*\/(?:[^/]+\/)*values\/[^/]+\.ya?ml$/;

/** Helm charts and their values; templates are read as Kubernetes manifests. */
export const helmExtractor: Extractor = {
  id: 'helm',
  coverage: {
    title: 'Helm',
    readings: [
      { technology: 'Chart.yaml', reads: 'name, type, dependencies with aliases and conditions; well-known servers among them are part of the system', yields: 'chart' },
      { technology: 'values.yaml', reads: 'what templates take from it by simple references: `.Values`, `default`, `quote`, `printf`, the helpers of `helm create`; one file per service for a generic chart; numbers of instances, unless files of values for environments differ, and whether there is an autoscaler', yields: 'chart-values' },
    ],
    notRead: ['`range` and `with`', 'helpers of one\'s own', 'conditions', 'releases that commands name'],
  },
  version: 2,
  accepts: (path) => CHART.test(path) || VALUES.test(path),
  mayMatch: (text) => text.includes(':'),
  extract(path, text) {
    const root = parseYaml(text).documents[0]?.root;
    if (root?.kind !== 'map') return { facts: [], problems: [] };
    if (CHART.test(path)) return { facts: chartOf(path, root), problems: [] };
    const scalars = scalarsIn(root, (before, step) => (before === '' ? String(step) : `${before}.${step}`));
    const fact: ChartValuesFact = { kind: 'chart-values', values: scalars.map(({ key, text: value, span }) => [key, value, span] as const), site: { path, span: { start: 0, end: 0 } } };
    return { facts: [fact], problems: [] };
  },
};

function chartOf(path: Path, root: YamlNode): ChartFact[] {
  const node = get(root, 'name');
  const name = textOf(node);
  if (node === undefined || name === undefined) return [];
  const isLibrary = textOf(get(root, 'type')) === 'library';
  const dependencies = itemsOf(get(root, 'dependencies')).flatMap((item) => dependencyOf(path, item));
  return [{ kind: 'chart', folder: folderOf(path), name, isLibrary, dependencies, site: siteOf(path, node) }];
}

function dependencyOf(path: Path, item: YamlNode): ChartDependency[] {
  const node = get(item, 'name');
  const name = textOf(node);
  const [alias, repository, condition] = [textOf(get(item, 'alias')), textOf(get(item, 'repository')), textOf(get(item, 'condition'))];
  if (node === undefined || name === undefined) return [];
  return [{ name, site: siteOf(path, node), ...(alias !== undefined && { alias }), ...(repository !== undefined && { repository }), ...(condition !== undefined && { condition }) }];
}

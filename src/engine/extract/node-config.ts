import { literal, type Expression } from '../model/expression.js';
import type { Extractor } from '../model/facts.js';
import { parseJson } from '../syntax/json.js';
import { scalarsIn } from '../syntax/yaml-scalars.js';
import { parseYaml } from '../syntax/yaml.js';

/** Files that node-config looks for by itself: the default, one per deployment, and variables that override keys. */
const FILE = /(?:^|\/)config\/(default|local|development|dev|test|testing|staging|production|prod|docker|kubernetes|custom-environment-variables)\.(json5?|ya?ml)$/;

/** Reads the configuration of Node programs that use the package `config`: keys by deployment. */
export const nodeConfigExtractor: Extractor = {
  id: 'node-config',
  coverage: {
    title: 'Configuration of Node programs',
    readings: [{ technology: 'node-config', reads: '`config/default` and its variants in JSON and YAML, `custom-environment-variables`', yields: 'configuration' }],
    notRead: ['`config/` files in other formats'],
  },
  version: 1,
  accepts: (path) => FILE.test(path),
  mayMatch: (text) => text.includes(':'),
  extract(path, text) {
    const [, deployment = '', format = ''] = FILE.exec(path) ?? [];
    const { documents } = format.startsWith('json') ? parseJson(text) : parseYaml(text);
    const isOverride = deployment === 'custom-environment-variables';
    const profile = isOverride || deployment === 'default' ? undefined : deployment;
    const scalars = documents.flatMap(({ root }) => scalarsIn(root, (before, step) => (before === '' ? String(step) : `${before}.${step}`)));
    const valueOf = (value: string): Expression => (isOverride ? [{ hole: 'environment', name: value }] : literal(value));
    return {
      facts: scalars.map(({ key, text: value, span }) => ({
        kind: 'configuration', key, value: valueOf(value), site: { path, span }, ...(profile !== undefined && { profile }),
      })),
      problems: [],
    };
  },
};

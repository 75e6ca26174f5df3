import { itemsOf, get, pairsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import type { Values } from './values.js';

/** One run of a job. */
export interface Combination {
  readonly values: Values;
  /** The entry of the matrix that it is for; absent without matrix. */
  readonly site?: YamlNode;
}

/** More runs than this no job has. */
const MAX_COMBINATIONS = 256;

/** The runs of a job of GitHub Actions: lists multiplied, `include` added to those it agrees with. Lists that a run makes are left out. */
export function combinationsOf(matrix: YamlNode | undefined): Combination[] {
  const lists = pairsOf(matrix).filter(({ key, value }) => key.text !== 'include' && key.text !== 'exclude' && value?.kind === 'list');
  let combinations: Combination[] = [];
  for (const { key, value } of lists) {
    const entries = itemsOf(value).map((item): Combination => ({ values: flat(`matrix.${key.text}`, item), site: item }));
    combinations = combinations.length === 0 ? entries : multiplied(combinations, entries);
  }
  const keys = new Set(lists.map(({ key }) => `matrix.${key.text}`));
  for (const item of itemsOf(get(matrix, 'include'))) combinations = included(combinations, { values: flat('matrix', item), site: item }, keys);
  return combinations.length === 0 ? [{ values: new Map() }] : combinations;
}

/** Runs of `parallel: matrix` of GitLab: each entry has its own lists. */
export function parallelOf(matrix: YamlNode | undefined): Combination[] {
  const combinations = itemsOf(matrix).flatMap((entry) => {
    let runs: Combination[] = [];
    for (const { key, value } of pairsOf(entry)) {
      const items = value?.kind === 'list' ? itemsOf(value) : value === undefined ? [] : [value];
      const named = items.map((item): Combination => ({ values: flat(key.text, item), site: item }));
      runs = runs.length === 0 ? named : multiplied(runs, named);
    }
    return runs;
  });
  return combinations.length === 0 ? [{ values: new Map() }] : combinations.slice(0, MAX_COMBINATIONS);
}

/** Of two entries the one from the longer list is more telling: platforms are few, services many. */
function multiplied(a: readonly Combination[], b: readonly Combination[]): Combination[] {
  return a.flatMap((left) => b.map(({ values, site }): Combination => {
    const place = b.length > a.length ? site : left.site;
    return { values: new Map([...left.values, ...values]), ...(place !== undefined && { site: place }) };
  })).slice(0, MAX_COMBINATIONS);
}

function included(combinations: readonly Combination[], extra: Combination, keys: ReadonlySet<string>): Combination[] {
  const common = [...extra.values.keys()].filter((key) => keys.has(key));
  const agrees = ({ values }: Combination): boolean => common.length > 0 && common.every((key) => values.get(key) === extra.values.get(key));
  if (!combinations.some(agrees)) return combinations.length < MAX_COMBINATIONS ? [...combinations, extra] : [...combinations];
  return combinations.map((combination) => (agrees(combination) ? { ...combination, values: new Map([...combination.values, ...extra.values]) } : combination));
}

/** `{ file: a }` under `matrix.image` is `matrix.image.file`; deeper mappings nobody writes. */
function flat(name: string, node: YamlNode): Values {
  const text = textOf(node);
  if (text !== undefined) return new Map([[name, text]]);
  return new Map(pairsOf(node).flatMap(({ key, value }) => (textOf(value) === undefined ? [] : [[`${name}.${key.text}`, textOf(value) ?? ''] as const])));
}

import type { ChartFact, ChartValuesFact, UnitFact } from '../../model/deployment-facts.js';
import type { CodeRootFact, DockerfileFact } from '../../model/packaging-facts.js';
import { literal } from '../../model/expression.js';
import type { Fact, FileFacts } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import { folderOf, joinPath } from '../../model/text.js';
import { imageRole } from '../deployables/images.js';
import { compact, lastSegment } from '../names/names.js';
import type { ChartValue, Scope } from './template.js';

/** A chart as it is installed: by itself, as a part of another chart, or once for each service that a generic chart is for. */
export interface Release extends Scope {
  readonly folder: Path;
}

/** Everything that charts install. */
export interface Releases {
  readonly releases: readonly Release[];
  /** Databases and brokers that come as charts of somebody else. */
  readonly units: readonly UnitFact[];
}

/** Charts in charts in charts: circles end here. */
const MAX_DEPTH = 6;

/**
 * Finds what the charts of a workspace install. Nothing says under which name: that of the chart is the usual one.
 * @param installedAs the name under which a chart is installed instead
 */
export function findReleases(files: readonly FileFacts[], installedAs: ReadonlyMap<string, string> = new Map()): Releases {
  const charts = new Map([...factsOf(files, 'chart')].map((fact) => [fact.folder, fact]));
  const releases: Release[] = [];
  const units: UnitFact[] = [];
  if (charts.size === 0) return { releases, units };
  const valuesFiles = [...factsOf(files, 'chart-values')];
  const services = serviceNames([...factsOf(files, 'code-root'), ...factsOf(files, 'dockerfile')]);
  const perService = valuesFiles.filter(({ site }) => !/^values\.ya?ml$/.test(lastSegment(site.path)) && services.has(compact(serviceOf(site.path))));
  const isAlone = chartsAlone(charts);
  const isContested = contestedBy(valuesFiles.filter((values) => !perService.includes(values) && !isDefault(values, charts)));

  function install(chart: ChartFact, release: string, name: string, over: ReadonlyMap<string, ChartValue>, depth: number): void {
    const values = new Map([...defaultsOf(chart, valuesFiles), ...over]);
    releases.push({ folder: chart.folder, chart: chart.name, release, name: values.get('nameOverride')?.text || name, fullname: fullnameOf(release, name, values), values, isContested });
    for (const dependency of depth > MAX_DEPTH ? [] : chart.dependencies) {
      const part = dependency.alias ?? dependency.name;
      if (dependency.condition !== undefined && values.get(dependency.condition)?.text === 'false') continue;
      const own = new Map([...values].flatMap(([key, value]) => (key.startsWith(`${part}.`) ? [[key.slice(part.length + 1), value] as const] : key.startsWith('global.') ? [[key, value] as const] : [])));
      const folder = dependency.repository?.startsWith('file://') === true ? joinPath(chart.folder, dependency.repository.slice(7)) : `${chart.folder}/charts/${dependency.name}`;
      const local = charts.get(folder ?? '');
      if (local !== undefined) install(local, release, part, own, depth + 1);
      else units.push(...foreignUnit(dependency, release, fullnameOf(release, part, own)));
    }
  }

  for (const chart of rootCharts(charts)) {
    const own = isAlone(chart) ? perService.filter((values) => isBeside(values, chart)) : [];
    if (own.length === 0) install(chart, installedAs.get(chart.name) ?? chart.name, chart.name, new Map(), 0);
    for (const values of own) install(chart, serviceOf(values.site.path), serviceOf(values.site.path), valuesIn(values), 0);
  }
  return { releases, units };
}

/** As `helm create` writes it: the release, and the name of the chart unless the release has it in its own. */
function fullnameOf(release: string, name: string, values: ReadonlyMap<string, ChartValue>): string {
  const base = values.get('nameOverride')?.text || name;
  return values.get('fullnameOverride')?.text || (release.includes(base) ? release : `${release}-${base}`);
}

/** Charts that are installed by themselves: neither parts of others nor libraries. */
function rootCharts(charts: ReadonlyMap<Path, ChartFact>): ChartFact[] {
  const parts = new Set([...charts.values()].flatMap(({ folder, dependencies }) =>
    dependencies.flatMap(({ repository }) => (repository?.startsWith('file://') === true ? joinPath(folder, repository.slice(7)) ?? [] : []))));
  return [...charts.values()].filter(({ folder, isLibrary }) => !isLibrary && !parts.has(folder) && !isInside(folder, charts));
}

/** Whether a folder is below the `charts` of one of the charts. */
function isInside(folder: Path, charts: ReadonlyMap<Path, ChartFact>): boolean {
  for (let end = folder.indexOf('/charts/'); end >= 0; end = folder.indexOf('/charts/', end + 1)) if (charts.has(folder.slice(0, end))) return true;
  return false;
}

function defaultsOf({ folder }: ChartFact, valuesFiles: readonly ChartValuesFact[]): ReadonlyMap<string, ChartValue> {
  const path = folder === '' ? 'values.yaml' : `${folder}/values.yaml`;
  const file = valuesFiles.find(({ site }) => site.path === path || site.path === path.replace(/yaml$/, 'yml'));
  return file === undefined ? new Map() : valuesIn(file);
}

function valuesIn({ values, site: { path } }: ChartValuesFact): ReadonlyMap<string, ChartValue> {
  return new Map(values.map(([key, text, span]) => [key, { text, site: { path, span } }]));
}

/** Whether values are those that a chart brings along. */
function isDefault({ site: { path } }: ChartValuesFact, charts: ReadonlyMap<Path, ChartFact>): boolean {
  return /^values\.ya?ml$/.test(lastSegment(path)) && charts.has(folderOf(path));
}

/** Values of environments are given for a chart or, under its name, for one that it is a part of. */
function contestedBy(files: readonly ChartValuesFact[]): Scope['isContested'] {
  return (path, value) => files.some(({ values }) => values.some(([key, text]) => text !== value && (key === path || key.endsWith(`.${path}`))));
}

/** What the code of a workspace is called: `values-orders.yaml` is for a service, `values-prod.yaml` for an environment. */
function serviceNames(facts: readonly (CodeRootFact | DockerfileFact)[]): ReadonlySet<string> {
  return new Set(facts.map((fact) => compact(lastSegment(fact.kind === 'code-root' ? fact.folder : folderOf(fact.site.path)))).filter((name) => name !== ''));
}

/** The name in `values-orders.yaml`, `orders-values.yaml`, `values/orders.yaml`. */
function serviceOf(path: Path): string {
  const name = lastSegment(path).replace(/\.ya?ml$/, '');
  return name.replace(/^values[-._]|[-._]values$/, '');
}

/** Tells charts with no other chart in the folder around them: values there are for them. */
function chartsAlone(charts: ReadonlyMap<Path, ChartFact>): (chart: ChartFact) => boolean {
  const sizes = new Map<Path, number>();
  for (const folder of charts.keys()) sizes.set(folderOf(folder), (sizes.get(folderOf(folder)) ?? 0) + 1);
  return ({ folder }) => sizes.get(folderOf(folder)) === 1;
}

/** Whether values are in the folder of the chart or beside it. */
function isBeside({ site }: ChartValuesFact, { folder }: ChartFact): boolean {
  const around = folderOf(folder);
  return around === '' || site.path.startsWith(`${around}/`);
}

/** The facts of one kind, in the order of the files. */
function* factsOf<K extends Fact['kind']>(files: readonly FileFacts[], kind: K): Generator<Extract<Fact, { kind: K }>> {
  const isKind = (fact: Fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind;
  for (const { facts } of files) for (const fact of facts) if (isKind(fact)) yield fact;
}

/** A well-known server from a chart of somebody else, under the names that the charts of Bitnami give to its Services. */
function foreignUnit({ name, site }: ChartFact['dependencies'][number], release: string, fullname: string): UnitFact[] {
  const kind = imageRole(name)?.kind;
  if (kind === undefined) return [];
  return [{
    kind: 'unit', technology: 'kubernetes', workload: 'StatefulSet', name: fullname, release, site,
    aliases: ['master', 'primary', 'headless'].map((part) => `${fullname}-${part}`),
    labels: [], annotations: [], startsAfter: [], links: [], profiles: [], networks: [], extraHosts: [], slots: {},
    containers: [{
      name, init: false, image: { value: literal(name), site }, environment: [], envFiles: [], envFrom: [], ports: [], published: [], mounts: [], probes: [],
    }],
  }];
}

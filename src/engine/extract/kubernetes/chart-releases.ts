import type { UnitFact } from '../../model/deployment-facts.js';
import { literal } from '../../model/expression.js';
import type { Site } from '../../model/text.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, itemsOf, type YamlNode } from '../../syntax/yaml.js';
import { nameOf, type Manifest, type ReaderEntry } from './manifest.js';

/** Ends of the names of the Services that charts of Bitnami make beside the one of the release. */
const SERVICES = ['master', 'primary', 'headless'];

/** A chart as a controller is asked to install it. */
interface Asked {
  readonly chart: YamlNode | undefined;
  readonly release?: string | undefined;
  readonly namespace?: string | undefined;
  readonly values?: YamlNode | undefined;
}

/**
 * What a controller installs of a chart from a repository of charts. Its image is the name of the chart: only where that is a well-known
 * server does anybody know what it runs.
 */
function installed({ file, header }: Manifest, { chart, release = header.name, namespace, values }: Asked): UnitFact[] {
  const name = nameOf(chart);
  if (chart === undefined || name === undefined) return [];
  const site = siteOf(file.path, chart);
  const base = nameOf(get(values, 'nameOverride')) ?? name;
  const full = nameOf(get(values, 'fullnameOverride')) ?? (release.includes(base) ? release : `${release}-${base}`);
  const home = namespace ?? header.namespace;
  return [{
    kind: 'unit', technology: 'kubernetes', workload: 'HelmRelease', name: full, release, site: header.site, ...(home !== undefined && { namespace: home }),
    aliases: SERVICES.map((end) => `${full}-${end}`), containers: [serverOf(name, site)],
    // How many run, values and templates of somebody else tell.
    replicas: { known: false, site },
    labels: [], annotations: [], startsAfter: [], links: [], profiles: [], networks: [], extraHosts: [], slots: {},
  }];
}

function serverOf(name: string, site: Site): UnitFact['containers'][number] {
  return { name, init: false, image: { value: literal(name), site }, environment: [], envFiles: [], envFrom: [], ports: [], published: [], mounts: [], probes: [] };
}

/** HelmRelease of Flux's second version: a target namespace is a part of the name unless one is given. */
function fluxRelease(manifest: Manifest): UnitFact[] {
  const spec = get(manifest.root, 'spec');
  const namespace = nameOf(get(spec, 'targetNamespace'));
  const release = nameOf(get(spec, 'releaseName')) ?? (namespace === undefined ? undefined : `${namespace}-${manifest.header.name}`);
  return installed(manifest, { chart: get(spec, 'chart', 'spec', 'chart'), release, namespace, values: get(spec, 'values') });
}

/** HelmRelease of Flux's first version. */
function oldFluxRelease(manifest: Manifest): UnitFact[] {
  const spec = get(manifest.root, 'spec');
  return installed(manifest, { chart: get(spec, 'chart', 'name'), release: nameOf(get(spec, 'releaseName')), namespace: nameOf(get(spec, 'targetNamespace')), values: get(spec, 'values') });
}

/** Application of Argo CD, whose sources may be charts. */
function argoApplication(manifest: Manifest): UnitFact[] {
  const spec = get(manifest.root, 'spec');
  const namespace = nameOf(get(spec, 'destination', 'namespace'));
  return [get(spec, 'source'), ...itemsOf(get(spec, 'sources'))].flatMap((source) =>
    installed(manifest, { chart: get(source, 'chart'), release: nameOf(get(source, 'helm', 'releaseName')), namespace, values: get(source, 'helm', 'valuesObject') }));
}

export const CHART_RELEASE_READERS: readonly ReaderEntry[] = [
  ['helm.toolkit.fluxcd.io/HelmRelease', fluxRelease],
  ['helm.fluxcd.io/HelmRelease', oldFluxRelease],
  ['argoproj.io/Application', argoApplication],
];

import type { Caller } from '../../../model/mesh-facts.js';
import { get, itemsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import type { ManifestFile } from '../manifest.js';
import { recordOf } from '../reading.js';
import { writtenText } from '../templates.js';

/** Everything in the mesh. */
const EVERYTHING = '*';

/** What one part of a policy is for: the host, the node that names it, and the settings. */
export interface Target {
  readonly host: string;
  readonly node: YamlNode;
  readonly settings: YamlNode | undefined;
}

/** `orders_shop_svc_8080`, the name of a Kubernetes Service in Kuma's own services, as a host. */
export function hostOf(service: string): string {
  const [, name, namespace] = /^(.+)_([^_]+)_svc(?:_\d+)?$/.exec(service) ?? [];
  return name === undefined || namespace === undefined ? service : `${name}.${namespace}`;
}

/** The host that a `targetRef` means; undefined where it means a part of something, or nothing that calls reach. */
export function referredHost(file: ManifestFile, reference: YamlNode | undefined): string | undefined {
  const kind = textOf(get(reference, 'kind'));
  if (kind === 'Mesh' || reference === undefined) return EVERYTHING;
  if (kind !== 'MeshService' && kind !== 'MeshServiceSubset' && kind !== 'MeshMultiZoneService') return undefined;
  const name = writtenText(file, get(reference, 'name')) ?? writtenText(file, get(reference, 'labels', 'kuma.io/display-name'));
  const namespace = writtenText(file, get(reference, 'namespace')) ?? writtenText(file, get(reference, 'labels', 'k8s.kuma.io/namespace'));
  return name === undefined || namespace === undefined ? name && hostOf(name) : `${name}.${namespace}`;
}

/** The parts of `spec.to`. */
export function targetsOf(file: ManifestFile, spec: YamlNode | undefined): Target[] {
  return itemsOf(get(spec, 'to')).flatMap((to) => {
    const reference = get(to, 'targetRef');
    const host = referredHost(file, reference);
    return host === undefined ? [] : [{ host, node: get(reference, 'name') ?? reference ?? to, settings: get(to, 'default') ?? to }];
  });
}

/** Whose calls `spec.targetRef` is about; undefined for everybody's. */
export function callerOf(file: ManifestFile, spec: YamlNode | undefined): Caller | undefined {
  const reference = get(spec, 'targetRef');
  const kind = textOf(get(reference, 'kind'));
  if (kind === 'Dataplane') return labelled(recordOf(file, get(reference, 'labels')));
  if (kind === 'MeshSubset') return labelled(recordOf(file, get(reference, 'tags')));
  const name = referredHost(file, reference);
  return name === undefined || name === EVERYTHING ? undefined : { name };
}

function labelled(labels: Record<string, string>): Caller | undefined {
  const service = labels['kuma.io/service'];
  if (service !== undefined) return service === EVERYTHING ? undefined : { name: hostOf(service) };
  return Object.keys(labels).length === 0 ? undefined : { labels };
}

/** The services that the first generation of policies matches, with the nodes that name them; `*` for all. */
export function matched(file: ManifestFile, list: YamlNode | undefined): { readonly host: string; readonly node: YamlNode }[] {
  return itemsOf(list).flatMap((item) => {
    const node = get(item, 'match', 'kuma.io/service');
    const service = writtenText(file, node);
    return node === undefined || service === undefined ? [] : [{ host: hostOf(service), node }];
  });
}

/** Callers of the first generation, one for each that is named; undefined for everybody. */
export function legacyCallers(file: ManifestFile, spec: YamlNode | undefined): (Caller | undefined)[] {
  const sources = matched(file, get(spec, 'sources')).map(({ host }) => host);
  return sources.length === 0 || sources.includes(EVERYTHING) ? [undefined] : sources.map((name) => ({ name }));
}

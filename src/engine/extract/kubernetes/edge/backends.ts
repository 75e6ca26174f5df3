import type { IngressFact } from '../../../model/deployment-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import type { YamlNode } from '../../../syntax/yaml.js';
import { get, textOf } from '../../../syntax/yaml.js';
import { nameOf, type ManifestFile } from '../manifest.js';
import { defined } from '../reading.js';

export type Backend = IngressFact['backends'][number];

/** The service that a node names, as the target of a path; nothing when a template or a mistake hides it. */
export function backendAt(file: ManifestFile, name: YamlNode | undefined, path: string, more: Pick<Backend, 'namespace' | 'timeout'> = {}): Backend[] {
  const service = nameOf(name);
  return name === undefined || service === undefined ? [] : [{ service, path, site: siteOf(file.path, name), ...more }];
}

/** A reference with `name` and maybe `namespace`. */
export function referredBackend(file: ManifestFile, reference: YamlNode, path: string, more: Pick<Backend, 'timeout'> = {}): Backend[] {
  return backendAt(file, get(reference, 'name'), path, { ...more, ...defined({ namespace: nameOf(get(reference, 'namespace')) }) });
}

const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::\d{1,5})?(?:\/|$)/;

/** The host of a URL, or of `host:port`, that a node holds; nothing when it is templated. */
export function hostsAt(file: ManifestFile, node: YamlNode | undefined): { readonly host: string; readonly site: ReturnType<typeof siteOf> }[] {
  const host = ADDRESS.exec(textOf(node) ?? '')?.[1];
  return node === undefined || host === undefined ? [] : [{ host, site: siteOf(file.path, node) }];
}

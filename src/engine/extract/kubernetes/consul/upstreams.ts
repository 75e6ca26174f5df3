import type { MeshServiceFact } from '../../../model/mesh-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, textOf } from '../../../syntax/yaml.js';
import type { Manifest } from '../manifest.js';

/** `orders:9090`, `orders.shop:9090:dc1`, `orders.svc.shop.ns:9090`. */
const UPSTREAM = /^([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)((?:\.[a-z0-9-]+)*):\d{1,5}(?::[\w-]+)?$/i;

/** The upstreams that the annotation of a pod opens on the loopback address. */
export function annotatedUpstreams({ file, header }: Manifest, annotations: Parameters<typeof get>[0], labels: Readonly<Record<string, string>>): MeshServiceFact[] {
  const node = get(annotations, 'consul.hashicorp.com/connect-service-upstreams');
  if (node === undefined) return [];
  const upstreams = (textOf(node) ?? '').split(',').flatMap((item) => {
    const [, host] = UPSTREAM.exec(item.trim()) ?? [];
    return host === undefined ? [] : [{ host, site: siteOf(file.path, node) }];
  });
  return upstreams.length === 0 ? [] : [{ kind: 'mesh-service', mesh: 'consul', ...header, selector: labels, upstreams }];
}

import type { TrafficRouteFact } from '../../model/mesh-facts.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, itemsOf } from '../../syntax/yaml.js';
import { trafficTargetFact } from './access/named-permissions.js';
import type { Manifest, ReaderEntry } from './manifest.js';
import { writtenText } from './templates.js';

/** The Service Mesh Interface, which Linkerd, Consul, Open Service Mesh and others implement. Its HTTPRouteGroups name requests, no services. */
export const SMI_READERS: readonly ReaderEntry[] = [
  ['split.smi-spec.io/TrafficSplit', trafficSplitFact],
  ['access.smi-spec.io/TrafficTarget', trafficTargetFact],
];

function trafficSplitFact({ file, root, header }: Manifest): TrafficRouteFact | undefined {
  const spec = get(root, 'spec');
  const service = writtenText(file, get(spec, 'service'));
  if (service === undefined) return undefined;
  const destinations = itemsOf(get(spec, 'backends')).flatMap((backend) => {
    const node = get(backend, 'service');
    const host = writtenText(file, node);
    return node === undefined || host === undefined ? [] : [{ host, site: siteOf(file.path, node) }];
  });
  const site = destinations[0]?.site ?? header.site;
  return { kind: 'traffic-route', mesh: 'smi', ...header, hosts: [service], gateways: [], routes: [{ protocol: 'http', destinations, site }] };
}

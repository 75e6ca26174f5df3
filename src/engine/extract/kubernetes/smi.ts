import type { AuthorizationPolicyFact, TrafficRouteFact } from '../../model/mesh-facts.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, itemsOf } from '../../syntax/yaml.js';
import { nameOf, type Manifest, type ReaderEntry } from './manifest.js';
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

function trafficTargetFact({ root, header }: Manifest): AuthorizationPolicyFact | undefined {
  const spec = get(root, 'spec');
  const target = nameOf(get(spec, 'destination', 'name'));
  const sources = itemsOf(get(spec, 'sources')).flatMap((source) => nameOf(get(source, 'name')) ?? []);
  return target === undefined ? undefined : { kind: 'authorization-policy', mesh: 'smi', ...header, selector: {}, target, action: 'ALLOW', sources };
}

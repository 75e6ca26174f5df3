import type { TrafficRouteFact } from '../../model/mesh-facts.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, itemsOf } from '../../syntax/yaml.js';
import { ciliumPolicyFacts } from './access/cilium-policy.js';
import { nameOf, type Manifest, type ReaderEntry } from './manifest.js';

/** Cilium. Its policies say who may talk to whom, not who does: like all network policies they make no relation. */
export const CILIUM_READERS: readonly ReaderEntry[] = [
  ['cilium.io/CiliumNetworkPolicy', ciliumPolicyFacts],
  ['cilium.io/CiliumClusterwideNetworkPolicy', ciliumPolicyFacts],
  ['cilium.io/CiliumEnvoyConfig', envoyConfigFact],
  ['cilium.io/CiliumClusterwideEnvoyConfig', envoyConfigFact],
];

/** Traffic for some Services, and the Services that it is spread over. */
function envoyConfigFact({ file, root, header }: Manifest): TrafficRouteFact {
  const spec = get(root, 'spec');
  const named = (key: string) => itemsOf(get(spec, key)).flatMap((service) => {
    const [node, namespace] = [get(service, 'name'), nameOf(get(service, 'namespace'))];
    const name = nameOf(node);
    return node === undefined || name === undefined ? [] : [{ host: namespace === undefined ? name : `${name}.${namespace}`, site: siteOf(file.path, node) }];
  });
  const services = named('services');
  const destinations = [...services, ...named('backendServices')];
  return {
    kind: 'traffic-route', mesh: 'cilium', ...header, hosts: services.map(({ host }) => host), gateways: [],
    // What the listener does with the traffic is Envoy's own language.
    routes: [{ protocol: 'tcp', destinations, site: destinations[0]?.site ?? header.site }],
  };
}

import type { PolicyLevel, TrafficPolicyFact } from '../../../model/mesh-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, pairOf, type YamlMap, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest } from '../manifest.js';
import { writtenText } from '../templates.js';

/** ServiceDefaults: how one service treats its upstreams, each by name and all others by default. */
export function serviceDefaultsFacts({ file, root, header }: Manifest): TrafficPolicyFact[] {
  const upstreams = get(root, 'spec', 'upstreamConfig');
  const defaults = pairOf(upstreams, 'defaults');
  const policy = (host: string, node: YamlNode | undefined, hostNode: YamlNode): TrafficPolicyFact[] => {
    if (node?.kind !== 'map') return [];
    return [{ kind: 'traffic-policy', mesh: 'consul', ...header, caller: { name: header.name }, host, hostSite: siteOf(file.path, hostNode), levels: [levelOf(node)], subsets: [] }];
  };
  return [
    ...(defaults === undefined ? [] : policy('*', defaults.value, defaults.key)),
    ...itemsOf(get(upstreams, 'overrides')).flatMap((override) => {
      const name = get(override, 'name');
      const host = writtenText(file, name);
      return name === undefined || host === undefined ? [] : policy(host, override, name);
    }),
  ];
}

const LIMITS = ['maxConnections', 'maxPendingRequests', 'maxConcurrentRequests'];

/** A passive health check takes failing instances out, whatever their number. */
function levelOf(node: YamlMap): PolicyLevel {
  const limitsLoad = pairOf(node, 'passiveHealthCheck') !== undefined || LIMITS.some((limit) => get(node, 'limits', limit) !== undefined);
  return { level: 'host', limitsLoad };
}

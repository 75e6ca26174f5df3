import type { ProxyExtensionFact } from '../../../model/mesh-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, pairsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest, ManifestFile } from '../manifest.js';
import { selectorAt } from '../reading.js';

/** Deeper than any patch is nested. */
const MAX_DEPTH = 40;

/** Istio names clusters of its own after the service: `outbound|8081||ratelimit.default.svc.cluster.local`. */
const OWN_CLUSTER = /^outbound(?:_)?\|\d*\|[^|]*\|([A-Za-z0-9.-]+)$/;

const HOST = /^[A-Za-z][A-Za-z0-9.-]{0,252}$/;

/** An EnvoyFilter: the addresses of clusters that it adds, and clusters of Istio that it has filters call; none when a template hides whose proxies. */
export function proxyExtensionFact({ file, root, header }: Manifest): ProxyExtensionFact | undefined {
  const spec = get(root, 'spec');
  const selector = selectorAt(file, spec, 'workloadSelector', 'labels');
  const upstreams = itemsOf(get(spec, 'configPatches')).flatMap((patch) => hostsIn(file, get(patch, 'patch', 'value')));
  return selector && { kind: 'proxy-extension', mesh: 'istio', ...header, selector, upstreams };
}

/** Found by their shape, since filters nest as they like. */
function hostsIn(file: ManifestFile, value: YamlNode | undefined): ProxyExtensionFact['upstreams'] {
  const upstreams: ProxyExtensionFact['upstreams'][number][] = [];
  // Aliases may show one node in many places.
  const seen = new Set<YamlNode>();
  const add = (node: YamlNode | undefined, host: string | undefined): void => {
    if (node !== undefined && host !== undefined && HOST.test(host)) upstreams.push({ host, site: siteOf(file.path, node) });
  };
  const walk = (node: YamlNode | undefined, depth: number): void => {
    if (node === undefined || node.kind === 'scalar' || depth > MAX_DEPTH || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'list') {
      for (const item of node.items) walk(item, depth + 1);
      return;
    }
    for (const { key, value: inner } of pairsOf(node)) {
      if (key.text === 'socket_address' || key.text === 'socketAddress') add(get(inner, 'address'), textOf(get(inner, 'address')));
      else if (key.text === 'cluster_name' || key.text === 'cluster') add(inner, OWN_CLUSTER.exec(textOf(inner) ?? '')?.[1]);
      else walk(inner, depth + 1);
    }
  };
  walk(value, 0);
  return upstreams;
}

import type { OutlierDetection, PolicyLevel, TrafficPolicyFact } from '../../../model/mesh-facts.js';
import { mappingSlot, siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, numberOf, pairOf, textOf, type YamlMap, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest, ManifestFile } from '../manifest.js';
import { exportsOf } from './exports.js';
import { defined, recordOf, settingAt } from '../reading.js';
import { isHidden, writtenText } from '../templates.js';

/** A DestinationRule; none without a host. */
export function trafficPolicyFact({ file, root, header }: Manifest): TrafficPolicyFact | undefined {
  const spec = get(root, 'spec');
  const hostNode = get(spec, 'host');
  const host = writtenText(file, hostNode);
  if (hostNode === undefined || host === undefined) return undefined;
  const subsets = itemsOf(get(spec, 'subsets')).flatMap((node) => {
    const nameNode = get(node, 'name');
    const name = writtenText(file, nameNode);
    return name === undefined || nameNode === undefined ? [] : [{ node, name, site: siteOf(file.path, nameNode), labels: recordOf(file, get(node, 'labels')) }];
  });
  return {
    kind: 'traffic-policy', mesh: 'istio',
    ...header,
    host,
    hostSite: siteOf(file.path, hostNode),
    ...exportsOf(file, spec),
    ...(get(spec, 'workloadSelector') !== undefined && { caller: { labels: recordOf(file, get(spec, 'workloadSelector', 'matchLabels')) } }),
    levels: [
      ...levelsOf(file, spec, { level: 'host' }),
      ...subsets.flatMap(({ node, name }) => levelsOf(file, node, { level: 'subset', name })),
    ],
    subsets: subsets.map(({ name, labels, site }) => ({ name, labels, site })),
    ...defined({
      policySlot: mappingSlot(file.path, file.text, get(spec, 'trafficPolicy')),
      specSlot: mappingSlot(file.path, file.text, spec),
    }),
  };
}

type LevelName = Pick<PolicyLevel, 'level' | 'name'>;

/** The levels of the `trafficPolicy` of a rule or a subset. The ports of a subset count as levels of the subset, whose pods they concern. */
function levelsOf(file: ManifestFile, owner: YamlNode | undefined, own: LevelName): PolicyLevel[] {
  const policy = get(owner, 'trafficPolicy');
  if (policy?.kind !== 'map') return isHidden(file, owner, 'trafficPolicy') ? [{ ...own, limitsLoad: true }] : [];
  const ports = itemsOf(get(policy, 'portLevelSettings')).flatMap((node) => {
    const name = writtenText(file, get(node, 'port', 'number'));
    if (node.kind !== 'map' || name === undefined) return [];
    return [levelOf(file, node, own.level === 'host' ? { level: 'port', name } : own)];
  });
  return [levelOf(file, policy, own), ...ports];
}

function levelOf(file: ManifestFile, policy: YamlMap, own: LevelName): PolicyLevel {
  return {
    ...own,
    limitsLoad: limitsLoad(file, policy),
    hasConnectionPool: pairOf(policy, 'connectionPool') !== undefined,
    ...defined({
      outlierDetection: outlierDetectionOf(file, policy),
      tlsMode: settingAt(file, get(policy, 'tls'), 'mode', textOf),
    }),
  };
}

/** The bounds on load; time-outs and keep-alive bound nothing that piles up. */
const BOUNDS = [['tcp', 'maxConnections'], ['http', 'http1MaxPendingRequests'], ['http', 'http2MaxRequests'], ['http', 'maxRetries']] as const;

/** What a template may bound counts as bounded: nobody can say that care is missing. */
function limitsLoad(file: ManifestFile, policy: YamlMap): boolean {
  if (isHidden(file, policy, 'connectionPool') || isHidden(file, policy, 'outlierDetection')) return true;
  const pool = get(policy, 'connectionPool');
  return BOUNDS.some(([protocol, bound]) => {
    const settings = get(pool, protocol);
    return isHidden(file, pool, protocol) || isHidden(file, settings, bound) || get(settings, bound) !== undefined;
  });
}

function outlierDetectionOf(file: ManifestFile, policy: YamlMap): OutlierDetection | undefined {
  const pair = pairOf(policy, 'outlierDetection');
  if (pair?.value?.kind !== 'map') return undefined;
  const setting = (key: string) => settingAt(file, pair.value, key, numberOf);
  return {
    site: siteOf(file.path, pair.key),
    ...defined({
      // `consecutiveErrors` is the name of the first versions.
      consecutive5xxErrors: setting('consecutive5xxErrors') ?? setting('consecutiveErrors'),
      consecutiveGatewayErrors: setting('consecutiveGatewayErrors'),
      maxEjectionPercent: setting('maxEjectionPercent'),
      slot: mappingSlot(file.path, file.text, pair.value),
    }),
  };
}

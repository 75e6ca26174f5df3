import type { AccessPolicyFact, AccessRule, Condition, Matcher, Party, PortRange } from '../../../model/access-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { booleanOf, get, itemsOf, pairsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest } from '../manifest.js';
import { addition, anyOf, has, isTemplatedPolicy, ownNamespace, party, portRange, requirementsOf, templatedRules, textsOf, UNKNOWN } from './parties.js';

const DIRECTIONS = [
  { direction: 'inbound', key: 'ingress', endpoints: 'fromEndpoints', entities: 'fromEntities' },
  { direction: 'outbound', key: 'egress', endpoints: 'toEndpoints', entities: 'toEntities' },
] as const;

type Direction = (typeof DIRECTIONS)[number];

/** Entities that pods belong to, and those that none does. */
const OF_PODS: ReadonlySet<string> = new Set(['all', 'cluster']);
const OF_NO_POD: ReadonlySet<string> = new Set(['world', 'world-ipv4', 'world-ipv6', 'host', 'remote-node', 'kube-apiserver', 'health', 'none']);

/** A CiliumNetworkPolicy or its cluster-wide form, as one policy for each direction and specification. */
export function ciliumPolicyFacts(manifest: Manifest): AccessPolicyFact[] {
  const { root } = manifest;
  const specs = [get(root, 'spec'), ...itemsOf(get(root, 'specs'))].filter((spec) => spec !== undefined);
  return specs.flatMap((spec) => DIRECTIONS.flatMap((direction) => policyOf(manifest, spec, direction)));
}

function policyOf(manifest: Manifest, spec: YamlNode, direction: Direction): AccessPolicyFact[] {
  const { file, header, type } = manifest;
  const { key } = direction;
  const [allowed, denied] = [itemsOf(get(spec, key)), itemsOf(get(spec, `${key}Deny`))];
  if (allowed.length === 0 && denied.length === 0) return [];
  const selector = get(spec, 'endpointSelector');
  // Policies with a `nodeSelector` are about nodes.
  const subject = party(file, selector ?? spec, selector === undefined ? [anyOf(UNKNOWN)] : endpointConditions(manifest, selector));
  return [{
    kind: 'access-policy', technology: 'cilium', object: type.slice(type.indexOf('/') + 1), ...header, direction: direction.direction, subject,
    isWide: requirementsOf(selector)?.length === 0,
    isolates: booleanOf(get(spec, 'enableDefaultDeny', key)) ?? true,
    rules: isTemplatedPolicy(manifest) ? templatedRules(header.site) : [
      ...allowed.map((rule) => ruleOf(manifest, rule, direction, 'allow')),
      ...denied.map((rule) => ruleOf(manifest, rule, direction, 'deny')),
    ],
  }];
}

function ruleOf(manifest: Manifest, rule: YamlNode, direction: Direction, effect: AccessRule['effect']): AccessRule {
  const { file } = manifest;
  const endpoints = get(rule, direction.endpoints);
  const ports = itemsOf(get(rule, 'toPorts'));
  const peers = peersOf(manifest, rule, direction);
  return {
    effect, rank: effect === 'deny' ? 1 : 0, site: siteOf(file.path, endpoints ?? rule),
    conditional: ports.some((entry) => has(entry, 'rules')) || ['authentication', 'icmps', 'fromRequires', 'toRequires'].some((key) => has(rule, key)),
    ...(peers !== undefined && { peers }),
    ...(ports.length > 0 && { ports: ports.flatMap((entry) => itemsOf(get(entry, 'ports')).flatMap(rangeOf)) }),
    ...(effect === 'allow' && addition(file, endpoints, 'endpoint')),
  };
}

/** Undefined where only ports decide. A rule that names neither peers nor ports matches nobody. */
function peersOf(manifest: Manifest, rule: YamlNode, direction: Direction): Party[] | undefined {
  const { file } = manifest;
  const keys = pairsOf(rule).map(({ key }) => key.text).filter((key) => /^(?:from|to)(?!Ports$|Requires$)/.test(key));
  if (keys.length === 0) return has(rule, 'toPorts') || has(rule, 'icmps') ? undefined : [];
  return keys.flatMap((key) => {
    const list = get(rule, key);
    if (key === direction.endpoints) return itemsOf(list).map((selector) => party(file, selector, endpointConditions(manifest, selector)));
    if (key === direction.entities) return textsOf(list).flatMap((entity) => (OF_NO_POD.has(entity) ? [] : [party(file, list ?? rule, OF_PODS.has(entity) ? [] : [anyOf(UNKNOWN)])]));
    // Addresses and names of the internet are not those of pods; what else there is may be.
    return /^(?:from|to)(?:CIDR|CIDRSet|FQDNs|Nodes)$/.test(key) ? [] : [party(file, list ?? rule, [anyOf(UNKNOWN)])];
  });
}

const NAMESPACE_LABEL = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';

/** Labels say where they come from: `k8s:app`. A selector of a namespaced policy that names no namespace means its own. */
function endpointConditions(manifest: Manifest, selector: YamlNode): Condition[] {
  const requirements = requirementsOf(selector, (key) => key.replace(/^(?:k8s|any):/, ''));
  if (requirements === undefined || requirements.some(({ key }) => /^(?:reserved:|cidr:|io\.cilium\.k8s\.policy\.)/.test(key))) return [anyOf(UNKNOWN)];
  const places = requirements.filter(({ key }) => key === NAMESPACE_LABEL || key.startsWith(NAMESPACE_LABELS));
  const pods = requirements.filter((requirement) => !places.includes(requirement));
  const own: Condition[] = manifest.type.includes('Clusterwide') || places.length > 0 ? [] : [anyOf(ownNamespace(manifest))];
  return [...own, ...places.map(({ key, operator, values }): Condition => {
    if (key !== NAMESPACE_LABEL) return anyOf({ by: 'namespace-labels', requirements: [{ key: key.slice(NAMESPACE_LABELS.length), operator, values }] });
    const matchers = values.map((namespace): Matcher => ({ by: 'namespace', namespace }));
    return operator === 'In' ? anyOf(...matchers) : operator === 'NotIn' ? { not: true, anyOf: matchers } : { not: operator === 'Exists', anyOf: [] };
  }), anyOf({ by: 'pod-labels', requirements: pods })];
}

function rangeOf(port: YamlNode): PortRange[] {
  const protocol = textOf(get(port, 'protocol')) ?? 'ANY';
  if (protocol !== 'TCP' && protocol !== 'ANY') return [];
  return textOf(get(port, 'port')) === '0' ? [{ first: 1, last: 65535 }] : [portRange(get(port, 'port'), get(port, 'endPort'))];
}

import type { AccessPolicyFact, AccessRule, Condition, Party, PortRange } from '../../../model/access-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest } from '../manifest.js';
import { addition, anyOf, has, isTemplatedPolicy, labelCondition, ownNamespace, party, portRange, requirementsOf, templatedRules, UNKNOWN } from './parties.js';

type Direction = AccessPolicyFact['direction'];

const DIRECTIONS = [
  { direction: 'inbound', type: 'Ingress', key: 'ingress', peers: 'from' },
  { direction: 'outbound', type: 'Egress', key: 'egress', peers: 'to' },
] as const;

/** A NetworkPolicy, as one policy for each direction it is about. */
export function networkPolicyFacts(manifest: Manifest): AccessPolicyFact[] {
  const { file, root, header } = manifest;
  const spec = get(root, 'spec');
  const selector = get(spec, 'podSelector');
  const subject = party(file, selector ?? spec ?? root, [anyOf(ownNamespace(manifest)), selector === undefined ? anyOf({ by: 'pod-labels', requirements: [] }) : labelCondition('pod-labels', selector)]);
  const isWide = requirementsOf(selector)?.length === 0;
  return DIRECTIONS.filter(({ direction, type }) => isAbout(spec, direction, type)).map(({ direction, key, peers }) => ({
    kind: 'access-policy', technology: 'kubernetes', object: 'NetworkPolicy', ...header, direction, subject, isWide, isolates: true,
    rules: isTemplatedPolicy(manifest) ? templatedRules(header.site) : itemsOf(get(spec, key)).map((rule) => ruleOf(manifest, rule, peers)),
  }));
}

/** Without `policyTypes` it is about what comes in, and about what goes out where it has rules for that. */
function isAbout(spec: YamlNode | undefined, direction: Direction, type: string): boolean {
  const types = get(spec, 'policyTypes');
  if (types === undefined) return direction === 'inbound' || has(spec, 'egress');
  return itemsOf(types).some((item) => textOf(item) === type);
}

function ruleOf(manifest: Manifest, rule: YamlNode, key: 'from' | 'to'): AccessRule {
  const { file } = manifest;
  const [list, ports] = [get(rule, key), itemsOf(get(rule, 'ports'))];
  const peers = itemsOf(list);
  return {
    effect: 'allow', rank: 0, conditional: false, site: siteOf(file.path, list ?? rule),
    // An empty list, like none, means everybody.
    ...(peers.length > 0 && { peers: peers.map((peer) => peerOf(manifest, peer)) }),
    ...(ports.length > 0 && { ports: ports.flatMap(rangeOf) }),
    ...addition(file, list, 'pods'),
  };
}

function peerOf(manifest: Manifest, peer: YamlNode): Party {
  const [pods, namespaces] = [get(peer, 'podSelector'), get(peer, 'namespaceSelector')];
  return party(manifest.file, peer, [
    ...(has(peer, 'ipBlock') ? [blockCondition(get(peer, 'ipBlock'))] : []),
    ...(namespaces !== undefined ? [labelCondition('namespace-labels', namespaces)] : pods === undefined ? [] : [anyOf(ownNamespace(manifest))]),
    ...(pods === undefined ? [] : [labelCondition('pod-labels', pods)]),
    // A peer without any of these is a mistake.
    ...(pods === undefined && namespaces === undefined && !has(peer, 'ipBlock') ? [anyOf(UNKNOWN)] : []),
  ]);
}

/** Nobody here knows the addresses of pods, unless all are meant. */
function blockCondition(block: YamlNode | undefined): Condition {
  const isAll = /^(?:0\.0\.0\.0|::)\/0$/.test(textOf(get(block, 'cidr')) ?? '') && itemsOf(get(block, 'except')).length === 0;
  return anyOf(isAll ? { by: 'pod-labels', requirements: [] } : UNKNOWN);
}

/** Calls go over TCP. */
function rangeOf(port: YamlNode): PortRange[] {
  if ((textOf(get(port, 'protocol')) ?? 'TCP') !== 'TCP') return [];
  const node = get(port, 'port');
  return [node === undefined ? { first: 1, last: 65535 } : portRange(node, get(port, 'endPort'))];
}

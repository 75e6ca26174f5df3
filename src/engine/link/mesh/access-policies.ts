import type { AccessPolicyFact, AccessRule, LinkerdAuthorizationFact, LinkerdServerFact, Party, PeerSlot } from '../../model/access-facts.js';
import { indexParties } from '../../model/access-index.js';
import { labelKnowledge, matches, type LabelKnowledge } from '../../model/access-match.js';
import type { CouplingGraph, Element } from '../../model/graph.js';
import { compareSites } from '../../model/text.js';
import type { Inventory } from '../inventory.js';

/** Policies about who may reach whom, with the elements that they certainly or possibly are about. */
export function linkAccessPolicies(inventory: Inventory, elements: readonly Element[]): CouplingGraph['accessPolicies'] {
  const policies = [...inventory.accessPolicies, ...inventory.linkerdServers.map((server) => serverPolicy(server, inventory))].sort((a, b) => compareSites(a.site, b.site));
  if (policies.length === 0) return [];
  const knowledge = labelKnowledge(elements, inventory.namespaces);
  const candidatesOf = indexParties(elements);
  return policies.map((policy) => ({ policy, subjects: subjectsOf(policy, candidatesOf(policy.subject), knowledge) }));
}

function subjectsOf({ subject }: AccessPolicyFact, candidates: readonly Element[], knowledge: LabelKnowledge): CouplingGraph['accessPolicies'][number]['subjects'] {
  return candidates.flatMap((element) => {
    const isCertain = matches(subject, element, knowledge);
    return isCertain === 'no' ? [] : [{ element, isCertain: isCertain === 'yes' }];
  });
}

/** A Server with all that lets somebody in. */
function serverPolicy(server: LinkerdServerFact, inventory: Inventory): AccessPolicyFact {
  const { name, namespace, site, subject, port, open } = server;
  const own: AccessRule[] = open === 'nobody' ? [] : [{
    effect: 'allow', rank: 0, site, conditional: open === 'unknown',
    ...(open === 'authenticated' && { peers: [{ conditions: [{ not: false, anyOf: [{ by: 'identity' }] }], site }] }),
  }];
  const authorizations = inventory.linkerdAuthorizations.filter((authorization) => isFor(authorization, server));
  return {
    kind: 'access-policy', technology: 'linkerd', object: 'Server', name, ...(namespace !== undefined && { namespace }), site, direction: 'inbound', subject, isWide: false, ports: [port], isolates: true,
    rules: [...own, ...authorizations.map((authorization) => authorizationRule(authorization, inventory))],
  };
}

function isFor({ target, namespace }: LinkerdAuthorizationFact, server: LinkerdServerFact): boolean {
  if (namespace !== undefined && server.namespace !== undefined && namespace !== server.namespace) return false;
  if (typeof target === 'string') return true;
  if ('server' in target) return target.server === server.name;
  return target.labels.every(({ key, operator, values }) => {
    const value = server.labels[key];
    return operator === 'Exists' ? value !== undefined : operator === 'DoesNotExist' ? value === undefined : (value !== undefined && values.includes(value)) === (operator === 'In');
  });
}

/** What an authorisation allows. Where it refers to what is not here, or to several, nobody knows whom it lets in. */
function authorizationRule({ target, clients, references, namespace, site, addition }: LinkerdAuthorizationFact, inventory: Inventory): AccessRule {
  const [reference, ...others] = references;
  const resolved = reference === undefined || others.length > 0 ? undefined : clientsBehind(reference, namespace, site, inventory);
  const peers = clients ?? resolved?.clients;
  const slot = addition ?? resolved?.addition;
  return {
    effect: 'allow', rank: 0, site, conditional: target === 'unknown' || (references.length > 0 && resolved === undefined),
    ...(peers !== undefined && { peers }),
    ...(slot !== undefined && { addition: slot }),
  };
}

function clientsBehind({ kind, name, namespace }: LinkerdAuthorizationFact['references'][number], own: string | undefined, site: LinkerdAuthorizationFact['site'], inventory: Inventory): { readonly clients: readonly Party[]; readonly addition?: PeerSlot } | undefined {
  const place = namespace ?? own;
  if (kind === 'ServiceAccount') return { clients: [{ conditions: [{ not: false, anyOf: [{ by: 'identity', account: name, ...(place !== undefined && { namespace: place }) }] }], site }] };
  if (kind !== 'MeshTLSAuthentication') return undefined;
  const found = inventory.linkerdAuthentications.filter((fact) => fact.name === name && (fact.namespace ?? place) === (place ?? fact.namespace));
  const [only] = found;
  return found.length === 1 ? only : undefined;
}

import type { LinkerdAuthenticationFact, LinkerdAuthorizationFact, LinkerdServerFact, Matcher, Party } from '../../../model/access-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { booleanOf, get, itemsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest } from '../manifest.js';
import { recordOf } from '../reading.js';
import { addition, anyOf, has, isTemplatedPolicy, labelCondition, ownNamespace, party, portRange, requirementsOf, UNKNOWN } from './parties.js';

/** A Server. */
export function serverFact(manifest: Manifest): LinkerdServerFact {
  const { file, root, header } = manifest;
  const spec = get(root, 'spec');
  const pods = get(spec, 'podSelector');
  // Servers may also stand for machines outside of the cluster.
  const subject = party(file, pods ?? spec ?? root, [anyOf(ownNamespace(manifest)), pods === undefined ? anyOf(UNKNOWN) : labelCondition('pod-labels', pods)]);
  return {
    kind: 'linkerd-server', ...header, subject, labels: recordOf(file, get(root, 'metadata', 'labels')), port: portRange(get(spec, 'port')),
    open: isTemplatedPolicy(manifest) ? 'unknown' : openness(get(spec, 'accessPolicy')),
  };
}

function openness(node: YamlNode | undefined): LinkerdServerFact['open'] {
  const policy = textOf(node) ?? 'deny';
  if (policy === 'deny') return 'nobody';
  if (policy === 'all-unauthenticated' || policy === 'audit') return 'everybody';
  // A cluster has networks of its own, and nobody here knows which.
  return policy === 'all-authenticated' || policy === 'cluster-authenticated' ? 'authenticated' : 'unknown';
}

/** A ServerAuthorization: who may reach the Servers that it names or selects. */
export function serverAuthorizationFact(manifest: Manifest): LinkerdAuthorizationFact {
  const { file, root, header } = manifest;
  const [server, client] = [get(root, 'spec', 'server'), get(root, 'spec', 'client')];
  const name = textOf(get(server, 'name'));
  const labels = requirementsOf(get(server, 'selector'));
  const [tls, identities, accounts] = [get(client, 'meshTLS'), get(client, 'meshTLS', 'identities'), get(client, 'meshTLS', 'serviceAccounts')];
  const isOpen = booleanOf(get(client, 'unauthenticated')) === true || booleanOf(get(tls, 'unauthenticatedTLS')) === true;
  const clients = [
    ...itemsOf(identities).map((node) => party(file, node, [anyOf(identityMatcher(node))])),
    ...itemsOf(accounts).map((node) => party(file, node, [anyOf(accountMatcher(manifest, node))])),
  ];
  const isReadable = !isTemplatedPolicy(manifest) && (isOpen || clients.length > 0);
  return {
    kind: 'linkerd-authorization', ...header, references: [],
    target: name !== undefined ? { server: name } : labels === undefined ? 'unknown' : { labels },
    // It may narrow the networks of its clients.
    ...(!isReadable || has(client, 'networks') ? { clients: [party(file, root, [anyOf(UNKNOWN)])] } : isOpen ? {} : { clients }),
    ...(accounts === undefined ? addition(file, identities, 'linkerd-identity') : addition(file, accounts, 'linkerd-account')),
  };
}

/** An AuthorizationPolicy of Linkerd: who has to be authenticated how to reach what it names. */
export function linkerdAuthorizationFact(manifest: Manifest): LinkerdAuthorizationFact {
  const { file, root, header } = manifest;
  const spec = get(root, 'spec');
  const [kind, name] = [textOf(get(spec, 'targetRef', 'kind')), textOf(get(spec, 'targetRef', 'name'))];
  const references = itemsOf(get(spec, 'requiredAuthenticationRefs')).map((reference) => {
    const namespace = textOf(get(reference, 'namespace'));
    return { kind: textOf(get(reference, 'kind')) ?? '', name: textOf(get(reference, 'name')) ?? '', ...(namespace !== undefined && { namespace }) };
  });
  return {
    kind: 'linkerd-authorization', ...header, references,
    target: kind === 'Server' && name !== undefined ? { server: name } : kind === 'Namespace' ? 'namespace' : 'unknown',
    ...(isTemplatedPolicy(manifest) && { clients: [party(file, root, [anyOf(UNKNOWN)])] }),
  };
}

/** A MeshTLSAuthentication. */
export function linkerdAuthenticationFact(manifest: Manifest): LinkerdAuthenticationFact {
  const { file, root, header } = manifest;
  const [identities, references] = [get(root, 'spec', 'identities'), get(root, 'spec', 'identityRefs')];
  const clients: Party[] = [
    ...itemsOf(identities).map((node) => party(file, node, [anyOf(identityMatcher(node))])),
    ...itemsOf(references).map((node) => party(file, node, [anyOf(textOf(get(node, 'kind')) === 'ServiceAccount' ? accountMatcher(manifest, node) : namespaceMatcher(node))])),
  ];
  return {
    kind: 'linkerd-authentication', ...header,
    clients: isTemplatedPolicy(manifest) ? [{ conditions: [anyOf(UNKNOWN)], site: siteOf(file.path, root) }] : clients,
    ...addition(file, identities, 'linkerd-identity'),
  };
}

/** `orders.shop.serviceaccount.identity.linkerd.cluster.local`, `*.shop.serviceaccount...`, `*`. */
function identityMatcher(node: YamlNode): Matcher {
  const text = textOf(node) ?? '';
  if (text === '*') return { by: 'identity' };
  const [, account, namespace] = /^(\*|[a-z0-9-]+)\.([a-z0-9-]+)\.serviceaccount\.identity\./.exec(text) ?? [];
  return namespace === undefined ? UNKNOWN : { by: 'identity', namespace, ...(account !== undefined && account !== '*' && { account }) };
}

function accountMatcher({ header }: Manifest, node: YamlNode): Matcher {
  const account = textOf(get(node, 'name'));
  const namespace = textOf(get(node, 'namespace')) ?? header.namespace;
  return account === undefined ? UNKNOWN : { by: 'identity', account, ...(namespace !== undefined && { namespace }) };
}

function namespaceMatcher(node: YamlNode): Matcher {
  const namespace = textOf(get(node, 'name'));
  return textOf(get(node, 'kind')) === 'Namespace' && namespace !== undefined ? { by: 'identity', namespace } : UNKNOWN;
}

import type { AuthorizationPolicyFact } from '../../../model/mesh-facts.js';
import { get, itemsOf, textOf } from '../../../syntax/yaml.js';
import { nameOf, type Manifest } from '../manifest.js';
import { defined, selectorAt } from '../reading.js';
import { writtenTexts } from '../templates.js';

/** A Server: a port of some pods, which nobody may call whom no authorisation lets in, unless it says otherwise. */
export function serverFact({ file, root, header }: Manifest): AuthorizationPolicyFact | undefined {
  const spec = get(root, 'spec');
  const selector = selectorAt(file, spec, 'podSelector', 'matchLabels');
  const action = /unauthenticated$/.test(textOf(get(spec, 'accessPolicy')) ?? '') ? 'ALLOW' : 'DENY';
  return selector && { kind: 'authorization-policy', mesh: 'linkerd', ...header, selector, action, sources: [] };
}

/** A ServerAuthorization: who may call a Server; for all of a label none is named. */
export function serverAuthorizationFact({ file, root, header }: Manifest): AuthorizationPolicyFact {
  const client = get(root, 'spec', 'client');
  const accounts = itemsOf(get(client, 'meshTLS', 'serviceAccounts')).flatMap((account) => nameOf(get(account, 'name')) ?? []);
  const isOpen = textOf(get(client, 'unauthenticated')) === 'true' || textOf(get(client, 'meshTLS', 'unauthenticatedTLS')) === 'true';
  return {
    kind: 'authorization-policy', mesh: 'linkerd', ...header, selector: {}, action: 'ALLOW',
    sources: [...writtenTexts(file, get(client, 'meshTLS', 'identities')), ...accounts, ...(isOpen ? ['*'] : [])],
    ...defined({ target: nameOf(get(root, 'spec', 'server', 'name')) }),
  };
}

/** An AuthorizationPolicy: it names what it protects, and who has to be authenticated how. */
export function linkerdAuthorizationFact({ root, header }: Manifest): AuthorizationPolicyFact {
  const references = itemsOf(get(root, 'spec', 'requiredAuthenticationRefs')).flatMap((reference) => nameOf(get(reference, 'name')) ?? []);
  return {
    kind: 'authorization-policy', mesh: 'linkerd', ...header, selector: {}, action: 'ALLOW', sources: references,
    ...defined({ target: nameOf(get(root, 'spec', 'targetRef', 'name')) }),
  };
}

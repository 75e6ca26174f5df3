import type { AccessRule, Condition } from '../../model/access-facts.js';
import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, Element } from '../../model/graph.js';

/**
 * Elements that Istio's authorisation lets nobody reach without an identity, as it comes with mTLS alone: all that is allowed
 * names principals, namespaces or accounts, or whoever has none is denied. What a template hides may do so.
 */
export function demandsIdentity({ accessPolicies }: CouplingGraph): ReadonlySet<Element> {
  const applied = accessPolicies.filter(({ policy }) => policy.technology === 'istio' && policy.direction === 'inbound')
    .flatMap(({ policy, subjects }) => subjects.map(({ element }) => ({ element, policy })));
  const demanding = [...groupBy(applied, ({ element }) => element.id).values()].filter((group) => {
    const rules = group.flatMap(({ policy }) => policy.rules);
    const isClosed = group.some(({ policy }) => policy.isolates && policy.ports === undefined);
    return (isClosed && rules.filter(({ effect }) => effect === 'allow').every(isForKnown)) || rules.some(keepsUnknownOut);
  });
  return new Set(demanding.map(([{ element }]) => element));
}

/** Whether a rule lets in only those who say who they are, as far as is known. */
function isForKnown({ peers }: AccessRule): boolean {
  return peers !== undefined && peers.every(({ conditions }) => conditions.some(({ not, anyOf }) => !not && anyOf.every(({ by }) => by === 'identity' || by === 'unknown')));
}

/** `notPrincipals: ["*"]`: whoever has no identity at all is denied. */
function keepsUnknownOut({ effect, peers = [], ports, conditional }: AccessRule): boolean {
  const isWithoutIdentity = ({ not, anyOf }: Condition): boolean => not && anyOf.every(({ by }) => by === 'identity');
  return effect === 'deny' && ports === undefined && !conditional && peers.some(({ conditions }) => conditions.length > 0 && conditions.every(isWithoutIdentity));
}

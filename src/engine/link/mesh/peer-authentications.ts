import type { CouplingGraph } from '../../model/graph.js';
import { ROOT_NAMESPACE, type PeerAuthenticationFact } from '../../model/mesh-facts.js';
import { compareSites, compareText } from '../../model/text.js';
import type { SelectPods } from '../deployables/pods.js';

/** PeerAuthentications with the elements they select: mesh-wide first, then namespaces, then single workloads. */
export function linkPeerAuthentications(facts: readonly PeerAuthenticationFact[], selectPods: SelectPods): CouplingGraph['peerAuthentications'] {
  return [...facts]
    .sort((a, b) => rank(a) - rank(b) || compareText(a.name, b.name) || compareSites(a.site, b.site))
    .map((fact) => ({ fact, targets: selectPods(fact) }));
}

function rank({ namespace, selector }: PeerAuthenticationFact): number {
  if (Object.keys(selector).length > 0) return 2;
  return namespace === ROOT_NAMESPACE ? 0 : 1;
}

import type { UnitFact } from '../model/deployment-facts.js';
import type { CouplingGraph, Element } from '../model/graph.js';
import type { PeerAuthenticationFact } from '../model/mesh-facts.js';
import { compareSites, compareText } from '../model/text.js';

/** PeerAuthentications with the elements they select: mesh-wide first, then namespaces, then single workloads. */
export function linkPeerAuthentications(facts: readonly PeerAuthenticationFact[], elements: readonly Element[]): CouplingGraph['peerAuthentications'] {
  return [...facts]
    .sort((a, b) => rank(a) - rank(b) || compareText(a.name, b.name) || compareSites(a.site, b.site))
    .map((fact) => ({ fact, targets: elements.filter(({ units }) => units.some((unit) => selects(fact, unit))) }));
}

function rank({ namespace, selector }: PeerAuthenticationFact): number {
  if (Object.keys(selector).length > 0) return 2;
  return namespace === 'istio-system' ? 0 : 1;
}

function selects({ namespace, selector }: PeerAuthenticationFact, unit: UnitFact): boolean {
  if (unit.technology !== 'kubernetes') return false;
  const labels = Object.entries(selector);
  const isMeshWide = namespace === 'istio-system' && labels.length === 0;
  if (!isMeshWide && namespace !== undefined && unit.namespace !== undefined && namespace !== unit.namespace) return false;
  return labels.every(([key, value]) => unit.labels.some((label) => label.key === key && label.value.known && label.value.value === value));
}

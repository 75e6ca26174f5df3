import type { CouplingGraph, Element, HostReference } from '../../model/graph.js';
import type { Draft } from '../draft.js';
import type { FindHost } from './hosts.js';
import type { Inventory } from '../inventory.js';
import { compareSites } from '../../model/text.js';

/** The hosts that routes and rules of meshes name, and who answers to them. */
export function linkHostReferences({ trafficRoutes, trafficPolicies }: Inventory, findHost: FindHost, elements: ReadonlyMap<Draft, Element>): CouplingGraph['hostReferences'] {
  const routed = trafficRoutes.flatMap((fact) => fact.routes.flatMap(({ destinations, mirrored = [] }) =>
    [...destinations, ...mirrored].map((destination) => ({ host: destination.host, site: destination.site, fact, destination })),
  ));
  const ruled = trafficPolicies.map((fact) => ({ host: fact.host, site: fact.hostSite, fact }));
  return [...routed, ...ruled].filter(({ host }) => !/[{}<>$*]/.test(host)).map((reference): HostReference => {
    const { namespace } = reference.fact;
    const draft = findHost(reference.host, namespace === undefined ? {} : { namespace });
    const target = draft && elements.get(draft);
    return { ...reference, ...(target && { target }) };
  }).sort((a, b) => compareSites(a.site, b.site));
}

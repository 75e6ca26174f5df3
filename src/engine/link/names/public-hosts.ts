import type { Element, PublicHost } from '../../model/graph.js';
import type { Site } from '../../model/text.js';
import type { Draft } from '../draft.js';
import type { LinkContext } from '../link-context.js';

/** Hosts of the outside: names with dots and nothing else, of no cluster. */
const OUTSIDE = /^(?!.*\.svc(?:\.|$))(?!.*\.cluster\.local$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/** Where the outside reaches elements by a host of its own. */
export function linkPublicHosts({ inventory, findHost }: Pick<LinkContext, 'inventory' | 'findHost'>, elements: ReadonlyMap<Draft, Element>): PublicHost[] {
  const elementAt = (host: string, namespace: string | undefined): Element | undefined => {
    const draft = findHost(host, namespace === undefined ? {} : { namespace });
    return draft && elements.get(draft);
  };
  const open = (hosts: readonly string[], path: string, element: Element | undefined, site: Site): PublicHost[] =>
    element === undefined ? [] : hosts.map((host) => host.toLowerCase()).filter((host) => OUTSIDE.test(host)).map((host) => ({ host, path, element, site }));
  return [
    ...inventory.ingresses.flatMap(({ hosts, backends, namespace, site }) =>
      backends.flatMap((backend) => open(hosts, backend.path, elementAt(backend.service, backend.namespace ?? namespace), site))),
    ...inventory.trafficRoutes.flatMap(({ hosts, gateways, routes, namespace, site }) => {
      // Names of the cluster may stand among the hosts of a route that the mesh uses, too.
      const outside = gateways.some((gateway) => gateway !== 'mesh') ? hosts.filter((host) => elementAt(host, namespace) === undefined) : [];
      return routes.flatMap(({ destinations }) => destinations.flatMap((destination) => open(outside, '', elementAt(destination.host, namespace), site)));
    }),
  ];
}

import type { HttpRoute, TrafficRouteFact } from '../../../model/mesh-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, pairOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import { durationOf } from '../duration.js';
import type { Manifest, ManifestFile } from '../manifest.js';
import { defined, settingAt } from '../reading.js';
import { writtenText } from '../templates.js';

/** A ServiceProfile, which is called like the host it is for. */
export function serviceProfileFact({ file, root, header }: Manifest): TrafficRouteFact {
  const split = itemsOf(get(root, 'spec', 'dstOverrides')).flatMap((override) => {
    const node = get(override, 'authority');
    const host = writtenText(file, node)?.replace(/:\d+$/, '');
    return node === undefined || host === undefined ? [] : [{ host, site: siteOf(file.path, node) }];
  });
  const destinations = split.length > 0 ? split : [{ host: header.name, site: header.site }];
  return {
    kind: 'traffic-route', mesh: 'linkerd', ...header, hosts: [header.name], gateways: [],
    routes: itemsOf(get(root, 'spec', 'routes')).map((route) => toRoute(file, route, destinations)),
  };
}

function toRoute(file: ManifestFile, route: YamlNode, destinations: HttpRoute['destinations']): HttpRoute {
  const name = get(route, 'name') ?? route;
  return {
    protocol: 'http', destinations, site: siteOf(file.path, name),
    ...defined({ timeout: settingAt(file, route, 'timeout', durationOf), attempts: retriesOf(file, route) }),
  };
}

/** Retries are bounded by a share of all requests, so nobody knows how many one request gets. */
function retriesOf(file: ManifestFile, route: YamlNode): HttpRoute['attempts'] {
  const pair = pairOf(route, 'isRetryable');
  return pair !== undefined && textOf(pair.value) === 'true' ? { known: false, site: siteOf(file.path, pair.key) } : undefined;
}

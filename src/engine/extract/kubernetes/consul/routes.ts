import type { HttpRoute, TrafficRouteFact } from '../../../model/mesh-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, numberOf, pairsOf, type YamlNode } from '../../../syntax/yaml.js';
import { durationOf } from '../duration.js';
import type { Manifest, ManifestFile } from '../manifest.js';
import { defined, settingAt } from '../reading.js';
import { writtenText } from '../templates.js';

type Destinations = HttpRoute['destinations'];

/** A ServiceRouter: routes of the service that it is called like, by request. */
export function routerFact(manifest: Manifest): TrafficRouteFact {
  const { file, root } = manifest;
  return toFact(manifest, itemsOf(get(root, 'spec', 'routes')).map((route) => {
    const destination = get(route, 'destination');
    return {
      destinations: named(file, get(destination, 'service'), get(destination, 'serviceSubset')),
      care: { timeout: settingAt(file, destination, 'requestTimeout', durationOf), attempts: settingAt(file, destination, 'numRetries', numberOf) },
    };
  }));
}

/** A ServiceSplitter: shares of requests. */
export function splitterFact(manifest: Manifest): TrafficRouteFact {
  const { file, root } = manifest;
  const destinations = itemsOf(get(root, 'spec', 'splits')).flatMap((split) => named(file, get(split, 'service'), get(split, 'serviceSubset')));
  return toFact(manifest, [{ destinations, care: {} }]);
}

/** A ServiceResolver: who answers in place of a service, or when it fails. */
export function resolverFact(manifest: Manifest): TrafficRouteFact {
  const { file, root } = manifest;
  const spec = get(root, 'spec');
  const failover = pairsOf(get(spec, 'failover')).flatMap(({ value }) => named(file, get(value, 'service'), undefined));
  const redirect = named(file, get(spec, 'redirect', 'service'), undefined);
  return toFact(manifest, [{ destinations: [...redirect, ...failover], care: { timeout: settingAt(file, spec, 'requestTimeout', durationOf) } }]);
}

function named(file: ManifestFile, service: YamlNode | undefined, subsetNode: YamlNode | undefined): Destinations {
  const host = writtenText(file, service);
  if (service === undefined || host === undefined) return [];
  return [{ host, site: siteOf(file.path, service), ...defined({ subset: writtenText(file, subsetNode) }) }];
}

interface Entry {
  readonly destinations: Destinations;
  readonly care: { readonly timeout?: HttpRoute['timeout']; readonly attempts?: HttpRoute['attempts'] };
}

/** A route without a destination leads to the service itself. */
function toFact({ header }: Manifest, entries: readonly Entry[]): TrafficRouteFact {
  const own: Destinations = [{ host: header.name, site: header.site }];
  const routes = entries.map(({ destinations, care }): HttpRoute => {
    const targets = destinations.length > 0 ? destinations : own;
    return { protocol: 'http', destinations: targets, site: targets[0]?.site ?? header.site, ...defined(care) };
  });
  return { kind: 'traffic-route', mesh: 'consul', ...header, hosts: [header.name], gateways: [], routes };
}

import type { Caller, HttpRoute, TrafficRouteFact } from '../../../model/mesh-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, numberOf, pairsOf, type YamlNode } from '../../../syntax/yaml.js';
import { durationOf } from '../duration.js';
import type { Manifest, ManifestFile } from '../manifest.js';
import { defined, settingAt } from '../reading.js';
import { writtenText } from '../templates.js';
import { callerOf, hostOf, legacyCallers, matched, referredHost, targetsOf } from './targets.js';

type Care = Pick<HttpRoute, 'timeout' | 'attempts'>;
type Destinations = HttpRoute['destinations'];

/** MeshTimeout. */
export function timeoutFacts(manifest: Manifest): TrafficRouteFact[] {
  return careFacts(manifest, (settings) => defined({ timeout: settingAt(manifest.file, get(settings, 'http'), 'requestTimeout', durationOf) }));
}

/** MeshRetry. */
export function retryFacts(manifest: Manifest): TrafficRouteFact[] {
  return careFacts(manifest, (settings) => retries(manifest.file, settings));
}

function retries(file: ManifestFile, settings: YamlNode | undefined): Care {
  return defined({ attempts: settingAt(file, get(settings, 'http'), 'numRetries', numberOf) ?? settingAt(file, get(settings, 'grpc'), 'numRetries', numberOf) });
}

/** MeshHTTPRoute and MeshTCPRoute. */
export function routeFacts({ file, root, header, type }: Manifest): TrafficRouteFact[] {
  const spec = get(root, 'spec');
  const protocol = type.endsWith('TCPRoute') ? 'tcp' : 'http';
  return itemsOf(get(spec, 'to')).flatMap((to) => {
    const host = referredHost(file, get(to, 'targetRef'));
    if (host === undefined) return [];
    const routes = itemsOf(get(to, 'rules')).map((rule): HttpRoute => {
      const destinations = itemsOf(get(rule, 'default', 'backendRefs')).flatMap((reference) => destination(file, referredHost(file, reference), get(reference, 'name')));
      return { protocol, destinations, site: destinations[0]?.site ?? header.site };
    });
    return [toFact({ header }, host, routes, callerOf(file, spec))];
  });
}

function destination(file: ManifestFile, host: string | undefined, node: YamlNode | undefined): Destinations {
  return host === undefined || node === undefined ? [] : [{ host, site: siteOf(file.path, node) }];
}

/** Timeout. */
export function legacyTimeoutFacts(manifest: Manifest): TrafficRouteFact[] {
  return legacyFacts(manifest, (conf) => defined({ timeout: settingAt(manifest.file, get(conf, 'http'), 'requestTimeout', durationOf) }));
}

/** Retry. */
export function legacyRetryFacts(manifest: Manifest): TrafficRouteFact[] {
  return legacyFacts(manifest, (conf) => retries(manifest.file, conf));
}

/** TrafficRoute: a split, or another destination. */
export function legacyRouteFacts(manifest: Manifest): TrafficRouteFact[] {
  const { file } = manifest;
  return legacyFacts(manifest, () => ({}), (conf) => {
    const single = get(conf, 'destination');
    const tags = [...(single === undefined ? [] : [single]), ...itemsOf(get(conf, 'split')).flatMap((share) => get(share, 'destination') ?? [])];
    return tags.flatMap((tag) => {
      const node = pairsOf(tag).find(({ key }) => key.text === 'kuma.io/service')?.value;
      const service = writtenText(file, node);
      return service === undefined || service === '*' ? [] : destination(file, hostOf(service), node);
    });
  });
}

function careFacts({ file, root, header }: Manifest, careOf: (settings: YamlNode | undefined) => Care): TrafficRouteFact[] {
  const spec = get(root, 'spec');
  return targetsOf(file, spec).flatMap(({ host, node, settings }) => {
    const care = careOf(settings);
    if (Object.keys(care).length === 0) return [];
    const site = siteOf(file.path, node);
    return [toFact({ header }, host, [{ protocol: 'http', destinations: [{ host, site }], site, ...care }], callerOf(file, spec))];
  });
}

function legacyFacts({ file, root, header }: Manifest, careOf: (conf: YamlNode | undefined) => Care, destinationsOf?: (conf: YamlNode | undefined) => Destinations): TrafficRouteFact[] {
  const spec = get(root, 'spec');
  const conf = get(spec, 'conf');
  const care = careOf(conf);
  if (destinationsOf === undefined && Object.keys(care).length === 0) return [];
  return matched(file, get(spec, 'destinations')).flatMap(({ host, node }) => {
    const site = siteOf(file.path, node);
    const others = destinationsOf?.(conf) ?? [];
    const route: HttpRoute = { protocol: 'http', destinations: others.length > 0 ? others : [{ host, site }], site, ...care };
    return legacyCallers(file, spec).map((caller) => toFact({ header }, host, [route], caller));
  });
}

function toFact({ header }: Pick<Manifest, 'header'>, host: string, routes: readonly HttpRoute[], caller: Caller | undefined): TrafficRouteFact {
  return { kind: 'traffic-route', mesh: 'kuma', ...header, hosts: [host], gateways: [], routes, ...defined({ caller }) };
}

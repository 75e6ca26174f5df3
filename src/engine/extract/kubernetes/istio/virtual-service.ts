import type { HttpRoute, TrafficRouteFact } from '../../../model/mesh-facts.js';
import { mappingSlot, siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, numberOf, pairOf, textOf, type YamlMap, type YamlNode } from '../../../syntax/yaml.js';
import { durationOf } from '../duration.js';
import type { Manifest, ManifestFile } from '../manifest.js';
import { exportsOf } from './exports.js';
import { defined, portOf, settingAt } from '../reading.js';
import { writtenText, writtenTexts } from '../templates.js';

const PROTOCOLS = ['http', 'tls', 'tcp'] as const;

/** A VirtualService. Hosts are as written, templated ones too. */
export function trafficRouteFact({ file, root, header }: Manifest): TrafficRouteFact {
  const spec = get(root, 'spec');
  return {
    kind: 'traffic-route', mesh: 'istio',
    ...header,
    hosts: writtenTexts(file, get(spec, 'hosts')),
    gateways: writtenTexts(file, get(spec, 'gateways')),
    ...exportsOf(file, spec),
    routes: PROTOCOLS.flatMap((protocol) =>
      itemsOf(get(spec, protocol)).flatMap((entry) => (entry.kind === 'map' ? [routeOf(file, entry, protocol)] : [])),
    ),
  };
}

function routeOf(file: ManifestFile, entry: YamlMap, protocol: HttpRoute['protocol']): HttpRoute {
  const destinations = itemsOf(get(entry, 'route')).flatMap((route) => destinationOf(file, get(route, 'destination')));
  const mirrored = [get(entry, 'mirror'), ...itemsOf(get(entry, 'mirrors')).map((mirror) => get(mirror, 'destination'))].flatMap((mirror) => destinationOf(file, mirror));
  // A whole entry is too long to underline: its first target, or its first key, stands for it.
  const site = destinations[0]?.site ?? siteOf(file.path, entry.pairs[0]?.key ?? entry);
  return { protocol, destinations, site, ...(mirrored.length > 0 && { mirrored }), ...(protocol === 'http' && httpCare(file, entry)) };
}

function destinationOf(file: ManifestFile, node: YamlNode | undefined): HttpRoute['destinations'] {
  const hostNode = get(node, 'host');
  const host = writtenText(file, hostNode);
  if (hostNode === undefined || host === undefined) return [];
  const [subsetNode, portNode] = [get(node, 'subset'), get(node, 'port', 'number')];
  const subset = writtenText(file, subsetNode);
  const port = portOf(portNode);
  return [{
    host, site: siteOf(file.path, hostNode),
    ...(subset !== undefined && subsetNode && { subset, subsetSite: siteOf(file.path, subsetNode) }),
    ...(port !== undefined && portNode && { port, portSite: siteOf(file.path, portNode) }),
  }];
}

function httpCare(file: ManifestFile, entry: YamlMap): Pick<HttpRoute, 'timeout' | 'attempts' | 'tryTimeout' | 'retriesAnswers' | 'retryOn' | 'methods' | 'timeoutSlot' | 'fault'> {
  const fault = pairOf(entry, 'fault');
  return defined({
    fault: fault && siteOf(file.path, fault.key),
    timeout: settingAt(file, entry, 'timeout', durationOf),
    attempts: settingAt(file, get(entry, 'retries'), 'attempts', numberOf),
    tryTimeout: settingAt(file, get(entry, 'retries'), 'perTryTimeout', durationOf),
    retriesAnswers: settingAt(file, get(entry, 'retries'), 'retryOn', retriesAnswers),
    retryOn: settingAt(file, get(entry, 'retries'), 'retryOn', textOf),
    methods: methodsOf(entry),
    timeoutSlot: pairOf(entry, 'timeout') === undefined ? mappingSlot(file.path, file.text, entry) : undefined,
  });
}

/** Any of the matches may hold: one without a method is for all. */
function methodsOf(entry: YamlMap): HttpRoute['methods'] {
  const named = itemsOf(get(entry, 'match')).map((match) => get(match, 'method'));
  if (named.length === 0 || named.some((method) => method === undefined)) return undefined;
  const methods = named.map((method) => textOf(get(method, 'exact')));
  return methods.every((method) => method !== undefined) ? methods : 'unknown';
}

/** Conditions of Envoy that look at what the callee answered, of HTTP and of gRPC; status codes may stand among them. The others are about connections. */
const ABOUT_ANSWERS = /^(?:5xx|gateway-error|reset|retriable-4xx|retriable-status-codes|retriable-headers|cancelled|deadline-exceeded|internal|resource-exhausted|unavailable|[45]\d\d)$/;

function retriesAnswers(retryOn: YamlNode): boolean | undefined {
  return textOf(retryOn)?.split(',').some((condition) => ABOUT_ANSWERS.test(condition.trim()));
}

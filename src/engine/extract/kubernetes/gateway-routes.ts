import type { IngressFact } from '../../model/deployment-facts.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, itemsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { durationOf } from './duration.js';
import { nameOf, type Manifest, type ManifestFile } from './manifest.js';
import { defined, settingAt } from './reading.js';
import { writtenText, writtenTexts } from './templates.js';

type Backend = IngressFact['backends'][number];

/** A route of the Gateway API (HTTPRoute, GRPCRoute, TCPRoute, TLSRoute), once for each Gateway it is attached to. A route attached to a Service is the mesh's. */
export function gatewayRouteFacts({ file, root, header }: Manifest): IngressFact[] {
  const spec = get(root, 'spec');
  const backends = itemsOf(get(spec, 'rules')).flatMap((rule) => ruleBackends(file, rule));
  const hosts = writtenTexts(file, get(spec, 'hostnames'));
  const gateways = itemsOf(get(spec, 'parentRefs')).filter((parent) => (textOf(get(parent, 'kind')) ?? 'Gateway') === 'Gateway');
  return gateways.map((parent) => {
    const name = nameOf(get(parent, 'name'));
    const namespace = nameOf(get(parent, 'namespace')) ?? header.namespace;
    return { kind: 'ingress', ...header, hosts, backends, ...(name !== undefined && { gateway: { name, ...defined({ namespace }) } }) };
  });
}

function ruleBackends(file: ManifestFile, rule: YamlNode): Backend[] {
  const timeout = settingAt(file, get(rule, 'timeouts'), 'request', durationOf);
  const [match] = itemsOf(get(rule, 'matches'));
  const path = writtenText(file, get(match, 'path', 'value')) ?? writtenText(file, get(match, 'method', 'service')) ?? '/';
  return itemsOf(get(rule, 'backendRefs')).flatMap((reference) =>
    (textOf(get(reference, 'kind')) ?? 'Service') === 'Service' ? backend(file, reference, path).map((one) => ({ ...one, ...defined({ timeout }) })) : []);
}

function backend(file: ManifestFile, reference: YamlNode, path: string): Backend[] {
  const node = get(reference, 'name');
  const service = nameOf(node);
  if (node === undefined || service === undefined) return [];
  return [{ service, path, site: siteOf(file.path, node), ...defined({ namespace: nameOf(get(reference, 'namespace')) }) }];
}

/** Traefik's own route: IngressRoute, IngressRouteTCP, IngressRouteUDP. */
export function traefikRouteFact({ file, root, header }: Manifest): IngressFact {
  const backends = itemsOf(get(root, 'spec', 'routes')).flatMap((route) => {
    const path = /Path(?:Prefix)?\(\s*[`"']([^`"']*)/.exec(textOf(get(route, 'match')) ?? '')?.[1] ?? '/';
    return itemsOf(get(route, 'services')).flatMap((service) => (textOf(get(service, 'kind')) === 'TraefikService' ? [] : backend(file, service, path)));
  });
  return { kind: 'ingress', ...header, hosts: [], backends };
}

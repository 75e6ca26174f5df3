import type { IngressFact, NetworkPolicyFact, NetworkServiceFact } from '../../model/deployment-facts.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, itemsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { nameOf, type Manifest, type ManifestFile } from './manifest.js';
import { defined, portOf, recordOf, selectorAt } from './reading.js';
import { writtenText } from './templates.js';

/** A Service. One without a readable selector stays a name without pods. */
export function networkServiceFact({ file, root, header }: Manifest): NetworkServiceFact {
  const spec = get(root, 'spec');
  return {
    kind: 'network-service',
    ...header,
    selector: recordOf(file, get(spec, 'selector')),
    ports: itemsOf(get(spec, 'ports')).flatMap(servicePort),
    type: writtenText(file, get(spec, 'type')) ?? 'ClusterIP',
    headless: textOf(get(spec, 'clusterIP')) === 'None',
    ...defined({ externalName: writtenText(file, get(spec, 'externalName')) }),
  };
}

function servicePort(node: YamlNode): NetworkServiceFact['ports'] {
  const port = portOf(get(node, 'port'));
  if (port === undefined) return [];
  const target = get(node, 'targetPort');
  const optional = { name: nameOf(get(node, 'name')), nodePort: portOf(get(node, 'nodePort')), targetPort: portOf(target) ?? nameOf(target) };
  return [{ port, ...defined(optional) }];
}

/** An Ingress of any version. */
export function ingressFact({ file, root, header }: Manifest): IngressFact {
  const spec = get(root, 'spec');
  const rules = itemsOf(get(spec, 'rules'));
  const paths = rules.flatMap((rule) => itemsOf(get(rule, 'http', 'paths')));
  return {
    kind: 'ingress',
    ...header,
    hosts: [...new Set(rules.flatMap((rule) => writtenText(file, get(rule, 'host')) ?? []))],
    backends: [
      ...backend(file, get(spec, 'defaultBackend') ?? get(spec, 'backend'), undefined),
      ...paths.flatMap((path) => backend(file, get(path, 'backend'), get(path, 'path'))),
    ],
  };
}

/** `service.name`, or `serviceName` before networking.k8s.io/v1. */
function backend(file: ManifestFile, node: YamlNode | undefined, path: YamlNode | undefined): IngressFact['backends'] {
  const service = get(node, 'service', 'name') ?? get(node, 'serviceName');
  const name = nameOf(service);
  if (service === undefined || name === undefined) return [];
  return [{ service: name, path: writtenText(file, path) ?? '/', site: siteOf(file.path, service) }];
}

/** A NetworkPolicy; none when a template hides which pods it holds for. */
export function networkPolicyFact({ file, root, header }: Manifest): NetworkPolicyFact | undefined {
  const podSelector = selectorAt(file, get(root, 'spec'), 'podSelector', 'matchLabels');
  return podSelector && { kind: 'network-policy', ...header, podSelector };
}

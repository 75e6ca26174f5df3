import type { NetworkServiceFact } from '../../model/deployment-facts.js';
import type { Path } from '../../model/text.js';
import { mappingSlot, siteOf } from '../../syntax/yaml-slots.js';
import { get, isTemplated, itemsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { documentSlot, nameOf, type Manifest, type ManifestFile } from './manifest.js';
import { defined, portOf, recordOf } from './reading.js';
import { writtenText } from './templates.js';

/** A Service. One without a readable selector stays a name without pods. */
export function networkServiceFact({ file, root, header }: Manifest): NetworkServiceFact {
  const spec = get(root, 'spec');
  return {
    kind: 'network-service',
    ...header,
    selector: recordOf(file, get(spec, 'selector')),
    ports: itemsOf(get(spec, 'ports')).flatMap((node) => servicePort(file, node)),
    type: writtenText(file, get(spec, 'type')) ?? 'ClusterIP',
    headless: textOf(get(spec, 'clusterIP')) === 'None',
    ...defined({ externalName: writtenText(file, get(spec, 'externalName')), documents: documentSlot(file) }),
  };
}

/** `kubernetes.io/h2c`, `http`, `grpc-web`; a name says the same in front of its first dash. */
function protocolOf(path: Path, node: YamlNode): NetworkServiceFact['ports'][number]['protocol'] {
  const declared = get(node, 'appProtocol');
  const text = textOf(declared);
  if (declared !== undefined) return text === undefined || isTemplated(text) ? undefined : { name: text.toLowerCase().replace(/^.*\//, ''), site: siteOf(path, declared), by: 'appProtocol' };
  const nameNode = get(node, 'name');
  const name = nameOf(nameNode);
  return nameNode === undefined || name === undefined ? undefined : { name: name.toLowerCase().replace(/-.*$/, ''), site: siteOf(path, nameNode), by: 'name' };
}

function servicePort({ path, text }: ManifestFile, node: YamlNode): NetworkServiceFact['ports'] {
  const port = portOf(get(node, 'port'));
  if (port === undefined) return [];
  const target = get(node, 'targetPort');
  const optional = { name: nameOf(get(node, 'name')), nodePort: portOf(get(node, 'nodePort')), targetPort: portOf(target) ?? nameOf(target), protocol: protocolOf(path, node), slot: mappingSlot(path, text, node) };
  return [{ port, ...defined(optional) }];
}

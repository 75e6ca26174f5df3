import { literal } from '../../model/expression.js';
import type { BuildFact, Container, EnvironmentVariable } from '../../model/deployment-facts.js';
import { booleanOf, get, itemsOf, type YamlNode } from '../../syntax/yaml.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { healthcheckOf } from './healthcheck.js';
import { mountsOf } from './mounts.js';
import { exposedPorts, publishedPorts } from './ports.js';
import { entriesOf, expressionOf, literalText, type Source } from './source.js';

/** The one container of a Compose service. */
export function containerOf(source: Source, name: string, service: YamlNode, services: YamlNode | undefined): Container {
  const image = get(service, 'image');
  const imageValue = expressionOf(image);
  const build = buildOf(source, get(service, 'build'));
  const command = commandOf(source, service);
  const published = publishedPorts(source, get(service, 'ports'));
  const ports = new Set([...published.map(({ container }) => container), ...exposedPorts(get(service, 'expose'))]);
  return {
    name,
    init: false,
    ...(image && imageValue && { image: { value: imageValue, site: siteOf(source.path, image) } }),
    ...(build && { build }),
    environment: variablesOf(source, get(service, 'environment')),
    envFiles: envFilesOf(source, get(service, 'env_file')),
    envFrom: [],
    ports: [...ports],
    published,
    mounts: mountsOf(source, service, services),
    ...(command && { command }),
    probes: healthcheckOf(source, service),
  };
}

function variablesOf(source: Source, node: YamlNode | undefined): EnvironmentVariable[] {
  return entriesOf(source, node).map(({ key, value, site }) => ({ name: key, site, ...(value && { value }) }));
}

function buildOf(source: Source, node: YamlNode | undefined): BuildFact | undefined {
  if (node === undefined || node.kind === 'list') return undefined;
  const contextNode = node.kind === 'map' ? get(node, 'context') : node;
  const dockerfile = expressionOf(get(node, 'dockerfile'));
  const target = literalText(get(node, 'target'));
  const args = variablesOf(source, get(node, 'args'));
  return {
    // Without a context Compose builds the folder of its file.
    context: expressionOf(contextNode) ?? literal('.'),
    ...(dockerfile && { dockerfile }),
    ...(target === undefined ? {} : { target }),
    ...(args.length === 0 ? {} : { args }),
    site: siteOf(source.path, contextNode ?? node),
  };
}

/** `env_file`: one path, a list of paths, or entries `{ path, required }`; paths with variables are left out. */
function envFilesOf({ path }: Source, node: YamlNode | undefined): Container['envFiles'] {
  return (node?.kind === 'list' ? itemsOf(node) : [node]).flatMap((item) => {
    const pathNode = item?.kind === 'map' ? get(item, 'path') : item;
    const file = literalText(pathNode);
    if (pathNode === undefined || file === undefined) return [];
    return [{ path: file, required: booleanOf(get(item, 'required')) ?? true, site: siteOf(path, pathNode) }];
  });
}

/** Entry point and command as one text; variables stay as written. */
function commandOf({ path }: Source, service: YamlNode): Container['command'] {
  const nodes = [get(service, 'entrypoint'), get(service, 'command')].filter((node) => node !== undefined);
  const words = nodes.flatMap((node) => (node.kind === 'list' ? node.items : [node]));
  const texts = words.flatMap((node) => literalText(node) ?? (node?.kind === 'scalar' ? node.text : []));
  const last = nodes.at(-1);
  return last === undefined || texts.length === 0 ? undefined : { text: texts.join(' '), site: siteOf(path, last) };
}

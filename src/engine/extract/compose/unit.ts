import { literalOf } from '../../model/expression.js';
import type { Label, UnitFact } from '../../model/deployment-facts.js';
import type { Setting } from '../../model/text.js';
import { get, numberOf, pairsOf, textOf, type YamlMap, type YamlNode, type YamlPair } from '../../syntax/yaml.js';
import { entryRemoval, mappingSlot, siteOf } from '../../syntax/yaml-slots.js';
import { containerOf } from './container.js';
import { extendsOf, linksOf, startDependencies } from './dependencies.js';
import { loggingOf } from './logging.js';
import { composeSetting, entriesOf, literalText, literalTexts, type Source } from './source.js';

/** A service of a Compose model as a unit. `services` is the mapping it stands in. */
export function unitOf(source: Source, { key, value }: YamlPair, services: YamlNode | undefined): UnitFact {
  const { path, text } = source;
  const service: YamlMap = value?.kind === 'map' ? value : emptyMapping(key.span);
  const base = extendsOf(source, service);
  const replicas = replicasOf(source, service);
  const networkMode = composeSetting(source, get(service, 'network_mode'), textOf);
  const networkKey = pairsOf(service).find((pair) => pair.key.text === 'network_mode')?.key;
  const networkModeRemoval = networkKey && entryRemoval(path, text, service, networkKey);
  const logging = loggingOf(source, service);
  const body = mappingSlot(path, text, value);
  const labels = mappingSlot(path, text, get(service, 'labels'));
  const siblings = mappingSlot(path, text, services);
  return {
    kind: 'unit',
    technology: 'compose',
    workload: 'service',
    name: key.text,
    site: siteOf(path, key),
    aliases: aliasesOf(service),
    labels: labelsOf(source, service),
    annotations: [],
    containers: [containerOf(source, key.text, service, services)],
    ...(replicas && { replicas }),
    startsAfter: startDependencies(source, service),
    links: linksOf(source, service),
    ...(base && { extends: base }),
    profiles: profilesOf(service),
    networks: networksOf(service),
    ...(networkMode && { networkMode }),
    ...(networkModeRemoval && { networkModeRemoval }),
    extraHosts: extraHostsOf(source, service),
    ...(logging && { logging }),
    slots: { ...(body && { body }), ...(labels && { labels }), ...(siblings && { siblings }) },
  };
}

/** Swarm runs as many instances of a global service as it has nodes, which no file tells. */
function replicasOf(source: Source, service: YamlNode): Setting<number> | undefined {
  const mode = get(service, 'deploy', 'mode');
  if (mode !== undefined && textOf(mode) === 'global') return { known: false, site: siteOf(source.path, mode) };
  return composeSetting(source, get(service, 'deploy', 'replicas') ?? get(service, 'scale'), numberOf);
}

/** A service that is only a name yet: half typed, or all of it in another file. */
function emptyMapping(span: YamlMap['span']): YamlMap {
  return { kind: 'map', flow: false, span, pairs: [], shared: true };
}

/** The empty profile is active when none is chosen, as is a service without profiles. */
function profilesOf(service: YamlNode): string[] {
  const profiles = literalTexts(get(service, 'profiles'));
  return profiles.includes('') ? [] : profiles;
}

function aliasesOf(service: YamlNode): string[] {
  const networkAliases = pairsOf(get(service, 'networks')).flatMap(({ value }) => literalTexts(get(value, 'aliases')));
  const own = [get(service, 'container_name'), get(service, 'hostname')].map(literalText).filter((name) => name !== undefined);
  return [...new Set([...own, ...networkAliases])];
}

function networksOf(service: YamlNode): string[] {
  const networks = get(service, 'networks');
  return networks?.kind === 'map' ? pairsOf(networks).map(({ key }) => key.text) : literalTexts(networks);
}

function labelsOf(source: Source, service: YamlNode): Label[] {
  return entriesOf(source, get(service, 'labels')).map(({ key, value, site }) => {
    const text = value === undefined ? '' : literalOf(value);
    return { key, value: text === undefined ? { known: false, site } : { known: true, value: text, site } };
  });
}

/** `host:ip`, `host=ip` or a mapping; an IPv6 address has colons of its own. */
function extraHostsOf(source: Source, service: YamlNode): UnitFact['extraHosts'] {
  return entriesOf(source, get(service, 'extra_hosts'), ['=', ':']).flatMap(({ key, value, site }) => {
    const address = literalOf(value);
    return address === undefined ? [] : [{ host: key, address, site }];
  });
}

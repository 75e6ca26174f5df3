import type { BuildFact, Container, EnvironmentVariable, UnitFact } from '../model/deployment-facts.js';
import { literal, type Expression } from '../model/expression.js';
import type { Extractor } from '../model/facts.js';
import { folderOf, type Path } from '../model/text.js';
import { get, itemsOf, numberOf, parseYaml, textOf, type YamlNode } from '../syntax/yaml.js';
import { siteOf } from '../syntax/yaml-slots.js';

/** What Project Tye starts on the machine of a developer: projects of .NET, other programs, containers. */
export const tyeExtractor: Extractor = {
  id: 'tye',
  coverage: {
    title: 'Project Tye',
    readings: [{ technology: 'tye.yaml', reads: '`services`: project, folder of a Dockerfile, executable or image, environment, ports', yields: 'unit' }],
    notRead: ['`include` and `repository`: what other files and repositories run', '`ingress`'],
  },
  version: 1,
  accepts: (path) => /(?:^|\/)tye[\w.-]*\.ya?ml$/i.test(path),
  mayMatch: (text) => /^services:/m.test(text),
  extract(path, text) {
    const { documents, problems } = parseYaml(text);
    const services = documents.flatMap(({ root }) => itemsOf(get(root, 'services')));
    return { facts: services.flatMap((service) => unitOf(path, service)), problems: problems.map(({ span, message }) => ({ site: { path, span }, message })) };
  },
};

function unitOf(path: Path, service: YamlNode): UnitFact[] {
  const node = get(service, 'name');
  const name = textOf(node);
  const image = get(service, 'image');
  const build = buildOf(path, service);
  if (node === undefined || name === undefined || (image === undefined && build === undefined)) return [];
  const site = siteOf(path, node);
  return [{
    kind: 'unit', technology: 'tye', workload: 'service', name, site,
    aliases: [], labels: [], annotations: [], startsAfter: [], links: [], profiles: [], networks: [], extraHosts: [], slots: {},
    // Programs run on the machine itself, and containers see it under its name.
    ...(image === undefined && { hostNetwork: { known: true, value: true, site } }),
    containers: [containerOf(path, service, name, build)],
  }];
}

function containerOf(path: Path, service: YamlNode, name: string, build: BuildFact | undefined): Container {
  const image = get(service, 'image');
  const text = textOf(image);
  const bindings = itemsOf(get(service, 'bindings'));
  return {
    name, init: false, envFiles: [], envFrom: [], mounts: [], probes: [],
    ...(image !== undefined && text !== undefined && { image: { value: literal(text), site: siteOf(path, image) } }),
    ...(build !== undefined && { build }),
    ports: bindings.flatMap((binding) => numberOf(get(binding, 'containerPort')) ?? numberOf(get(binding, 'port')) ?? []),
    published: bindings.flatMap((binding) => publishedOf(path, binding)),
    environment: itemsOf(get(service, 'env')).flatMap((item) => variableOf(path, item)),
  };
}

function publishedOf(path: Path, binding: YamlNode): Container['published'] {
  const node = get(binding, 'port');
  const host = numberOf(node);
  if (node === undefined || host === undefined) return [];
  return [{ host, container: numberOf(get(binding, 'containerPort')) ?? host, site: siteOf(path, node) }];
}

/** `{ name: X, value: y }`, or `X=y`. */
function variableOf(path: Path, item: YamlNode): EnvironmentVariable[] {
  const [, short, written] = /^([^=]+)=(.*)$/s.exec(textOf(item) ?? '') ?? [];
  const value = get(item, 'value');
  const [name, text] = [textOf(get(item, 'name')) ?? short, textOf(value) ?? written];
  if (name === undefined) return [];
  return [{ name, ...(text !== undefined && { value: withParts(text) }), site: siteOf(path, value ?? item) }];
}

/** What Tye fills in from the service around is unknown: `${host}`, `${env:PASSWORD}`. */
function withParts(text: string): Expression {
  return text.split(/(\$\{[^{}]*\})/).filter((part) => part !== '').map((part) => (part.startsWith('${') ? { hole: 'unknown' } : part));
}

/** The code that a service runs: a project, an executable of a folder, or a Dockerfile. */
function buildOf(path: Path, service: YamlNode): BuildFact | undefined {
  const [node, dockerfile] = [get(service, 'project') ?? get(service, 'azureFunction') ?? get(service, 'executable'), get(service, 'dockerFile')];
  const written = textOf(node ?? dockerfile)?.replaceAll('\\', '/');
  const site = node ?? dockerfile;
  if (site === undefined || written === undefined) return undefined;
  const context = textOf(get(service, 'workingDirectory') ?? get(service, 'dockerFileContext'))?.replaceAll('\\', '/') ?? folderFrom(written);
  return { context: literal(context), site: siteOf(path, site), ...(node === undefined && { dockerfile: literal(fileIn(context, written)) }) };
}

/** The folder of a project file, or the folder itself. */
function folderFrom(written: string): string {
  return /\.[a-z]+proj$|Dockerfile[^/]*$/i.test(written) ? folderOf(written) || '.' : written;
}

/** A Dockerfile as seen from the folder that it is built in. */
function fileIn(context: string, dockerfile: string): string {
  const start = context === '.' ? '' : `${context.replace(/\/$/, '')}/`;
  return dockerfile.startsWith(start) ? dockerfile.slice(start.length) : dockerfile;
}

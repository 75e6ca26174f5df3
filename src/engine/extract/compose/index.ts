import type { IncludeFact } from '../../model/deployment-facts.js';
import type { Extraction, Extractor, Fact, Problem } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import { get, maskTemplates, pairsOf, parseYaml, type YamlNode } from '../../syntax/yaml.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { literalText, type Source } from './source.js';
import { unitOf } from './unit.js';

/** Compose files, by name or by shape: their services, and the files they include. */
export const composeExtractor: Extractor = {
  id: 'compose',
  coverage: {
    title: 'Docker Compose',
    readings: [
      { technology: 'Compose file', reads: '`services` with image, build, environment, `env_file`, ports, volumes, networks and aliases, `depends_on`, `links`, `extends`, `profiles`, `logging`, `deploy.replicas`, `network_mode`, `healthcheck`; anchors and merges', yields: 'unit' },
      { technology: 'Compose in layers', reads: 'override files, `-f` variants and `include`: the same service in several files of a project is one', yields: 'include' },
      { technology: 'Docker Swarm stack', reads: 'as a Compose file', yields: 'unit' },
      { technology: 'First Compose format', reads: 'files without `services`', yields: 'unit' },
    ],
    notRead: ['`develop`', 'secrets and configs', 'includes of remote files', 'which role of one image asks which other, where one environment names them all and switches no part of their code on'],
  },
  version: 6,
  accepts: (path) => /\.ya?ml$/i.test(path),
  mayMatch: (text) => /\b(?:services|include)["']?[ \t]*:/.test(text) || FIRST_FORMAT.test(text),
  extract(path, text): Extraction {
    const source: Source = { path, text };
    const { documents, problems } = parseYaml(maskTemplates(text));
    const models = documents.flatMap(({ root }) => (root !== undefined && isModel(path, root) ? [root] : []));
    // The mistakes of other YAML files are reported by whoever knows those.
    if (models.length === 0 && !isNamedCompose(path)) return { facts: [], problems: [] };
    const facts = models.flatMap((model) => factsOf(source, model));
    return {
      facts,
      problems: [
        ...circleProblems(facts),
        ...problems.map(({ span, message }) => ({ site: { path, span }, message })),
        ...models.flatMap((model) => shapeProblems(source, model)),
      ],
    };
  },
};

/** The first format had no `services`: each key at the top is one. */
const FIRST_FORMAT = /^[\w.-]+:[ \t]*\r?\n[ \t]+(?:image|build|extends):/m;

/** `compose.yaml`, `docker-compose.prod.yml`, `compose.dev.yml`, `shop.compose.yml`, `docker-stack.yml`. */
function isNamedCompose(path: Path): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^(?:docker-)?(?:compose|stack)(?:[-._].*)?\.ya?ml$|[-._]compose\.ya?ml$/i.test(name);
}

const TOP_LEVEL_KEYS: ReadonlySet<string> = new Set(['version', 'name', 'include', 'services', 'networks', 'volumes', 'configs', 'secrets', 'models']);

/** A file named otherwise is a Compose file when everything in it is Compose's: many formats have a key `services`. */
function isModel(path: Path, root: YamlNode): boolean {
  if (isNamedCompose(path)) return root.kind === 'map';
  const services = get(root, 'services');
  return (
    areServices(services) &&
    pairsOf(root).every(({ key }) => TOP_LEVEL_KEYS.has(key.text) || key.text.startsWith('x-'))
  );
}

function areServices(node: YamlNode | undefined): boolean {
  const services = pairsOf(node);
  return services.length > 0 && services.every(({ value }) => ['image', 'build', 'extends'].some((key) => get(value, key) !== undefined));
}

/** The mapping of services: the value of `services`, or the whole model in the first format. */
function servicesOf(model: YamlNode): YamlNode | undefined {
  return get(model, 'services') ?? (areServices(model) ? model : undefined);
}

function factsOf(source: Source, model: YamlNode): Fact[] {
  const services = servicesOf(model);
  return [
    ...includesOf(source, get(model, 'include')),
    ...pairsOf(services)
      .filter(({ value }) => value === undefined || value.kind === 'map')
      .map((pair) => unitOf(source, pair, services)),
  ];
}

/** `include`: paths, or entries whose `path` is one path or several; paths with variables are left out. */
function includesOf({ path }: Source, node: YamlNode | undefined): IncludeFact[] {
  const entries = node?.kind === 'list' ? node.items : [node];
  const files = entries.flatMap((entry) => {
    const paths = entry?.kind === 'map' ? get(entry, 'path') : entry;
    return paths?.kind === 'list' ? paths.items : [paths];
  });
  return files.flatMap((item) => {
    const file = literalText(item);
    return item === undefined || file === undefined ? [] : [{ kind: 'include', file, site: siteOf(path, item) }];
  });
}

function shapeProblems({ path }: Source, model: YamlNode): Problem[] {
  const services = get(model, 'services');
  if (services === undefined) return [];
  if (services.kind !== 'map') return [{ site: siteOf(path, services), message: '`services` is not a mapping' }];
  return pairsOf(services).flatMap(({ key, value }) =>
    value === undefined || value.kind === 'map' ? [] : [{ site: siteOf(path, key), message: `the service ${key.text} is not a mapping` }],
  );
}

/** Services of a file that extend each other in a circle: Compose refuses them, and nothing says what they inherit. */
function circleProblems(facts: readonly Fact[]): Problem[] {
  const bases = new Map(facts.flatMap((fact) => (fact.kind === 'unit' && fact.extends !== undefined && fact.extends.file === undefined ? [[fact.name, fact.extends] as const] : [])));
  return [...bases].flatMap(([name, { site }]) => {
    const passed = new Set<string>();
    for (let base = bases.get(name); base !== undefined && !passed.has(base.service); base = bases.get(base.service)) passed.add(base.service);
    return passed.has(name) ? [{ site, message: `the service ${name} extends itself in a circle; what it inherits is left out` }] : [];
  });
}

import type { ConfigurationFact } from '../model/setting-facts.js';
import type { Extractor, Problem, Reading } from '../model/facts.js';
import type { Path, Span } from '../model/text.js';
import type { Expression } from '../model/expression.js';
import { readPlaceholders } from '../syntax/placeholders.js';
import { readProperties } from '../syntax/properties.js';
import { scalarsIn } from '../syntax/yaml-scalars.js';
import { get, parseYaml, textOf, type YamlNode } from '../syntax/yaml.js';

const STANDARD = /(?:^|\/)(?:application|bootstrap|microprofile-config)(?:-([^/]+?))?\.(?:ya?ml|properties)$/;
/** A folder of configurations for several applications, as a configuration server serves it: `config-repo/orders-docker.yml`. */
const IN_REPOSITORY = /(?:^|\/)[^/]*(?:config|properties|settings|shared)[^/]*\/(?:[^/]+\/)*([^/]+)\.(?:ya?ml|properties)$/i;
const NOT_IN_PRODUCTION = /(?:^|\/)(?:src\/(?:test|it|integration-?test)|tests?|target|build)\//;

/** Keys at the top that only an application of the JVM reads; the `server` of Spring Boot and Micronaut has its settings directly below, that of Kratos a transport. */
const OWN_KEYS = /^(?:(?:spring|eureka|zuul|feign|hystrix|ribbon|management|micronaut|quarkus|resilience4j)(?:\.[\w.[\]-]+)?[ \t]*[:=]|server(?:\.[\w.[\]-]+[ \t]*[:=]|[ \t]*:[ \t]*\r?\n(?![ \t]+(?:http|grpc)[ \t]*:)[ \t]+\S))/m;

/** Longest value that is kept: addresses stand in values, not in documents. */
const MAX_VALUE = 2000;

/** What Maven and Gradle replace when they copy resources, as the parent POM of Spring Boot has them do it: `@project.artifactId@`. */
const OF_BUILD = /@([\w.-]{1,80})@/g;

/** No YAML value may begin with `@`, so that these files are YAML only once they are built: a character that nobody writes stands in, one for one. */
const AT = '\uE000';

interface Entry {
  readonly key: string;
  readonly text: string;
  readonly span: Span;
  readonly profile?: string;
}

const row = (technology: string, reads: string): Reading => ({ technology, reads, yields: 'configuration' });

/** Reads the configuration of applications on the JVM: Spring Boot and Cloud, Quarkus, Micronaut. */
export const applicationConfigExtractor: Extractor = {
  id: 'application-config',
  coverage: {
    title: 'Configuration of applications on the JVM',
    readings: [
      row('Spring Boot', '`application` and `bootstrap` in YAML and properties: profiles by file and document, place-holders with fallbacks, the project\'s name where the build writes it (`@artifactId@`)'),
      row('Spring Cloud Config', 'repositories of configuration in the workspace: files by application and profile'),
      row('Spring Cloud Gateway and Zuul', 'routes to addresses, `lb://` names and service ids'),
      row('Quarkus', 'addresses of REST clients and data sources, profiles such as `%prod`'),
      row('Micronaut', 'addresses of HTTP services and data sources'),
      row('MicroProfile', '`microprofile-config.properties`'),
    ],
    notRead: ['imports by `spring.config.import` of anything but a configuration server'],
  },
  version: 4,
  accepts: (path) => !NOT_IN_PRODUCTION.test(path) && (STANDARD.test(path) || IN_REPOSITORY.test(path)),
  mayMatch: (text) => /[:=]/.test(text),
  extract(path, text) {
    const standard = STANDARD.exec(path);
    if (standard === null && !OWN_KEYS.test(text)) return { facts: [], problems: [] };
    const application = standard === null ? IN_REPOSITORY.exec(path)?.[1] : undefined;
    const { entries, problems } = path.endsWith('.properties') ? { entries: propertyEntries(text), problems: [] } : yamlEntries(path, text);
    return { facts: entries.map((entry) => toFact(path, entry, standard?.[1], application)), problems };
  },
};

function toFact(path: Path, { key, text, span, profile }: Entry, profileOfFile: string | undefined, application: string | undefined): ConfigurationFact {
  const active = profile ?? profileOfFile;
  return {
    kind: 'configuration', key, value: valueOf(text), site: { path, span },
    ...(active !== undefined && { profile: active }),
    ...(application !== undefined && { application }),
  };
}

/** A value with place-holders of the running program and of the build. */
function valueOf(text: string): Expression {
  // The odd parts are the names between the marks.
  return text.replaceAll(AT, '@').split(OF_BUILD).flatMap((part, index): Expression => (index % 2 === 1 ? [{ hole: 'config', name: part }] : readPlaceholders(part)));
}

function propertyEntries(text: string): Entry[] {
  return readProperties(text).filter(({ value }) => value.length <= MAX_VALUE).map(({ key, value, span }) => ofProfile({ key, text: value, span }));
}

/** Quarkus writes the profile before the key, in properties and in YAML: `%prod.orders.url`. */
function ofProfile(entry: Entry): Entry {
  const [, profile, key] = /^%([\w-]+)\.(.+)$/.exec(entry.key) ?? [];
  return profile === undefined || key === undefined ? entry : { ...entry, key, profile };
}

function yamlEntries(path: Path, text: string): { entries: Entry[]; problems: Problem[] } {
  const { documents, problems } = parseYaml(text.replace(OF_BUILD, `${AT}$1${AT}`));
  const entries = documents.flatMap(({ root }) => {
    const profile = profileOf(root);
    return flatten(root).map((entry) => ({ ...ofProfile(entry), ...(profile !== undefined && { profile }) }));
  });
  return { entries, problems: problems.map(({ span, message }) => ({ site: { path, span }, message })) };
}

function profileOf(root: YamlNode | undefined): string | undefined {
  return ['spring.config.activate.on-profile', 'spring.profiles'].map((key) => textOf(under(root, key))).find((profile) => profile !== undefined);
}

/** The node under a dotted key, however its parts are nested. */
function under(node: YamlNode | undefined, key: string): YamlNode | undefined {
  const whole = get(node, key);
  if (whole !== undefined) return whole;
  for (let dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
    const inner = get(node, key.slice(0, dot));
    if (inner !== undefined) return under(inner, key.slice(dot + 1));
  }
  return undefined;
}

/** Scalars by their dotted path; items of lists as `key[0]`. */
function flatten(root: YamlNode | undefined): Entry[] {
  return scalarsIn(root, (path, step) => (typeof step === 'number' ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`));
}

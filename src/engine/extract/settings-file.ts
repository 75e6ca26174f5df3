import type { ConfigurationFact } from '../model/setting-facts.js';
import type { Extractor, Reading } from '../model/facts.js';
import type { Path, Span } from '../model/text.js';
import { iniEntries } from '../syntax/ini.js';
import { parseJson } from '../syntax/json.js';
import { readPlaceholders } from '../syntax/placeholders.js';
import { tomlEntries, tomlStrings } from '../syntax/toml.js';
import { scalarsIn } from '../syntax/yaml-scalars.js';
import { get, maskTemplates, parseYaml, type YamlNode } from '../syntax/yaml.js';

/** `config.toml`, `settings.production.json`. */
const NAMED = /(?:^|\/)(?:config|settings|conf|configuration|app[-_]?config)(?:[._-]([\w-]+))?\.(?:toml|ini|ya?ml|json)$/i;
/** `config/default.json`, `configs/local/service.yaml`. */
const IN_FOLDER = /(?:^|\/)(?:conf|configs?|configuration|settings)\/(?:[\w-]+\/)?([\w-]+)\.(?:toml|ini|ya?ml|json)$/i;
/** `etc/order-api.yaml`, where go-zero keeps the settings of a program. */
const GO_ZERO = /(?:^|\/)etc\/[\w.-]+\.ya?ml$/;
/** Its keys at the top, of which each program has some. */
const GO_ZERO_KEYS = /^(?:Name|ListenOn|RestConf|RpcServerConf|ServiceConf)[ \t]*:/m;
/** What node-config reads has rules of its own. */
const NODE_CONFIG = /(?:^|\/)config\/[\w-]+\.(?:json|ya?ml)$/;
/** Names of files that hold whatever runs, and those that are environments. */
const BASE = /^(?:default|base|common|main|app|server|service|config|bootstrap|registry|data)$/i;
const ENVIRONMENT = /^(?:dev|devel|development|local|test|testing|qa|uat|staging|stage|prod|production|docker|compose|container|k8s|kubernetes|ci)$/i;
const NOT_IN_PRODUCTION = /(?:^|\/)(?:tests?|__tests__|fixtures|examples?|target|build|\.[^/]+)\//i;

/** Something that may be an address. */
const ADDRESS = /ListenOn|Etcd|:\/\/|host|addr|endpoint|server|broker|dsn|\burls?\b|uri/i;

/** Top-level keys of documents that other programs read, or that no program of a system does. */
const FOREIGN_KEYS = ['apiVersion', 'kind', 'services', 'openapi', 'swagger', 'asyncapi', 'receivers', 'exporters', 'scrape_configs', 'static_resources', '_format_version', 'datasources', '$schema', 'compilerOptions'];

interface Entry {
  readonly key: string;
  readonly text: string;
  readonly span: Span;
}

const row = (technology: string, reads: string): Reading => ({ technology, reads, yields: 'configuration' });

/** Reads the configuration that programs bring along in files of their own, whatever library reads it. */
export const settingsFileExtractor: Extractor = {
  id: 'settings-file',
  coverage: {
    title: 'Settings files of programs',
    readings: [row('TOML', '`config.toml`, `settings.<environment>.toml`, files in `config/`'), row('INI', 'the same names'), row('YAML', 'the same names'), row('JSON', 'the same names'), row('go-zero', 'the YAML files in `etc/`: addresses, data sources, keys of etcd')],
    notRead: ['files of other names: nothing tells that a program reads them'],
  },
  version: 2,
  accepts: (path) => !NOT_IN_PRODUCTION.test(path) && !NODE_CONFIG.test(path) && (NAMED.test(path) || GO_ZERO.test(path) || environmentOf(path) !== undefined),
  mayMatch: (text) => ADDRESS.test(text),
  extract(path, text) {
    const environment = environmentOf(path);
    if (environment === undefined && !GO_ZERO_KEYS.test(text)) return { facts: [], problems: [] };
    const profile = environment === '' ? undefined : environment;
    return { facts: entriesOf(path, text).map((entry) => toFact(path, entry, profile)), problems: [] };
  },
};

/** The environment that a file is for; '' for all; undefined when its name says that it is something else. */
function environmentOf(path: Path): string | undefined {
  const named = NAMED.exec(path);
  const name = named === null ? IN_FOLDER.exec(path)?.[1] : (named[1] ?? 'base');
  if (name === undefined) return undefined;
  return ENVIRONMENT.test(name) ? name.toLowerCase() : BASE.test(name) ? '' : undefined;
}

function entriesOf(path: Path, text: string): Entry[] {
  if (/\.toml$/i.test(path)) return tomlEntries(text).flatMap((entry) => tomlStrings(entry).slice(0, 1).map(({ text: value, span }) => ({ key: entry.table === '' ? entry.key : `${entry.table}.${entry.key}`, text: value, span })));
  if (/\.ini$/i.test(path)) return iniEntries(text);
  const { documents } = /\.json$/i.test(path) ? parseJson(text) : parseYaml(maskTemplates(text));
  return documents.flatMap(({ root }) => (isForeign(root) ? [] : scalarsIn(root, (before, step) => (typeof step === 'number' ? `${before}[${step}]` : before === '' ? step : `${before}.${step}`))));
}

function isForeign(root: YamlNode | undefined): boolean {
  return FOREIGN_KEYS.some((key) => get(root, key) !== undefined);
}

function toFact(path: Path, { key, text, span }: Entry, profile: string | undefined): ConfigurationFact {
  return { kind: 'configuration', key, value: readPlaceholders(text), site: { path, span }, isOfOneProgram: true, ...(profile !== undefined && { profile }) };
}

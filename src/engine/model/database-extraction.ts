import type { EnvironmentVariable, UnitFact } from './deployment-facts.js';
import type { Expression } from './expression.js';
import { literalOf } from './expression.js';
import type { DatabaseClient, Element } from './graph.js';
import { hostsIn } from './hosts.js';
import type { Fix } from './rule.js';
import type { Entries, TextEdit } from './text.js';
import { fill, yamlText } from './text.js';
import { editVariable, siteKey } from './value-edit.js';
import { listOf } from './wording.js';

/** Variables of the official images that name the database to create. */
const DATABASE_NAME_VARIABLES = new Set(['POSTGRES_DB', 'MYSQL_DATABASE', 'MARIADB_DATABASE', 'MONGO_INITDB_DATABASE']);

/** The edits that give one client a database server of its own. */
interface Extraction {
  readonly connection: TextEdit;
  readonly name: string;
  readonly server: Entries;
}

/**
 * The scaffold of a database split in a Compose file: each client gets a server like the shared one and a connection to it.
 * Data stay where they are. Undefined when the file does not write all it takes: literal connection strings, an image, a place for services.
 */
export function extractDatabase(datastore: Element, clients: readonly DatabaseClient[]): Fix | undefined {
  const server = datastore.units.find(({ technology }) => technology === 'compose');
  const siblings = server?.slots.siblings;
  if (server === undefined || siblings === undefined) return undefined;
  const extractions = clients.map((client) => extract(server, client)).filter((extraction) => extraction !== undefined);
  if (extractions.length < clients.length) return undefined;
  const servers = fill(siblings, Object.fromEntries(extractions.map(({ name, server: entries }) => [name, entries])));
  const names = listOf(clients.map(({ element }) => element.name));
  return {
    title: clients.length === 1 ? `Give ${names} a database of its own (move the data yourself)` : `Give ${names} databases of their own (move the data yourself)`,
    edits: [...extractions.map(({ connection }) => connection), servers],
    preferred: false,
  };
}

function extract(server: UnitFact, { element, site }: DatabaseClient): Extraction | undefined {
  const unit = element.units.find((candidate) => candidate.site.path === server.site.path);
  const variable = unit?.containers.flatMap(({ environment }) => environment).find((candidate) => siteKey(candidate.site) === siteKey(site));
  const database = element.name.replace(/[^A-Za-z0-9]+/g, '_');
  const name = `${element.name}-db`;
  const connection = variable && redirect(variable, name, database);
  const entries = serverLike(server, database, unit?.networks ?? []);
  return connection && entries && { connection, name, server: entries };
}

/** Host and database of a connection string, replaced; the rest stays. */
function redirect(variable: EnvironmentVariable, host: string, database: string): TextEdit | undefined {
  const text = literalOf(variable.value) ?? '';
  const [target, another] = hostsIn(text);
  // A bare host may have its database named elsewhere, and a cluster needs more than one server.
  if (target === undefined || another !== undefined || !text.includes('://')) return undefined;
  const path = /^\/[^/?#]+/.exec(text.slice(target.span.end))?.[0] ?? '';
  const port = target.port === undefined ? '' : `:${target.port}`;
  const span = { start: target.span.start, end: target.span.end + path.length };
  return editVariable(variable, span, `${host}${port}${path === '' ? '' : `/${database}`}`);
}

/** A Compose service with the image and credentials of another; undefined when they are not all in this file. */
function serverLike({ containers: [container], extends: base }: UnitFact, database: string, networks: readonly string[]): Entries | undefined {
  const image = literalOf(container?.image?.value);
  if (container === undefined || image === undefined || container.build || base || container.envFiles.length > 0) return undefined;
  const environment: Record<string, string> = {};
  for (const { name, value } of container.environment) {
    const text = DATABASE_NAME_VARIABLES.has(name) ? database : writtenText(value);
    if (text === undefined) return undefined;
    environment[name] = yamlText(text);
  }
  return {
    image: yamlText(image),
    ...(container.environment.length > 0 && { environment }),
    ...(networks.length > 0 && { networks: `[${networks.map(yamlText).join(', ')}]` }),
  };
}

/** An expression as Compose writes it; undefined when it is not known or its default is not literal. */
function writtenText(expression: Expression | undefined): string | undefined {
  const parts = expression?.map((part) => {
    if (typeof part === 'string') return part.replaceAll('$', '$$$$');
    if (part.hole !== 'substitution') return undefined;
    const fallback = literalOf(part.fallback);
    if (part.fallback !== undefined && fallback === undefined) return undefined;
    return fallback === undefined ? `\${${part.name}}` : `\${${part.name}:-${fallback}}`;
  });
  return parts === undefined || parts.includes(undefined) ? undefined : parts.join('');
}

import type { UseFact } from '../../model/code-facts.js';
import type { UnitFact } from '../../model/deployment-facts.js';
import type { Database, DatabaseClient, Element, Relation } from '../../model/graph.js';
import type { Site } from '../../model/text.js';
import { compareSites, compareText } from '../../model/text.js';
import type { Address } from '../names/addresses.js';
import type { Draft } from '../draft.js';
import { runtimesOf, type LinkContext, type Runtime } from '../link-context.js';
import type { Environment, Resolved, Variable } from '../names/resolve.js';
import { UNKNOWN_MARK } from '../names/resolve.js';
import type { NamedDatabase, WiredRelation } from '../wiring.js';

/** Ends of the keys that name a database beside the key that names its server. */
const NAME_KEYS = ['NAME', 'DATABASE', 'DATABASE_NAME', 'DB', 'DB_NAME', 'DBNAME'];

/** Keys that name the client's database whatever the key of the server is called. */
const COMMON_NAME_KEYS = ['DB_NAME', 'DB_DATABASE', 'DATABASE_NAME', 'POSTGRES_DB', 'PGDATABASE', 'MYSQL_DATABASE', 'MYSQL_DB', 'MONGO_DB', 'MONGO_DATABASE', 'MONGO_INITDB_DATABASE'];

/** Ends of keys with a word between, for whom a service with several databases means: `PG_INVENTORY_DATABASE`. */
const NAME_END = /_(?:DATABASE|DATABASE_NAME|DB|DB_NAME|DBNAME)$/;

/** Keys with which a server's image creates its first database. */
const INIT_KEYS = ['POSTGRES_DB', 'POSTGRESQL_DATABASE', 'MYSQL_DATABASE', 'MARIADB_DATABASE', 'MONGO_INITDB_DATABASE', 'MONGODB_DATABASE'];

/** Engines by what the keys of their databases begin with. */
const ENGINES_OF_KEYS: readonly (readonly [keys: RegExp, engine: RegExp])[] = [
  [/^(?:POSTGRES|PGDATABASE)/, /postgres|cockroach|timescale|yugabyte|citus/], [/^(?:MYSQL|MARIADB)/, /mysql|mariadb|tidb|percona/], [/^MONGO/, /mongo|documentdb|cosmosdb|ferretdb/],
];

/** Whether a key may name a database of this server: one environment file often holds those of several engines. */
function isOfEngine(key: string, { engine }: Draft): boolean {
  const engines = engine === undefined ? undefined : ENGINES_OF_KEYS.find(([keys]) => keys.test(key))?.[1];
  return engine === undefined || engines === undefined || engines.test(engine);
}

/** The database that a configured address opens: named in the address, beside it, or the only one that the server creates. */
export function databaseNamedIn(context: LinkContext, runtime: Runtime, server: Draft, address: Address, key: { name: string; site: Site }): NamedDatabase {
  const beside = address.database === undefined ? namedBeside(context, runtime, key.name, server) : undefined;
  const name = address.database ?? beside?.name ?? soleDatabase(context, server);
  return toNamed(name, address.schema, beside?.site ?? key.site);
}

/** The database that a client in code opens. */
export function databaseOfUse(context: LinkContext, runtime: Runtime, server: Draft, address: Address, use: UseFact, target: Resolved): NamedDatabase {
  const separate = use.database === undefined ? undefined : context.resolve(use.database, use.site.path, runtime.environment);
  const named = separate === undefined || separate.text === '' || separate.text.includes(UNKNOWN_MARK) ? undefined : separate;
  const variable = target.variables.at(-1);
  const beside = address.database === undefined && named === undefined && use.database === undefined && variable !== undefined ? namedBeside(context, runtime, variable, server) : undefined;
  const name = address.database ?? named?.text ?? beside?.name ?? (use.database === undefined ? soleDatabase(context, server) : undefined);
  const inAddress = target.sources.at(-1) ?? use.targetSite ?? use.site;
  return toNamed(name, address.schema, named === undefined ? (beside?.site ?? inAddress) : (named.sources.at(-1) ?? use.site));
}

/** The database that code chooses on a connection made elsewhere. */
export function databaseChosen(context: LinkContext, draft: Draft, { database, site }: UseFact): NamedDatabase | undefined {
  const names = database === undefined ? [] : runtimesOf(context, draft).map(({ environment }) => context.resolve(database, site.path, environment).text);
  const [name, ...others] = [...new Set(names)];
  return name === undefined || name === '' || others.length > 0 || name.includes(UNKNOWN_MARK) ? undefined : { name, site };
}

function toNamed(name: string | undefined, schema: string | undefined, site: Site): NamedDatabase {
  return { site, ...(name === undefined ? {} : { name }), ...(schema === undefined ? {} : { schema }) };
}

function namedBeside(context: LinkContext, { environment }: Runtime, key: string, server: Draft): { name: string; site: Site } | undefined {
  const prefix = key.slice(0, key.lastIndexOf('_') + 1);
  const keys = [...(prefix === '' ? [] : NAME_KEYS.map((end) => prefix + end)), ...COMMON_NAME_KEYS.filter((name) => isOfEngine(name, server))];
  for (const candidate of keys) {
    const variable = environment.variables.get(candidate);
    if (variable === undefined) continue;
    const name = nameIn(context, environment, variable);
    if (name !== undefined) return { name, site: variable.site };
  }
  const [only, another] = prefix === '' ? [] : [...environment.variables].filter(([name]) => name.startsWith(prefix) && NAME_END.test(name));
  const name = only === undefined || another !== undefined ? undefined : nameIn(context, environment, only[1]);
  return only === undefined || name === undefined ? undefined : { name, site: only[1].site };
}

function nameIn(context: LinkContext, environment: Environment, { value, site }: Variable): string | undefined {
  const { text } = value === undefined ? { text: '' } : context.resolve(value, site.path, environment);
  return text === '' || text.includes(UNKNOWN_MARK) || /[:/]/.test(text) ? undefined : text;
}

/** The database that a server creates at its first start, if it is exactly one. */
function soleDatabase(context: LinkContext, server: Draft): string | undefined {
  const names = new Set(server.units.flatMap((unit) => initialDatabases(context, unit, server)));
  const [name] = names;
  return names.size === 1 ? name : undefined;
}

function initialDatabases(context: LinkContext, unit: UnitFact, server: Draft): string[] {
  const environment = context.environments.of(unit);
  return INIT_KEYS.filter((key) => isOfEngine(key, server)).flatMap((key) => {
    const variable = environment.variables.get(key);
    if (variable?.value === undefined) return [];
    const { text } = context.resolve(variable.value, variable.site.path, environment);
    return text.includes(UNKNOWN_MARK) || text === '' ? [] : [text];
  });
}

/** Databases with their clients. Tools that look after a database, or fill it once, are no clients. */
export function collectDatabases(stores: readonly { readonly wired: WiredRelation; readonly relation: Relation }[]): Database[] {
  const byId = new Map<string, { datastore: Element; name?: string; schema?: string; clients: Map<Element, DatabaseClient> }>();
  for (const { wired, relation } of stores) {
    const { from, to } = relation;
    if (to.kind !== 'datastore' || from.kind === 'other' || from.kind === 'telemetry' || from.isTask) continue;
    for (const { name, schema, site } of certain(wired.databases)) {
      const id = `${to.id}/${name ?? '?'}${schema === undefined ? '' : `#${schema}`}`;
      let database = byId.get(id);
      if (database === undefined) byId.set(id, (database = { datastore: to, ...(name === undefined ? {} : { name }), ...(schema === undefined ? {} : { schema }), clients: new Map() }));
      if (!database.clients.has(from)) database.clients.set(from, { element: from, relation, site });
    }
  }
  return [...byId]
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, { clients, ...rest }]) => ({ id, ...rest, clients: [...clients.values()].sort((a, b) => compareText(a.element.id, b.element.id)) }));
}

/** An unnamed mention next to a named one is the same connection seen from elsewhere. */
function certain(databases: readonly NamedDatabase[]): NamedDatabase[] {
  const named = databases.filter(({ name }) => name !== undefined);
  return [...(named.length > 0 ? named : databases)].sort((a, b) => compareSites(a.site, b.site));
}

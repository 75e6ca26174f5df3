import { literalOf } from '../model/expression.js';
import type { CouplingGraph, Database, Element, Relation } from '../model/graph.js';
import type { StrengthLevel } from '../model/metrics.js';
import { isBusinessService, logicalServices } from '../model/services.js';
import { count } from '../model/wording.js';
import { cyclicImports, moduleImportStrength } from './module-imports.js';

/** How much a relation's source knows of its target, and why (coupling.md C1). */
export interface Strength {
  readonly level: StrengthLevel;
  /** In words: `4 services use the database shop`. */
  readonly because: string;
  /** Nobody has seen the contract: the level is what such relations usually have. */
  readonly assumed: boolean;
}

/** What strengths are read from besides the relation itself; looked up once per graph. */
export interface SharedThings {
  /** By id of the `stores` relation, the strongest of the databases it opens together with other services. */
  readonly stores: ReadonlyMap<string, { readonly level: StrengthLevel; readonly database: Database; readonly users: number }>;
  /** Each library of the workspace, by what its users share in it. */
  readonly libraries: ReadonlyMap<Element, StrengthLevel>;
  /** Ids of imports between modules that import each other in a circle. */
  readonly circles: ReadonlySet<string>;
}

/** Stores that keep values under keys: sharing one shares no schema. */
const KEYED_ENGINES = new Set(['redis', 'memcached', 'valkey', 'keydb', 'etcd', 'hazelcast']);

/**
 * Paths that a framework opens for operators: nobody promises them to other services. Health, information and metrics
 * are what they are made for.
 */
const ADMIN_PATH = /\/(?:actuator|jolokia|debug\/pprof|debug\/vars)(?:\/(?!health\b|info\b|prometheus\b|metrics\b)[\w/{}.-]*)?$/;

/** How two clients of one database know each other; undefined when they do not share it. */
export function sharingLevel(database: Database): StrengthLevel | undefined {
  if (owners(database) < 2) return undefined;
  if (database.name === undefined || database.isOfFramework || KEYED_ENGINES.has(database.datastore.engine ?? '')) return 'model';
  return 'intrusive';
}

/** How many services use a database; an API and its worker are one. */
function owners(database: Database): number {
  const business = new Set(database.clients.map(({ element }) => element).filter(isBusinessService));
  return business.size < 2 ? business.size : logicalServices(business, (element) => element).length;
}

/** What several services of a graph share. */
export function sharedThings(graph: CouplingGraph): SharedThings {
  return { stores: sharedStores(graph), libraries: libraryLevels(graph), circles: cyclicImports(graph) };
}

function sharedStores(graph: CouplingGraph): SharedThings['stores'] {
  const levels = new Map<string, { level: StrengthLevel; database: Database; users: number }>();
  for (const database of graph.databases) {
    const level = sharingLevel(database);
    if (level === undefined) continue;
    const users = owners(database);
    for (const { relation } of database.clients) {
      if (level === 'intrusive' || !levels.has(relation.id)) levels.set(relation.id, { level, database, users });
    }
  }
  return levels;
}

/**
 * A library that opens a store holds what its users' data look like: they share its rules and entities. Of any other
 * (messaging, logging, contracts) its users share no more than its interface (rules.md, shared-domain-library).
 */
function libraryLevels({ elements, relations }: CouplingGraph): Map<Element, StrengthLevel> {
  const libraries = [...elements.values()].filter(({ kind }) => kind === 'library');
  if (libraries.length === 0) return new Map();
  const openings = relations.filter(({ kind }) => kind === 'stores').flatMap(({ evidence }) => evidence.map(({ site }) => site.path));
  const holdsData = ({ codeFolders }: Element): boolean => openings.some((path) => codeFolders.some((folder) => path.startsWith(`${folder}/`)));
  return new Map(libraries.map((library) => [library, holdsData(library) ? 'functional' : 'contract']));
}

/**
 * Strength by evidence. What rests on a name or an order alone is no more than assumed: it never counts as
 * intrusive or functional.
 */
export function strengthOf(relation: Relation, shared: SharedThings): Strength {
  const strength = strengthByKind(relation, shared);
  // What changes together was counted, not guessed.
  const isGuess = relation.confidence === 'inferred' && relation.kind !== 'changes-with' && (strength.level === 'intrusive' || strength.level === 'functional');
  return isGuess ? { level: 'model', because: `${strength.because}, as far as names tell`, assumed: true } : strength;
}

function strengthByKind(relation: Relation, shared: SharedThings): Strength {
  switch (relation.kind) {
    case 'stores':
      return storeStrength(relation, shared);
    case 'shares':
      return seen('intrusive', 'both write the same volume');
    case 'imports':
      return importStrength(relation, shared);
    case 'calls':
      return callStrength(relation);
    case 'publishes':
    case 'subscribes':
      return seen('contract', `messages through ${relation.channel ?? relation.to.name}`);
    case 'changes-with':
      return seen('functional', 'they change together');
    default:
      return seen('contract', `${relation.kind.replace('-', ' ')} ${relation.to.name}, which promises no more than its interface`);
  }
}

function storeStrength({ id, to }: Relation, { stores }: SharedThings): Strength {
  const found = stores.get(id);
  if (found === undefined) return seen('intrusive', `it opens ${to.name} itself, alone`);
  const { level, database, users } = found;
  const services = count(users, 'service');
  if (database.name === undefined) return { level, because: `${services} use ${to.name}, in databases nobody names`, assumed: true };
  if (database.isOfFramework) return seen(level, `${services} leave ${database.name} to a framework`);
  return seen(level, level === 'intrusive' ? `${services} use the tables of ${database.name}` : `${services} keep their keys in ${to.name}`);
}

function importStrength(relation: Relation, { libraries, circles }: SharedThings): Strength {
  const { importReach, to } = relation;
  if (importReach !== undefined) return { ...moduleImportStrength(to, importReach, circles.has(relation.id)), assumed: false };
  if (to.kind !== 'library') return seen('intrusive', `it is built with the source of ${to.name}`);
  return libraries.get(to) === 'functional'
    ? seen('functional', `${to.name} opens a store: its users share rules and entities`)
    : seen('contract', `of ${to.name} its users share the interface`);
}

/** A gRPC call has its contract in the proto file. A call whose contract nobody has seen is assumed to share its model. */
function callStrength({ protocol, to, uses, contract }: Relation): Strength {
  const admin = uses.map(({ target }) => literalOf(target)).find((url) => url !== undefined && ADMIN_PATH.test(url));
  if (admin !== undefined) return seen('intrusive', `it calls ${ADMIN_PATH.exec(admin)?.[0] ?? admin}, which ${to.name} keeps for its operators`);
  if (contract !== undefined) return seen('contract', `both keep to the contract ${contract.copies[0].name} (${contract.copies[0].format})`);
  if (protocol === 'grpc') return seen('contract', `gRPC: the proto file is the contract`);
  return { level: 'model', because: 'a call whose contract was not seen', assumed: true };
}

function seen(level: StrengthLevel, because: string): Strength {
  return { level, because, assumed: false };
}

import type { CouplingGraph, Database, Relation } from '../model/graph.js';
import type { StrengthLevel } from '../model/metrics.js';
import { isBusinessService, logicalServices } from '../model/services.js';

/** Stores that keep values under keys: sharing one shares no schema. */
const KEYED_ENGINES = new Set(['redis', 'memcached', 'valkey', 'keydb', 'etcd', 'hazelcast']);

/** How two clients of one database know each other; undefined when they do not share it. */
export function sharingLevel(database: Database): StrengthLevel | undefined {
  if (owners(database) < 2) return undefined;
  if (database.name === undefined || KEYED_ENGINES.has(database.datastore.engine ?? '')) return 'model';
  return 'intrusive';
}

/** How many services use a database; an API and its worker are one. */
function owners(database: Database): number {
  const business = database.clients.map(({ element }) => element).filter(isBusinessService);
  return logicalServices(business, (element) => element).length;
}

/** The level of each `stores` relation to a database that several services use, by relation id. */
export function sharedStores(graph: CouplingGraph): Map<string, StrengthLevel> {
  const levels = new Map<string, StrengthLevel>();
  for (const database of graph.databases) {
    const level = sharingLevel(database);
    if (level === undefined) continue;
    for (const { relation } of database.clients) {
      if (level === 'intrusive' || !levels.has(relation.id)) levels.set(relation.id, level);
    }
  }
  return levels;
}

/**
 * How much a relation's source knows of its target (coupling.md C1).
 * An import past a module's public face reaches into its inside.
 * A call whose contract nobody has seen is assumed to share its model; a gRPC call has its contract in the proto file.
 */
export function strengthLevel(relation: Relation, shared: ReadonlyMap<string, StrengthLevel>): StrengthLevel {
  switch (relation.kind) {
    case 'stores':
      return shared.get(relation.id) ?? 'intrusive';
    case 'shares':
      return 'intrusive';
    case 'imports':
      return relation.importReach === undefined ? 'model' : relation.importReach === 'inside' ? 'intrusive' : 'contract';
    case 'calls':
      return relation.protocol === 'grpc' ? 'contract' : 'model';
    default:
      return 'contract';
  }
}

import type { UseFact } from '../../model/code-facts.js';
import type { ElementKind, RelationKind } from '../../model/graph.js';
import type { Draft } from '../draft.js';

/** What it means to be connected to an element of some kind, when only a value names it. */
const BY_TARGET: Partial<Record<ElementKind, RelationKind>> = {
  datastore: 'stores',
  // A connection to a broker says nothing about the direction; code that publishes or subscribes takes this relation over.
  broker: 'publishes',
  telemetry: 'telemetry',
  registry: 'registers',
  config: 'configures',
};

/** Kind of the relation that a configured address makes. */
export function kindByTarget(from: Draft, to: Draft): RelationKind {
  const kind = BY_TARGET[to.kind];
  if (kind !== undefined) return kind;
  if (from.kind === 'gateway' || from.kind === 'webserver') return 'routes';
  // Scrapers and dashboards reach out to what they watch.
  return from.kind === 'telemetry' ? 'telemetry' : 'calls';
}

/**
 * Kind of the relation that a client in code makes: a call to a datastore's HTTP interface stores, a call to a registry registers.
 * A gateway that asks a service by itself, to answer out of several, calls it.
 */
export function kindByUse({ relation, forwards }: UseFact, from: Draft, to: Draft): RelationKind {
  if (relation !== 'calls' || to.kind === 'broker') return relation;
  const kind = kindByTarget(from, to);
  return kind === 'routes' && from.kind === 'gateway' && forwards !== true ? 'calls' : kind;
}

import type { CouplingGraph, Database, Element, Relation } from '../../src/engine/model/graph.js';
import type { Site } from '../../src/engine/model/text.js';

const SITE: Site = { path: 'compose.yaml', span: { start: 0, end: 1 } };

/** An element with plain defaults, declared at the top of compose.yaml. */
export function element(name: string, more: Partial<Element> = {}): Element {
  const kind = more.kind ?? 'service';
  return {
    id: `${kind}:${name}`,
    name,
    kind,
    role: kind === 'service' || kind === 'module' ? 'business' : 'infra',
    aliases: [],
    definedAt: [SITE],
    units: [],
    services: [],
    codeFolders: [],
    deploymentUnit: `${kind}:${name}`,
    isEntry: false,
    isTask: false,
    dependencies: [],
    isUserInterface: false,
    mesh: { state: 'none' },
    ...more,
  };
}

/** A declared relation without any care. */
export function relation(from: Element, kind: Relation['kind'], to: Element, more: Partial<Relation> = {}): Relation {
  return {
    id: `${from.id} -${kind}-> ${to.id}${more.channel === undefined ? '' : ` ${more.channel}`}`,
    from,
    to,
    kind,
    via: 'direct',
    confidence: 'declared',
    evidence: [{ site: SITE, extractor: 'compose', confidence: 'declared' }],
    uses: [],
    ports: [],
    care: { hasBreaker: false, hasFallback: false, routes: [], policies: [] },
    ...more,
  };
}

/** A database with the clients of the given `stores` relations. */
export function database(name: string | undefined, stores: readonly Relation[]): Database {
  const [first] = stores;
  if (first === undefined) throw new Error('a database needs a client');
  return {
    id: `${first.to.id}/${name ?? '?'}`,
    datastore: first.to,
    ...(name === undefined ? {} : { name }),
    clients: stores.map((store) => ({ element: store.from, relation: store, site: SITE })),
  };
}

/** A graph of the given relations; elements are those at their ends, and the extra ones. */
export function graph(relations: readonly Relation[], databases: readonly Database[] = [], extra: readonly Element[] = []): CouplingGraph {
  const elements = new Map([...relations.flatMap(({ from, to }) => [from, to]), ...extra].map((each) => [each.id, each]));
  return {
    elements,
    relations,
    contracts: [],
    databases,
    tables: [],
    libraryEntities: new Map(),
    globalTransactions: [],
    dualWrites: [],
    configBlobs: [],
    trafficPolicies: [],
    peerAuthentications: [],
    accessPolicies: [], namespaces: [], serviceEntries: [], meshModes: [],
    hostReferences: [],
    sidecars: [],
    unresolved: [],
    probes: [],
    publicHosts: [],
    messaging: { consumers: [], channels: [], requests: [], deadLetterPolicies: [], topics: [] },
    problems: [],
    disruptionBudgets: [],
    suppressions: [],
    baseline: [],
    policy: { edges: [], exceptions: [] },
    witnesses: { mesh: false, trafficPolicies: false, meshes: new Set() },
    releases: [],
    insides: new Map(),
  };
}

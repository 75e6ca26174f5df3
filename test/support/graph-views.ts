import type { BondView, ElementKindView, ElementView, FindingView, GraphView, LevelView, LineView, PlaceView, RelationView, SystemView } from '../../src/protocol/graph-view.js';

/** A place for a test: one line of a file. */
export function placeAt(path: string, line: number): PlaceView {
  return { path, line, column: 1, endLine: line, endColumn: 40 };
}

const KIND_OF_LINE: Readonly<Record<LineView, string>> = {
  sync: 'calls', async: 'publishes', data: 'stores', library: 'shares-library', type: 'shares-types', change: 'changes-with', telemetry: 'telemetry', start: 'starts-after',
};

const BOND_OF_LINE: Readonly<Record<LineView, BondView>> = {
  sync: 'hard', async: 'queued', data: 'hard', library: 'none', type: 'none', change: 'none', telemetry: 'background', start: 'background',
};

function element(id: string, kind: ElementKindView, depth: number, more: Partial<ElementView> = {}): ElementView {
  return { id, name: id, kind, role: kind === 'service' ? 'business' : 'infra', aliases: [], isEntry: false, depth, terms: [], explanation: [], places: [placeAt('compose.yaml', 4 + depth * 10)], ...more };
}

function service(id: string, logical: number, depth: number, blastRadius: number, group?: string): ElementView {
  return element(id, 'service', depth, {
    logical, physical: 1, blastRadius, availability: 0.995, places: [placeAt('compose.yaml', 12 + Math.round(logical * 80)), placeAt(`${id}/src/main.ts`, 1)],
    terms: [{ label: 'Knowledge', amount: -(1 - logical) * 0.6, detail: 'Shares a schema with other services.' }, { label: 'Runtime', amount: -(1 - logical) * 0.4, detail: 'Waits for others.' }],
    ...(group !== undefined && { group }),
  });
}

type Draft = readonly [from: string, to: string, line: LineView, level: LevelView, risk: number, rule?: string, message?: string];

function relation([from, to, line, level, risk]: Draft, cyclic: boolean, findings: readonly number[]): RelationView {
  const confidence = level === 'high' ? 'config' : 'declared';
  return {
    id: `${from}>${to}:${line}`, from, to, kind: KIND_OF_LINE[line], line, via: 'direct', level, risk, confidence, inCycle: cyclic, findings,
    bond: BOND_OF_LINE[line], explanation: [], strength: Math.min(1, risk * 1.4), distance: 0.75, volatility: 0.92,
    ...(line === 'sync' && { protocol: 'http', channel: `POST /${to}` }),
    ...(line === 'async' && { protocol: 'kafka', channel: `${from}.events` }),
    evidence: [{ place: placeAt(`${from}/src/client.ts`, 20 + from.length * 7), extractor: 'http-client', confidence }, { place: placeAt('compose.yaml', 40 + to.length), extractor: 'compose', confidence: 'declared' }],
  };
}

function graph(system: SystemView, elements: readonly ElementView[], drafts: readonly Draft[], cyclicPairs: ReadonlySet<string> = new Set()): GraphView {
  const findings: FindingView[] = [];
  const relations = drafts.map((draft): RelationView => {
    const [from, to, line, level, , rule, message] = draft;
    const own: number[] = [];
    if (rule !== undefined) {
      own.push(findings.length);
      findings.push({
        rule, severity: level === 'high' ? 'error' : 'warning', message: message ?? `${from} depends on ${to}`, place: placeAt(`${from}/src/client.ts`, 20 + from.length * 7),
        elements: [from, to], relations: [`${from}>${to}:${line}`], fixTitles: rule === 'call-without-timeout' ? ['Add a timeout of 2 s'] : [],
      });
    }
    return relation(draft, cyclicPairs.has(`${from}>${to}`), own);
  });
  return {
    revision: 1, complete: true, restricted: false, filesRead: 214, system, elements, relations, findings,
    problems: [{ message: 'charts/reviews/values.yaml is a template: skipped', place: placeAt('charts/reviews/values.yaml', 1) }],
    insides: [],
  };
}

/** A shop of twelve services, each its own unit, with two shared stores and one cycle. */
export function shopView(): GraphView {
  const elements = [
    element('gateway', 'gateway', 0, { group: 'edge' }),
    service('storefront', 0.41, 1, 0, 'edge'), service('customers', 0.13, 2, 0.09, 'checkout'), service('orders', 0.2, 2, 0.27, 'checkout'),
    service('inventory', 0.08, 4, 0.36, 'checkout'), service('payments', 0.31, 3, 0.27, 'checkout'), service('pricing', 0.33, 3, 0.18, 'checkout'),
    service('cart', 0.47, 2, 0.09, 'checkout'), service('shipping', 0.43, 2, 0, 'checkout'), service('catalog', 0.58, 2, 0.09, 'discovery'),
    service('search', 0.69, 1, 0, 'discovery'), service('reviews', 0.79, 1, 0, 'discovery'), service('notifications', 0.88, 2, 0, 'comms'),
    element('shop-db', 'datastore', 0, { group: 'platform' }), element('cart-redis', 'datastore', 0, { group: 'platform' }), element('catalog-db', 'datastore', 0, { group: 'platform' }),
    element('kafka', 'broker', 0, { group: 'platform' }), element('otel-collector', 'telemetry', 0, { group: 'platform' }),
    element('stripe', 'external', 4), element('mailgun', 'external', 3),
  ];
  const senders = ['storefront', 'customers', 'orders', 'inventory', 'payments', 'pricing', 'cart', 'shipping', 'catalog', 'search', 'reviews', 'notifications'];
  const drafts: Draft[] = [
    ['payments', 'shop-db', 'data', 'high', 0.69, 'cross-service-table-access', 'payments reads the orders table of orders'],
    ['inventory', 'shop-db', 'data', 'high', 0.55, 'shared-database-schema', 'inventory writes the same schema as orders'],
    ['payments', 'orders', 'sync', 'high', 0.5, 'sync-cycle', 'payments calls orders back: this closes a cycle'],
    ['orders', 'payments', 'sync', 'high', 0.48, 'call-without-timeout', 'orders calls payments without a timeout'],
    ['orders', 'inventory', 'sync', 'high', 0.46, 'sync-chain', 'orders waits for inventory, the third hop of a chain'],
    ['customers', 'shop-db', 'data', 'medium', 0.33, 'shared-database-schema'], ['pricing', 'cart-redis', 'data', 'medium', 0.33, 'shared-cache-keyspace'],
    ['storefront', 'orders', 'sync', 'medium', 0.29, 'call-without-circuit-breaker'], ['search', 'catalog-db', 'data', 'medium', 0.29, 'datastore-reach-in'],
    ['shipping', 'payments', 'sync', 'medium', 0.28, 'call-without-timeout'], ['catalog', 'search', 'change', 'medium', 0.24, 'change-coupled-services'],
    ['orders', 'shop-db', 'data', 'medium', 0.22], ['storefront', 'pricing', 'sync', 'medium', 0.21, 'unbalanced-coupling'],
    ['cart', 'catalog', 'library', 'low', 0.15], ['cart', 'pricing', 'sync', 'low', 0.14], ['orders', 'kafka', 'async', 'low', 0.12],
    ['notifications', 'kafka', 'async', 'low', 0.11], ['search', 'kafka', 'async', 'low', 0.1], ['catalog', 'kafka', 'async', 'low', 0.1], ['shipping', 'kafka', 'async', 'low', 0.09],
    ['gateway', 'storefront', 'sync', 'low', 0.08], ['gateway', 'search', 'sync', 'low', 0.08], ['gateway', 'reviews', 'sync', 'low', 0.08],
    ['storefront', 'cart', 'sync', 'low', 0.08], ['storefront', 'catalog', 'sync', 'low', 0.08], ['storefront', 'customers', 'sync', 'low', 0.08],
    ['catalog', 'catalog-db', 'data', 'low', 0.08], ['cart', 'cart-redis', 'data', 'low', 0.08], ['payments', 'stripe', 'sync', 'low', 0.08],
    ['notifications', 'mailgun', 'sync', 'low', 0.07], ['reviews', 'search', 'type', 'low', 0.02],
    ...senders.map((id): Draft => [id, 'otel-collector', 'telemetry', 'low', 0.06]),
  ];
  const system: SystemView = {
    name: 'shop', logical: 0.36, physical: 1, uncertainty: 0.05, style: 'distributed-monolith', coverage: 0.92,
    headline: 'Twelve services deployed apart, but 77 % of changes touch two or more of them.',
    terms: [
      { label: 'Knowledge', amount: -0.42, detail: 'Four services write the one schema in shop-db.' },
      { label: 'Change', amount: -0.19, detail: '77 % of changes touch two or more services.' },
      { label: 'Runtime', amount: -0.03, detail: 'One cycle; checkout needs five parts up (99.50 %).' },
    ],
    reasons: [], history: 'History: none was read.', cycles: [['orders', 'payments']],
  };
  return graph(system, elements, drafts, new Set(['orders>payments', 'payments>orders']));
}

function elementOf(view: GraphView, id: string): ElementView {
  const found = view.elements.find((element) => element.id === id);
  if (found === undefined) throw new Error(`the shop has no ${id}`);
  return found;
}

/** The shop, where orders is made of two modules, of which one imports the other. */
export function layeredShop(): GraphView {
  const shop = shopView();
  const modules = ['checkout', 'ledger'].map((name): ElementView => ({ ...elementOf(shop, 'cart'), id: `module:${name}`, name, kind: 'module', group: 'orders' }));
  const [template] = shop.relations;
  if (template === undefined) throw new Error('the shop has no relations');
  const relation: RelationView = { ...template, id: 'checkout>ledger', from: 'module:checkout', to: 'module:ledger', line: 'library', level: 'low', findings: [] };
  const system = { ...shop.system, name: 'orders', style: 'modular-monolith', headline: 'Two modules in one deployable.' } as const;
  return { ...shop, insides: [{ element: 'orders', view: { ...shop, system, elements: modules, relations: [relation], findings: [], insides: [] } }] };
}

/** The shop before pricing was split off: orders stood elsewhere, and reviews sent mail. */
export function formerShop(): GraphView {
  const shop = shopView();
  const [template] = shop.relations;
  if (template === undefined) throw new Error('the shop has no relations');
  return {
    ...shop,
    system: { ...shop.system, logical: 0.41 },
    elements: shop.elements.filter(({ id }) => id !== 'pricing').map((element) => (element.id === 'orders' ? { ...element, logical: 0.6 } : element)),
    relations: [...shop.relations.filter(({ from, to }) => from !== 'pricing' && to !== 'pricing'), { ...template, id: 'reviews>mailgun', from: 'reviews', to: 'mailgun', line: 'sync', findings: [] }],
  };
}

/** Numbers 0..1 that depend on the seed alone (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** How a synthetic system is made. */
export interface SyntheticOptions {
  readonly services: number;
  readonly relations: number;
  readonly groups: number;
  readonly seed: number;
  /** All services share physical 1.00; otherwise they spread. */
  readonly tied?: boolean;
}

/** A seeded system of any size: services in groups, one store per five services, mostly low-risk relations. */
export function syntheticView({ services, relations, groups, seed, tied = false }: SyntheticOptions): GraphView {
  const random = seededRandom(seed);
  const ids = Array.from({ length: services }, (_, i) => `service-${String(i).padStart(4, '0')}`);
  const stores = Array.from({ length: Math.ceil(services / 5) }, (_, i) => `store-${String(i).padStart(3, '0')}`);
  const groupOf = (index: number) => `team-${String(index % groups).padStart(2, '0')}`;
  // Services of one group are alike; without groups they are spread evenly.
  const centres = Array.from({ length: groups }, () => [0.1 + 0.8 * random(), 0.15 + 0.8 * random()] as const);
  const spread = (centre: number | undefined, value: number) => (groups === 1 || centre === undefined ? value : Math.min(1, Math.max(0, centre + (value - 0.5) * 0.24)));
  const elements = [
    ...ids.map((id, index) => element(id, 'service', Math.floor(random() * 6), {
      logical: spread(centres[index % groups]?.[0], random()), physical: tied ? 1 : spread(centres[index % groups]?.[1], random()), blastRadius: random() ** 3, ...(groups > 1 && { group: groupOf(index) }),
    })),
    ...stores.map((id, index) => element(id, 'datastore', 3, groups > 1 ? { group: groupOf(index) } : {})),
  ];
  const seen = new Set<string>();
  const drafts: Draft[] = [];
  for (let attempts = 0; drafts.length < relations && attempts < relations * 20; attempts++) {
    const source = Math.floor(random() * ids.length);
    const from = ids[source] ?? '';
    const toStore = random() < 0.2;
    // Most relations stay in their group: a target whose index differs by whole rounds of groups, now and then by one more.
    const neighbour = (list: readonly string[]) => {
      const shift = random() < 0.85 ? 0 : 1 + Math.floor(random() * 2);
      return list[(source + shift + groups * Math.floor(random() * (list.length / groups))) % list.length] ?? '';
    };
    const to = neighbour(toStore ? stores : ids);
    const line: LineView = toStore ? 'data' : random() < 0.7 ? 'sync' : 'async';
    if (from === to || seen.has(`${from}>${to}:${line}`)) continue;
    seen.add(`${from}>${to}:${line}`);
    const risk = random() ** 2;
    const level: LevelView = risk > 0.85 ? 'high' : risk > 0.5 ? 'medium' : 'low';
    const rounded = Math.round(risk * 100) / 100;
    drafts.push(level === 'high' ? [from, to, line, level, rounded, 'call-without-timeout', `${from} calls ${to} without a timeout`] : [from, to, line, level, rounded]);
  }
  const system: SystemView = {
    name: 'synthetic', logical: 0.48, physical: tied ? 1 : 0.6, uncertainty: 0.04, style: 'distributed-monolith', coverage: 0.81,
    headline: `${services} services in ${groups} groups.`, terms: [{ label: 'Knowledge', amount: -0.4, detail: '' }, { label: 'Change', amount: -0.12, detail: '' }], reasons: [], history: 'History: none was read.', cycles: [],
  };
  return graph(system, elements, drafts);
}

/** A workspace in which nothing was found. */
export function emptyView(): GraphView {
  return { ...graph({ name: 'empty', uncertainty: 0, coverage: 0, headline: '', terms: [], reasons: [], history: 'History: none was read.', cycles: [] }, [], []), filesRead: 3, problems: [] };
}

import type { UnitFact } from '../../model/deployment-facts.js';
import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, Element } from '../../model/graph.js';
import { describedBy, instanceKey, runsOnce } from '../../model/instances.js';
import type { Metrics } from '../../model/metrics.js';
import { isTrialPath } from '../../model/paths.js';
import type { Report, Rule } from '../../model/rule.js';
import { systemServices } from '../../model/services.js';
import { compareText, type Site } from '../../model/text.js';
import { count, listOf } from '../../model/wording.js';
import { secondInstances } from './second-instance.js';
import { singleInstances } from './single-instances.js';

/** Share of the services, 0..1, that cannot answer without a hub: few services make it large, so two of them must be hit. */
const LARGE_RADIUS = 0.4;
/** The same where several services are hit. */
const WIDE_RADIUS = 0.25;
/** Direct users from which on a part is a hub, whatever the size of the system; also the services that make a wide radius. */
const MANY = 3;

/** Kinds that stop their users when they go. Brokers have a rule of their own; a dashboard that is down stops nobody. */
const STOPPING_KINDS: ReadonlySet<Element['kind']> = new Set(['service', 'datastore', 'gateway', 'registry', 'config', 'auth', 'telemetry']);

/** Relations by which something is used while its user runs or starts. */
const USING: ReadonlySet<string> = new Set(['calls', 'stores', 'registers', 'configures']);

/** Kinds that answer requests, and so make a hub of what they use. */
const USERS: ReadonlySet<Element['kind']> = new Set(['service', 'gateway', 'auth', 'config']);

/** What runs once though much depends on it. */
interface Hub {
  readonly element: Element;
  readonly unit: UnitFact;
  /** Its number of instances, else its name. */
  readonly site: Site;
  /** How many services cannot answer without it, directly or not. */
  readonly hit: number;
  /** Who uses it directly. */
  readonly users: number;
  readonly routed: number;
}

export const singleReplicaHub: Rule = {
  id: 'single-replica-hub',
  severity: 'warning',
  preset: 'recommended',
  title: 'What many services need runs once',
  why: 'A crash, an update or a node that is drained takes the only instance away, and everything that needs it with it. Only hubs are reported: what at least three services use directly, or without which a large part of the services cannot answer. Services that nobody needs may well run once; only where all services of a cluster do, and there is no hub, that is told as information. A Compose file runs everything on one machine and is often meant for development, so there this is only information, and nothing is said of it where Kubernetes manifests describe the system too.',
  remedy: 'Run at least two instances of services, gateways and configuration servers. Replicate stores or take a managed one; or let their users go on without them.',
  ignoreWhen: 'The file describes a development or demonstration set-up, or the part must run once and a short failure is acceptable.',

  *check({ graph, metrics }) {
    const ordered = [...hubsOf(graph, metrics)].sort((a, b) => b.hit - a.hit || b.users - a.users || compareText(a.element.id, b.element.id));
    for (const group of groupBy(ordered, description).values()) yield toReport(group, graph);
    const habit = ordered.length === 0 ? singleInstances(graph) : undefined;
    if (habit !== undefined) yield habit;
  },
};

/** One description of a deployment is one cause: a namespace, or a project of Compose (rules.md, G8). */
function description({ element, unit }: Hub): string {
  return `${unit.technology} ${(unit.technology === 'kubernetes' ? unit.namespace : element.group) ?? ''}`;
}

function* hubsOf(graph: CouplingGraph, metrics: Metrics): Iterable<Hub> {
  const elements = [...graph.elements.values()];
  const technology = describedBy(graph);
  const services = new Set(systemServices(graph));
  const peers = groupBy(elements, instanceKey);
  const { users, routed } = usersOf(graph);
  for (const element of elements) {
    if (!STOPPING_KINDS.has(element.kind) || element.isTask || (element.kind === 'service' && element.role !== 'business')) continue;
    const unit = element.units.find((candidate) => candidate.technology === technology && !isTrialPath(candidate.site.path));
    // Several of one name are a cluster, whose members are listed one by one.
    if (unit === undefined || (peers.get(instanceKey(element))?.length ?? 0) > 1 || !runsOnce(element, technology)) continue;
    const others = services.size - (services.has(element) ? 1 : 0);
    const radius = metrics.elements.get(element.id)?.blastRadius ?? 0;
    const hub = { element, unit, site: unit.replicas?.site ?? unit.site, hit: Math.round(radius * others), users: users.get(element)?.size ?? 0, routed: routed.get(element)?.size ?? 0 };
    if (isHub(hub, radius)) yield hub;
  }
}

function isHub({ hit, users, routed, element }: Hub, radius: number): boolean {
  if (radius >= LARGE_RADIUS && hit >= 2) return true;
  if (radius >= WIDE_RADIUS && hit >= MANY) return true;
  // Who sends its logs or metrics somewhere goes on without it, unless the blast radius says otherwise.
  return element.kind !== 'telemetry' && (users >= MANY || routed >= MANY);
}

/** Services that agree by majority: two instances fail sooner than one. */
const VOTING = /(?:^|[-_.])(?:zookeeper|zk|etcd|consul)(?:$|[-_.\d])/i;

/** Who uses each element directly, and what gateways lead to. */
function usersOf({ relations }: CouplingGraph): { users: ReadonlyMap<Element, ReadonlySet<Element>>; routed: ReadonlyMap<Element, ReadonlySet<Element>> } {
  const users = new Map<Element, Set<Element>>();
  const routed = new Map<Element, Set<Element>>();
  for (const { from, to, kind, confidence } of relations) {
    if (confidence === 'inferred' || from === to) continue;
    if (kind === 'routes' || (kind === 'calls' && from.kind === 'gateway')) add(routed, from, to);
    // Dashboards and jobs may wait.
    if (USING.has(kind) && USERS.has(from.kind) && !from.isTask) add(users, to, from);
  }
  return { users, routed };
}

function add(map: Map<Element, Set<Element>>, key: Element, value: Element): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function toReport(hubs: readonly [Hub, ...Hub[]], graph: CouplingGraph): Report {
  const services = systemServices(graph).length;
  const [first, ...rest] = hubs;
  const names = hubs.map(({ element }) => element.name);
  const isOne = rest.length === 0;
  const isCompose = first.unit.technology === 'compose';
  return {
    site: first.site,
    severity: isCompose ? 'info' : 'warning',
    message:
      `${listOf(names)} ${isOne ? 'runs' : 'run'} as a single instance${isOne ? '' : ' each'}, and much depends on ${isOne ? 'it' : 'them'}: ${effectOf(first, services)}. ${isCompose ? 'Where this runs for others, ' : ''}${adviceFor(hubs, isCompose)}`,
    related: rest.map((hub) => ({ site: hub.site, message: effectOf(hub, services) })),
    elements: hubs.map(({ element }) => element),
    fixes: secondInstances(hubs.map(({ element, unit }) => ({ element, unit, isVoting: VOTING.test(element.name) })), graph),
  };
}

function effectOf({ element: { name, kind }, hit, users, routed }: Hub, services: number): string {
  if (hit > 1) return `without ${name}, ${hit} of ${count(services, 'service')} cannot answer`;
  if (users >= MANY && (kind === 'registry' || kind === 'config')) return `without ${name}, ${count(users, 'service')} cannot start properly`;
  if (users >= MANY) return `${count(users, 'service')} use ${name}`;
  return `${name} is the way to ${count(routed, 'service')}`;
}

function adviceFor(hubs: readonly Hub[], isContinued: boolean): string {
  const stores = hubs.filter(isStore);
  const voting = hubs.filter(({ element }) => !isStore({ element }) && VOTING.test(element.name));
  const others = hubs.filter((hub) => !stores.includes(hub) && !voting.includes(hub));
  const advice = [
    ...(others.length > 0 ? [`run at least two instances of ${listOf(others.map(({ element }) => element.name))}`] : []),
    ...(voting.length > 0 ? [`run three instances of ${listOf(voting.map(({ element }) => element.name))}, which need a majority`] : []),
    ...(stores.length > 0 ? [`replicate ${listOf(stores.map(({ element }) => element.name))}, or let the services go on without ${stores.length === 1 ? 'it' : 'them'}`] : []),
  ].join('; ');
  return `${isContinued ? advice.charAt(0) : advice.charAt(0).toUpperCase()}${advice.slice(1)}.`;
}

function isStore({ element }: Pick<Hub, 'element'>): boolean {
  return element.kind === 'datastore';
}

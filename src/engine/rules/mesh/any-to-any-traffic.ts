import type { AccessPolicyFact } from '../../model/access-facts.js';
import { podsOf } from '../../model/access-match.js';
import type { CouplingGraph, Element } from '../../model/graph.js';
import { describedBy } from '../../model/instances.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import { listOf } from '../../model/wording.js';
import { callerPolicies } from './caller-policies.js';

/** Smaller systems have little to keep apart. From the rule catalogue; ours. */
const FEWEST_SERVICES = 4;

export const anyToAnyTraffic: Rule = {
  id: 'any-to-any-traffic',
  severity: 'info',
  preset: 'strict',
  title: 'Nothing limits who may call whom',
  why: 'In a cluster everybody reaches everybody until something forbids it. Calls that nobody planned then work at once, so couplings grow unseen, and whoever takes one service over reaches all others.',
  remedy: 'Give each service a NetworkPolicy, or an authorisation of the mesh, that lists its callers: the graph shows who they are. In Compose give each group of services that talk a network of its own.',
  ignoreWhen: 'Another repository has the policies of the cluster, or its network does not enforce any.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/', 'https://docs.docker.com/compose/how-tos/networking/'],

  *check({ graph }) {
    const services = calledServices(graph);
    if (services.length < FEWEST_SERVICES) return;
    yield* describedBy(graph) === 'kubernetes' ? openPods(graph, services) : oneNetwork(services);
  },
};

/** Services that others call, as far as more than a name says so. */
function calledServices({ relations }: CouplingGraph): Element[] {
  const called = relations.filter(({ kind, confidence, to }) => kind === 'calls' && confidence !== 'inferred' && isBusinessService(to));
  return [...new Set(called.map(({ to }) => to))].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function* openPods(graph: CouplingGraph, called: readonly Element[]): Generator<Report> {
  const limited = new Set(graph.accessPolicies.filter(({ policy }) => isLimit(policy)).flatMap(({ subjects }) => subjects.map(({ element }) => element)));
  // What the outside reaches is open to all on purpose.
  const services = called.filter((element) => podsOf(element).length > 0 && !element.isEntry);
  const open = services.filter((element) => !limited.has(element));
  const names = listOf(open.map(({ name }) => name));
  // Most of them: that is one decision, and not yet taken.
  if (services.length >= FEWEST_SERVICES && open.length > services.length / 2) yield withFix(graph, open, `Nothing limits who may call ${names}: no network policy and no authorisation of a mesh is for ${open.length === 1 ? 'it' : 'them'}. List the callers of each in a policy.`);
  else for (const element of open) yield withFix(graph, [element], `Nothing limits who may call ${element.name}, while other services have policies. List its callers in one.`);
}

/** What is found, with policies for all of it. */
function withFix(graph: CouplingGraph, elements: readonly Element[], message: string): Report {
  const fix = callerPolicies(elements, graph);
  return { ...toReport(elements, message), fixes: fix ? [fix] : [] };
}

/** Whether a policy keeps somebody out. */
function isLimit({ direction, rules }: AccessPolicyFact): boolean {
  return direction === 'inbound' && !rules.some(({ effect, peers, ports, conditional }) => effect === 'allow' && peers === undefined && ports === undefined && !conditional);
}

/** In Compose those reach each other who share a network: without any all share that of the project. */
function* oneNetwork(services: readonly Element[]): Generator<Report> {
  const units = services.map(({ units: all }) => all.filter(({ technology }) => technology === 'compose'));
  const networks = new Set(units.flatMap((own) => own.map(({ networks: joined, networkMode }) => `${networkMode === undefined ? '' : 'own'} ${[...joined].sort().join(' ')}`)));
  const [only] = networks;
  if (units.some((own) => own.length === 0) || networks.size !== 1 || only === undefined || only.trim().includes(' ') || only.startsWith('own')) return;
  // It is what Compose gives when nobody asks, and all on one machine.
  yield { ...toReport(services, `${listOf(services.map(({ name }) => name))} share one network, so each reaches all others, and whatever else is in it. Put those that talk to each other into networks of their own.`), severity: 'hint' };
}

function toReport(elements: readonly Element[], message: string): Report {
  const [first] = elements;
  if (first === undefined) throw new Error('a report about nobody');
  const site = podsOf(first)[0]?.site ?? first.definedAt[0];
  return { site, message, elements };
}

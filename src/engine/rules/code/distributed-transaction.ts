import { groupBy, uniqueBy } from '../../model/collections.js';
import type { CouplingGraph, Element, Relation } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import { compareSites, compareText, type Site } from '../../model/text.js';
import { listOf } from '../../model/wording.js';

/** Coordinators of XA transactions among the dependencies of a program. Quarkus brings one along, used or not. */
const COORDINATOR = /^(?:com\.atomikos:|org\.codehaus\.btm:|(?:org\.springframework\.boot|me\.snowdrop|dev\.snowdrop):(?:[\w-]*-)?(?:spring-boot-starter-jta|narayana-spring-boot-starter)|org\.jboss\.narayana\.jta:narayana-jta$)/;

const SEATA = /\bseata\b|tx-lcn|txlcn/i;

/** What a transaction spans: services that take part, or stores and brokers of one service. */
interface Span {
  readonly technology: string;
  readonly services: readonly Element[];
  readonly resources: readonly string[];
  readonly sites: readonly [Site, ...Site[]];
  readonly relations: readonly Relation[];
}

export const distributedTransaction: Rule = {
  id: 'distributed-transaction',
  severity: 'warning',
  preset: 'recommended',
  title: 'A transaction spans services or databases',
  why: 'A transaction that commits in several places needs all of them at once: each holds its locks until the slowest has answered, and whichever is down stops the others. That is the tightest coupling there is at run time. Seata and its like count where the service calls others, coordinators of XA where it has two databases, or a database and a broker.',
  remedy: 'Commit in one place. Let the others follow by events from an outbox, and undo by a saga what cannot be completed.',
  ignoreWhen: 'The parts are deployed as one, and few enough transactions run that their locks do not matter.',
  noFix: 'an outbox or a saga is another design of what the transaction does.',
  sources: ['https://microservices.io/patterns/data/saga.html', 'https://microservices.io/patterns/data/transactional-outbox.html'],

  *check({ graph }) {
    const facts = groupBy(graph.globalTransactions, ({ element }) => element.id);
    const resources = resourcesByService(graph);
    const calls = groupBy(graph.relations.filter(({ kind, to }) => kind === 'calls' && isBusinessService(to)), ({ from }) => from.id);
    for (const element of [...graph.elements.values()].filter(isBusinessService)) {
      const span = spanOf(element, (facts.get(element.id) ?? []).map(({ fact }) => fact), resources.get(element.id) ?? [], calls.get(element.id) ?? []);
      if (span !== undefined) yield toReport(element, span);
    }
  },
};

function spanOf({ dependencies }: Element, facts: readonly CouplingGraph['globalTransactions'][number]['fact'][], resources: readonly string[], calls: readonly Relation[]): Span | undefined {
  const sorted = [...facts].sort((a, b) => compareSites(a.site, b.site));
  const global = sorted.filter(({ reach }) => reach === 'services');
  const [first, ...others] = global;
  if (first !== undefined) {
    // Whoever has the library takes part; where nobody is known to, all that are called may.
    const members = calls.filter(({ to }) => to.dependencies.some(({ name }) => SEATA.test(name)));
    const relations = members.length > 0 ? members : calls;
    if (relations.length > 0) return { technology: first.technology, services: uniqueBy(relations.map(({ to }) => to), ({ id }) => id), resources: [], sites: [first.site, ...others.map(({ site }) => site)], relations };
  }
  const coordinator = dependencies.find(({ name }) => COORDINATOR.test(name));
  const [site, ...more] = [...sorted.map((fact) => fact.site), ...(coordinator === undefined ? [] : [coordinator.site])];
  if (site === undefined || resources.length < 2) return undefined;
  return { technology: sorted[0]?.technology ?? coordinator?.name ?? '', services: [], resources, sites: [site, ...more], relations: [] };
}

/** Names of the databases and brokers that a service uses. */
function resourcesByService({ databases, relations }: CouplingGraph): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  const add = ({ id }: Element, name: string): void => { found.set(id, (found.get(id) ?? new Set()).add(name)); };
  for (const { datastore, name, clients } of databases) for (const { element } of clients) add(element, name === undefined ? datastore.name : `${name} in ${datastore.name}`);
  for (const { kind, from, to } of relations) if ((kind === 'publishes' || kind === 'subscribes') && to.kind === 'broker') add(from, to.name);
  return new Map([...found].map(([id, names]) => [id, [...names].sort(compareText)]));
}

function toReport(element: Element, { technology, services, resources, sites: [site, ...others], relations }: Span): Report {
  const parts = services.length > 0 ? services.map(({ name }) => name) : resources;
  const what = services.length > 0 ? `${element.name} commits in one transaction with ${listOf(parts)}` : `${element.name} commits to ${listOf(parts)} in one transaction`;
  return {
    site,
    message: `${what} (${technology}): all hold their locks until the slowest has answered, and whichever is down stops the others. Commit in one place, and let the others follow by events from an outbox, or a saga.`,
    related: [...others.map((place) => ({ site: place, message: 'So does this' })), ...services.map(({ name, definedAt: [place] }) => ({ site: place, message: `${name} is declared here` }))],
    elements: [element, ...services],
    relations,
  };
}

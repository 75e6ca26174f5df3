import { groupBy } from '../../model/collections.js';
import type { Element, Relation } from '../../model/graph.js';
import type { Metrics } from '../../model/metrics.js';
import type { Report, Rule } from '../../model/rule.js';
import { logicalServices, systemServices } from '../../model/services.js';
import { count, listOf } from '../../model/wording.js';

/** From so many services on, and half of all, a library without data of its own is told about. Prior. */
const MANY_USERS = 3;

/** Names of libraries that know nothing of the business, and may be everywhere. */
const TECHNICAL = /(?:^|[^a-z])(?:log(?:ging|ger|s)?|telemetry|tracing|metrics|observability|tests?|testing|test-?utils|eslint|lint|tsconfig|config|ui|design|theme|icons|i18n|build|tooling|proto|protos|grpc|contracts?|api-?client|client|sdk|openapi|types|typings|bom|parent|dependencies)(?:[^a-z]|$)/i;

export const sharedDomainLibrary: Rule = {
  id: 'shared-domain-library',
  severity: 'warning',
  preset: 'recommended',
  title: 'Services share a library of the workspace',
  why: 'A library with entities or business rules makes its users one program in several processes: a change of it is a change of all, and is right only once all are released again. A library that only helps is milder, but it still ties the releases of all who are built with its newest source.',
  remedy: 'Keep rules and entities in the service that owns them, and let others ask or listen. Give what remains versions, so that each service takes a new one when it is ready.',
  ignoreWhen: 'The library is stable, holds no business, and each service pins a version of it.',
  sources: ['Taibi and Lenarduzzi, On the Definition of Microservice Bad Smells: Shared Libraries'],

  *check({ graph, metrics }) {
    const all = logicalServices(systemServices(graph), (service) => service).length;
    const users = graph.relations.filter(({ kind, to }) => kind === 'imports' && to.kind === 'library');
    for (const relations of groupBy(users, ({ to }) => to.id).values()) yield* judge(relations, all, metrics);
  },
};

function* judge(relations: readonly [Relation, ...Relation[]], all: number, metrics: Metrics): Iterable<Report> {
  const [{ to: library }] = relations;
  const services = logicalServices(relations.map(({ from }) => from).filter(({ isUserInterface, isTask }) => !isUserInterface && !isTask), (service) => service);
  if (services.length < 2) return;
  const holdsData = relations.some(({ id }) => metrics.relations.get(id)?.level === 'functional');
  if (!holdsData && (services.length < MANY_USERS || services.length * 2 < all || TECHNICAL.test(library.name))) return;
  // The first user had the right to a library; the second one shares it.
  const [first, second, ...others] = [...relations];
  const anchor = second ?? first;
  const names = listOf(services.map(([{ name }]) => name));
  const what = holdsData
    ? `it opens a store, so they share entities and rules, and change and ship as one`
    : `a change of it is built into all of them, and ties their releases`;
  yield {
    site: anchor.evidence[0].site,
    severity: holdsData ? 'warning' : 'info',
    message: `${count(services.length, 'service')} are built with the library ${library.name} of this workspace (${names}): ${what}. ${holdsData ? 'Leave data to the service that owns them' : 'Keep business out of it, and let each service pin a version'}.`,
    related: [...placesOf([first, ...others].filter((relation) => relation !== anchor)), { site: library.definedAt[0], message: `${library.name} is made here` }],
    elements: [library, ...new Set(relations.map(({ from }): Element => from))],
    relations,
  };
}

function placesOf(relations: readonly Relation[]): { site: Relation['evidence'][0]['site']; message: string }[] {
  return relations.map(({ from, evidence }) => ({ site: evidence[0].site, message: `${from.name} is built with it, too` }));
}

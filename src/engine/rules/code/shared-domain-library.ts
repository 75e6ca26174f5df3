import { groupBy, uniqueBy } from '../../model/collections.js';
import type { Element, Relation } from '../../model/graph.js';
import type { Metrics } from '../../model/metrics.js';
import type { Report, Rule } from '../../model/rule.js';
import { groupProcesses } from '../../model/processes.js';
import { systemServices } from '../../model/services.js';
import { count, listOf } from '../../model/wording.js';

/** From so many services on, and half of all, a library without data of its own is told about. Prior. */
const MANY_USERS = 3;

/** Names of libraries that know nothing of the business, and may be everywhere. */
const TECHNICAL = /(?:^|[^a-z])(?:log(?:ging|ger|s)?|telemetry|tracing|metrics|observability|tests?|testing|test-?utils|eslint|lint|tsconfig|config|ui|design|theme|icons|i18n|build|tooling|proto|protos|grpc|contracts?|api-?client|client|sdk|openapi|types|typings|bom|parent|dependencies|(?:service-?)?defaults|starters?|framework|autoconfigure)(?:[^a-z]|$)/i;

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
    const all = groupProcesses(systemServices(graph), (service) => service).length;
    const users = graph.relations.filter(({ kind, to }) => kind === 'imports' && to.kind === 'library');
    const shared = [...groupBy(users, ({ to }) => to.id).values()].flatMap((relations) => sharingOf(relations, metrics) ?? []);
    for (const sharing of shared.filter(({ holdsData }) => holdsData)) yield dataReport(sharing);
    const helpers = shared.filter(({ library, services, holdsData }) => !holdsData && services.length >= MANY_USERS && services.length * 2 >= all && !TECHNICAL.test(library.name));
    for (const group of byUsers(helpers)) yield helperReport(group);
  },
};

/** Whoever uses one library. */
type Users = readonly [Relation, ...Relation[]];

/** A library with the services that are built with it. */
interface Sharing {
  readonly library: Element;
  readonly relations: Users;
  /** By name; processes of one service are one. */
  readonly services: readonly Element[];
  readonly holdsData: boolean;
}

function sharingOf(relations: Users, metrics: Metrics): Sharing | undefined {
  const users = relations.map(({ from }) => from).filter(({ isUserInterface, isTask }) => !isUserInterface && !isTask);
  const services = groupProcesses(users, (service) => service).map(([first]) => first);
  if (services.length < 2) return undefined;
  return { library: relations[0].to, relations, services, holdsData: relations.some(({ id }) => metrics.relations.get(id)?.level === 'functional') };
}

/** Helpers of the same services are one decision (rules.md, G8): those with most users first, with all whose users are among theirs. */
function byUsers(helpers: readonly Sharing[]): [Sharing, ...Sharing[]][] {
  const groups: { readonly users: ReadonlySet<Element>; readonly members: [Sharing, ...Sharing[]] }[] = [];
  for (const helper of [...helpers].sort((a, b) => b.services.length - a.services.length)) {
    const group = groups.find(({ users }) => helper.services.every((service) => users.has(service)));
    if (group) group.members.push(helper);
    else groups.push({ users: new Set(helper.services), members: [helper] });
  }
  return groups.map(({ members }) => members);
}

function dataReport({ library, relations, services }: Sharing): Report {
  const names = listOf(services.map(({ name }) => name));
  return {
    ...placesOf([relations]),
    severity: 'warning',
    message: `${count(services.length, 'service')} are built with the library ${library.name} of this workspace (${names}): it opens a store, so they share entities and rules, and change and ship as one. Leave data to the service that owns them.`,
  };
}

function helperReport(group: readonly [Sharing, ...Sharing[]]): Report {
  const [{ services }] = group;
  const what = group.length === 1 ? `the library ${group[0].library.name}` : `${group.length} libraries`;
  const named = group.length === 1 ? services.map(({ name }) => name) : group.map(({ library }) => library.name);
  return {
    ...placesOf([group[0].relations, ...group.slice(1).map(({ relations }) => relations)]),
    severity: 'info',
    message: `${count(services.length, 'service')} are built with ${what} of this workspace (${listOf(named)}): a change of ${group.length === 1 ? 'it' : 'one'} is built into all of them, and ties their releases. Keep business out of ${group.length === 1 ? 'it' : 'them'}, and let each service pin a version.`,
  };
}

/** The first user had the right to a library; the second one shares it. */
function placesOf(libraries: readonly [Users, ...Users[]]): Pick<Report, 'site' | 'related' | 'elements' | 'relations'> {
  const relations = libraries.flat();
  const [[first, second]] = libraries;
  const anchor = second ?? first;
  const made = libraries.map(([{ to }]) => to);
  return {
    site: anchor.evidence[0].site,
    related: [
      ...relations.filter((relation) => relation !== anchor).map(({ from, to, evidence }) => ({ site: evidence[0].site, message: `${from.name} is built with ${libraries.length === 1 ? 'it, too' : to.name}` })),
      ...made.map(({ name, definedAt }) => ({ site: definedAt[0], message: `${name} is made here` })),
    ],
    elements: uniqueBy([...made, ...relations.map(({ from }) => from)], ({ id }) => id),
    relations,
  };
}

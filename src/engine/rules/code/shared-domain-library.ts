import { groupBy, uniqueBy } from '../../model/collections.js';
import type { CouplingGraph, Element, Relation } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { areFaces, groupProcesses, isMigrator } from '../../model/processes.js';
import { systemServices } from '../../model/services.js';
import { count, listOf } from '../../model/wording.js';

/** From so many services on, and this share of all, a library without entities is told about: fewer is a habit of some. Prior. */
const MANY_USERS = 8;
const MOST_OF_ALL = 2 / 3;

/** Names of what services promise each other: to share that is what they should do. */
const CONTRACT = /(?:^|[^a-z])(?:protos?|grpc|contracts?|(?:api-?)?clients?|sdk|apis?|openapi|interfaces?|dtos?|events?|messages)(?:[^a-z]|$)/i;

/** Names of libraries that know nothing of the business, and may be everywhere. */
const TECHNICAL = /(?:^|[^a-z])(?:log(?:ging|ger|s)?|telemetry|tracing|metrics|observability|swagger|eslint|lint|tsconfig|config|ui|design|theme|icons|i18n|build|tooling|types|typings|settings|promise|utils?|o-error|errors?|bom|parent|dependencies|(?:service-?)?defaults|starters?|framework|autoconfigure)(?:[^a-z]|$)/i;

/** What only tests are built with. */
const TEST = /(?:^|[^a-z])tests?(?:[^a-z]|$)|testing|test-?utils/i;

/** A range of versions that a package manager looks up elsewhere: `^1.0.4`, `[1.2,)`. */
const RANGE = /^[\^~>=<[(]*\d/;

export const sharedDomainLibrary: Rule = {
  id: 'shared-domain-library',
  severity: 'warning',
  preset: 'recommended',
  title: 'Services share a library of the workspace',
  why: 'A library with entities makes its users one program in several processes: a change of them is a change of all, and is right only once all are released again. A library that most services share and that only helps is milder, but it still ties the releases of all who are built with its newest source. Entities are the classes that a mapper keeps, or those in a folder called model, entity or domain, or in a library that calls itself the domain or its shared kernel. Libraries of contracts, of tests and of tools may be everywhere, as may those whose version each service chooses.',
  remedy: 'Keep rules and entities in the service that owns them, and let others ask or listen. Give what remains versions, so that each service takes a new one when it is ready.',
  ignoreWhen: 'The library is stable, or the services that share it are one team\'s and always released together.',
  noFix: 'a version helps only when somebody publishes the library, and entities have to be moved by who knows which service owns them.',
  sources: ['Taibi and Lenarduzzi, On the Definition of Microservice Bad Smells: Shared Libraries'],

  *check({ graph }) {
    const all = groupProcesses(systemServices(graph), (service) => service).length;
    const users = graph.relations.filter(({ kind, to }) => kind === 'imports' && to.kind === 'library' && !TEST.test(to.name) && !CONTRACT.test(to.name));
    const shared = [...groupBy(users, ({ to }) => to.id).values()].flatMap((relations) => sharingOf(relations, graph) ?? []);
    const withEntities = shared.filter(({ entities }) => entities.length > 0);
    for (const group of byUsers(withEntities)) yield entityReport(group);
    // Whoever shares entities has the greater worry.
    if (withEntities.length > 0) return;
    const [first, ...others] = shared.filter((sharing) => ofMost(sharing, all)).sort((a, b) => b.services.length - a.services.length);
    if (first !== undefined) yield helperReport([first, ...others]);
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
  /** Names of the classes of the business that it holds. */
  readonly entities: readonly string[];
}

function sharingOf(relations: Users, { libraryEntities }: CouplingGraph): Sharing | undefined {
  const users = relations.map(({ from }) => from).filter((user) => !user.isUserInterface && !user.isTask && !isMigrator(user));
  const [{ to: library }] = relations;
  const services = withoutVariants(library, groupProcesses(users, (service) => service).map(([first]) => first));
  if (services.length < 2 || areFaces(services)) return undefined;
  return { library, relations, services, entities: [...new Set((libraryEntities.get(library.id) ?? []).map(({ name }) => name))] };
}

/** A monolith beside services is another edition of the same system. */
const MONOLITH = /(?:^|[^a-z])monolith(?:[^a-z]|$)/i;

/** The users that run beside each other: several that are called after the library, `shop-rest-orders` and `shop-events-orders`, are editions of the one service that it belongs to. */
function withoutVariants({ name }: Element, services: readonly Element[]): Element[] {
  const subject = /[-_.]([a-z]{4,})$/i.exec(name)?.[1]?.toLowerCase();
  const isCalledSo = (service: Element): boolean => subject !== undefined && new RegExp(`[-_.]${subject}$`, 'i').test(service.name);
  const edition = services.find(isCalledSo);
  const separate = services.filter((service) => service === edition || !isCalledSo(service));
  const apart = separate.filter((service) => !MONOLITH.test(service.name));
  return apart.length > 0 ? apart : separate;
}

function ofMost({ library, relations, services }: Sharing, all: number): boolean {
  return services.length >= MANY_USERS && services.length >= all * MOST_OF_ALL && !TECHNICAL.test(library.name) && !relations.every(choosesVersion);
}

/** Whether a service names a version of its own: of Node.js and .NET, where else a name means what lies in the workspace. */
function choosesVersion({ from, evidence }: Relation): boolean {
  const named = from.dependencies.find(({ site }) => evidence.some((piece) => piece.site.path === site.path && piece.site.span.start === site.span.start));
  return named !== undefined && /(?:package\.json|\.(?:cs|fs|vb)proj)$/.test(named.site.path) && RANGE.test(named.version);
}

/** Libraries of the same services are one decision (rules.md, G8): those with most users first, with all whose users are among theirs. */
function byUsers(libraries: readonly Sharing[]): [Sharing, ...Sharing[]][] {
  const groups: { readonly users: ReadonlySet<Element>; readonly members: [Sharing, ...Sharing[]] }[] = [];
  for (const library of [...libraries].sort((a, b) => b.services.length - a.services.length)) {
    const group = groups.find(({ users }) => library.services.every((service) => users.has(service)));
    if (group) group.members.push(library);
    else groups.push({ users: new Set(library.services), members: [library] });
  }
  return groups.map(({ members }) => members);
}

function entityReport(group: readonly [Sharing, ...Sharing[]]): Report {
  const [{ services }] = group;
  const isOne = librariesOf(group).length === 1;
  return {
    ...placesOf(group),
    severity: 'warning',
    message:
      `${listOf(services.map(({ name }) => name))} are built with ${nameOf(group)} of this workspace, which ${isOne ? 'holds' : 'hold'} ${listOf([...new Set(group.flatMap(({ entities }) => entities))])}: ` +
      `whoever changes ${isOne ? 'it' : 'them'} changes ${services.length === 2 ? 'both' : `all ${services.length}`} services, which have to be released together. Keep entities in the service that owns them, and let the others have what they need of them by a contract.`,
  };
}

function helperReport(group: readonly [Sharing, ...Sharing[]]): Report {
  const [{ services }] = group;
  const [it, one] = librariesOf(group).length === 1 ? ['it', 'it'] : ['them', 'one of them'];
  return {
    ...placesOf(group),
    severity: 'info',
    message: `${count(services.length, 'service')} are built with ${nameOf(group)} of this workspace (${listOf(services.map(({ name }) => name))}): all of them get whatever changes in ${one} with their next build. Keep business out of ${it}, and let each service choose a version.`,
  };
}

/** A workspace may hold copies of one library: they are called by one name. */
function librariesOf(group: readonly Sharing[]): string[] {
  return [...new Set(group.map(({ library }) => library.name))];
}

function nameOf(group: readonly Sharing[]): string {
  const names = librariesOf(group);
  return `the ${names.length === 1 ? 'library' : 'libraries'} ${listOf(names)}`;
}

/** The first user had the right to a library; the second one shares it. */
function placesOf(group: readonly [Sharing, ...Sharing[]]): Pick<Report, 'site' | 'related' | 'elements' | 'relations'> {
  const relations = group.flatMap((sharing) => sharing.relations);
  const [{ relations: [first, second] }] = group;
  const anchor = second ?? first;
  const made = group.map(({ library }) => library);
  const isOne = made.length === 1;
  return {
    site: anchor.evidence[0].site,
    related: [
      ...relations.filter((relation) => relation !== anchor).map(({ from, to, evidence }) => ({ site: evidence[0].site, message: `${from.name} is built with ${isOne ? 'it, too' : to.name}` })),
      ...made.map(({ name, definedAt }) => ({ site: definedAt[0], message: `${name} is made here` })),
    ],
    elements: uniqueBy([...made, ...relations.map(({ from }) => from)], ({ id }) => id),
    relations,
  };
}

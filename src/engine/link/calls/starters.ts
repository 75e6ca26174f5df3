import type { Evidence, RelationKind } from '../../model/graph.js';
import type { Draft } from '../draft.js';
import { manifestsAround } from '../deployables/code-folders.js';
import type { LinkContext } from '../link-context.js';

/** A library that, by being there, connects a program to a piece of infrastructure. */
interface Starter {
  readonly dependency: RegExp;
  readonly kinds: readonly RelationKind[];
  readonly isTarget: (draft: Draft) => boolean;
}

const named = (pattern: RegExp) => (draft: Draft): boolean => [draft.name, draft.engine ?? '', ...draft.aliases].some((name) => pattern.test(name));

/** Libraries that configure themselves (Spring Boot's and Cloud's starters), from their reference documentation. */
const STARTERS: readonly Starter[] = [
  { dependency: /:spring-cloud-(?:starter-)?(?:netflix-)?(?:eureka(?:-client)?|turbine(?:-amqp|-stream)?)$|:eureka-client$|:spring-cloud-starter-(?:consul|zookeeper|alibaba-nacos)-discovery$/, kinds: ['registers'], isTarget: ({ kind }) => kind === 'registry' },
  { dependency: /:spring-cloud-(?:starter-)?config(?:-client)?$/, kinds: ['configures'], isTarget: ({ kind }) => kind === 'config' },
  { dependency: /:spring-cloud-(?:starter-|sleuth-)?zipkin$|:(?:micrometer-tracing|opentelemetry-exporter|brave|zipkin-reporter)[\w-]*zipkin[\w-]*$|:zipkin-sender-\w+$/, kinds: ['telemetry'], isTarget: (draft) => draft.kind === 'telemetry' && named(/zipkin/)(draft) },
  { dependency: /:spring-cloud-(?:starter-)?(?:bus-amqp|stream-(?:binder-)?rabbit)$/, kinds: ['publishes', 'subscribes'], isTarget: ({ engine }) => engine === 'rabbitmq' },
  { dependency: /:spring-cloud-(?:starter-|netflix-)*turbine-amqp$/, kinds: ['subscribes'], isTarget: ({ engine }) => engine === 'rabbitmq' },
  { dependency: /:spring-cloud-(?:starter-|netflix-)*hystrix-amqp$/, kinds: ['publishes'], isTarget: ({ engine }) => engine === 'rabbitmq' },
  { dependency: /:spring-cloud-(?:starter-)?(?:bus-kafka|stream-(?:binder-)?kafka(?:-streams)?)$/, kinds: ['publishes', 'subscribes'], isTarget: ({ engine }) => engine === 'kafka' || engine === 'redpanda' },
  { dependency: /^org\.axonframework(?:\.[\w.]+)?:axon-amqp(?:-spring-boot-\w+)?$/, kinds: ['publishes'], isTarget: ({ engine }) => engine === 'rabbitmq' },
  { dependency: /^org\.axonframework(?:\.[\w.]+)?:axon-kafka(?:-spring-boot-\w+)?$/, kinds: ['publishes'], isTarget: ({ engine }) => engine === 'kafka' || engine === 'redpanda' },
  { dependency: /^org\.axonframework:axon-(?:spring-boot-starter|server-connector)$/, kinds: ['publishes', 'subscribes'], isTarget: ({ engine }) => engine === 'axonserver' },
  { dependency: /:mysql-connector-(?:java|j)$/, kinds: ['stores'], isTarget: ({ engine }) => engine === 'mysql' || engine === 'mariadb' },
  { dependency: /:mariadb-java-client$/, kinds: ['stores'], isTarget: ({ engine }) => engine === 'mariadb' },
  { dependency: /:(?:r2dbc-)?postgresql$/, kinds: ['stores'], isTarget: ({ engine }) => engine === 'postgres' },
  { dependency: /:spring-boot-starter-data-mongodb(?:-reactive)?$/, kinds: ['stores'], isTarget: ({ engine }) => engine === 'mongodb' },
  { dependency: /:spring-boot-starter-data-redis(?:-reactive)?$/, kinds: ['stores'], isTarget: ({ engine }) => engine === 'redis' },
];

/** Relations that dependencies alone make: where the library knows its partner by a default, and only one element can be that. */
export function wireStarters(context: LinkContext): void {
  const targets = new Map<Starter, readonly Draft[]>();
  const targetsOf = (starter: Starter): readonly Draft[] => {
    let found = targets.get(starter);
    if (found === undefined) targets.set(starter, (found = context.drafts.filter(starter.isTarget)));
    return found;
  };
  for (const draft of context.drafts) {
    if (draft.codeFolders.length === 0) continue;
    // Coordinates of Maven, which have colons.
    const dependencies = manifestsAround(context.inventory, draft.codeFolders).flatMap((root) => root.dependencies).filter(({ name }) => name.includes(':'));
    for (const starter of dependencies.length === 0 ? [] : STARTERS) {
      const dependency = dependencies.find(({ name }) => starter.dependency.test(name));
      const [to, ...others] = dependency === undefined ? [] : preferred(context, draft, targetsOf(starter));
      if (dependency === undefined || to === undefined || others.length > 0 || isConnected(context, draft, starter)) continue;
      const evidence: Evidence = { site: dependency.site, extractor: 'package-manifest', confidence: 'inferred' };
      for (const kind of starter.kinds) context.wiring.add({ from: draft, to, kind, evidence: [evidence] });
    }
  }
}

/** Of several that a library may mean, the one that the program waits for before it starts. */
function preferred({ wiring }: LinkContext, draft: Draft, known: readonly Draft[]): readonly Draft[] {
  const others = known.filter((one) => one !== draft);
  if (others.length < 2) return others;
  const awaited = others.filter((to) => wiring.between(draft, to).some(({ kind }) => kind === 'starts-after'));
  return awaited.length === 1 ? awaited : others;
}

/** Code or configuration that leads to such an element already says more than the dependency could. */
function isConnected({ wiring }: LinkContext, draft: Draft, { kinds, isTarget }: Starter): boolean {
  return wiring.from(draft).some(({ to, kind, evidence }) => kind !== 'starts-after' && isTarget(to) && kinds.includes(kind) && (kinds.length === 1 || evidence.some(({ confidence }) => confidence === 'declared')));
}

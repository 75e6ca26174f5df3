import type { CodeRootFact } from '../../model/packaging-facts.js';

/** What an element's configuration says under a key; `''` where it says nothing, undefined where it cannot be known. */
export type Configured = (key: string) => string | undefined;

/** A health indicator of Spring Boot's Actuator: what brings it along, and whom it asks. */
interface Indicator {
  /** Its name in `management.health.<name>.enabled` and in groups. */
  readonly name: string;
  readonly dependency: RegExp;
  /** `sql`, or an engine. */
  readonly technology: string;
}

/**
 * Indicators that Boot or Spring Cloud Stream adds by itself when a library is there (reference documentation, "Auto-configured HealthIndicators";
 * Spring Cloud Stream, "Health Indicator"). Kafka has none without a binder.
 */
const INDICATORS: readonly Indicator[] = [
  { name: 'db', dependency: /:spring-boot-starter-(?:data-)?(?:jdbc|jpa|r2dbc)$|:mybatis-(?:plus-)?(?:spring-)?boot\d?-starter$/, technology: 'sql' },
  { name: 'redis', dependency: /:spring-boot-starter-data-redis(?:-reactive)?$/, technology: 'redis' },
  { name: 'mongo', dependency: /:spring-boot-starter-data-mongodb(?:-reactive)?$/, technology: 'mongodb' },
  { name: 'cassandra', dependency: /:spring-boot-starter-data-cassandra(?:-reactive)?$/, technology: 'cassandra' },
  { name: 'elasticsearch', dependency: /:spring-boot-starter-data-elasticsearch$/, technology: 'elasticsearch' },
  { name: 'neo4j', dependency: /:spring-boot-starter-data-neo4j$/, technology: 'neo4j' },
  { name: 'couchbase', dependency: /:spring-boot-starter-data-couchbase(?:-reactive)?$/, technology: 'couchbase' },
  { name: 'rabbit', dependency: /:spring-boot-starter-amqp$|:spring-cloud-(?:starter-stream-rabbit|starter-bus-amqp|stream-binder-rabbit)$/, technology: 'rabbitmq' },
  { name: 'jms', dependency: /:spring-boot-starter-(?:activemq|artemis)$/, technology: 'activemq' },
  { name: 'binders', dependency: /:spring-cloud-(?:starter-stream-kafka|starter-bus-kafka|stream-binder-kafka)$/, technology: 'kafka' },
];

/** What a path of the Actuator's health end point asks, and the path that asks about the program alone. */
export interface ActuatorHealth {
  readonly technologies: readonly string[];
  readonly ownPath?: string;
}

/** Reads a probe's path; undefined where it is not the health of the Actuator, or not known to ask anybody. */
export function actuatorHealth(path: string, dependencies: CodeRootFact['dependencies'], configured: Configured, frameworkVersion: string | undefined): ActuatorHealth | undefined {
  if (!dependencies.some(({ name }) => name.endsWith(':spring-boot-starter-actuator'))) return undefined;
  const [base, mapped, context] = ['management.endpoints.web.base-path', 'management.endpoints.web.path-mapping.health', 'server.servlet.context-path'].map(configured);
  if (base === undefined || mapped === undefined || context === undefined) return undefined;
  const health = joined(base === '' ? 'actuator' : base, mapped === '' ? 'health' : mapped);
  const prefix = [joined(context), ''].find((one) => path === one + health || path.startsWith(`${one}${health}/`));
  if (prefix === undefined) return undefined;
  const group = path.slice(prefix.length + health.length + 1).replace(/\/$/, '');
  const indicators = INDICATORS.filter(({ name, dependency }) => isOn(name, configured) && dependencies.some((one) => dependency.test(one.name)));
  const asked = group === '' ? indicators : inGroup(indicators, configured(`management.endpoint.health.group.${group}.include`));
  if (asked.length === 0) return undefined;
  return { technologies: asked.map(({ technology }) => technology), ...(group === '' && hasProbeGroups(frameworkVersion) && { ownPath: `${prefix}${health}/liveness` }) };
}

function joined(...parts: readonly string[]): string {
  return parts.flatMap((part) => part.split('/')).filter((part) => part !== '').map((part) => `/${part}`).join('');
}

/** Unknown counts as off: nothing is then known to be asked. */
function isOn(name: string, configured: Configured): boolean {
  const own = configured(`management.health.${name}.enabled`);
  return own === '' ? configured('management.health.defaults.enabled')?.toLowerCase() !== 'false' : own?.toLowerCase() === 'true';
}

/** A group names its indicators; those that Boot makes for probes name none but the state of the program. */
function inGroup(indicators: readonly Indicator[], include: string | undefined): readonly Indicator[] {
  const names = new Set(include?.split(',').map((name) => name.trim()));
  return names.has('*') ? indicators : indicators.filter(({ name }) => names.has(name));
}

/** The groups for probes came with Spring Boot 2.3, and are there by themselves on Kubernetes. */
function hasProbeGroups(version: string | undefined): boolean {
  const [major = 0, minor = 0] = /^(\d{1,3})\.(\d{1,3})/.exec(version ?? '')?.slice(1).map(Number) ?? [];
  return major > 2 || (major === 2 && minor >= 3);
}

import type { Container, UnitFact } from '../../model/deployment-facts.js';
import type { CodeRootFact, DockerfileFact } from '../../model/packaging-facts.js';
import type { ElementKind } from '../../model/graph.js';
import { literalOf } from '../../model/expression.js';
import { remembered } from '../../model/remembered.js';
import type { Path } from '../../model/text.js';
import { mainContainers } from './containers.js';
import type { ImageRole } from './images.js';
import { AT_WORK, engineNamed, imageRole, isVariantImage } from './images.js';
import { compact, imageRepository, lastSegment, words } from '../names/names.js';
import { imageText } from '../names/resolve.js';

/** What an element turns out to be. */
export interface Classification {
  readonly kind: ElementKind;
  readonly engine?: string;
  readonly isTask: boolean;
}

/** All that is known about an element when its kind is decided. */
export interface Subject {
  readonly name: string;
  readonly units: readonly UnitFact[];
  readonly dockerfiles: readonly DockerfileFact[];
  readonly manifests: readonly CodeRootFact[];
  /** What the code says that it is. */
  readonly codeRole?: ElementKind | undefined;
  readonly codeFolders: readonly Path[];
  /** Others wait for it to end. */
  readonly isAwaitedTask?: boolean;
}

/** Decides by image first, then by what the code says or depends on, then by name. */
export function classify(subject: Subject): Classification {
  if (subject.units.length > 0 && subject.units.every(({ workload }) => workload === 'Job')) return { kind: 'other', isTask: true };
  const emulated = emulatedBy(subject);
  if (emulated !== undefined) return { kind: emulated.kind, isTask: isTaskName(subject.name), ...engine(emulated) };
  const role = byImage(subject);
  const isClient = role?.engine !== undefined && (subject.isAwaitedTask === true || (subject.units.length > 0 && subject.units.every(isClientOfServer)));
  const isTask = isClient || subject.isAwaitedTask === true || role?.isTask === true || isTaskName(subject.name) || subject.units.some(runsToAnEnd) || subject.manifests.some(makesLoad);
  if (isClient) return { kind: 'other', isTask };
  if (role !== undefined && role.kind !== 'webserver') return { kind: role.kind, isTask, ...engine(role) };
  const called = byName(subject.name) ?? byName(withoutPrefix(subject));
  // An application may be called `webserver` for serving its own pages: what it is built from tells more.
  const isApplication = called === 'webserver' && role === undefined && subject.manifests.some(({ runnable }) => runnable !== 'no');
  const kind = subject.codeRole ?? byDependencies(subject) ?? (isApplication ? undefined : called) ?? role?.kind;
  if (kind !== undefined) return { kind, isTask };
  const named = hasCode(subject) || isAtWorkOn(subject.name) ? undefined : words(subject.name).map(engineNamed).find((found) => found !== undefined);
  if (named !== undefined) return { kind: named.kind, isTask, ...engine(named) };
  return { kind: !hasCode(subject) && isDatabaseName(subject.name) ? 'datastore' : 'service', isTask };
}

/** `firestore-emulator`, `pubsub_emulator`: stands for a hosted service on a developer's machine. */
const EMULATOR = /(?:^|[-_.])emulators?$/i;

/** What an emulator stands for, by its own name or that of the folder it is built from. */
function emulatedBy({ name, codeFolders }: Subject): ImageRole | undefined {
  const own = [name, ...codeFolders.map(lastSegment)].find((one) => EMULATOR.test(one));
  return own === undefined ? undefined : (words(own).map(engineNamed).find((found) => found !== undefined) ?? { kind: 'other' });
}

/** The name of the code's folder, where the whole name only puts that of the system before it: `shop-auth-service` of `auth-service`. */
function withoutPrefix({ name, codeFolders: [folder = ''] }: Subject): string {
  const own = lastSegment(folder);
  return own !== '' && compact(name).endsWith(compact(own)) ? own : '';
}

function hasCode({ codeFolders }: Subject): boolean {
  return codeFolders.length > 0;
}

/** Whether a name says that something works on a database or broker, and is not one: `postgres-writer`, `kafka-consumer`. */
function isAtWorkOn(name: string): boolean {
  return AT_WORK.test(words(name).at(-1) ?? '');
}

/** What runs without code of this workspace and is called a database: `orders-db`. */
function isDatabaseName(name: string): boolean {
  const parts = words(name);
  return parts.length > 1 && /^(?:db|database)$/.test(parts.at(-1) ?? '');
}

function engine(role: ImageRole): { readonly engine?: string } {
  return role.engine === undefined ? {} : { engine: role.engine };
}

function byImage({ name, units, dockerfiles, manifests }: Subject): ImageRole | undefined {
  // A program of the workspace, or one whose name says that it works with a server, may have an image that is called after the server.
  const isCalledAfter = (image: string): boolean => isVariantImage(image) && (manifests.length > 0 || (imageRole(image)?.engine !== undefined && isAtWorkOn(name)));
  const isBuilt = dockerfiles.length > 0 && units.some((unit) => mainContainers(unit).some(({ build }) => build !== undefined));
  for (const unit of units) {
    for (const container of mainContainers(unit)) {
      const image = imageText(container);
      // What is built here, for whatever runs it, may be tagged with any name: its Dockerfile tells.
      const role = image === undefined || isBuilt || container.build !== undefined ? undefined : imageRole(image);
      if (role?.engine === 'kafka' && runsZookeeper(container)) return imageRole('zookeeper');
      if (role !== undefined && !isCalledAfter(image ?? '')) return role;
    }
  }
  for (const { baseImages, command } of dockerfiles) {
    const base = withArguments(baseImages.at(-1) ?? '', units);
    const role = (BARE_BASE.test(imageRepository(base)) ? undefined : imageRole(base)) ?? (WEB_SERVERS.test(command?.text ?? '') ? { kind: 'webserver' } : undefined);
    if (role !== undefined) return role;
  }
  const tag = units.flatMap(mainContainers).map(imageText).find((image) => image !== undefined);
  return dockerfiles.length > 0 || tag === undefined || isCalledAfter(tag) ? undefined : imageRole(tag);
}

/** Images of Kafka bring ZooKeeper along: the command tells which of the two runs. */
export function runsZookeeper({ command }: Container): boolean {
  return /(?:^|[\s"'/;&])zookeeper-server-start(?:\.sh)?\s/.test(command?.text ?? '');
}

/** A base image that the build names: `FROM ${BASE_IMAGE}`. */
function withArguments(image: string, units: readonly UnitFact[]): string {
  if (!image.includes('$')) return image;
  const given = units.flatMap(mainContainers).flatMap(({ build }) => build?.args ?? []);
  return image.replace(/\$(?:\{(\w+)\}|(\w+))/g, (written, braced?: string, bare?: string) => {
    const argument = given.find(({ name }) => name === (braced ?? bare));
    return literalOf(argument?.value) ?? written;
  });
}

/** Images that bring a shell and little more: what is copied into one is the program, whatever the image alone is good for. */
const BARE_BASE = /(?:^|\/)busybox$/;

/** Programs that a Dockerfile starts when it installs a web server by hand. */
const WEB_SERVERS = /(?:^|[\s"'[/])(?:apache2ctl|apachectl|apache2-foreground|httpd|httpd-foreground|nginx|caddy|lighttpd)(?:[\s"',]|$)/;

/** Dependencies that make a program what it is: servers of a role, not clients, nor dashboards that any program may carry along (code switches those on). First match wins. */
const DEPENDENCIES: readonly (readonly [ElementKind, RegExp])[] = [
  ['gateway', /spring-cloud-(?:starter-)?(?:netflix-)?(?:gateway|zuul)(?:$|-server|-mvc)|^ocelot$|^yarp\.reverseproxy$|^microsoft\.reverseproxy$|^express-gateway$|^krakend/i],
  ['config', /spring-cloud-config-server$/i],
  ['registry', /eureka-server$|^[^:]*nacos[^:]*:nacos-(?:server|console|bootstrap)$/i],
  ['telemetry', /spring-boot-admin(?:-starter)?-server$|zipkin-(?:autoconfigure-ui|server)$/i],
  ['auth', /oauth2-authorization-server$|^oidc-provider$|^identityserver4(?!\.accesstokenvalidation)|^duende\.identityserver/i],
];

function byDependencies({ manifests, name }: Subject): ElementKind | undefined {
  const dependencies = manifests.flatMap((manifest) => manifest.dependencies.map((one) => one.name));
  const telling = isNamedAsPages(name) ? dependencies.filter((one) => one.toLowerCase() !== FORWARDER) : dependencies;
  const found = new Set(telling.map(entryOfDependency));
  return DEPENDENCIES.find((entry) => found.has(entry))?.[0];
}

/** Web applications carry YARP along, to pass on what their pages ask for. */
const FORWARDER = 'yarp.reverseproxy';

/** Whether a name says that its program makes pages for people. */
function isNamedAsPages(name: string): boolean {
  return /^(?:web|web-?app|web-?ui|front-?end|ui|spa|site|website|portal|client|mvc|blazor|shop|storefront)$/.test(words(name).at(-1) ?? '');
}

/** Most programs share most of their dependencies. */
const entryOfDependency = remembered((name: string) => DEPENDENCIES.find(([, pattern]) => pattern.test(name)));

function makesLoad({ dependencies }: CodeRootFact): boolean {
  return dependencies.some(({ name }) => name === 'locust' || name === 'artillery' || name === 'k6');
}

/** Compact names of infrastructure that teams write themselves. */
const NAMES: readonly (readonly [ElementKind, RegExp])[] = [
  ['gateway', /^(?:api|edge|web|app|mobile|ingress|istio|public|internal|main|zuul|cloud)?gateway(?:service|server|api|v\d+)?$|^(?:edge|zuul)(?:server|service)?$|(?:in|e)gressgateway|ingressnginx|[a-z]apigateway$/],
  ['config', /^(?:cloud|central)?config(?:uration)?(?:server|service)?$|configserver$|^istiod$/],
  ['registry', /^(?:service|webservice|eureka|discovery)?(?:registry|discovery|eureka)(?:server|service)?$|(?:discovery|eureka|registry)server$|webserviceregistry$/],
  ['auth', /^(?:auth|authn|authz|authentication|authorization|authenticator|identity|oauth2?|sso|iam|idp)(?:server|service|api|provider)?$|(?:auth|identity|oauth2?)server$/],
  ['telemetry', /^(?:zipkin|tracing|monitoring|monitor|turbine|jaeger|prometheus|grafana|otel|opentelemetry|opamp|logging|logs?|logstash|fluentd)(?:server|service|collector|dashboard|streamservice)?$|hystrixdashboard$|monitordashboard$|turbineserver$|^webstatus$|^health(?:checks?)?(?:ui|dashboard|status)$/],
  ['webserver', /^(?:reverseproxy|nginx|apache|httpd|caddy|webserver)$/],
];

const byName = remembered((name: string): ElementKind | undefined => {
  // `auth-depl` and `auth-srv` are objects of the orchestrator for what is called `auth`.
  const whole = compact(name.replace(/[-_](?:depl|deploy|deployment|srv|svc)$/i, ''));
  return NAMES.find(([, pattern]) => pattern.test(whole))?.[0];
});

/** Words that name something which runs to an end, or only makes load. */
const TASK_WORDS = /^(?:migrate|migration|migrations|migrator|seed|seeder|seeds|loadgen|loadgenerator|loadtest|loadtester|locust|k6|e2e|smoke|benchmark|backup|restore|cleanup|housekeeping)$/;

const isTaskName = remembered((name: string): boolean => {
  const parts = words(name);
  const last = parts.at(-1) ?? '';
  return parts.some((word) => TASK_WORDS.test(word)) || (parts.length > 1 && (/^(?:init|setup|test|tests|bootstrap|job)$/.test(last) || parts[0] === 'init'))
    || /^load(?:gen|generator|test|tester)?$/.test(compact(name)) || /^(?:test|tests)$/.test(name);
});

/** The clients that images of databases and brokers bring along, and what starts the server itself. */
const CLIENT = /(?:^|[\s"'/;&(])(?:redis-cli|psql|pg_dump|pg_restore|mongosh|mongoimport|mongorestore|mongo|mysql|mysqldump|rabbitmqadmin|kafka-topics(?:\.sh)?|nats-box|cqlsh|rpk|create-?topics(?:\.sh)?)\s/;
const SERVER = /(?:^|[\s"'/;&])(?:mongod|redis-server|mysqld|rabbitmq-server|kafka-server-start(?:\.sh)?|docker-entrypoint(?:\.sh)?|cassandra|confluent\/docker\/run|redpanda start)\b|^postgres\b/;

/** A container with the image of a server that only talks to one: it fills a database, creates topics, joins a cluster. */
function isClientOfServer(unit: UnitFact): boolean {
  if (unit.workload === 'Job' || unit.workload === 'CronJob') return true;
  return mainContainers(unit).some(({ command }) => command !== undefined && CLIENT.test(`${command.text} `) && !SERVER.test(command.text));
}

function runsToAnEnd(unit: UnitFact): boolean {
  if (unit.workload === 'Job' || unit.workload === 'CronJob' || unit.annotations.some(({ key }) => key === 'helm.sh/hook')) return true;
  return mainContainers(unit).some(({ command }) => /(?:^|[\s/])(?:locust|k6 run|artillery run|flyway|liquibase|alembic upgrade|db:migrate|db:seed|migrate deploy)(?:\s|$)|^\s*(?:chown|chmod)\s[^;&|]*$/.test(command?.text ?? ''));
}

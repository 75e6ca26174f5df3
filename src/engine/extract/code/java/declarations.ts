import type { EntryPointFact, HandlerFact, RoleFact, UseFact } from '../../../model/code-facts.js';
import type { Expression } from '../../../model/expression.js';
import type { Path } from '../../../model/text.js';
import type { Annotation, FunctionOutline, TypeOutline } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown, joinTexts, plainText, underBase, type Text } from '../text.js';
import { argument, argumentText, toUseFact, type Use } from '../uses.js';
import { placeholders } from './placeholders.js';

/** Interfaces that a library implements as a client of what their annotation names. */
export function declaredClients(file: Path, reader: Reader): UseFact[] {
  const ofTypes = reader.outline.types.flatMap((type) => type.annotations.flatMap((annotation) => clientOf(annotation, type, reader).map((use) => ({ annotation, use }))));
  const injected = [...reader.outline.bindings, ...reader.outline.functions.flatMap(({ parameters }) => parameters)]
    .flatMap(({ annotations }) => annotations.flatMap((annotation) => injectedClient(annotation, reader).map((use) => ({ annotation, use }))));
  return [...ofTypes, ...injected].map(({ annotation: { span }, use }) => {
    const site = { path: file, span };
    // Configuration sets the time-outs of these clients, under keys of many forms and versions.
    // Whoever calls the interface may guard the call.
    return toUseFact(file, { ...use, care: { ...use.care, hasBreaker: use.care?.hasBreaker || 'unknown', timeout: { known: false, site } } }, site);
  });
}

function clientOf(annotation: Annotation, type: TypeOutline, reader: Reader): Use[] {
  switch (annotation.name) {
    case 'FeignClient': return [feignClient(annotation, reader)];
    case 'RegisterRestClient': return restClient(annotation, type, reader);
    // Axon, JAX-RS and others have annotations of the same name.
    case 'Client': return reader.outline.imports.some(({ path }) => path.startsWith('io.micronaut.')) ? micronautClient(annotation, reader) : [];
    // The server is asked for tokens, whichever it is: configuration says, and often not in this repository.
    case 'EnableOAuth2Sso': return [{ client: 'spring-oauth2', relation: 'calls', protocol: 'oauth2' }];
    case 'HttpExchange': return absolute('http-exchange', attribute(annotation, reader, 'url', 'value'));
    default: return [];
  }
}

function attribute(annotation: Annotation, reader: Reader, ...names: readonly string[]): Text | undefined {
  const text = argumentText({ call: annotation, reader }, names.includes('value') ? 0 : -1, ...names);
  return text && placeholders(text);
}

/**
 * What switches the breakers of Feign on, which are off by default: Hystrix since Spring Cloud Dalston, until 2020; the other breakers since then,
 * under a longer key since 2022; Sentinel (reference documentation of Spring Cloud OpenFeign and of Spring Cloud Alibaba).
 */
const FEIGN_SWITCHES = ['feign.hystrix.enabled', 'feign.circuitbreaker.enabled', 'spring.cloud.openfeign.circuitbreaker.enabled', 'feign.sentinel.enabled'];

/** `@FeignClient(name = "orders", url = "${orders.url}", fallback = …)`: without URL the name is looked up in the registry. */
function feignClient(annotation: Annotation, reader: Reader): Use {
  const name = attribute(annotation, reader, 'value', 'name', 'serviceId');
  const url = attribute(annotation, reader, 'url');
  const hasFallback = argument(annotation, -1, 'fallback', 'fallbackFactory') !== undefined;
  const base = url && !(url.parts.length === 1 && url.parts[0] === '') ? withScheme(url) : name && withScheme(name);
  const target = underBase(base, attribute(annotation, reader, 'path'));
  return { client: 'openfeign', relation: 'calls', protocol: 'http', ...(target && { target }), care: { hasFallback: hasFallback || isInBackground(reader), hasBreaker: hasFallback, isStream: isInBackground(reader), ...(isSwitched(annotation, reader) && { breakerSwitches: FEIGN_SWITCHES }) } };
}

/** Whether the interface itself calls from another thread, `@Async default void write(…)`: whoever takes it waits for nobody, and goes on without the answer. */
function isInBackground({ outline }: Reader): boolean {
  return outline.imports.some(({ path }) => path.startsWith('org.springframework.scheduling.annotation.Async'));
}

/** Whether configuration alone decides: older releases, whose package has another name, may have the breaker on; a configuration class may bring its own. */
function isSwitched(annotation: Annotation, { outline }: Reader): boolean {
  return argument(annotation, -1, 'configuration') === undefined && outline.imports.some(({ path }) => path.startsWith('org.springframework.cloud.openfeign.'));
}

function withScheme(text: Text): Text {
  const [first] = text.parts;
  const hasScheme = typeof first === 'string' ? /^[a-z][a-z0-9+.-]*:\/\//i.test(first) : first?.hole === 'config' && !(first.fallback !== undefined && typeof first.fallback[0] === 'string' && !first.fallback[0].includes('://'));
  return hasScheme ? text : joinTexts([{ parts: ['http://'] }, text]);
}

/** MicroProfile: the key, else the full name of the interface, names the configuration of the client. */
function restClient(annotation: Annotation, type: TypeOutline, reader: Reader): Use[] {
  const key = argument(annotation, -1, 'configKey');
  const name = key?.kind === 'text' ? key.text : [...(reader.outline.package === undefined ? [] : [reader.outline.package]), type.name].join('.');
  const base = attribute(annotation, reader, 'baseUri');
  const keys = [`quarkus.rest-client.${name}.url`, `quarkus.rest-client."${name}".url`, `${name}/mp-rest/url`, `${name}/mp-rest/uri`];
  const last: Expression = base === undefined || isUnknown(base) ? [{ hole: 'unknown' }] : base.parts;
  const parts = keys.reduceRight<Expression>((fallback, one) => [{ hole: 'config', name: one, ...(fallback[0] !== last[0] || base !== undefined ? { fallback } : {}) }], last);
  return [{ client: 'rest-client', relation: 'calls', protocol: 'http', target: { parts, ...(base?.literal && { literal: base.literal }) } }];
}

/** Micronaut: `@Client("orders")`, `@Client("http://orders")`, `@Client("/path")` of itself. */
function micronautClient(annotation: Annotation, reader: Reader): Use[] {
  const id = attribute(annotation, reader, 'value', 'id');
  const [first] = id?.parts ?? [];
  if (id === undefined || (typeof first === 'string' && first.startsWith('/'))) return [];
  return [{ client: 'micronaut', relation: 'calls', protocol: 'http', target: withScheme(id) }];
}

function absolute(client: string, target: Text | undefined): Use[] {
  const [first] = target?.parts ?? [];
  const isAbsolute = typeof first === 'object' || /^https?:\/\//.test(first ?? '');
  return target && isAbsolute ? [{ client, relation: 'calls', protocol: 'http', target }] : [];
}

/** Clients that an annotation on a field or parameter names. */
function injectedClient(annotation: Annotation, reader: Reader): Use[] {
  if (annotation.name === 'GrpcClient') return [grpcClient(annotation, reader)];
  const isMicronaut = annotation.name === 'Client' && reader.outline.imports.some(({ path }) => path.startsWith('io.micronaut.http.client.'));
  return isMicronaut ? micronautClient(annotation, reader) : [];
}

/** `@GrpcClient("orders")`: configuration gives the address, else the name is one. */
function grpcClient(annotation: Annotation, reader: Reader): Use {
  const name = argumentText({ call: annotation, reader }, 0, 'value');
  const [part, ...rest] = name?.parts ?? [];
  const known = typeof part === 'string' && rest.length === 0;
  return {
    client: 'grpc', relation: 'calls', protocol: 'grpc',
    ...(known && { target: { parts: [{ hole: 'config', name: `grpc.client.${part}.address`, fallback: [{ hole: 'config', name: `quarkus.grpc.clients.${part}.host`, fallback: [part] }] }] } }),
  };
}

/** Classes that start a program. */
export function entryPointsIn(file: Path, reader: Reader): EntryPointFact[] {
  return reader.outline.types.flatMap(({ annotations }) => annotations).filter(({ name }) => /^(?:SpringBootApplication|SpringCloudApplication|QuarkusMain)$/.test(name))
    .map(({ span }): EntryPointFact => ({ kind: 'entry-point', site: { path: file, span } }));
}

/** What one annotation makes a program. */
const ROLES: readonly (readonly [RoleFact['role'], RegExp])[] = [
  ['registry', /^EnableEurekaServer$/],
  ['config', /^EnableConfigServer$/],
  ['gateway', /^EnableZuul(?:Proxy|Server)$/],
  ['auth', /^EnableAuthorizationServer$/],
  ['telemetry', /^(?:EnableAdminServer|EnableHystrixDashboard|EnableTurbine(?:Stream|Amqp)?|Enable(?:Zipkin(?:Stream)?|Stream)Server|EnableZipkinServer|EnableZipkinStreamServer)$/],
];

/** What a program that calls others or keeps data switches on: a dashboard beside it shows the program's own circuits. */
const OWN_WORK = /^Enable(?:FeignClients|CircuitBreaker|Jpa\w*Repositories|\w*MongoRepositories|BatchProcessing)$/;

/** Servers that an annotation of the main class switches on. */
export function rolesIn(file: Path, reader: Reader): RoleFact[] {
  return reader.outline.types.flatMap(({ annotations }) => {
    const hasOwnWork = annotations.some(({ name }) => OWN_WORK.test(name));
    return annotations.flatMap(({ name, span }): RoleFact[] => {
      const role = hasOwnWork && name === 'EnableHystrixDashboard' ? undefined : ROLES.find(([, pattern]) => pattern.test(name))?.[0];
      return role === undefined ? [] : [{ kind: 'role', role, site: { path: file, span } }];
    });
  });
}

const SPRING_VERBS: ReadonlyMap<string, string> = new Map([
  ['GetMapping', 'GET'], ['PostMapping', 'POST'], ['PutMapping', 'PUT'], ['PatchMapping', 'PATCH'], ['DeleteMapping', 'DELETE'], ['RequestMapping', 'ALL'],
]);
const MICRONAUT_VERBS: ReadonlyMap<string, string> = new Map([['Get', 'GET'], ['Post', 'POST'], ['Put', 'PUT'], ['Patch', 'PATCH'], ['Delete', 'DELETE']]);
const JAX_RS_VERBS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Routes of Spring's, Micronaut's and JAX-RS' controllers. Interfaces with the same annotations are clients, or implemented elsewhere. */
export function handlersIn(file: Path, reader: Reader): HandlerFact[] {
  return reader.outline.functions.flatMap((method): HandlerFact[] => {
    const route = method.type && routeOf(method, method.type, reader);
    return route === undefined ? [] : [{ kind: 'handler', ...route, site: { path: file, span: method.nameSpan } }];
  });
}

function routeOf(method: FunctionOutline, type: TypeOutline, reader: Reader): Pick<HandlerFact, 'framework' | 'method' | 'path'> | undefined {
  const isSpring = type.annotations.some(({ name }) => name === 'RestController' || name === 'Controller');
  const base = type.annotations.find(({ name }) => name === 'RequestMapping' || name === 'Path');
  const mapping = method.annotations.find(({ name }) => SPRING_VERBS.has(name));
  if (isSpring && mapping !== undefined) return { framework: 'spring', method: verbOf(mapping), path: pathOf(base, mapping, reader) };
  const own = method.annotations.find(({ name }) => MICRONAUT_VERBS.has(name));
  const controller = type.annotations.find(({ name }) => name === 'Controller');
  if (controller !== undefined && own !== undefined) return { framework: 'micronaut', method: MICRONAUT_VERBS.get(own.name) ?? 'ALL', path: pathOf(controller, own, reader) };
  const verb = method.annotations.find(({ name }) => JAX_RS_VERBS.has(name))?.name;
  const isClient = type.annotations.some(({ name }) => name === 'RegisterRestClient');
  if (base?.name !== 'Path' || verb === undefined || isClient) return undefined;
  return { framework: 'jax-rs', method: verb, path: pathOf(base, method.annotations.find(({ name }) => name === 'Path'), reader) };
}

/** `@RequestMapping(method = RequestMethod.POST)`. */
function verbOf(mapping: Annotation): string {
  const method = argument(mapping, -1, 'method');
  return (method?.kind === 'member' ? method.name : method?.kind === 'name' ? method.name : SPRING_VERBS.get(mapping.name)) ?? 'ALL';
}

function pathOf(base: Annotation | undefined, own: Annotation | undefined, reader: Reader): Expression {
  const texts = [base, own].map((annotation) => annotation && firstPath(annotation, reader)).filter((text) => text !== undefined);
  return joinTexts([plainText(''), ...texts.map(withSlash)]).parts;
}

function firstPath(annotation: Annotation, reader: Reader): Text | undefined {
  const value = argument(annotation, 0, 'value', 'path', 'uri', 'uris');
  const first = value?.kind === 'list' ? value.items[0] : value;
  return first && placeholders(reader.text(first));
}

function withSlash(text: Text): Text {
  const [first] = text.parts;
  return typeof first === 'string' && first !== '' && !first.startsWith('/') ? joinTexts([plainText('/'), text]) : text;
}


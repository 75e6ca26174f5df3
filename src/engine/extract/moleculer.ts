import { NO_CARE, type UseFact, type UseRelation } from '../model/code-facts.js';
import type { RemoteInterfaceFact } from '../model/contract-facts.js';
import type { Extractor, Fact } from '../model/facts.js';
import type { Path, Span } from '../model/text.js';
import { maskedCode } from '../syntax/function-bodies.js';
import { objectLiterals, type LiteralKey, type ObjectLiteral } from '../syntax/object-literals.js';
import { isScriptPath } from './script-paths.js';

/** Service files by the convention that the runner loads them by. */
const SERVICE_FILE = /\.service\.[cm]?[jt]s$|(?:^|\/)services\/[^/]+\.[cm]?[jt]s$/;

/** Keys of a service's schema beside its name. */
const SCHEMA: ReadonlySet<string> = new Set(['actions', 'methods', 'events', 'mixins', 'dependencies', 'created', 'started', 'stopped', 'hooks', 'settings']);

/** What makes a service of the object that follows. */
const MADE_BY = /(?:@Service|createService|parseServiceSchema)\(\s*$/;

/** Calls that name an action, and those that name an event. */
const CALL = /\.\s*call\(\s*(["'`])([\w.$-]{1,200})(\1|\$\{)/g;
const EVENT = /\b(?:ctx|context|broker)\s*\.\s*(?:emit|broadcast|broadcastLocal)\(\s*(["'`])([\w.$-]{1,200})\1/g;

/** The services of Moleculer: they call each other's actions and listen to each other's events by name, and the broker between them finds who answers. */
export const moleculerExtractor: Extractor = {
  id: 'moleculer',
  coverage: {
    title: 'Moleculer',
    readings: [
      { technology: 'Services', reads: 'schemas that are exported, made by `createService`, parsed in classes, or given to `@Service`, with their versions', yields: 'remote-interface' },
      { technology: 'Actions', reads: '`call` of a context or broker, `mcall`, `populates` of moleculer-db; of a mixin for the services that use it', yields: 'remote-interface' },
      { technology: 'API gateway', reads: '`aliases`, `autoAliases` and `whitelist` of moleculer-web, GraphQL of moleculer-apollo-server', yields: 'remote-interface' },
      { technology: 'Events', reads: '`emit`, `broadcast`, and the `events` of a service', yields: 'use' },
    ],
    notRead: ['names that are put together while the program runs', 'actions of a gateway without aliases, which may be all', 'events with `*`'],
  },
  version: 1,
  accepts: (path) => isScriptPath(path),
  mayMatch: (text) => /moleculer|\b(?:actions|methods|settings|events|mixins)\s*:\s*[{[]|\.\s*call\(\s*["'`]\w|\b(?:ctx|broker)\s*\.\s*(?:emit|broadcast)\(/.test(text),
  extract: (path, text) => ({ facts: factsIn(path, text), problems: [] }),
};

function factsIn(path: Path, text: string): Fact[] {
  const isService = SERVICE_FILE.test(path) || /moleculer/i.test(text);
  if (!isService && !/\b(?:ctx|context|broker)\s*\.\s*(?:call|mcall|emit|broadcast)\(/.test(text)) return [];
  const masked = maskedCode(text, false);
  const objects = objectLiterals(text, masked);
  const services = isService ? objects.filter((object) => isSchema(object, masked)) : [];
  return [
    ...services.flatMap((object) => [...serversOf(path, text, object, objects), ...listenersOf(path, object, objects), ...callsBySetting(path, text, masked, object, objects)]),
    ...callsIn(path, text, masked),
    ...namedActions(path, text, objects),
    ...gatewayOf(path, text, masked),
    ...eventsIn(path, text, masked),
  ];
}

function isSchema({ keys, span }: ObjectLiteral, masked: string): boolean {
  if (!keys.some(({ name }) => name === 'name')) return false;
  return keys.some(({ name }) => SCHEMA.has(name)) || MADE_BY.test(masked.slice(Math.max(0, span.start - 60), span.start));
}

/** A service under its name with its version before it, and once more for a gateway that takes all services with a route, or a schema of GraphQL. */
function serversOf(path: Path, text: string, object: ObjectLiteral, objects: readonly ObjectLiteral[]): RemoteInterfaceFact[] {
  const name = literalAt(text, valueOf(object, 'name'));
  if (name === undefined) return [];
  const version = /^\s*(?:(\d{1,9})|(["'`])([\w.-]+)\2)/.exec(text.slice(valueOf(object, 'version') ?? text.length));
  const hasPrefix = !/\$noVersionPrefix\s*:\s*true/.test(text.slice(object.span.start, object.span.end));
  const prefix = version === null || !hasPrefix ? '' : `${version[1] === undefined ? (version[3] ?? '') : `v${version[1]}`}.`;
  const inner = objects.filter(({ span }) => object.span.start < span.start && span.end < object.span.end);
  const has = (key: string): boolean => inner.some(({ keys }) => keys.some((one) => one.name === key));
  const frameworks = ['moleculer', ...(has('rest') ? ['moleculer-rest'] : []), ...(has('graphql') ? ['moleculer-graphql'] : [])];
  return frameworks.map((framework) => ({ kind: 'remote-interface', framework, role: 'server', name: `${prefix}${name.text}`, site: { path, span: name.span } }));
}

function callsIn(path: Path, text: string, masked: string): RemoteInterfaceFact[] {
  return [...text.matchAll(CALL)].flatMap(({ index, 0: whole, 2: name = '', 3: end }) =>
    (masked.startsWith('.', index) ? clientOf(path, end === '${' ? (/^(.+)\.$/.exec(name)?.[1] ?? '') : serviceOf(name), { start: index + whole.indexOf(name), end: index + whole.indexOf(name) + name.length }) : []));
}

/** `ctx.call(this.settings.actions.sendMail)`, where the schema of the service sets it. */
function callsBySetting(path: Path, text: string, masked: string, service: ObjectLiteral, objects: readonly ObjectLiteral[]): RemoteInterfaceFact[] {
  return [...masked.matchAll(/\.\s*call\(\s*this\.settings\.([\w.]{1,100})/g)].flatMap(({ 1: way = '' }) => {
    const parts = way.split('.');
    const settings = parts.slice(0, -1).reduce<ObjectLiteral | undefined>((at, part) => at && objectAt(objects, valueOf(at, part)), objectAt(objects, valueOf(service, 'settings')));
    const found = settings && literalAt(text, valueOf(settings, parts.at(-1) ?? ''));
    return found === undefined ? [] : clientOf(path, serviceOf(found.text), found.span);
  });
}

/** `action: 'users.get'` of `populates` and `mcall`; `{ author: 'users.get' }` in `populates`. */
function namedActions(path: Path, text: string, objects: readonly ObjectLiteral[]): RemoteInterfaceFact[] {
  const named = objects.flatMap(({ keys }) => keys.filter(({ name }) => name === 'action').map(({ valueStart }) => valueStart));
  const populated = objects.flatMap((object) => objectAt(objects, valueOf(object, 'populates'), text)?.keys.map(({ valueStart }) => valueStart) ?? []);
  return [...named, ...populated].flatMap((start) => {
    const found = literalAt(text, start);
    return found === undefined ? [] : clientOf(path, serviceOf(found.text), found.span);
  });
}

/** Routes of an API gateway to actions. */
function gatewayOf(path: Path, text: string, masked: string): RemoteInterfaceFact[] {
  const any = (pattern: RegExp, framework: string): RemoteInterfaceFact[] => [...masked.matchAll(pattern)].map(({ 0: whole, index }) => ({ kind: 'remote-interface', framework, role: 'client', name: '*', site: { path, span: { start: index, end: index + whole.length } } }));
  return [
    ...any(/\bautoAliases\s*:\s*true\b/g, 'moleculer-rest'),
    ...any(/\bApolloService\s*\(/g, 'moleculer-graphql'),
    ...[...masked.matchAll(/\b(?:aliases\s*:\s*\{|whitelist\s*:\s*\[)/g)].flatMap(({ 0: whole, index }) => routesIn(path, text, masked, index + whole.length, !whole.endsWith('{'))),
  ];
}

const MAX_ROUTES = 4000;

/** `'GET users': 'users.list'`, `'REST posts': 'posts'`, `'POST login': ['check', 'users.login']`; in a list of what is let through `'users.*'`. */
function routesIn(path: Path, text: string, masked: string, start: number, isList: boolean): RemoteInterfaceFact[] {
  let depth = 1;
  let end = start;
  for (; end < masked.length && depth > 0; end++) {
    if (/[{[(]/.test(masked[end] ?? '')) depth++;
    else if (/[}\])]/.test(masked[end] ?? '')) depth--;
  }
  return [...text.slice(start, end).matchAll(/(["'])([^"'\n]{1,200})\1(\s*:)?/g)].slice(0, MAX_ROUTES).flatMap(({ index, 2: value = '', 3: colon }, position, all) => {
    if (colon !== undefined) return [];
    const span = { start: start + index + 1, end: start + index + 1 + value.length };
    const isRest = !isList && /^REST\b/.test(all[position - 1]?.[2] ?? '') && !/[\s/]/.test(value);
    return clientOf(path, isRest ? value : serviceOf(value), span);
  });
}

function eventsIn(path: Path, text: string, masked: string): UseFact[] {
  return [...text.matchAll(EVENT)].flatMap(({ index, 0: whole, 2: name = '' }) => (/\w/.test(masked[index] ?? '') ? [useOf(path, 'publishes', name, { start: index, end: index + whole.length })] : []));
}

function listenersOf(path: Path, object: ObjectLiteral, objects: readonly ObjectLiteral[]): UseFact[] {
  const events = objectAt(objects, valueOf(object, 'events'));
  return (events?.keys ?? []).filter(({ name }) => !name.includes('*')).map(({ name, valueStart }) => useOf(path, 'subscribes', name, { start: valueStart, end: valueStart }));
}

function useOf(path: Path, relation: UseRelation, channel: string, span: Span): UseFact {
  return { kind: 'use', client: 'moleculer', relation, protocol: 'message', channel: [channel], care: NO_CARE, site: { path, span } };
}

/** The service of an action: its name up to the last part. Actions of the broker itself are no service's. */
function serviceOf(action: string): string {
  const [, service] = /^([\w$-]+(?:\.[\w$-]+)*)\.(?:[\w$-]+|\*)$/.exec(action) ?? [];
  return service ?? '';
}

function clientOf(path: Path, name: string, span: Span): RemoteInterfaceFact[] {
  return name === '' || name.startsWith('$') ? [] : [{ kind: 'remote-interface', framework: 'moleculer', role: 'client', name, site: { path, span } }];
}

function valueOf({ keys }: ObjectLiteral, name: string): number | undefined {
  return keys.find((key: LiteralKey) => key.name === name)?.valueStart;
}

function literalAt(text: string, start: number | undefined): { readonly text: string; readonly span: Span } | undefined {
  if (start === undefined) return undefined;
  const [whole, , value] = /^\s*(["'`])([\w.$-]{1,200})\1/.exec(text.slice(start, start + 260)) ?? [];
  return whole === undefined || value === undefined ? undefined : { text: value, span: { start: start + whole.length - value.length - 1, end: start + whole.length - 1 } };
}

/** The object that is a key's value. */
function objectAt(objects: readonly ObjectLiteral[], start: number | undefined, text?: string): ObjectLiteral | undefined {
  if (start === undefined) return undefined;
  return objects.find(({ span }) => span.start >= start && span.start <= start + 3 && (text === undefined || text.slice(start, span.start).trim() === ''));
}

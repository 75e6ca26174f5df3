import type { HandlerFact, UseFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Call } from '../../../syntax/outline/outline.js';
import { itemsOf } from '../calls.js';
import type { Reader } from '../reader.js';
import { isUnknown, joinTexts, literalStart, type Text } from '../text.js';
import { argument, argumentText, toUseFact } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Decorators by their path, with the verb in the name. */
const ROUTERS: readonly (readonly [string, RegExp])[] = [
  ['flask', /^(?:flask|flask_openapi3)\.(?:Flask|Blueprint)\(\)\.(route|get|post|put|patch|delete)$/],
  ['fastapi', /^fastapi(?:\.\w+)*\.(?:FastAPI|APIRouter)\(\)\.(get|post|put|patch|delete|head|options|api_route|websocket)$/],
  ['quart', /^quart\.(?:Quart|Blueprint)\(\)\.(route|get|post|put|patch|delete)$/],
  ['sanic', /^sanic\.(?:Sanic|Blueprint)\(\)\.(route|get|post|put|patch|delete)$/],
  ['bottle', /^bottle\.(?:Bottle\(\)\.)?(route|get|post|put|patch|delete)$/],
  ['aiohttp', /^aiohttp\.web\.RouteTableDef\(\)\.(get|post|put|patch|delete)$/],
  ['aiohttp', /^aiohttp\.web\.Application\(\)\.router\.add_(get|post|put|patch|delete|route)$/],
  ['django', /^django\.(?:urls|conf\.urls)\.(path|re_path|url)$/],
  ['starlette', /^starlette\.routing\.(Route)$/],
];

/** Routes that a file serves. */
export function routesIn(file: Path, reader: Reader): HandlerFact[] {
  return [...calledRoutes(file, reader), ...tornadoRoutes(file, reader)];
}

/** Tornado: `Application([(r"/items", ItemsHandler)])`; methods are those of the handler. */
function tornadoRoutes(file: Path, reader: Reader): HandlerFact[] {
  return reader.outline.calls.filter((call) => /^tornado\.web\.Application$/.test(reader.chain(call.callee).path)).flatMap((call) =>
    itemsOf(argument(call, 0, 'handlers')).flatMap((item): HandlerFact[] => {
      const [path] = itemsOf(item);
      const text = path && reader.text(path);
      return text === undefined || isUnknown(text) ? [] : [{ kind: 'handler', framework: 'tornado', method: 'ALL', path: rooted(text).parts, site: { path: file, span: item.span } }];
    }));
}

function calledRoutes(file: Path, reader: Reader): HandlerFact[] {
  return reader.outline.calls.flatMap((call): HandlerFact[] => {
    const { path, calls } = reader.chain(call.callee);
    const found = ROUTERS.flatMap(([framework, pattern]) => (pattern.exec(path)?.[1] === undefined ? [] : [{ framework, verb: pattern.exec(path)?.[1] ?? '' }]))[0];
    const own = argumentText({ call, reader }, found?.verb === 'route' && path.endsWith('add_route') ? 1 : 0, 'rule', 'path', 'uri');
    if (found === undefined || own === undefined || isUnknown(own) || isInclude(call)) return [];
    const prefix = prefixOf(calls, reader);
    const route = rooted(prefix === undefined ? own : joinTexts([prefix, own]));
    return methodsOf(call, found.verb).map((method) => ({ kind: 'handler', framework: found.framework, method, path: route.parts, site: { path: file, span: call.nameSpan } }));
  });
}

/** Django: routes of another module under a prefix. */
function isInclude(call: Call): boolean {
  const target = argument(call, 1);
  return target?.kind === 'call' && isNamed(target, /^include$/);
}

/** `Blueprint("x", __name__, url_prefix="/x")`, `APIRouter(prefix="/x")`. */
function prefixOf(calls: readonly Call[], reader: Reader): Text | undefined {
  const made = calls.find((call) => isNamed(call, /^(?:Blueprint|APIRouter)$/));
  return made && argumentText({ call: made, reader }, Infinity, 'url_prefix', 'prefix');
}

function rooted(text: Text): Text {
  const first = literalStart(text).replace(/^\^?/, '');
  return { ...text, parts: [first.startsWith('/') ? first : `/${first}`, ...(typeof text.parts[0] === 'string' ? text.parts.slice(1) : text.parts)] };
}

/** Flask's `route` is for GET unless it says more; others without a verb are for any. */
function methodsOf(call: Call, verb: string): string[] {
  const named = itemsOf(argument(call, Infinity, 'methods')).flatMap((value) => (value.kind === 'text' ? value.text.toUpperCase() : []));
  if (named.length > 0) return named;
  if (verb === 'route') return ['GET'];
  return [/^(?:path|re_path|url|Route|api_route|websocket)$/.test(verb) ? 'ALL' : verb.toUpperCase()];
}

/** What decorated functions listen to: tasks of Celery. */
export function subscriptionsIn(file: Path, reader: Reader): UseFact[] {
  return reader.outline.functions.flatMap(({ annotations, nameSpan }) => {
    const task = annotations.find(({ name }) => isTask(name, reader));
    if (task === undefined) return [];
    const queue = argument(task, Infinity, 'queue');
    return [toUseFact(file, { client: 'celery', relation: 'subscribes', protocol: 'message', ...(queue && { channel: reader.text(queue) }) }, { path: file, span: nameSpan })];
  });
}

/** `@shared_task`, or `@app.task` of an application of Celery, here or in another file. */
function isTask(name: string, reader: Reader): boolean {
  const [first = '', second, ...more] = name.split('.');
  if (second === undefined) return reader.qualified(first) === 'celery.shared_task';
  return second === 'task' && more.length === 0 && /celery|(?:^|\.)app$/i.test(reader.chain({ kind: 'name', name: first, scope: {}, span: { start: 0, end: 0 } }).path);
}


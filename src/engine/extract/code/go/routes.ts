import type { HandlerFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Call } from '../../../syntax/outline/outline.js';
import { firstText } from '../calls.js';
import type { Reader } from '../reader.js';
import { isUnknown, joinTexts, literalStart, plainText, type Text } from '../text.js';
import { callsAround } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Routers by the path of a call, with the verb in its name; `Handle` is for any. */
const ROUTERS: readonly (readonly [string, RegExp])[] = [
  ['net/http', /^net\/http\.(?:ServeMux\(\)\.|NewServeMux\(\)\.)?(Handle|HandleFunc)$/],
  ['gorilla', /\/mux\.(?:NewRouter|Router)\(\).*\.(Handle|HandleFunc)$/],
  ['gin', /\/gin\.(?:Default|New|Engine|RouterGroup|IRouter|IRoutes)\(\)(?:\.Group\(\))*\.(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|Any)$/],
  ['echo', /\/echo(?:\/v\d+)?\.(?:New|Echo|Group)\(\)(?:\.Group\(\))*\.(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|Any)$/],
  ['chi', /\/chi(?:\/v\d+)?\.(?:NewRouter|NewMux|Router|Mux)\(\).*\.(Get|Post|Put|Patch|Delete|Head|Options|Handle|HandleFunc)$/],
  ['fiber', /\/fiber(?:\/v\d+)?\.(?:New|App|Router)\(\)(?:\.Group\(\))*\.(Get|Post|Put|Patch|Delete|Head|Options|All)$/],
  ['httprouter', /\/httprouter\.(?:New|Router)\(\)\.(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/],
];

const GROUPS = /^(?:Group|PathPrefix|Route)$/;

/** Routes that a file registers. */
export function routesIn(file: Path, reader: Reader): HandlerFact[] {
  return reader.outline.calls.flatMap((call): HandlerFact[] => {
    const { path, calls } = reader.chain(call.callee);
    const [framework, verb] = routerOf(path);
    const own = framework === undefined ? undefined : firstText(call, reader);
    if (framework === undefined || own === undefined || isUnknown(own) || call.arguments.length < 2) return [];
    // Groups are in the chain, or around the call as `r.Route("/x", func(r chi.Router) { … })`.
    const groups = [...callsAround(call, reader).filter((one) => isNamed(one, /^Route$/)).sort((a, b) => a.span.start - b.span.start), ...calls.filter((one) => isNamed(one, GROUPS))];
    const { method, route } = inPattern(joinTexts([...groups.map((one) => firstText(one, reader) ?? plainText('')), own]));
    return methodsOf(call, reader, method ?? verb).map((one) => ({ kind: 'handler', framework, method: one, path: route.parts, site: { path: file, span: call.nameSpan } }));
  });
}

function routerOf(path: string): readonly [string, string] | readonly [] {
  for (const [framework, pattern] of ROUTERS) {
    const verb = pattern.exec(path)?.[1];
    if (verb !== undefined) return [framework, /^(?:Handle|HandleFunc|Any|All)$/.test(verb) ? 'ALL' : verb.toUpperCase()];
  }
  return [];
}

/** Since Go 1.22 a pattern may start with a method: `"GET /items/{id}"`. */
function inPattern(pattern: Text): { readonly method?: string; readonly route: Text } {
  const [, method, rest] = /^([A-Z]+)\s+(.*)$/s.exec(literalStart(pattern)) ?? [];
  return method === undefined ? { route: pattern } : { method, route: { ...pattern, parts: [rest ?? '', ...pattern.parts.slice(1)] } };
}

/** gorilla: `.Methods("GET", "POST")` follows the route. */
function methodsOf(call: Call, reader: Reader, verb = 'ALL'): string[] {
  const later = reader.outline.calls.find((one) => isNamed(one, /^Methods$/) && one.callee.kind === 'member' && one.callee.object === call);
  const named = later?.arguments.flatMap(({ value }) => (value.kind === 'text' ? value.text : value.kind === 'member' ? value.name.replace(/^Method/, '') : [])) ?? [];
  return named.length === 0 ? [verb] : named.map((name) => name.toUpperCase());
}

import type { HandlerFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import { firstText } from '../calls.js';
import type { Reader } from '../reader.js';
import { isUnknown, joinTexts, literalStart, plainText } from '../text.js';
import { argument, argumentText, callsAround } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Routes that a file serves: attributes of actix and rocket, `.route("/x", get(f))` of axum and `.route("/x", web::get().to(f))` of actix. */
export function routesIn(file: Path, reader: Reader): HandlerFact[] {
  return [...attributedRoutes(file, reader), ...calledRoutes(file, reader)];
}

function attributedRoutes(file: Path, reader: Reader): HandlerFact[] {
  const framework = reader.outline.imports.some(({ path }) => path.startsWith('rocket')) ? 'rocket' : 'actix';
  return reader.outline.functions.flatMap(({ annotations, nameSpan }) => annotations.flatMap((annotation): HandlerFact[] => {
    const verb = /(?:^|\.)(get|post|put|patch|delete|head|options)$/.exec(annotation.name)?.[1];
    const path = argumentText({ call: annotation, reader }, 0);
    if (verb === undefined || path === undefined || !literalStart(path).startsWith('/')) return [];
    return [{ kind: 'handler', framework, method: verb.toUpperCase(), path: path.parts, site: { path: file, span: nameSpan } }];
  }));
}

function calledRoutes(file: Path, reader: Reader): HandlerFact[] {
  return reader.outline.calls.flatMap((call): HandlerFact[] => {
    const own = isNamed(call, /^(?:route|resource)$/) ? firstText(call, reader) : undefined;
    const { path, calls } = reader.chain(call.callee);
    const framework = /^(axum|actix|poem|salvo)(?:_web)?\b/.exec(path)?.[1];
    if (own === undefined || isUnknown(own) || framework === undefined || !literalStart(own).startsWith('/')) return [];
    const scopes = [...calls.filter((one) => isNamed(one, /^scope$/)), ...callsAround(call, reader).filter((one) => isNamed(one, /^(?:nest|scope)$/))];
    const route = joinTexts([...scopes.map((one) => firstText(one, reader) ?? plainText('')), own]);
    return verbsOf(argument(call, 1), reader).map((method) => ({ kind: 'handler', framework, method, path: route.parts, site: { path: file, span: call.nameSpan } }));
  });
}

/** `get(list).post(create)`, `web::get().to(list)`. */
function verbsOf(handler: Value | undefined, reader: Reader): string[] {
  const calls: readonly Call[] = handler === undefined ? [] : reader.chain(handler).calls;
  const verbs = calls.flatMap(({ callee }) => (callee.kind === 'member' || callee.kind === 'name' ? (/^(?:get|post|put|patch|delete|head|options)$/.exec(callee.name)?.[0].toUpperCase() ?? []) : []));
  return verbs.length === 0 ? ['ALL'] : verbs;
}

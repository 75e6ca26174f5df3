import type { HandlerFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Reader } from '../reader.js';
import { literalStart } from '../text.js';
import { argument, argumentText } from '../uses.js';

/** Routes that a file serves: Laravel's `Route::get`, `$app->get` of Slim and Lumen, Symfony's attributes. */
export function routesIn(file: Path, reader: Reader): HandlerFact[] {
  const called = reader.outline.calls.flatMap((call): HandlerFact[] => {
    const verb = call.callee.kind === 'member' ? /^(?:get|post|put|patch|delete)$/.exec(call.callee.name)?.[0] : undefined;
    const path = verb === undefined ? undefined : argumentText({ call, reader }, 0);
    if (verb === undefined || path === undefined || call.arguments.length < 2 || !/^(?:.*\.)?(?:Route|Router|app|router|r|group|App\(\)|RouteCollectorProxy\w*\(\)|AppFactory\.create\(\))(?:\.\w+\(\))*\.\w+$/.test(reader.chain(call.callee).path)) return [];
    return [{ kind: 'handler', framework: 'php', method: verb.toUpperCase(), path: literalStart(path).startsWith('/') ? path.parts : ['/', ...path.parts], site: { path: file, span: call.nameSpan } }];
  });
  const attributed = reader.outline.functions.flatMap(({ annotations }) => annotations.filter(({ name }) => name === 'Route')).flatMap((annotation): HandlerFact[] => {
    const path = argumentText({ call: annotation, reader }, 0, 'path');
    const methods = argument(annotation, Infinity, 'methods');
    const verbs = methods?.kind === 'list' ? methods.items.flatMap((item) => (item.kind === 'text' ? [item.text.toUpperCase()] : [])) : ['ANY'];
    return path === undefined ? [] : verbs.map((method) => ({ kind: 'handler', framework: 'symfony', method, path: path.parts, site: { path: file, span: annotation.span } }));
  });
  return [...called, ...attributed];
}

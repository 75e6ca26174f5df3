import type { GuardedCallFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Annotation, Call } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { argument, callsAround } from '../uses.js';
import { BREAKER_CALL, BREAKERS } from './care.js';

/** Operators that put a whole chain of Reactor under a breaker: `client.load().transform(it -> breaker.run(it, …))`. */
const TRANSFORM = /\.transform(?:Deferred)?$/;

/** A method of an object of a declared type: `shop.clients.Prices().load`. */
const METHOD_OF = /(?:^|\.)([A-Z]\w*)\(\)\.[a-z]\w*$/;

/** Calls under a breaker that lead to classes of other files. */
export function guardedCalls(file: Path, reader: Reader): GuardedCallFact[] {
  const { calls, types } = reader.outline;
  const own = new Set(types.map(({ name }) => name));
  const found = new Map<string, GuardedCallFact>();
  for (const call of calls) {
    const type = METHOD_OF.exec(reader.chain(call.callee).path)?.[1];
    if (type === undefined || own.has(type) || /CircuitBreaker|Template$|Client\.Builder$/.test(type)) continue;
    const guard = guardOf(call, reader);
    if (guard === undefined) continue;
    const known = found.get(type);
    found.set(type, { kind: 'guarded-call', type, hasFallback: guard.hasFallback || known?.hasFallback === true, site: known?.site ?? { path: file, span: call.nameSpan } });
  }
  return [...found.values()];
}

function guardOf(call: Call, reader: Reader): { readonly hasFallback: boolean } | undefined {
  const annotations = [...(call.scope.function?.annotations ?? []), ...(call.scope.type?.annotations ?? [])];
  const breaker = annotations.find(({ name }) => BREAKERS.has(name));
  if (breaker !== undefined) return { hasFallback: annotations.some(({ name }) => name === 'Fallback') || hasFallback(breaker) };
  const around = callsAround(call, reader);
  const running = around.find(({ callee }) => BREAKER_CALL.test(reader.chain(callee).path)) ?? around.flatMap((one) => breakerIn(one, reader))[0];
  return running && { hasFallback: running.arguments.length > 1 };
}

function hasFallback(annotation: Annotation): boolean {
  return argument(annotation, -1, 'fallbackMethod', 'fallback') !== undefined;
}

/** The call of a breaker inside an operator that is applied to what came before it. */
function breakerIn(operator: Call, reader: Reader): Call[] {
  const { callee, span } = operator;
  if (callee.kind !== 'member' || !TRANSFORM.test(`.${callee.name}`)) return [];
  const inside = reader.outline.calls.filter((one) => one !== operator && one.span.start >= callee.object.span.end && one.span.end <= span.end);
  return inside.filter((one) => {
    const { path } = reader.chain(one.callee);
    return BREAKER_CALL.test(path) || /CircuitBreakerOperator\.of$/.test(path);
  });
}

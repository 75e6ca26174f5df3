import type { CallCare } from '../../../model/code-facts.js';
import type { Path, Setting } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { literalStart } from '../text.js';
import { argument, callsAround, type CallSite, type Guards } from '../uses.js';
import { calleeName } from '../../../syntax/outline/callee.js';

/** What decorators of the function, and calls around a call, do against a slow callee. */
export const pythonGuards: Guards = (site) => ({ ...decoratorGuards(site), ...breakerAround(site) });

function decoratorGuards({ call, file, reader }: CallSite): Partial<CallCare> {
  let care: Partial<CallCare> = {};
  for (const { name, arguments: passed, span } of call.scope.function?.annotations ?? []) {
    const { path } = reader.chain(decoratorValue(name, call));
    if (/^tenacity\.retry$|^backoff\.on_\w+$|^retry(?:ing)?\.retry$|^stamina\.retry$/.test(path)) care = { ...care, retries: retriesOf(passed, { path: file, span }, reader) };
    if (/^pybreaker\.CircuitBreaker\(\)$|^circuitbreaker\.(?:circuit|CircuitBreaker\(\))$|^aiobreaker\.CircuitBreaker\(\)$/.test(path)) {
      care = { ...care, hasBreaker: true, ...(argument({ arguments: passed }, Infinity, 'fallback_function') !== undefined && { hasFallback: true }) };
    }
  }
  return care;
}

/** A decorator as it is written, as a value. */
function decoratorValue(name: string, { span }: Call): Value {
  const [first = '', ...rest] = name.split('.');
  return rest.reduce<Value>((object, one) => ({ kind: 'member', object, name: one, span }), { kind: 'name', name: first, scope: {}, span });
}

/** `@retry(stop=stop_after_attempt(3))` tries twice more. */
function retriesOf(passed: Call['arguments'], site: Setting<number>['site'], reader: Reader): Setting<number> {
  const stop = argument({ arguments: passed }, Infinity, 'stop');
  const tries = argument({ arguments: passed }, Infinity, 'max_tries', 'tries', 'attempts', 'stop_max_attempt_number') ?? (stop?.kind === 'call' ? argument(stop, 0, 'max_attempt_number') : undefined);
  const number = tries && numberOf(tries, reader);
  return number === undefined ? { known: false, site } : { known: true, value: number - 1, site };
}

function breakerAround({ call, reader }: CallSite): Partial<CallCare> {
  const isBroken = callsAround(call, reader).some((around) => /^(?:pybreaker|aiobreaker)\.CircuitBreaker\(\)\.call(?:_async)?$/.test(reader.chain(around.callee).path));
  return isBroken ? { hasBreaker: true } : {};
}

function numberOf(value: Value, reader: Reader): number | undefined {
  if (value.kind === 'call' && value.callee.kind === 'name' && value.callee.name === '*') {
    return value.arguments.reduce<number | undefined>((product, factor) => {
      const number = numberOf(factor.value, reader);
      return product === undefined || number === undefined ? undefined : product * number;
    }, 1);
  }
  const text = value.kind === 'number' ? String(value.value) : literalStart(reader.text(value));
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

/** A time-out in seconds, `(connect, read)` or an object with a total, in milliseconds. */
export function seconds(value: Value, path: Path, reader: Reader): Setting<number> {
  const { path: origin, calls } = reader.chain(value);
  const made = origin.startsWith('*') ? undefined : calls.at(-1);
  const inside = made === undefined ? (value.kind === 'list' ? value.items.at(-1) : value) : (argument(made, 0, 'total', 'timeout', 'read') ?? value);
  const number = inside && numberOf(inside, reader);
  const site = { path, span: value.span };
  return number === undefined ? { known: false, site } : { known: true, value: number * 1000, site };
}

export function unknownTimeout({ file, call }: Pick<CallSite, 'file' | 'call'>): Pick<CallCare, 'timeout'> {
  return { timeout: { known: false, site: { path: file, span: call.nameSpan } } };
}

/** `timeout=` of a call; with `**options` the callers in this file tell, when they all do. Undefined: it has none of its own. */
export function ownTimeout({ call, file, reader }: Pick<CallSite, 'file' | 'call' | 'reader'>): Pick<CallCare, 'timeout'> | undefined {
  const own = argument(call, Infinity, 'timeout');
  if (own !== undefined) return { timeout: seconds(own, file, reader) };
  if (argument(call, Infinity, '**') === undefined) return undefined;
  const name = call.scope.function?.name;
  const passed = reader.outline.calls.filter((call) => calleeName(call) === name).map((caller) => argument(caller, Infinity, 'timeout'));
  const settings = passed.map((value) => value && seconds(value, file, reader));
  const [first, ...others] = settings;
  const isSame = first?.known === true && others.every((one) => one?.known === true && one.value === first.value);
  return isSame ? { timeout: first } : unknownTimeout({ call, file });
}

/** The edit that gives a call a time-out, where it takes one in seconds. */
export function timeoutFix({ call, file }: Pick<CallSite, 'file' | 'call'>): Pick<CallCare, 'timeoutFix'> {
  const last = call.arguments.at(-1);
  if (last === undefined || call.arguments.some(({ name }) => name === '**')) return {};
  const at = last.value.span.end;
  return { timeoutFix: { slot: { site: { path: file, span: { start: at, end: at } }, layout: { style: 'text' }, before: ', ', after: '' }, item: 'timeout={s}' } };
}

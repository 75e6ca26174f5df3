import type { CallCare } from '../../../model/code-facts.js';
import type { Path, Setting } from '../../../model/text.js';
import type { Annotation, Call, FunctionOutline, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { argument, callsAround, type CallSite, type Guards } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Hystrix gives up after 1 s unless told otherwise (its wiki, `execution.isolation.thread.timeoutInMilliseconds`). */
const HYSTRIX_TIMEOUT = 1000;

/** resilience4j's time limiter gives up after 1 s unless told otherwise (its guide, `timeoutDuration`). */
const TIME_LIMITER_TIMEOUT = 1000;

export const BREAKERS = new Set(['HystrixCommand', 'CircuitBreaker', 'SentinelResource']);
const OTHERS_WITH_FALLBACK = new Set(['Retry', 'TimeLimiter', 'Bulkhead', 'RateLimiter', 'Fallback', 'Timeout', 'Retryable']);

/** What annotations of the method and its class, and calls around a call, do against a slow callee. */
export const javaGuards: Guards = (site) => ({ ...annotationGuards(site), ...wrappingGuards(site) });

function annotationGuards({ call, file, reader }: CallSite): Partial<CallCare> {
  const { function: method, type } = call.scope;
  const annotations = [...(method?.annotations ?? []), ...(type?.annotations ?? [])];
  const breaker = annotations.find(({ name }) => BREAKERS.has(name));
  const hasFallback = annotations.some((one) => one.name === 'Fallback' || ((BREAKERS.has(one.name) || OTHERS_WITH_FALLBACK.has(one.name)) && argument(one, -1, 'fallbackMethod', 'fallback', 'recover') !== undefined));
  const timeout = annotations.flatMap((one) => annotatedTimeout(one, file, reader) ?? [])[0];
  const defaultTimeout = annotations.some(({ name }) => name === 'HystrixCommand') ? HYSTRIX_TIMEOUT : annotations.some(({ name }) => name === 'TimeLimiter') ? TIME_LIMITER_TIMEOUT : undefined;
  return {
    ...(breaker !== undefined ? { hasBreaker: true } : method !== undefined && isCalledGuarded(method, reader) && { hasBreaker: 'unknown' }),
    ...(hasFallback && { hasFallback }),
    ...retriesBy(annotations, file, reader),
    ...(timeout && { timeout }),
    ...(timeout === undefined && defaultTimeout !== undefined && { defaultTimeout }),
  };
}

/** Tries of Spring Retry, first one included, and retries of MicroProfile where nothing else is said (their references). Those of resilience4j stand in configuration. */
const RETRYABLE_ATTEMPTS = 3;
const FAULT_TOLERANCE_RETRIES = 3;

function retriesBy(annotations: readonly Annotation[], path: Path, reader: Reader): Pick<CallCare, 'retries'> {
  const one = annotations.find(({ name }) => name === 'Retryable' || name === 'Retry');
  if (one === undefined) return {};
  const site = { path, span: one.span };
  const isSpring = one.name === 'Retryable';
  const isMicroProfile = !isSpring && reader.qualified('Retry').startsWith('org.eclipse.microprofile.');
  const set = numberSetting(argument(one, -1, isSpring ? 'maxAttempts' : 'maxRetries'), path, reader);
  // What is to be retried, or not, may be chosen by the kind of failure.
  const isChosen = argument(one, isSpring ? 0 : -1, 'value', 'retryFor', 'include', 'includes', 'noRetryFor', 'exclude', 'exceptionExpression', 'retryOn', 'abortOn') !== undefined;
  if (isChosen || (!isSpring && !isMicroProfile) || set?.known === false || argument(one, -1, 'maxAttemptsExpression') !== undefined) return { retries: { known: false, site } };
  const retries = set === undefined ? (isSpring ? RETRYABLE_ATTEMPTS - 1 : FAULT_TOLERANCE_RETRIES) : isSpring ? set.value - 1 : set.value;
  return { retries: { known: true, value: retries, site } };
}

/** Whether a method of the file that has a breaker calls this one. */
function isCalledGuarded({ name }: FunctionOutline, { outline }: Reader): boolean {
  return outline.calls.some(({ callee, scope }) => {
    const called = callee.kind === 'name' ? callee.name : callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === 'this' ? callee.name : undefined;
    return called === name && scope.function?.annotations.some((annotation) => BREAKERS.has(annotation.name)) === true;
  });
}

/** `@HystrixProperty(name = "…timeoutInMilliseconds", value = "500")`, MicroProfile's `@Timeout(500)`. */
function annotatedTimeout(annotation: Annotation, path: Path, reader: Reader): Setting<number> | undefined {
  if (annotation.name === 'Timeout') return numberSetting(argument(annotation, 0, 'value'), path, reader);
  const properties = argument(annotation, -1, 'commandProperties');
  const items = properties?.kind === 'list' ? properties.items : properties === undefined ? [] : [properties];
  for (const item of items) {
    if (item.kind !== 'call') continue;
    const name = argument(item, -1, 'name');
    if (name?.kind === 'text' && name.text.endsWith('timeoutInMilliseconds')) return numberSetting(argument(item, -1, 'value'), path, reader);
  }
  return undefined;
}

/** Paths of calls that put a breaker around what they are passed. */
export const BREAKER_CALL = /(?:CircuitBreaker(?:Factory)?|ReactiveCircuitBreaker(?:Factory)?)\(\).*\.(?:run|execute\w*|decorate\w*)$|^(?:io\.github\.resilience4j\..*)?CircuitBreaker\.decorate/;

/** `circuitBreaker.run(() -> rest.get(…), t -> fallback())`, `.timeout(Duration)`, `.onErrorReturn(…)` around a call. */
function wrappingGuards({ call, file, reader }: CallSite): Partial<CallCare> {
  let care: Partial<CallCare> = {};
  for (const around of callsAround(call, reader)) {
    const { path } = reader.chain(around.callee);
    if (BREAKER_CALL.test(path)) {
      care = { ...care, hasBreaker: true, ...(around.arguments.length > 1 && { hasFallback: true }) };
    }
    if (/\.(?:onErrorReturn|onErrorResume|exceptionally|withFallback)$/.test(path)) care = { ...care, hasFallback: true };
    if (/\.(?:timeout|orTimeout|responseTimeout|readTimeout)$/.test(path) && around.arguments.length > 0) care = { ...care, timeout: durationSetting(around, file, reader) };
    if (/\.transform(?:Deferred)?$/.test(path) && /CircuitBreaker/.test(path)) care = { ...care, hasBreaker: true };
  }
  return care;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ofMillis', 1], ['ofSeconds', 1000], ['ofMinutes', 60_000], ['MILLISECONDS', 1], ['SECONDS', 1000], ['MINUTES', 60_000],
  ['milliseconds', 1], ['seconds', 1000], ['minutes', 60_000],
]);

const CLIENT_TIMEOUTS = /^(?:set)?(?:read|response|call|request|socket|connect(?:ion)?|connectionRequest)(?:Timeout|_timeout)$|^(?:timeout|setTimeout|setSoTimeout|withDeadlineAfter)$/i;

/**
 * The time-out of a client that `made` shows the making of. What is made elsewhere, or from parts that are, may have one:
 * it is unknown, and only a client whose whole making is in sight is known to have none.
 */
export function clientTimeout({ chain, call, file, reader }: CallSite, isMade: boolean): Pick<CallCare, 'timeout'> {
  const unknown = { known: false, site: { path: file, span: call.nameSpan } } as const;
  const setters = timeoutSetters(reader);
  const [own] = [...chain.calls, ...setters].filter((one) => setters.includes(one) && one.arguments.length > 0).sort((a, b) => urgency(a) - urgency(b));
  if (own !== undefined) return { timeout: durationSetting(own, file, reader) };
  const isPlain = isMade && chain.calls.every(({ arguments: passed }) => passed.every(({ value }) => value.kind === 'text' || value.kind === 'concat' || value.kind === 'name' && reader.chain(value).path === 'String()'));
  return isPlain ? {} : { timeout: unknown };
}

function timeoutSetters({ outline }: Reader): Call[] {
  return outline.calls.filter((call) => isNamed(call, CLIENT_TIMEOUTS));
}

/** Whether a file says nothing about time-outs. */
export function isUnset({ reader }: CallSite): boolean {
  return timeoutSetters(reader).length === 0;
}

/** The wait for an answer matters more than the wait for a connection. */
function urgency(call: Call): number {
  return isNamed(call, /connect/i) ? 1 : 0;
}

/** A duration in milliseconds: `Duration.ofSeconds(2)`, `2000`, `(2, TimeUnit.SECONDS)`, `2.seconds`. */
function durationSetting(call: Call, path: Path, reader: Reader): Setting<number> {
  const [first, second] = call.arguments.map(({ value }) => value);
  const unit = second?.kind === 'member' ? UNITS.get(second.name) : second === undefined ? 1 : undefined;
  if (first?.kind === 'call' && first.callee.kind === 'member') {
    const scale = UNITS.get(first.callee.name);
    return scaled(first.arguments[0]?.value, scale, path, reader, first);
  }
  if (first?.kind === 'member' && UNITS.has(first.name)) return scaled(first.object, UNITS.get(first.name), path, reader, first);
  return scaled(first, unit, path, reader, call);
}

function scaled(value: Value | undefined, scale: number | undefined, path: Path, reader: Reader, around: { readonly span: Value['span'] }): Setting<number> {
  const setting = numberSetting(value, path, reader);
  if (setting?.known !== true || scale === undefined) return { known: false, site: { path, span: around.span } };
  return { ...setting, value: setting.value * scale };
}

function numberSetting(value: Value | undefined, path: Path, reader: Reader): Setting<number> | undefined {
  if (value === undefined) return undefined;
  const [part, ...rest] = reader.text(value).parts;
  const number = typeof part === 'string' && rest.length === 0 && /^\d{1,9}$/.test(part) ? Number(part) : undefined;
  const site = { path, span: value.span };
  return number === undefined ? { known: false, site } : { known: true, value: number, site };
}

import type { CallCare } from '../../../model/code-facts.js';
import type { Path, Setting } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { literalStart } from '../text.js';
import { argument, callsAround, type CallSite, type Guards } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** hystrix-go gives up after 1 s unless told otherwise (its `DefaultTimeout`). */
const HYSTRIX_TIMEOUT = 1000;

/** Milliseconds of the units of package time. */
const UNITS: ReadonlyMap<string, number> = new Map([['Nanosecond', 1e-6], ['Microsecond', 1e-3], ['Millisecond', 1], ['Second', 1000], ['Minute', 60_000], ['Hour', 3_600_000]]);

/** What a call is wrapped in: a breaker, a retry. */
export const goGuards: Guards = (site) => {
  let care: Partial<CallCare> = {};
  for (const around of callsAround(site.call, site.reader)) {
    const { path } = site.reader.chain(around.callee);
    if (/gobreaker(?:\/v\d+)?\.\w+\(\)\.Execute$|\/failsafe-go(?:\.\w+)?\.(?:Run|Get)\w*$/.test(path)) care = { ...care, hasBreaker: true };
    if (/\/hystrix-go\/hystrix\.(?:Do|Go)C?$/.test(path)) care = { ...care, hasBreaker: true, defaultTimeout: HYSTRIX_TIMEOUT, ...(hasFallback(around) && { hasFallback: true }) };
    if (/\/retry-go(?:\/v\d+)?\.Do\w*$|\/backoff(?:\/v\d+)?\.Retry\w*$/.test(path)) care = { ...care, retries: unknownSetting(site.file, around) };
  }
  return care;
};

/** `hystrix.Do(name, run, fallback)`: nil is none. */
function hasFallback(call: Call): boolean {
  const last = call.arguments.at(-1)?.value;
  return call.arguments.filter(({ value }) => value.kind === 'function').length > 1 || (last?.kind === 'name' && last.name !== 'nil');
}

function unknownSetting(path: Path, { span }: { readonly span: Value['span'] }): Setting<number> {
  return { known: false, site: { path, span } };
}

/** Of a call whose client was made elsewhere. */
export function unknownTimeout({ file, call }: CallSite): Pick<CallCare, 'timeout'> {
  return { timeout: unknownSetting(file, { span: call.nameSpan }) };
}

/** The deadline that the function around a call puts on its context. */
export function contextTimeout({ file, call, reader }: Pick<CallSite, 'file' | 'call' | 'reader'>): Pick<CallCare, 'timeout'> | undefined {
  const deadline = deadlineIn(call, reader);
  if (deadline === undefined) return undefined;
  return { timeout: isNamed(deadline, /^WithTimeout/) ? durationSetting(argument(deadline, 1), file, reader, deadline) : unknownSetting(file, deadline) };
}

function deadlineIn({ scope }: Call, reader: Reader): Call | undefined {
  return reader.outline.calls.find((one) => one.scope.function === scope.function && /^context\.With(?:Timeout|Deadline)\w*$/.test(reader.chain(one.callee).path));
}

/**
 * The time-out of an `http.Client`: known where the file makes it. The package's own client has none.
 * A context from a caller may carry a deadline.
 */
export function clientTimeout(site: CallSite, client: Value | undefined, hasForeignContext: boolean): Pick<CallCare, 'timeout'> {
  const { file, reader } = site;
  const { path, calls } = client === undefined ? { path: 'net/http.DefaultClient', calls: [] } : reader.chain(client);
  const made = calls.find((call) => call.form === 'make' && /(?:^|\.)Client$/.test(reader.chain(call.callee).path));
  const set = (made && argument(made, Infinity, 'Timeout')) ?? (client && setLater(client, reader));
  const own = set === undefined ? contextTimeout(site) : { timeout: durationSetting(set, file, reader, { span: set.span }) };
  if (own !== undefined) return own;
  const isKnown = !hasForeignContext && (path === 'net/http.DefaultClient' || (made !== undefined && argument(made, Infinity, 'Transport') === undefined));
  return isKnown ? {} : unknownTimeout(site);
}

/** `client.Timeout = …`. */
function setLater(client: Value, reader: Reader): Value | undefined {
  const name = nameOf(client);
  const setter = reader.outline.calls.find((call) => call.callee.kind === 'member' && call.callee.name === 'Timeout=' && nameOf(call.callee.object) === name);
  return name === undefined ? undefined : setter?.arguments[0]?.value;
}

function nameOf(value: Value): string | undefined {
  return value.kind === 'name' || value.kind === 'member' ? value.name : undefined;
}

/**
 * gRPC: deadlines are set where the generated clients are called. They count when that happens in this file;
 * what other files do with a connection is not known.
 */
export function channelTimeout(site: CallSite): Pick<CallCare, 'timeout'> {
  const { file, call, reader } = site;
  const options = call.arguments.slice(1).flatMap(({ value }) => reader.chain(value).path);
  if (options.some((path) => /Interceptor\w*\(\)$|WithDefaultServiceConfig\(\)$/.test(path) && !/otel|trac/i.test(path))) return unknownTimeout(site);
  const calls = reader.outline.calls.filter((one) => /\.New\w+Client\(\)\.[A-Z]\w*$/.test(reader.chain(one.callee).path));
  const deadlines = calls.map((one) => contextTimeout({ file, call: one, reader }));
  if (calls.length === 0 || (deadlines.some((one) => one === undefined) && deadlines.some((one) => one !== undefined))) return unknownTimeout(site);
  const [first, ...others] = deadlines;
  const isSame = others.every((one) => one?.timeout?.known === first?.timeout?.known && (one?.timeout?.known !== true || first?.timeout?.known !== true || one.timeout.value === first.timeout.value));
  return isSame ? (first ?? {}) : unknownTimeout(site);
}

/** A `time.Duration` in milliseconds. */
export function durationSetting(value: Value | undefined, path: Path, reader: Reader, around: { readonly span: Value['span'] }): Setting<number> {
  const milliseconds = value && millisecondsOf(value, reader);
  const site = { path, span: value?.span ?? around.span };
  return milliseconds === undefined || !Number.isFinite(milliseconds) ? { known: false, site } : { known: true, value: milliseconds, site };
}

function millisecondsOf(value: Value, reader: Reader): number | undefined {
  if (value.kind === 'number') return value.value * 1e-6;
  const { path, calls } = reader.chain(value);
  const unit = UNITS.get(/^time\.(\w+)$/.exec(path)?.[1] ?? '');
  if (unit !== undefined) return unit;
  if (path !== '*()') return undefined;
  return calls.at(-1)?.arguments.reduce<number | undefined>((product, { value: factor }) => {
    const known = factorOf(factor, reader);
    return product === undefined || known === undefined ? undefined : product * known;
  }, 1);
}

/** A unit of time, or how many of them. */
function factorOf(value: Value, reader: Reader): number | undefined {
  const { path, calls } = reader.chain(value);
  const unit = UNITS.get(/^time\.(\w+)$/.exec(path)?.[1] ?? '');
  if (unit !== undefined) return unit;
  const count = path === 'time.Duration()' ? calls.at(-1)?.arguments[0]?.value ?? value : value;
  const text = literalStart(reader.text(count));
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

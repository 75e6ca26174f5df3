import { NO_CARE, type CallCare } from '../../model/code-facts.js';
import type { Path, Setting } from '../../model/text.js';
import { ts } from '../../syntax/typescript.js';
import { argumentOptions, instanceOptions, type LibraryCall } from './library-call.js';
import { numberSetting, option, optionText, optionsOf, siteOf, type Options } from './options.js';
import { guardsAround } from './guards.js';
import { functionAround } from './syntax-shapes.js';
import { entryFix, optionFix } from './timeout-fix.js';

/** How an HTTP client takes a time-out. */
export interface TimeoutForm {
  /** Options that bound the whole request, in milliseconds; dots go into nested options. */
  readonly options: readonly string[];
  /** The entry that sets it; `{ms}` stands for milliseconds. */
  readonly entry?: string;
  /** Documented default in milliseconds; absent when the client waits for ever. */
  readonly defaultTimeout?: number;
  /** Options for the number of retries. */
  readonly retries?: readonly string[];
  /** Documented default number of retries of requests that may be repeated. */
  readonly defaultRetries?: number;
}

/** Care that nobody sees: the library takes it by itself, or leaves it to whoever is served. */
export function hiddenCare(path: Path, node: ts.Node): CallCare {
  return { ...NO_CARE, timeout: { known: false, site: siteOf(path, node) }, hasBreaker: 'unknown' };
}

/** What a request does against a slow callee; `index` is where its options stand. */
export function careOf(call: LibraryCall, form: TimeoutForm, index: number): CallCare {
  const options = argumentOptions(call, index);
  const instances = instanceOptions(call);
  const guards = guardsAround(call);
  const shared = firstOf(instances.map((one) => timeoutIn(call, form, one.options)));
  const timeout = timeoutIn(call, form, options) ?? shared ?? assignedTimeout(call) ?? guards.timeout;
  const byClient = retriesIn(call, form, [options, ...instances.map((one) => one.options)]) ?? attachedRetries(call);
  const retries = byClient ?? guards.retries;
  const timeoutFix = timeout === undefined && form.entry !== undefined ? fixOf(call, form.entry, index, instances) : undefined;
  const defaultTimeout = form.defaultTimeout ?? guards.defaultTimeout;
  return {
    ...(timeout && { timeout }),
    ...(defaultTimeout !== undefined && { defaultTimeout }),
    ...(retries && { retries }),
    ...(byClient && { retriesOnlySafe: true }),
    hasBreaker: guards.hasBreaker,
    hasFallback: guards.hasFallback,
    isStream: isStream(options),
    ...(timeoutFix && { timeoutFix }),
  };
}

function firstOf<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined);
}

function timeoutIn(call: LibraryCall, form: TimeoutForm, options: Options): Setting<number> | undefined {
  for (const name of form.options) {
    const value = option(options, name);
    if (value !== undefined) return numberSetting(call.path, value);
  }
  const signal = option(options, 'signal');
  if (signal !== undefined) return signalTimeout(call, signal.node, options);
  // What is spread or passed in may hold a time-out.
  return options.isOpen ? openSetting(call, options) : undefined;
}

function openSetting(call: LibraryCall, options: Options): Setting<number> {
  return { known: false, site: siteOf(call.path, options.object ?? call.node) };
}

/** `AbortSignal.timeout(n)`, or a controller that a timer of the same function aborts. */
function signalTimeout(call: LibraryCall, signal: ts.Node, { reader }: Options): Setting<number> {
  const { root } = reader.origin(signal);
  if (root.kind === 'node' && ts.isCallExpression(root.node) && /\bAbortSignal\.timeout$/.test(root.node.expression.getText())) {
    const [delay] = root.node.arguments;
    if (delay !== undefined) return numberSetting(call.path, { node: delay, reader: root.reader });
  }
  const delay = abortDelay(call);
  return delay ? numberSetting(call.path, { node: delay, reader }) : { known: false, site: siteOf(call.path, signal) };
}

function abortDelay(call: LibraryCall): ts.Expression | undefined {
  const around = functionAround(call.node);
  const timer = call.reader.declarations.calls.find(
    (one) =>
      ts.isIdentifier(one.expression) && one.expression.text === 'setTimeout' &&
      functionAround(one) === around && /\babort\b/.test(one.arguments?.[0]?.getText() ?? ''),
  );
  return timer?.arguments?.[1];
}

/** `axios.defaults.timeout = n`, on the library or on the instance. */
function assignedTimeout(call: LibraryCall): Setting<number> | undefined {
  for (const { object, value } of call.reader.declarations.memberAssignments.get('timeout') ?? []) {
    const chain = call.reader.chain(object);
    if (chain?.module !== call.chain.module || chain.names.at(-1) !== 'defaults') continue;
    if (chain.calls.every((made) => call.chain.calls.includes(made))) return numberSetting(call.path, { node: value, reader: call.reader });
  }
  return undefined;
}

function retriesIn(call: LibraryCall, form: TimeoutForm, places: readonly Options[]): Setting<number> | undefined {
  for (const place of places) {
    for (const name of form.retries ?? []) {
      const value = option(place, name);
      if (value !== undefined && !ts.isObjectLiteralExpression(value.node)) return numberSetting(call.path, value);
    }
  }
  return undefined;
}

/** axios-retry tries three times more unless told otherwise (README, `retries`). */
const AXIOS_RETRIES = 3;

/** `axiosRetry(axios, { retries: 3 })`, on the library or on the instance. */
function attachedRetries(call: LibraryCall): Setting<number> | undefined {
  if (!call.node.getSourceFile().text.includes('axios-retry')) return undefined;
  for (const other of call.reader.declarations.calls) {
    const [client, options] = other.arguments ?? [];
    if (client === undefined || call.reader.chain(other.expression)?.module !== 'axios-retry') continue;
    const chain = call.reader.chain(client);
    if (chain?.module !== call.chain.module || !chain.calls.every((made) => call.chain.calls.includes(made))) continue;
    const retries = options && option(optionsOf({ node: options, reader: call.reader }), 'retries');
    return retries ? numberSetting(call.path, retries) : { known: true, value: AXIOS_RETRIES, site: siteOf(call.path, other) };
  }
  return undefined;
}

/** The care with the retries that the client makes by itself; what is set or may be set elsewhere stays. */
export function withDefaultRetries(care: CallCare, call: LibraryCall, form: TimeoutForm, method: string | undefined): CallCare {
  if (form.defaultRetries === undefined || care.retries !== undefined || !/^(?:GET|PUT|HEAD|DELETE|OPTIONS)$/.test(method ?? '')) return care;
  const first = argumentOptions(call, 0);
  const places = [argumentOptions(call, 1), ...instanceOptions(call).map((one) => one.options)];
  // A first argument that is no object literal is a URL.
  if (places.some((place) => place.isOpen) || (first.object !== undefined && first.isOpen)) return care;
  return { ...care, retries: { known: true, value: form.defaultRetries, site: siteOf(call.path, call.node.expression) } };
}

/** Whether an answer has no end. One that is only read piece by piece (`responseType: 'stream'`) has: its time-out ends with its first byte. */
function isStream(options: Options): boolean {
  if (option(options, 'stream')?.node.kind === ts.SyntaxKind.TrueKeyword) return true;
  const accept = optionText(options, ['headers.Accept', 'headers.accept'])?.parts[0];
  return typeof accept === 'string' && accept.includes('text/event-stream');
}

/** A shared instance is the better place: one edit serves all its calls. */
function fixOf(call: LibraryCall, entry: string, index: number, instances: ReturnType<typeof instanceOptions>): CallCare['timeoutFix'] {
  const shared = instances.find((one) => one.options.object !== undefined)?.options.object;
  // Options that are written before the call and passed by name.
  const named = argumentOptions(call, index).object;
  const literal = shared ?? named;
  return literal ? entryFix(call.path, literal, entry) : optionFix(call.path, call.node, index, entry);
}

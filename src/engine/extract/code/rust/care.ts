import type { CallCare } from '../../../model/code-facts.js';
import type { Path, Setting } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import { onlyCall } from '../calls.js';
import type { Reader } from '../reader.js';
import { argument, callsAround, type CallSite, type Guards } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Milliseconds of the units that `Duration` is made from, by the end of the function's name. */
const UNITS: ReadonlyMap<string, number> = new Map([['secs', 1000], ['secs_f64', 1000], ['secs_f32', 1000], ['millis', 1], ['micros', 1e-3], ['nanos', 1e-6], ['mins', 60_000]]);

/** What a call is wrapped in: a time limit, a breaker, a retry. */
export const rustGuards: Guards = ({ call, file, reader }) => {
  let care: Partial<CallCare> = {};
  for (const around of callsAround(call, reader)) {
    const { path } = reader.chain(around.callee);
    if (/(?:^|\.)time\.timeout$/.test(path)) care = { ...care, timeout: durationSetting(argument(around, 0), file, reader, around) };
    if (/^(?:tokio_retry|tokio_retry2|backoff|again|retry|backon)\./.test(path)) care = { ...care, retries: { known: false, site: { path: file, span: around.nameSpan } } };
    if (/^(?:failsafe|recloser|circuitbreaker_rs)\..*\.call\w*$/.test(path)) care = { ...care, hasBreaker: true };
  }
  return care;
};

/** A `Duration` in milliseconds. */
export function durationSetting(value: Value | undefined, path: Path, { chain }: Pick<Reader, 'chain'>, around: { readonly span: Value['span'] }): Setting<number> {
  const made = value?.kind === 'call' && isNamed(value, /^from_\w+$/) ? value : undefined;
  const unit = made?.callee.kind === 'member' ? UNITS.get(made.callee.name.replace(/^from_/, '')) : undefined;
  const count = made && argument(made, 0);
  const site = { path, span: value?.span ?? around.span };
  if (value !== undefined && made === undefined && value.kind === 'name') {
    const [held] = chain(value).calls.slice(-1);
    if (held !== undefined && isNamed(held, /^from_\w+$/)) return durationSetting(held, path, { chain }, around);
  }
  return unit !== undefined && count?.kind === 'number' ? { known: true, value: count.value * unit, site } : { known: false, site };
}

/** Of a call whose client was made elsewhere. */
export function unknownTimeout({ file, call }: Pick<CallSite, 'file' | 'call'>): Pick<CallCare, 'timeout'> {
  return { timeout: { known: false, site: { path: file, span: call.nameSpan } } };
}

/** `.timeout(Duration::from_secs(3))` on the request, else on the client that the file makes; none when it makes one without. */
export function requestTimeout(site: CallSite, defaultTimeout?: number): Partial<CallCare> {
  const isMade = site.chain.calls.some((call) => isNamed(call, /^(?:new|builder|default)$/)) || !site.chain.path.includes('()');
  const set = laterIn(site, /^timeout$/) ?? site.chain.calls.find((call) => isNamed(call, /^timeout$/)) ?? (isMade ? undefined : clientMade(site, /^timeout$/));
  if (set !== undefined) return { timeout: durationSetting(argument(set, 0), site.file, site.reader, set) };
  if (!isMade) return unknownTimeout(site);
  return defaultTimeout === undefined ? {} : { defaultTimeout };
}

/** A call with this name further on in the same chain: `client.get(url).timeout(…)`. */
export function laterIn({ call, reader }: CallSite, name: RegExp): Call | undefined {
  return callsAround(call, reader).find((around) => around.span.start === call.span.start && isNamed(around, name));
}

/** What the only builder of a client in the file is told. */
function clientMade({ reader }: CallSite, name: RegExp): Call | undefined {
  const build = onlyCall(reader, /^build$/);
  return build && reader.chain(build.callee).calls.find((call) => isNamed(call, name));
}

/** `reqwest_retry`: `ExponentialBackoff::builder().build_with_max_retries(3)`, for clients of `reqwest_middleware`. */
export function middlewareRetries({ reader, file, chain }: CallSite): Pick<CallCare, 'retries'> {
  if (!chain.path.startsWith('reqwest_middleware.')) return {};
  const policy = onlyCall(reader, /^build_with_max_retries$/);
  const count = policy && argument(policy, 0);
  const site = { path: file, span: (policy ?? chain.calls[0])?.nameSpan ?? { start: 0, end: 0 } };
  if (policy === undefined) return chain.calls.length === 0 ? {} : { retries: { known: false, site } };
  return { retries: count?.kind === 'number' ? { known: true, value: count.value, site } : { known: false, site } };
}

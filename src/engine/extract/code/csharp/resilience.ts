import type { CallCare, ClientDefaultFact } from '../../../model/code-facts.js';
import type { Path, Setting } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import type { CallSite } from '../uses.js';
import { callsInside, chainedAfter, duration, setObject, surrounding } from './objects.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Attempts of the standard handler, and its time for all of them (documentation of Microsoft.Extensions.Http.Resilience). */
const STANDARD_RETRIES = 3;
const STANDARD_TIMEOUT = 30_000;

/** `HttpClient.Timeout` in milliseconds where nobody sets it (documentation of System.Net.Http). */
export const HTTP_CLIENT_TIMEOUT = 100_000;

/** Registrations of clients whose lambda sets them up. */
export const CLIENT_REGISTRATION = /^(?:AddHttpClient|ConfigureHttpClient|AddRefitClient)$/;

/** Where policies are written. */
type Place = Pick<CallSite, 'file' | 'reader'>;

const REGISTERED = /^(?:AddPolicyHandler\w*|AddTransientHttpErrorPolicy|AddResilienceHandler|AddStandard(?:Hedging|Resilience)Handler)$/;

/** What a Polly policy or pipeline around a call does, when the file shows it. */
export function policiesAround(site: CallSite): Partial<CallCare> {
  const executed = surrounding(site.reader, site.call, /^Execute(?:AndCapture)?(?:Async)?$/);
  if (executed?.callee.kind !== 'member') return {};
  const { calls, path } = site.reader.chain(executed.callee.object);
  const wrapped = calls.flatMap((call) => (isNamed(call, /^Wrap(?:Async)?$/) ? call.arguments.flatMap(({ value }) => site.reader.chain(value).calls) : []));
  const all = [...calls, ...wrapped];
  // A policy that comes from elsewhere may do all of it.
  if (!all.some(isPolicy)) return /(?:Policy|Pipeline|Strategy)/i.test(path) ? unknownPolicy(site, executed) : {};
  return careOf(all, site);
}

/** What was registered with an HTTP client: `AddHttpClient(…).AddPolicyHandler(…)`. */
export function registeredPolicies(site: Place, registration: Call): Partial<CallCare> {
  const handlers = chainedAfter(site.reader, registration).filter((call) => isNamed(call, REGISTERED));
  return handlers.map((handler) => handlerCare(site, handler)).reduce<Partial<CallCare>>((all, one) => ({ ...all, ...one }), {});
}

/** Clients that come from the factory of HTTP clients. */
const FROM_FACTORY = ['http-client', 'refit', 'grpc'];

/** What a program registers for all its HTTP clients: `ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler())`. */
export function clientDefaultsIn(file: Path, reader: Reader): ClientDefaultFact[] {
  return reader.outline.calls
    .filter((call) => isNamed(call, REGISTERED) && surrounding(reader, call, /^ConfigureHttpClientDefaults$/) !== undefined)
    .flatMap((call) => FROM_FACTORY.map((client): ClientDefaultFact => {
      const site = { path: file, span: call.nameSpan };
      const isStandard = isNamed(call, /^AddStandard/);
      return { kind: 'client-default', client, care: { timeout: isStandard ? { known: true, value: STANDARD_TIMEOUT, site } : { known: false, site }, ...(isStandard && { hasBreaker: true }) }, site };
    }));
}

/** What is registered with the client that a class is given, `AddHttpClient<IStock, StockClient>().AddPolicyHandler(…)`: its calls are in another file. */
export function typedClientsIn(file: Path, reader: Reader): ClientDefaultFact[] {
  return reader.outline.calls.flatMap((call): ClientDefaultFact[] => {
    const ofClass = isNamed(call, /^AddHttpClient$/) ? /\w+$/.exec(call.typeArguments?.at(-1) ?? '')?.[0] : undefined;
    const care = ofClass === undefined ? {} : registeredCare({ file, reader }, call);
    return ofClass === undefined || Object.keys(care).length === 0 ? [] : [{ kind: 'client-default', client: 'http-client', ofClass, care, site: { path: file, span: call.nameSpan } }];
  });
}

/** Steps of a registration that leave the time-out alone. */
const HARMLESS = /^(?:AddHttpMessageHandler|AddHeaderPropagation|AddUserAccessTokenHandler|ConfigurePrimaryHttpMessageHandler|RedactLoggedHeaders|SetHandlerLifetime)$/;

/** Policies, and the time-out of the client: the one of .NET where the whole registration is in sight and says none. */
function registeredCare(site: Place, registration: Call): Partial<ClientDefaultFact['care']> {
  const policies = registeredPolicies(site, registration);
  const timeout = policies.timeout ?? duration(clientTimeoutIn(site.reader, registration), site);
  const steps = chainedAfter(site.reader, registration);
  const isKnown = registration.arguments.every(({ value }) => value.kind === 'text' || value.kind === 'function') && steps.every((step) => isNamed(step, HARMLESS) || isNamed(step, REGISTERED));
  return { ...policies, ...(timeout !== undefined ? { timeout } : isKnown && { defaultTimeout: HTTP_CLIENT_TIMEOUT }) };
}

/** `client => client.Timeout = …` in the registration of a client, or in a step of it. */
export function clientTimeoutIn(reader: Reader, registration: Call): Value | undefined {
  const all = [registration, ...chainedAfter(reader, registration)];
  return reader.outline.calls.find((call) => setObject(call, 'Timeout') !== undefined && all.includes(surrounding(reader, call, CLIENT_REGISTRATION) ?? call))?.arguments[0]?.value;
}

function handlerCare(site: Place, handler: Call): Partial<CallCare> {
  const place = { path: site.file, span: handler.nameSpan };
  if (isNamed(handler, /^AddStandard/)) {
    return { hasBreaker: true, retries: { known: true, value: STANDARD_RETRIES, site: place }, timeout: { known: true, value: STANDARD_TIMEOUT, site: place } };
  }
  // A policy that is chosen for each request may be none for some.
  const [first] = handler.arguments;
  if (isNamed(handler, /^AddPolicyHandler/) && first?.value.kind === 'function' && first.value.parameters.length > 0) return unknownPolicy(site, handler);
  const calls = [...callsInside(site.reader, handler), ...handler.arguments.flatMap(({ value }) => site.reader.chain(value).calls)];
  return calls.some(isPolicy) ? careOf(calls, site) : unknownPolicy(site, handler);
}

function unknownPolicy({ file }: Place, { nameSpan }: Call): Partial<CallCare> {
  const unknown: Setting<number> = { known: false, site: { path: file, span: nameSpan } };
  return { hasBreaker: true, hasFallback: true, retries: unknown, timeout: unknown };
}

const BREAKER = /CircuitBreaker/;
const FALLBACK = /Fallback/;
const RETRY = /Retry/;
const TIMEOUT = /^(?:Add)?Timeout(?:Async)?$/;

function isPolicy(call: Call): boolean {
  return [BREAKER, FALLBACK, RETRY, TIMEOUT].some((name) => isNamed(call, name));
}

function careOf(calls: readonly Call[], site: Place): Partial<CallCare> {
  const retry = calls.find((call) => isNamed(call, RETRY));
  const timeout = calls.find((call) => isNamed(call, TIMEOUT));
  const set = timeout && duration(timeout.arguments[0]?.value, site, 1000);
  return {
    ...(calls.some((call) => isNamed(call, BREAKER)) && { hasBreaker: true }),
    ...(calls.some((call) => isNamed(call, FALLBACK)) && { hasFallback: true }),
    ...(retry && { retries: attempts(retry.arguments[0]?.value, retry, site) }),
    ...(set && { timeout: set }),
  };
}

function attempts(value: Value | undefined, { nameSpan }: Call, { file }: Place): Setting<number> {
  return value?.kind === 'number' ? { known: true, value: value.value, site: { path: file, span: value.span } } : { known: false, site: { path: file, span: nameSpan } };
}

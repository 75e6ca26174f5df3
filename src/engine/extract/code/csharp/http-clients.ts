import type { CallCare } from '../../../model/code-facts.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown, joinTexts, literalStart, plainText, underBase, type Text } from '../text.js';
import { argument, argumentText, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { duration, propertyOf, setObject, surrounding } from './objects.js';
import { CLIENT_REGISTRATION, clientTimeoutIn, HTTP_CLIENT_TIMEOUT, registeredPolicies } from './resilience.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** A client, however it was come by: made, injected, from a factory, or for the sidecar of Dapr. */
const HTTP_CLIENT = /(?:^|\.)(?:HttpClient|CreateClient|CreateInvokeHttpClient)\(\)\.((?:Get|Post|Put|Patch|Delete|Head)(?:String|Stream|ByteArray|FromJson|AsJson|FromJsonAsAsyncEnumerable)?(?:Async)?|Send(?:Async)?)$/;

function httpUse(client: string, target: Text | undefined, method: string | undefined, care: Partial<CallCare>): Use {
  return { client, relation: 'calls', protocol: 'http', ...(target && { target }), ...(method !== undefined && { method: method.toUpperCase() }), care };
}

/** `client.GetAsync(url)`. A path whose base is not to be seen says nothing: the base is reported where it is set. */
const httpClient: Recogniser = (site, [name = '']) => {
  const request = name.startsWith('Send') ? requestOf(site) : { url: argumentText(site, 0, 'requestUri'), method: /^[A-Z][a-z]+/.exec(name)?.[0] };
  const base = baseOf(site);
  const target = underBase(base, request.url);
  if (target === undefined || isUnknown(target) || (base === undefined && /^[/?]/.test(literalStart(target)))) return [];
  return [httpUse('http-client', target, request.method, careOfClient(site))];
};

/** `new HttpRequestMessage(HttpMethod.Get, url)`. */
function requestOf(site: CallSite): { url: Text | undefined; method: string | undefined } {
  const value = argument(site.call, 0);
  const made = value && site.reader.chain(value).calls.find((call) => isNamed(call, /^HttpRequestMessage$/));
  if (value === undefined || made === undefined) return { url: undefined, method: undefined };
  const url = argument(made, 1, 'RequestUri') ?? propertyOf(site.reader, value, 'RequestUri');
  const method = argument(made, 0, 'Method') ?? propertyOf(site.reader, value, 'Method');
  return { url: url && site.reader.text(url), method: method?.kind === 'member' ? method.name : undefined };
}

function clientOf({ call }: CallSite): Value | undefined {
  return call.callee.kind === 'member' ? call.callee.object : undefined;
}

/** The base address of the client: set on it, registered under its name in this file, or the application that its sidecar calls. */
function baseOf(site: CallSite): Text | undefined {
  const client = clientOf(site);
  if (client === undefined) return undefined;
  const set = propertyOf(site.reader, client, 'BaseAddress');
  if (set !== undefined) return site.reader.text(set);
  const invoked = site.chain.calls.find((call) => isNamed(call, /^CreateInvokeHttpClient$/));
  if (invoked !== undefined) return invokedApplication(argumentText({ call: invoked, reader: site.reader }, 0));
  return namedBase(site);
}

/** The text of an application's id as a URL: Dapr's sidecar finds who answers to it. */
export function invokedApplication(application: Text | undefined): Text | undefined {
  return application && joinTexts([plainText('http://'), application]);
}

function namedBase(site: CallSite): Text | undefined {
  const created = site.chain.calls.find((call) => isNamed(call, /^CreateClient$/));
  const name = created && argument(created, 0);
  if (name?.kind !== 'text') return undefined;
  const registration = site.reader.outline.calls.find((call) => isNamed(call, /^AddHttpClient$/) && nameOf(call) === name.text);
  const set = registration && site.reader.outline.calls.find((call) => setObject(call, 'BaseAddress') !== undefined && surrounding(site.reader, call, /^AddHttpClient$/) === registration);
  return set && argumentText({ call: set, reader: site.reader }, 0);
}

function nameOf(call: Call): string | undefined {
  const [first] = call.arguments;
  return first?.value.kind === 'text' ? first.value.text : undefined;
}

function careOfClient(site: CallSite): Partial<CallCare> {
  const client = clientOf(site);
  const timeout = duration(client && propertyOf(site.reader, client, 'Timeout'), site) ?? cancelledAfter(site);
  if (timeout !== undefined) return { timeout };
  // A client that was passed in, or one with a name, was set up elsewhere.
  const isPlain = site.chain.calls.some((call) => (call.form === 'make' && isNamed(call, /^HttpClient$/)) || (isNamed(call, /^CreateClient$/) && call.arguments.length === 0));
  return isPlain ? { defaultTimeout: HTTP_CLIENT_TIMEOUT } : { timeout: { known: false, site: { path: site.file, span: site.call.nameSpan } }, isInjected: true };
}

/** `new CancellationTokenSource(TimeSpan.FromSeconds(5))`, whose token is passed to the call. */
function cancelledAfter(site: CallSite): ReturnType<typeof duration> {
  for (const { value } of site.call.arguments) {
    const { path, calls } = site.reader.chain(value);
    const source = /CancellationTokenSource\(\)\.Token$/.test(path) ? calls.at(-1) : undefined;
    if (source !== undefined && source.arguments.length > 0) return duration(source.arguments[0]?.value, site);
  }
  return undefined;
}

/**
 * `client.BaseAddress = new Uri(…)`, in the registration of a client or where one is injected.
 * When the same file also calls with this client, the calls say it.
 */
const baseAddress: Recogniser = (site) => {
  const [value] = site.call.arguments;
  if (value === undefined || site.reader.outline.calls.some((call) => isCallOn(site.reader, call, value.value))) return [];
  const registration = surrounding(site.reader, site.call, CLIENT_REGISTRATION);
  const object = clientOf(site);
  const timeout = duration(registration === undefined ? object && propertyOf(site.reader, object, 'Timeout') : clientTimeoutIn(site.reader, registration), site);
  const care = { ...(timeout ? { timeout } : { defaultTimeout: HTTP_CLIENT_TIMEOUT }), ...(registration && registeredPolicies(site, registration)) };
  return [httpUse('http-client', argumentText(site, 0), undefined, care)];
};

function isCallOn(reader: Reader, call: Call, base: Value): boolean {
  const { callee } = call;
  return callee.kind === 'member' && /^(?:Get|Post|Put|Patch|Delete|Send)\w*$/.test(callee.name) && propertyOf(reader, callee.object, 'BaseAddress') === base;
}

/** `RestService.For<IOrders>("http://orders")`; with a client, its base address says it. */
const refit: Recogniser = (site) => {
  const url = argumentText(site, 0);
  return url === undefined || isUnknown(url) ? [] : [httpUse('refit', url, undefined, { defaultTimeout: HTTP_CLIENT_TIMEOUT })];
};

/** `new RestClient("http://orders")`, or with options. */
const restSharp: Recogniser = (site) => {
  const [first] = site.call.arguments;
  const options = first && site.reader.chain(first.value).calls.find((call) => isNamed(call, /^RestClientOptions$/));
  const of = options ?? site.call;
  const url = argumentText({ call: of, reader: site.reader }, 0, 'BaseUrl');
  const timeout = duration(argument(of, Infinity, 'Timeout', 'MaxTimeout'), site);
  return url === undefined ? [] : [httpUse('restsharp', url, undefined, timeout ? { timeout } : { defaultTimeout: HTTP_CLIENT_TIMEOUT })];
};

/** `url.AppendPathSegment("items").GetJsonAsync<T>()`: methods of texts, so only what is called on a known text is meant. */
const flurl: Recogniser = (site, [verb = '']) => {
  const object = clientOf(site);
  const target = object && site.reader.text(object);
  if (target === undefined || isUnknown(target)) return [];
  const limit = site.chain.calls.find((call) => isNamed(call, /^WithTimeout$/));
  const timeout = duration(limit?.arguments[0]?.value, site, 1000);
  return [httpUse('flurl', target, verb, timeout ? { timeout } : { defaultTimeout: HTTP_CLIENT_TIMEOUT })];
};

/** HTTP clients. */
export const httpClients: SignatureTable = [
  [HTTP_CLIENT, httpClient],
  [/(?:^|\.)BaseAddress=$/, baseAddress],
  [/(?:^|\.)(?:RestService|RestClient)\.For$/, refit],
  [/(?:^|\.)RestClient$/, restSharp],
  [/\.(Get|Post|Put|Patch|Delete|Head)(?:Json|String|Stream|Bytes|UrlEncoded|Multipart)?Async$/, flurl],
];

import { NO_CARE, type CallCare } from '../../model/code-facts.js';
import { ts } from '../../syntax/typescript.js';
import { careOf, withDefaultRetries, type TimeoutForm } from './care.js';
import { behindSidecar } from './dapr.js';
import { urlOf } from './endpoints.js';
import {
  argument, argumentOptions, argumentText, calleeOf, instanceOptions, methodOf,
  type LibraryCall, type Recogniser, type Use,
} from './library-call.js';
import { factoryOptions, numberSetting, optionText, type Options } from './options.js';
import { joined, literalStart, type Text } from './text-values.js';
import { chainFix } from './timeout-fix.js';

/** undici, and the fetch of Node that is made of it, give up after 300 s without headers (undici docs, `headersTimeout`). */
const UNDICI_TIMEOUT = 300_000;
/** ky's README, `timeout`. */
const KY_TIMEOUT = 10_000;

/** got's documentation, `retry.limit`; ky has the same. */
const GOT_RETRIES = 2;

const FETCH: TimeoutForm = { options: ['timeout'], entry: 'signal: AbortSignal.timeout({ms})', defaultTimeout: UNDICI_TIMEOUT };
const NODE_FETCH: TimeoutForm = { options: ['timeout'], entry: 'signal: AbortSignal.timeout({ms})' };
const UNDICI: TimeoutForm = { options: ['headersTimeout'], entry: 'signal: AbortSignal.timeout({ms})', defaultTimeout: UNDICI_TIMEOUT };
const AXIOS: TimeoutForm = { options: ['timeout'], entry: 'timeout: {ms}', retries: ['axios-retry.retries', 'retryConfig.retry'] };
const GOT: TimeoutForm = {
  options: ['timeout.request', 'timeout.response', 'timeout'],
  entry: 'timeout: { request: {ms} }',
  retries: ['retry.limit', 'retry'],
  defaultRetries: GOT_RETRIES,
};
const KY: TimeoutForm = {
  options: ['timeout'],
  entry: 'timeout: {ms}',
  defaultTimeout: KY_TIMEOUT,
  retries: ['retry.limit', 'retry'],
  defaultRetries: GOT_RETRIES,
};
const NEEDLE: TimeoutForm = { options: ['response_timeout', 'read_timeout', 'timeout'], entry: 'response_timeout: {ms}' };
const REQUEST: TimeoutForm = { options: ['timeout'], entry: 'timeout: {ms}' };
const NODE_HTTP: TimeoutForm = { options: ['timeout'], entry: 'signal: AbortSignal.timeout({ms})' };

/** superagent takes its options as further calls. */
const NO_OPTIONS = -1;

const METHOD = /^(?:get|post|put|patch|delete|del|head|options|query)$/i;
const WITH_BODY = /^(?:post|put|patch)/i;

/** HTTP clients by module. */
export const httpClients: Readonly<Record<string, Recogniser>> = {
  '': globalCall,
  'node-fetch': fetchCall('node-fetch', NODE_FETCH),
  'cross-fetch': fetchCall('cross-fetch', NODE_FETCH),
  'isomorphic-fetch': fetchCall('isomorphic-fetch', NODE_FETCH),
  'make-fetch-happen': fetchCall('make-fetch-happen', NODE_FETCH),
  undici: undiciCall,
  axios: axiosCall,
  '@nestjs/axios': axiosCall,
  '@nestjs/common': nestHttpCall,
  got: verbCall('got', GOT, ['prefixUrl']),
  ky: verbCall('ky', KY, ['prefixUrl', 'prefix']),
  'ky-universal': verbCall('ky', KY, ['prefixUrl', 'prefix']),
  superagent: superagentCall,
  needle: needleCall,
  request: verbCall('request', REQUEST, ['baseUrl']),
  'request-promise': verbCall('request-promise', REQUEST, ['baseUrl']),
  'request-promise-native': verbCall('request-promise-native', REQUEST, ['baseUrl']),
  'requestretry': verbCall('requestretry', REQUEST, ['baseUrl']),
  http: nodeHttpCall,
  https: nodeHttpCall,
  'node:http': nodeHttpCall,
  'node:https': nodeHttpCall,
  'follow-redirects': nodeHttpCall,
  ofetch: fetchCall('ofetch', FETCH),
  wretch: wretchCall,
  ws: streamCall('ws'),
  eventsource: streamCall('eventsource'),
  'socket.io-client': streamCall('socket.io-client'),
};

function httpUse(client: string, target: Text | undefined, method: string | undefined, care: CallCare): Use {
  return { client, relation: 'calls', protocol: 'http', ...(target && { target }), ...(method && { method: method.toUpperCase() }), care };
}

/** `base` and `path` as HTTP clients join them: an absolute URL stands for itself. */
function underBase(base: Text | undefined, path: Text | undefined): Text | undefined {
  if (base === undefined || path === undefined) return path ?? base;
  const start = literalStart(path);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(start)) return path;
  return joined([base, path], start.startsWith('/') ? '' : '/');
}

function baseOf(call: LibraryCall, names: readonly string[]): Text | undefined {
  for (const { options } of instanceOptions(call)) {
    const base = optionText(options, names);
    if (base !== undefined) return base;
  }
  return assignedBase(call, names);
}

/** `axios.defaults.baseURL = url`. */
function assignedBase(call: LibraryCall, names: readonly string[]): Text | undefined {
  for (const name of names) {
    for (const { object, value } of call.reader.declarations.memberAssignments.get(name) ?? []) {
      const chain = call.reader.chain(object);
      const isSame = chain?.module === call.chain.module && chain.calls.every((made) => call.chain.calls.includes(made));
      if (isSame) return urlOf(value, call.reader);
    }
  }
  return undefined;
}

function globalCall(call: LibraryCall): readonly Use[] {
  const name = calleeOf(call).replace(/^(?:window|globalThis|self|global)\./, '');
  if (/^(?:fetch|\$fetch|useFetch|useLazyFetch)$/.test(name)) return fetchUse('fetch', FETCH, call);
  const isStream = (name === 'EventSource' || name === 'WebSocket') && ts.isNewExpression(call.node);
  return isStream ? streamCall(name)(call) : [];
}

function fetchCall(client: string, form: TimeoutForm): Recogniser {
  return (call) => (call.chain.names.length === 0 || /^\$?o?fetch$/.test(methodOf(call)) ? fetchUse(client, form, call) : []);
}

function fetchUse(client: string, form: TimeoutForm, call: LibraryCall): readonly Use[] {
  const url = argument(call, 0);
  if (url === undefined) return [];
  const options = argumentOptions(call, 1);
  const method = optionText(options, ['method'])?.parts[0];
  // ofetch, Nuxt
  const base = optionText(options, ['baseURL']);
  const known = typeof method === 'string' ? method : options.object === undefined && options.isOpen ? undefined : 'GET';
  return [behindSidecar(httpUse(client, underBase(base, urlOf(url.node, url.reader)), known, careOf(call, form, 1)), call, 1)];
}

function undiciCall(call: LibraryCall): readonly Use[] {
  const method = methodOf(call);
  if (method === 'fetch') return fetchUse('undici', UNDICI, call);
  if (/^(?:Pool|Client|BalancedPool)$/.test(method)) return undiciPool(call);
  if (!/^(?:request|stream|pipeline)$/.test(method)) return [];
  const [made] = instanceOptions(call);
  const index = made === undefined ? 1 : 0;
  const options = argumentOptions(call, index);
  const origin = made?.node.arguments?.[0];
  const target = origin ? underBase(urlOf(origin, call.reader), optionText(options, ['path'])) : argumentText(call, 0);
  return [httpUse('undici', target, verbIn(options), careOf(call, UNDICI, index))];
}

function undiciPool(call: LibraryCall): readonly Use[] {
  const target = argumentText(call, 0);
  const care = careOf(call, { options: ['headersTimeout'], defaultTimeout: UNDICI_TIMEOUT }, 1);
  return target ? [{ ...httpUse('undici', target, undefined, care), isInstance: true }] : [];
}

function verbIn(options: Options): string | undefined {
  const method = optionText(options, ['method'])?.parts[0];
  return typeof method === 'string' ? method : undefined;
}

/** NestJS before 8 had its HTTP module in the common package. */
function nestHttpCall(call: LibraryCall): readonly Use[] {
  return /^HttpService\(\)\./.test(calleeOf(call)) ? axiosCall(call) : [];
}

function axiosCall(call: LibraryCall): readonly Use[] {
  const client = call.chain.module === 'axios' ? 'axios' : '@nestjs/axios';
  const method = methodOf(call).replace(/Form$/, '');
  if (client !== 'axios' && /^HttpModule\.register(?:Async)?$/.test(calleeOf(call))) return nestModule(call);
  if (method === 'create' && client === 'axios') return axiosInstance(call, argumentOptions(call, 0));
  const base = baseOf(call, ['baseURL']);
  if (METHOD.test(method)) {
    const care = careOf(call, AXIOS, WITH_BODY.test(method) ? 2 : 1);
    const use = httpUse(client, underBase(base, argumentText(call, 0)), method, care);
    return [behindSidecar(use, call, WITH_BODY.test(method) ? 2 : 1)];
  }
  const isCallable = method === 'request' || call.chain.names.length === 0 || method === 'create()';
  return isCallable ? configuredCall(call, client, base, AXIOS, ['url']) : [];
}

/** `HttpModule.register({ baseURL })`: what its services call, and how long they wait. */
function nestModule(call: LibraryCall): readonly Use[] {
  const options = argumentOptions(call, 0);
  return axiosInstance(call, factoryOptions(options) ?? options);
}

function axiosInstance(call: LibraryCall, options: Options): readonly Use[] {
  const target = optionText(options, ['baseURL']);
  return target ? [{ ...httpUse('axios', target, undefined, careOf(call, AXIOS, 0)), isInstance: true }] : [];
}

/** `axios(config)`, `axios(url, config)`, `request(options)`. */
function configuredCall(call: LibraryCall, client: string, base: Text | undefined, form: TimeoutForm, urls: readonly string[]): readonly Use[] {
  const options = argumentOptions(call, 0);
  const first = argument(call, 0);
  if (first === undefined) return [];
  const baseURL = optionText(options, ['baseURL', 'baseUrl', 'prefixUrl']) ?? base;
  if (options.object !== undefined) {
    const url = optionText(options, urls);
    return url || baseURL ? [httpUse(client, underBase(baseURL, url), verbIn(options) ?? 'GET', careOf(call, form, 0))] : [];
  }
  return [httpUse(client, underBase(base, urlOf(first.node, first.reader)), verbIn(argumentOptions(call, 1)) ?? 'GET', careOf(call, form, 1))];
}

/** Clients that are called themselves or by verb, with the options second: got, ky, request. */
function verbCall(client: string, form: TimeoutForm, bases: readonly string[]): Recogniser {
  return (call) => {
    const method = methodOf(call);
    const base = baseOf(call, bases);
    const isDerived = /^(?:extend|create|defaults)$/.test(method);
    if (isDerived) {
      const target = optionText(argumentOptions(call, 0), bases);
      return target ? [{ ...httpUse(client, target, undefined, careOf(call, form, 0)), isInstance: true }] : [];
    }
    const isPlain = call.chain.names.length === 0 || /^(?:stream|request|extend\(\)|create\(\)|defaults\(\))$/.test(method);
    if (!isPlain && !METHOD.test(method)) return [];
    const uses = configuredCall(call, client, base, form, ['url', 'uri']);
    const verb = METHOD.test(method) ? method.replace(/^del$/i, 'delete') : undefined;
    return uses.map((use) => {
      const named = verb ? { ...use, method: verb.toUpperCase() } : use;
      const care = named.care && withDefaultRetries(named.care, call, form, named.method);
      return streaming({ ...named, ...(care && { care }) }, method === 'stream');
    });
  };
}

function streaming(use: Use, isStream: boolean): Use {
  return isStream && use.care ? { ...use, care: { ...use.care, isStream } } : use;
}

/** `wretch(url).get()` */
function wretchCall(call: LibraryCall): readonly Use[] {
  const isMade = call.chain.calls.length === 0 && call.chain.names.length === 0;
  return isMade ? [httpUse('wretch', argumentText(call, 0), undefined, { ...NO_CARE })] : [];
}

/** superagent: `request.get(url).timeout(ms).retry(n)`. */
function superagentCall(call: LibraryCall): readonly Use[] {
  const method = methodOf(call);
  if (call.chain.calls.length > 0 && !/^agent\(\)\.\w+$/.test(calleeOf(call))) return [];
  if (!METHOD.test(method) && call.chain.names.length > 0) return [];
  const care = careOf(call, { options: [] }, NO_OPTIONS);
  const steps = stepsAfter(call.node);
  const timeout = steps.get('timeout')?.arguments[0];
  const fix = timeout === undefined ? chainFix(call.path, call.node, '.timeout({ms})') : undefined;
  return [
    httpUse('superagent', argumentText(call, 0), METHOD.test(method) ? method.replace(/^del$/, 'delete') : 'GET', {
      ...care,
      ...(timeout && { timeout: numberSetting(call.path, { node: timeout, reader: call.reader }) }),
      ...(fix && { timeoutFix: fix }),
    }),
  ];
}

/** The calls that continue a chain, by their names. */
function stepsAfter(node: ts.Node): ReadonlyMap<string, ts.CallExpression> {
  const steps = new Map<string, ts.CallExpression>();
  let at = node;
  while (ts.isPropertyAccessExpression(at.parent) && ts.isCallExpression(at.parent.parent)) {
    steps.set(at.parent.name.text, at.parent.parent);
    at = at.parent.parent;
  }
  return steps;
}

/** `needle.get(url, options)`, `needle('get', url, data, options)`. */
function needleCall(call: LibraryCall): readonly Use[] {
  const method = methodOf(call);
  if (METHOD.test(method)) return [httpUse('needle', argumentText(call, 0), method, careOf(call, NEEDLE, WITH_BODY.test(method) ? 2 : 1))];
  if (call.chain.names.length > 0 && method !== 'request') return [];
  const verb = argumentText(call, 0)?.parts[0];
  return [httpUse('needle', argumentText(call, 1), typeof verb === 'string' ? verb : undefined, careOf(call, NEEDLE, 3))];
}

function nodeHttpCall(call: LibraryCall): readonly Use[] {
  const method = methodOf(call);
  const first = argument(call, 0);
  if (!/^(?:request|get)$/.test(method) || first === undefined || call.chain.calls.length > 0) return [];
  const scheme = /https/.test(`${call.chain.module}.${calleeOf(call)}`) ? 'https' : 'http';
  const options = argumentOptions(call, 0);
  const isConfigured = options.object !== undefined;
  const target = isConfigured ? requestTarget(options, scheme) : urlOf(first.node, first.reader);
  const care = withRequestTimeout(call, careOf(call, NODE_HTTP, isConfigured ? 0 : 1));
  return [httpUse(scheme, target, method === 'get' ? 'GET' : verbIn(isConfigured ? options : argumentOptions(call, 1)), care)];
}

function requestTarget(options: Options, scheme: string): Text | undefined {
  const host = optionText(options, ['hostname', 'host']);
  if (host === undefined) return undefined;
  const port = optionText(options, ['port']);
  const path = optionText(options, ['path']);
  return joined([{ parts: [`${scheme}://`] }, host, ...(port ? [{ parts: [':'] }, port] : []), ...(path ? [path] : [])]);
}

/** `request.setTimeout(ms, …)` anywhere in the file: which request it belongs to is not worth a wrong finding. */
function withRequestTimeout(call: LibraryCall, care: CallCare): CallCare {
  const setter = call.reader.declarations.calls.find(
    ({ expression }) =>
      ts.isPropertyAccessExpression(expression) && expression.name.text === 'setTimeout' &&
      !/^(?:window|global|globalThis)$/.test(expression.expression.getText()),
  );
  const delay = setter?.arguments?.[0];
  if (care.timeout !== undefined || delay === undefined) return care;
  const { hasBreaker, hasFallback, isStream } = care;
  return { hasBreaker, hasFallback, isStream, timeout: numberSetting(call.path, { node: delay, reader: call.reader }) };
}

function streamCall(client: string): Recogniser {
  return (call) => {
    const isClient = ts.isNewExpression(call.node) || client === 'socket.io-client';
    const isServer = /Server$/.test(methodOf(call)) || call.chain.calls.length > 0;
    const target = argument(call, 0);
    if (!isClient || isServer || target === undefined || ts.isObjectLiteralExpression(target.node)) return [];
    return [httpUse(client, urlOf(target.node, target.reader), undefined, { ...NO_CARE, isStream: true })];
  };
}

import type { CallCare } from '../../../model/code-facts.js';
import type { Call } from '../../../syntax/outline/outline.js';
import { isUnknown, joinTexts, literalStart, plainText, underBase, type Text } from '../text.js';
import { argument, argumentText, step, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { ownTimeout, seconds, timeoutFix, unknownTimeout } from './care.js';

/** Seconds in milliseconds: httpx gives up after 5 s of silence, aiohttp after 5 min, tornado after 20 s (their documentation). */
const HTTPX_TIMEOUT = 5000;
const AIOHTTP_TIMEOUT = 300_000;
const TORNADO_TIMEOUT = 20_000;

function httpUse(client: string, target: Text | undefined, method: string | undefined, care: Partial<CallCare>): Use[] {
  return target === undefined ? [] : [{ client, relation: 'calls', protocol: 'http', target, ...(method !== undefined && { method: method.toUpperCase() }), care }];
}

/** The URL and method of `get(url)` and `request(method, url)`. */
function requestOf(site: CallSite, verb: string): { readonly url: Text | undefined; readonly method: string | undefined } {
  if (verb !== 'request') return { url: argumentText(site, 0, 'url'), method: /^(?:ws_connect|stream)$/.test(verb) ? undefined : verb };
  const method = argumentText(site, 0, 'method');
  return { url: argumentText(site, 1, 'url'), method: method && /^[a-z]+$/i.exec(literalStart(method))?.[0] };
}

/** `requests.get(url)` waits for ever. A session may have got a time-out elsewhere when it was passed in. */
const requests: Recogniser = (site, [verb = 'get']) => {
  const { url, method } = requestOf(site, verb);
  const isMade = site.chain.path.startsWith('requests.') && (site.chain.calls.length > 0 || !site.chain.path.includes('()'));
  return httpUse('requests', url, method, ownTimeout(site) ?? (isMade ? timeoutFix(site) : unknownTimeout(site)));
};

/** A client with a base URL and a time-out that hold for all its calls, and a default. */
const session = (client: string, defaultTimeout: number): Recogniser => (site, [verb = 'get']) => {
  const { url, method } = requestOf(site, verb);
  const made = step(site, /^(?:Client|AsyncClient|ClientSession)$/);
  const base = made && argumentText({ call: made, reader: site.reader }, client === 'aiohttp' ? 0 : Infinity, 'base_url');
  if (base === undefined && url !== undefined && literalStart(url).startsWith('/')) return [];
  return httpUse(client, underBase(base, url), method, ownTimeout(site) ?? clientTimeout(made, site) ?? (isSet(made) || made === undefined && site.chain.path.includes('()') ? unknownTimeout(site) : { defaultTimeout }));
};

function clientTimeout(made: Call | undefined, { file, reader }: CallSite): Pick<CallCare, 'timeout'> | undefined {
  const timeout = made && argument(made, Infinity, 'timeout');
  return timeout && { timeout: seconds(timeout, file, reader) };
}

function isSet(made: Call | undefined): boolean {
  return made?.arguments.some(({ name }) => name === '**') === true;
}

/** A URL as the argument at an index, in a call that takes a time-out in seconds. */
const plain = (client: string, index = 0, ...names: readonly string[]): Recogniser => (site) => {
  const url = argumentText(site, index, 'url', ...names);
  return url !== undefined && /^(?:file|data):/.test(literalStart(url)) ? [] : httpUse(client, url, undefined, ownTimeout(site) ?? timeoutFix(site));
};

const bounded = (client: string, defaultTimeout: number): Recogniser => (site) => httpUse(client, argumentText(site, 0, 'url', 'request'), undefined, ownTimeout(site) ?? { defaultTimeout });

/** `HTTPConnection(host, port, timeout=…)`. */
const connection: Recogniser = (site, [secure]) => {
  const [host, port] = [argumentText(site, 0, 'host'), argumentText(site, 1, 'port')];
  if (host === undefined || isUnknown(host)) return [];
  const target = joinTexts([plainText(secure === undefined ? 'http://' : 'https://'), host, ...(port === undefined || isUnknown(port) ? [] : [plainText(':'), port])]);
  return httpUse('http.client', target, undefined, ownTimeout(site) ?? timeoutFix(site));
};

/** A transport or stub that is made for a URL; its calls are elsewhere. */
const made = (client: string): Recogniser => (site) => httpUse(client, argumentText(site, 0, 'url', 'uri', 'wsdl', 'base_url'), undefined, ownTimeout(site) ?? unknownTimeout(site));

const socket: Recogniser = (site) => httpUse('websocket', argumentText(site, 0, 'uri', 'url'), undefined, { isStream: true });

/** The client of Temporal and its workers keep their connection to the server open, and ask again by themselves. */
const temporal: Recogniser = (site) => httpUse('temporal', argumentText(site, 0, 'target_host'), undefined, { isStream: true }).map((use) => ({ ...use, protocol: 'tcp' }));

/** Dapr's client names the application that its sidecar finds. */
const daprInvoke: Recogniser = (site) => {
  const application = argumentText(site, 0, 'app_id');
  const verb = argumentText(site, Infinity, 'http_verb');
  const method = verb && /^[a-zA-Z]+$/.exec(literalStart(verb))?.[0];
  return application === undefined ? [] : httpUse('dapr', joinTexts([plainText('http://'), application]), method, ownTimeout(site) ?? unknownTimeout(site));
};

const VERBS = '(get|post|put|patch|delete|head|options|request)';

/** HTTP clients of Python. */
export const httpClients: SignatureTable = [
  [new RegExp(`^requests(?:\\.(?:Session|session|sessions\\.Session)\\(\\)|\\.api)?\\.${VERBS}$`), requests],
  [new RegExp(`^httpx(?:\\.(?:Async)?Client\\(\\))?\\.(get|post|put|patch|delete|head|options|request|stream)$`), session('httpx', HTTPX_TIMEOUT)],
  [new RegExp(`^aiohttp(?:\\.client)?(?:\\.ClientSession\\(\\))?\\.(get|post|put|patch|delete|head|options|request|ws_connect)$`), session('aiohttp', AIOHTTP_TIMEOUT)],
  [/^urllib\.request\.(?:urlopen|urlretrieve)$|^urllib2\.urlopen$/, plain('urllib')],
  [/^urllib3\.(?:PoolManager\(\)\.)?request$/, plain('urllib3', 1)],
  [/^http\.client\.HTTP(S)?Connection$/, connection],
  [/^tornado\.httpclient\.(?:Async)?HTTPClient\(\)\.fetch$/, bounded('tornado', TORNADO_TIMEOUT)],
  [/^(?:websockets\.(?:client\.|sync\.client\.|asyncio\.client\.)?connect|websocket\.(?:create_connection|WebSocketApp))$/, socket],
  [/^xmlrpc\.client\.ServerProxy$/, made('xmlrpc')],
  [/^zeep\.(?:Client|AsyncClient)$|^suds\.client\.Client$/, made('soap')],
  [/^gql\.transport\.\w+\.\w+Transport$/, made('gql')],
  [/^temporalio\.client\.Client\.connect$/, temporal],
  [/^dapr\.(?:clients|aio\.clients)\.(?:\w+\.)*DaprClient\(\)\.invoke_method(?:_async)?$/, daprInvoke],
];

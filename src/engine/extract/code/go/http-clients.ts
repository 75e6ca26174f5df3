import { optionOf } from '../calls.js';
import type { CallCare } from '../../../model/code-facts.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import { isUnknown, joinTexts, literalStart, plainText, underBase, type Text } from '../text.js';
import { argument, argumentText, step, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { clientTimeout, contextTimeout, durationSetting, unknownTimeout } from './care.js';
import { isNamed } from '../../../syntax/outline/callee.js';

function httpUse(client: string, target: Text | undefined, method: string | undefined, care: Partial<CallCare>): Use[] {
  return target === undefined || isUnknown(target) ? [] : [{ client, relation: 'calls', protocol: 'http', target, ...(method !== undefined && { method: method.toUpperCase() }), care }];
}

function objectOf({ callee }: Call): Value | undefined {
  return callee.kind === 'member' ? callee.object : undefined;
}

/** `http.Get(url)`, `client.Post(url, …)`. */
const get: Recogniser = (site, [verb = '']) => {
  const object = objectOf(site.call);
  const client = site.chain.path.startsWith('net/http.Client()') ? object : undefined;
  return httpUse('net/http', argumentText(site, 0), verb === 'PostForm' ? 'POST' : verb, clientTimeout(site, client, false));
};

/** `http.NewRequest(method, url, body)`: the client is the one that sends it in the same function. */
const request: Recogniser = (site, [withContext]) => {
  const first = withContext === undefined ? 0 : 1;
  const sent = site.reader.outline.calls.find((call) => isNamed(call, /^(?:Do|RoundTrip)$/) && call.scope.function === site.call.scope.function);
  const context = withContext === undefined ? undefined : argument(site.call, 0);
  const care = sent === undefined ? contextTimeout(site) ?? unknownTimeout(site) : clientTimeout(site, objectOf(sent), isForeign(context, site));
  return httpUse('net/http', argumentText(site, first + 1), methodOf(site, first), care);
};

/** Whether a context came from a caller: it may carry a deadline. Those of requests that a server gets do not. */
function isForeign(context: Value | undefined, { reader }: CallSite): boolean {
  return context !== undefined && !/^context\.(?:Background|TODO)\(\)$|^net\/http\.Request\(\)\.Context\(\)$/.test(reader.chain(context).path);
}

function methodOf(site: CallSite, index: number): string | undefined {
  const value = argument(site.call, index);
  const text = value?.kind === 'member' ? /^Method(\w+)$/.exec(value.name)?.[1] : value?.kind === 'text' ? value.text : undefined;
  return text === '' ? 'GET' : text;
}

/** A client with a verb for a name, and a base and a time-out among the calls that made it. */
const fluent = (client: string, url = 0): Recogniser => (site, [verb]) => {
  const base = step(site, /^(?:SetBaseURL|SetHostURL|Base)$/);
  const timed = step(site, /^(?:SetTimeout|Timeout)$/);
  const isMade = step(site, /^New\w*$/) !== undefined;
  const care = timed === undefined ? (isMade ? {} : unknownTimeout(site)) : { timeout: durationSetting(argument(timed, 0), site.file, site.reader, timed) };
  return httpUse(client, underBase(base && argumentText({ call: base, reader: site.reader }, 0), argumentText(site, url)), verb, care);
};

/** `fasthttp.Get(dst, url)`, and those with a time-out in their name. */
const fasthttp: Recogniser = (site, [verb, timed]) => {
  const care = timed === undefined ? {} : { timeout: durationSetting(argument(site.call, 2), site.file, site.reader, site.call) };
  return httpUse('fasthttp', argumentText(site, 1), verb, care);
};

/** A target that is the argument at an index; time-outs are somewhere else. */
const address = (client: string, index: number, protocol = 'http'): Recogniser => (site) => httpUse(client, argumentText(site, index), undefined, unknownTimeout(site)).map((use) => ({ ...use, protocol }));

/** The proxy of `net/http/httputil` passes on what it gets. */
const proxy: Recogniser = (site) => httpUse('reverse-proxy', argumentText(site, 0), undefined, unknownTimeout(site)).map((use) => ({ ...use, forwards: true }));

/** A socket stays open. */
const socket: Recogniser = (site) => httpUse('websocket', argumentText(site, site.chain.path.endsWith('DialContext') ? 1 : 0), undefined, { isStream: true });

/** The client of Temporal and its workers keep their connection to the server open, and ask again by themselves. */
const temporal: Recogniser = (site) => {
  const address = optionOf(site, site.chain.path.endsWith('DialContext') ? 1 : 0, 'HostPort');
  return httpUse('temporal', address && site.reader.text(address), undefined, { isStream: true }).map((use) => ({ ...use, protocol: 'tcp' }));
};

/** Dapr's client names the application that its sidecar finds. */
const daprInvoke: Recogniser = (site) => {
  const application = argumentText(site, 1);
  if (application === undefined || isUnknown(application)) return [];
  const verb = argumentText(site, 3);
  const method = verb && /^[a-zA-Z]+$/.exec(literalStart(verb))?.[0];
  return httpUse('dapr', joinTexts([plainText('http://'), application]), method, contextTimeout(site) ?? unknownTimeout(site));
};

/** HTTP clients of Go. */
export const httpClients: SignatureTable = [
  [/^net\/http(?:\.DefaultClient|\.Client\(\))?\.(Get|Post|PostForm|Head)$/, get],
  [/^net\/http\.NewRequest(WithContext)?$/, request],
  [/^net\/http\/httputil\.NewSingleHostReverseProxy$/, proxy],
  [/\/otelhttp\.(?:Get|Head|Post|PostForm)$/, address('net/http', 1)],
  [/\/resty(?:\/v\d+|\.v\d+)?\.(?:New\w*|Client)\(\).*\.(Get|Post|Put|Patch|Delete|Head|Options)$/, fluent('resty')],
  [/\/fasthttp\.(Get|Post)(Timeout)?$/, fasthttp],
  [/\/fasthttp\.(?:AcquireRequest|Request)\(\)\.SetRequestURI$/, address('fasthttp', 0)],
  [/\/gorequest\.(?:New|SuperAgent)\(\).*\.(Get|Post|Put|Patch|Delete|Head)$/, fluent('gorequest')],
  [/\/sling\.New\(\).*\.(Get|Post|Put|Patch|Delete|Head)$/, fluent('sling')],
  [/\/req(?:\/v\d+)?\.(?:C\(\)|R\(\)|NewClient\(\)|Client\(\)).*\.(Get|Post|Put|Patch|Delete|Head)$/, fluent('req')],
  [/\/go-retryablehttp\.(Get|Post|Head)$/, fluent('retryablehttp')],
  [/\/go-retryablehttp\.NewRequest$/, address('retryablehttp', 1)],
  [/\/go-retryablehttp\.(?:NewClient\(\)|Client\(\))\.(Get|Post|Head)$/, fluent('retryablehttp')],
  [/\/websocket\.(?:DefaultDialer\.|Dialer\(\)\.)?Dial(?:Context)?$/, socket],
  [/^net\/rpc\.DialHTTP(?:Path)?$/, address('net/rpc', 1)],
  [/^net\/rpc(?:\/jsonrpc)?\.Dial$/, address('net/rpc', 1, 'tcp')],
  [/^go\.temporal\.io\/sdk\/client\.(?:Dial(?:Context)?|New(?:Lazy)?Client)$/, temporal],
  [/\.New\w+(?:Protobuf|JSON)Client$/, address('twirp', 0)],
  [/connect\.New\w+Client$/, address('connect', 1)],
  [/\/dapr\/go-sdk\/client\.(?:NewClient\w*\(\)|Client\(\))\.InvokeMethod\w*$/, daprInvoke],
];

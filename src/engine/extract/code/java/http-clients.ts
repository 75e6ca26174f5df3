import type { CallCare } from '../../../model/code-facts.js';
import { joinTexts, underBase, type Text } from '../text.js';
import { argument, argumentText, step, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';
import { clientTimeout, isUnset } from './care.js';

/** OkHttp's documentation of `OkHttpClient.Builder`: 10 s to connect, to read and to write. */
const OKHTTP_TIMEOUT = 10_000;

/** Armeria's documentation of `ClientOptions`: 15 s for a response. */
const ARMERIA_TIMEOUT = 15_000;

function httpUse(client: string, target: Text | undefined, method: string | undefined, care: Partial<CallCare>): Use {
  return { client, relation: 'calls', protocol: 'http', ...(target && { target }), ...(method !== undefined && { method: method.toUpperCase() }), care };
}

/** The argument of an earlier call in the chain. */
function argumentOf(site: CallSite, name: RegExp): Text | undefined {
  const call = step(site, name);
  return call && argumentText({ call, reader: site.reader }, 0);
}

/** Care of a client that is made in this file, or injected. */
function injectable(site: CallSite, isMade: boolean): Partial<CallCare> {
  const care = clientTimeout(site, isMade);
  return isMade || care.timeout?.known !== false || !isUnset(site) ? care : { ...care, isInjected: true };
}

/** `restTemplate.getForObject(url, …)`: the method is in the name. */
const restTemplate: Recogniser = (site, [name = '']) => {
  const verb = /^(get|post|put|patch|delete|head|options)/.exec(name)?.[1] ?? constantIn(site, 1);
  const isMade = site.chain.calls.length > 0;
  return [httpUse('rest-template', underBase(argumentOf(site, /^rootUri$/), argumentText(site, 0)), verb, injectable(site, isMade))];
};

/** `HttpMethod.GET` as an argument. */
function constantIn({ call }: CallSite, index: number): string | undefined {
  const value = argument(call, index);
  return value?.kind === 'member' && /^[A-Z]+$/.test(value.name) ? value.name : undefined;
}

/** `webClient.get().uri(url)`: what the client was made with is its base. */
const fluent = (client: string): Recogniser => (site) => {
  const verb = step(site, /^(?:get|post|put|patch|delete|head|options)$/);
  const name = verb?.callee.kind === 'member' ? verb.callee.name : undefined;
  const isMade = step(site, /^(?:builder|create)$/) !== undefined;
  return [httpUse(client, underBase(argumentOf(site, /^(?:baseUrl|create)$/), argumentText(site, 0)), name, injectable(site, isMade))];
};

/** A client made for a base URL, for interfaces or for other files to call. */
const instance = (client: string): Recogniser => (site) =>
  site.call.arguments.length === 0 ? [] : [{ ...httpUse(client, argumentText(site, 0), undefined, clientTimeout(site, false)), isInstance: true }];

/** `builder.build().get().uri(url)` with an injected `WebClient.Builder` or `RestClient.Builder`: which of them, the imports tell. */
const injectedBuilder: Recogniser = (site) => {
  const { imports } = site.reader.outline;
  const client = imports.some(({ path }) => path.endsWith('.WebClient')) ? 'web-client' : imports.some(({ path }) => path.endsWith('.client.RestClient')) ? 'rest-client' : undefined;
  return client === undefined ? [] : fluent(client)(site, []);
};

/** A request object whose URL is the first argument. */
const request = (client: string, care: Partial<CallCare> = {}): Recogniser => (site, [name]) => {
  if (site.call.arguments.length === 0) return [];
  const timeout = clientTimeout(site, false);
  const verb = /^(?:Http)?(get|post|put|patch|delete|head|options)$/i.exec(name ?? '')?.[1];
  return [httpUse(client, argumentText(site, 0), verb, care.defaultTimeout === undefined ? timeout : { ...care, ...(timeout.timeout?.known === true && timeout) })];
};

/** `new URL(url).openConnection()`. */
const connection: Recogniser = (site) => {
  const { callee } = site.call;
  return callee.kind === 'member' ? [httpUse('url-connection', site.reader.text(callee.object), undefined, clientTimeout(site, false))] : [];
};

/** `client.target(url)`, `.path(…)` comes later and changes no host. */
const jaxRs = request('jax-rs');

/** Vert.x: `client.get(port, host, path)`. */
const vertx: Recogniser = (site, [verb]) => {
  const [port, host, path] = [0, 1, 2].map((index) => argumentText(site, index));
  if (port === undefined || host === undefined || path === undefined) return [];
  return [httpUse('vertx', joinTexts([{ parts: ['http://'] }, host, { parts: [':'] }, port, path]), verb, clientTimeout(site, false))];
};

/** `Clients.newClient("gproto+http://orders:8080/", …)` of Armeria: what it speaks stands before the plus. */
const armeria: Recogniser = (site) => {
  const target = argumentText(site, 0);
  const [first, ...rest] = target?.parts ?? [];
  if (target === undefined || typeof first !== 'string') return [];
  const isGrpc = /^gproto|^gjson/.test(first);
  const plain = { ...target, parts: [first.replace(/^\w+\+/, ''), ...rest] };
  return [{ ...httpUse('armeria', plain, undefined, { defaultTimeout: ARMERIA_TIMEOUT }), ...(isGrpc && { protocol: 'grpc' }) }];
};

/** Names that a registry or load balancer resolves: `choose("orders")`. */
const discovered: Recogniser = (site) => {
  const name = argumentText(site, 0);
  const target = name && joinTexts([{ parts: ['http://'] }, name]);
  return target ? [httpUse('discovery-client', target, undefined, clientTimeout(site, false))] : [];
};

/** A route of Spring Cloud Gateway: `r.path("/orders/**").uri("lb://orders")`. */
const gatewayRoute: Recogniser = (site) => {
  const target = argumentText(site, 0);
  return target && /^(?:lb|https?|wss?):/.test(String(target.parts[0])) ? [{ ...httpUse('spring-cloud-gateway', target, undefined, clientTimeout(site, false)), forwards: true }] : [];
};

/** HTTP clients of Java and Kotlin. */
export const httpClients: SignatureTable = [
  [/(?:^|\.)(?:RestTemplate|TestRestTemplate|RestOperations|OAuth2RestTemplate|OAuth2RestOperations|AsyncRestTemplate|KeycloakRestTemplate)\(\)\.((?:get|post|put|patch|delete|head|options)(?:For\w+)?|exchange|execute)$/, restTemplate],
  [/^(?:org\.springframework\.web\.reactive\.function\.client\.)?WebClient\b.*\.(?:get|post|put|patch|delete|head|options|method)\(\)\.uri$/, fluent('web-client')],
  [/^(?:org\.springframework\.web\.client\.)?RestClient\b.*\.(?:get|post|put|patch|delete|head|options|method)\(\)\.uri$/, fluent('rest-client')],
  [/^(?:org\.springframework\.web\.reactive\.function\.client\.)?WebClient(?:\.create|(?:\.Builder\(\)|\.builder\(\)).*\.baseUrl)$/, instance('web-client')],
  [/^(?:org\.springframework\.web\.client\.)?RestClient(?:\.create|(?:\.Builder\(\)|\.builder\(\)).*\.baseUrl)$/, instance('rest-client')],
  [/^Builder\(\)(?:\.\w+\(\))*\.(?:get|post|put|patch|delete|head|options|method)\(\)\.uri$/, injectedBuilder],
  [/(?:^|\.)RestTemplateBuilder\(\)(?:\.\w+\(\))*\.rootUri$|(?:^|\.)RestTemplate\(\)\.setUriTemplateHandler$/, instance('rest-template')],
  [/^(?:java\.net\.http\.)?HttpRequest\.newBuilder(?:\(\)(?:\.\w+\(\))*\.uri)?$/, request('java.net.http')],
  [/^(?:okhttp3\.)?Request\.Builder\(\)(?:\.\w+\(\))*\.url$/, request('okhttp', { defaultTimeout: OKHTTP_TIMEOUT })],
  [/^(?:retrofit2\.)?Retrofit\.Builder\(\)(?:\.\w+\(\))*\.baseUrl$/, request('retrofit', { defaultTimeout: OKHTTP_TIMEOUT })],
  [/^(?:org\.apache\.(?:http|hc)\.[\w.]+\.)?(Http(?:Get|Post|Put|Patch|Delete|Head|Options))$/, request('apache-httpclient')],
  [/^(?:org\.apache\.(?:http|hc)\.[\w.]*fluent\.)Request\.(\w+)$/, request('apache-httpclient')],
  [/(?:^|\.)(?:Classic|Simple|Basic)?RequestBuilder\.(get|post|put|patch|delete|head|options)$/, request('apache-httpclient')],
  [/(?:^|\.)(?:URL|URI)\(\)\.(?:openConnection|openStream)$|(?:^|\.)URI\.create\(\)\.toURL\(\)\.(?:openConnection|openStream)$/, connection],
  [/(?:^|\.)Unirest\.(get|post|put|patch|delete|head|options)$/, request('unirest')],
  [/(?:^|\.)ClientBuilder\.newClient\(\)\.target$|(?:^|\.)(?:javax|jakarta)\.ws\.rs\.client\.Client\(\)\.target$|(?:^|\.)ClientBuilder\.newBuilder\(\)(?:\.\w+\(\))*\.build\(\)\.target$/, jaxRs],
  [/^com\.sun\.jersey\.api\.client\.(?:Client|Client\.create)\(\)\.resource$/, jaxRs],
  [/(?:^|\.)AsyncHttpClient\(\)\.prepare(Get|Post|Put|Patch|Delete|Head|Options)$/, request('async-http-client')],
  [/^io\.vertx\.(?:[\w.]+\.)?WebClient(?:\.create)?\(\)\.(get|post|put|patch|delete|head)$/, vertx],
  [/^io\.vertx\.(?:[\w.]+\.)?WebClient(?:\.create)?\(\)\.(get|post|put|patch|delete|head)Abs$/, request('vertx')],
  [/^io\.ktor\.client\.request\.url$/, request('ktor')],
  [/^com\.linecorp\.armeria\.client\.(?:WebClient\.(?:of|builder)|[\w.]*Clients\.(?:newClient|builder))$/, armeria],
  [/^io\.ktor\.client\.HttpClient\(\)\.(get|post|put|patch|delete|head|options|request)$/, request('ktor')],
  [/^\w+\.(?:path|host|method|header|query|predicate|order|alwaysTrue|asyncPredicate|cookie|after|before|between)\(\)(?:\.\w+\(\))*\.uri$/, gatewayRoute],
  [/(?:^|\.)(?:LoadBalancerClient|BlockingLoadBalancerClient)\(\)\.choose$/, discovered],
  [/(?:^|\.)(?:Composite|Reactive)?DiscoveryClient\(\)\.getInstances$|(?:^|\.)EurekaClient\(\)\.(?:getNextServerFromEureka|getApplication)$/, discovered],
];

/** `Feign.builder().target(Api.class, url)`: the URL comes second. */
const feignTarget: Recogniser = (site) => {
  const target = argumentText(site, 1);
  return target ? [httpUse('openfeign', target, undefined, { ...clientTimeout(site, false) })] : [];
};

/** gRPC: `ManagedChannelBuilder.forAddress(host, port)`, `forTarget(target)`. */
const channel: Recogniser = (site, [name]) => {
  const texts = [0, 1].map((index) => argumentText(site, index)).filter((text) => text !== undefined);
  const target = name === 'forAddress' ? joinTexts(texts, ':') : texts[0];
  // Deadlines are set on stubs, anywhere.
  return target ? [{ client: 'grpc', relation: 'calls', protocol: 'grpc', target, care: clientTimeout(site, false) }] : [];
};

/** Thrift: `new TSocket(host, port, timeout)`, `new THttpClient(url)`. */
const thriftTransport: Recogniser = (site, [name]) => {
  const texts = (name === 'THttpClient' ? [0] : [0, 1]).map((index) => argumentText(site, index)).filter((text) => text !== undefined);
  const target = texts.length === 0 ? undefined : joinTexts(texts, ':');
  return target ? [{ client: 'thrift', relation: 'calls', protocol: 'thrift', target, care: clientTimeout(site, false) }] : [];
};

/** Remote procedure calls of Java and Kotlin. */
export const rpcClients: SignatureTable = [
  [/^(?:feign\.)?(?:Hystrix)?Feign\.builder\(\)(?:\.\w+\(\))*\.target$/, feignTarget],
  [/^org\.apache\.thrift\.transport\.(?:\w+\.)?(TSocket|TNonblockingSocket|THttpClient)$/, thriftTransport],
  [/(?:^|\.)(?:Managed|Netty|OkHttp|InProcess)ChannelBuilder\.(forAddress|forTarget)$|(?:^|\.)(?:Managed|Netty|OkHttp)Channel\.(forAddress|forTarget)$/, channel],
  [/(?:^|\.)Grpc\.(newChannelBuilder(?:ForAddress)?)$/, (site, [name]) => channel(site, [name === 'newChannelBuilderForAddress' ? 'forAddress' : 'forTarget'])],
];

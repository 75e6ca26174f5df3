import { underBase, type Text } from '../text.js';
import { argument, argumentText, step, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';

function httpUse(client: string, target: Text | undefined, method: string | undefined): Use {
  return { client, relation: 'calls', protocol: 'http', ...(target && { target }), ...(method !== undefined && { method: method.toUpperCase() }) };
}

/** `restTemplate.getForObject(url, …)`: the method is in the name. */
const restTemplate: Recogniser = (site, [name = '']) => {
  const verb = /^(get|post|put|patch|delete|head|options)/.exec(name)?.[1] ?? verbIn(site, 1);
  return [httpUse('rest-template', underBase(rootUri(site), argumentText(site, 0)), verb)];
};

/** `HttpMethod.GET` as an argument. */
function verbIn({ call }: CallSite, index: number): string | undefined {
  const value = argument(call, index);
  return value?.kind === 'member' && /^[A-Z]+$/.test(value.name) ? value.name : undefined;
}

/** `new RestTemplateBuilder().rootUri(url)`. */
function rootUri(site: CallSite): Text | undefined {
  const root = step(site, /^rootUri$/);
  return root && argumentText({ call: root, reader: site.reader }, 0);
}

/** `webClient.get().uri(url)`: what the client was made with is its base. */
const fluent = (client: string): Recogniser => (site) => {
  const made = step(site, /^(?:baseUrl|create)$/);
  const verb = step(site, /^(?:get|post|put|patch|delete|head|options|method)$/);
  const name = verb?.callee.kind === 'member' && verb.callee.name !== 'method' ? verb.callee.name : undefined;
  return [httpUse(client, underBase(made && argumentText({ call: made, reader: site.reader }, 0), argumentText(site, 0)), name)];
};

/** HTTP clients of Java and Kotlin. */
export const httpClients: SignatureTable = [
  [/(?:^|\.)(?:RestTemplate|TestRestTemplate|RestOperations|OAuth2RestTemplate|OAuth2RestOperations|AsyncRestTemplate)\(\)\.((?:get|post|put|patch|delete|head|options)\w*|exchange|execute)$/, restTemplate],
  [/(?:^|\.)WebClient(?:\(\)|\.builder\(\).*|\.create\(\))\.(?:get|post|put|patch|delete|head|options|method)\(\)\.uri$/, fluent('web-client')],
  [/(?:^|\.)RestClient(?:\(\)|\.builder\(\).*|\.create\(\))\.(?:get|post|put|patch|delete|head|options|method)\(\)\.uri$/, fluent('rest-client')],
];

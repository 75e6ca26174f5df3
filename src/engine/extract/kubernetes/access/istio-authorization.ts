import type { AccessPolicyFact, AccessRule, Condition, Matcher, Party, PortRange } from '../../../model/access-facts.js';
import { ROOT_NAMESPACE } from '../../../model/mesh-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, pairsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest } from '../manifest.js';
import { addition, anyOf, has, isTemplatedPolicy, labelCondition, ownNamespace, party, portRange, requirementsOf, templatedRules, textsOf, UNKNOWN } from './parties.js';

/** An AuthorizationPolicy of Istio. Those that audit change nothing, and none is for workloads that is attached to a gateway or waypoint. */
export function authorizationPolicyFact(manifest: Manifest): AccessPolicyFact | undefined {
  const { file, root, header } = manifest;
  const spec = get(root, 'spec');
  const action = textOf(get(spec, 'action')) ?? 'ALLOW';
  if (action === 'AUDIT' || has(spec, 'targetRef') || has(spec, 'targetRefs')) return undefined;
  const selector = get(spec, 'selector');
  // In the root namespace it is for the whole mesh.
  const place = header.namespace === ROOT_NAMESPACE ? [] : [anyOf(ownNamespace(manifest))];
  const subject = party(file, selector ?? spec ?? root, [...place, ...(selector === undefined ? [] : [labelCondition('pod-labels', selector)])]);
  return {
    kind: 'access-policy', technology: 'istio', object: 'AuthorizationPolicy', ...header, direction: 'inbound', subject,
    isWide: selector === undefined || requirementsOf(selector)?.length === 0,
    isolates: action === 'ALLOW',
    rules: isTemplatedPolicy(manifest) ? templatedRules(header.site) : itemsOf(get(spec, 'rules')).flatMap((rule) => rulesOf(manifest, rule, action)),
  };
}

/** One for each way to be called: a policy lists operations, any of which may be meant. */
function rulesOf(manifest: Manifest, rule: YamlNode, action: string): AccessRule[] {
  const { file } = manifest;
  const from = get(rule, 'from');
  const sources = itemsOf(from).flatMap((item) => get(item, 'source') ?? []);
  const when = conditionsOf(manifest, get(rule, 'when'));
  const base: AccessRule = {
    effect: action === 'ALLOW' ? 'allow' : 'deny', rank: action === 'ALLOW' ? 0 : 1, site: siteOf(file.path, from ?? rule),
    // Whoever is asked by CUSTOM may say anything.
    conditional: action !== 'ALLOW' && action !== 'DENY',
    ...peersOf(manifest, sources, when),
    ...(action === 'ALLOW' && additionOf(manifest, sources)),
  };
  const operations = itemsOf(get(rule, 'to')).flatMap((item) => get(item, 'operation') ?? []);
  return operations.length === 0 ? [base] : operations.map((operation) => ({ ...base, conditional: base.conditional || pairsOf(operation).some(({ key }) => key.text !== 'ports'), ...portsOf(operation) }));
}

function peersOf(manifest: Manifest, sources: readonly YamlNode[], when: readonly Condition[]): { readonly peers?: readonly Party[] } {
  const { file, header } = manifest;
  if (sources.length === 0) return when.length === 0 ? {} : { peers: [{ conditions: when, site: header.site }] };
  return { peers: sources.flatMap((source) => partiesOf(manifest, source).map(({ conditions, node }) => party(file, node, [...conditions, ...when]))) };
}

/** The parties of a source: one for each of its principals, so that each is known by its place. */
function partiesOf(manifest: Manifest, source: YamlNode): { readonly node: YamlNode; readonly conditions: readonly Condition[] }[] {
  const conditions = pairsOf(source).filter(({ key }) => key.text !== 'principals').map(({ key, value }) => sourceCondition(manifest, key.text, value));
  const principals = get(source, 'principals');
  if (principals === undefined) return [{ node: source, conditions }];
  return itemsOf(principals).map((node) => ({ node, conditions: [...conditions, anyOf(principalMatcher(textOf(node) ?? ''))] }));
}

function sourceCondition(manifest: Manifest, key: string, list: YamlNode | undefined): Condition {
  const matcherOf = MATCHERS.get(key.replace(/^not([A-Z])/, (_, letter: string) => letter.toLowerCase()));
  return { not: /^not[A-Z]/.test(key), anyOf: textsOf(list).map((text) => matcherOf?.(text, manifest) ?? UNKNOWN) };
}

type MatcherOf = (text: string, manifest: Manifest) => Matcher;

/** Who a source is, by its fields; addresses and the tokens of requests are not known here. */
const MATCHERS: ReadonlyMap<string, MatcherOf> = new Map<string, MatcherOf>([
  ['principals', principalMatcher], ['namespaces', namespaceMatcher],
  ['serviceAccounts', (text, { header }) => {
    const [account = '', namespace] = text.split('/').reverse();
    return identity(namespace ?? header.namespace ?? '*', account);
  }],
]);

/** Fields of `when` that say the same as fields of `from` and `to`. */
const KEYS: ReadonlyMap<string, MatcherOf> = new Map<string, MatcherOf>([['source.principal', principalMatcher], ['source.namespace', namespaceMatcher]]);

function conditionsOf(manifest: Manifest, when: YamlNode | undefined): Condition[] {
  return itemsOf(when).flatMap((item) => {
    const matcherOf = KEYS.get(textOf(get(item, 'key')) ?? '') ?? (() => UNKNOWN);
    const [values, others] = [get(item, 'values'), get(item, 'notValues')].map((list) => textsOf(list).map((text) => matcherOf(text, manifest)));
    return [...(values?.length ? [anyOf(...values)] : []), ...(others?.length ? [{ not: true, anyOf: others }] : [])];
  });
}

/** `cluster.local/ns/shop/sa/orders`; a `*` may stand at one end. Trust domains have aliases, so they are not compared. */
function principalMatcher(text: string): Matcher {
  const [, domain, rest = ''] = /^([^/*]+|\*)\/(.+)$/.exec(text) ?? [];
  if (text === '*' || rest === '*' || rest === 'ns/*') return { by: 'identity' };
  const [, namespace, account] = /^ns\/([^/*]+)\/(?:sa\/)?([^/]+)$/.exec(rest) ?? [];
  if (namespace !== undefined && account !== undefined) return domain === '*' && account.includes('*') ? UNKNOWN : identity(namespace, account);
  const [, anywhere] = /^sa\/([^/*]+)$/.exec(rest) ?? [];
  return domain === '*' && anywhere !== undefined ? identity('*', anywhere) : UNKNOWN;
}

function namespaceMatcher(text: string): Matcher {
  return identity(text, '*');
}

function identity(namespace: string, account: string): Matcher {
  const isKnown = (pattern: string): boolean => !pattern.slice(1, -1).includes('*') && pattern !== '';
  if (!isKnown(namespace) || !isKnown(account)) return UNKNOWN;
  return { by: 'identity', ...(namespace !== '*' && { namespace }), ...(account !== '*' && { account }) };
}

function portsOf(operation: YamlNode): { readonly ports?: readonly PortRange[] } {
  const ports = get(operation, 'ports');
  return ports === undefined ? {} : { ports: itemsOf(ports).map((node) => portRange(node)) };
}

/** One more principal fits where there is one list of them, and nothing else narrows it. */
function additionOf({ file }: Manifest, sources: readonly YamlNode[]): ReturnType<typeof addition> {
  const [source] = sources;
  if (source === undefined || sources.length !== 1 || pairsOf(source).length !== 1) return {};
  const account = addition(file, get(source, 'serviceAccounts'), 'service-account');
  return account.addition === undefined ? addition(file, get(source, 'principals'), 'principal') : account;
}

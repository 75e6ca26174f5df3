import type { AccessPolicyFact, AccessRule, PeerSlot } from '../../model/access-facts.js';
import { accountOf, podsOf } from '../../model/access-match.js';
import type { Element } from '../../model/graph.js';
import { fill, valueOf, type Entries, type Item, type TextEdit } from '../../model/text.js';

/** Adds elements to the peers that a rule lets through; undefined where one of them cannot be named, or only together with others. */
export function addPeers(policy: AccessPolicyFact, rule: AccessRule, elements: readonly Element[], all: Iterable<Element>): TextEdit[] | undefined {
  const { addition } = rule;
  if (addition === undefined) return undefined;
  const others = [...all];
  const edits = elements.map((element) => {
    const item = itemFor(addition.form, element, policy, rule, others);
    return item === undefined ? undefined : fill(addition.slot, item);
  });
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function itemFor(form: PeerSlot['form'], element: Element, policy: AccessPolicyFact, rule: AccessRule, others: readonly Element[]): Item | undefined {
  switch (form) {
    case 'pods': return podPeer(element, policy, rule, others);
    case 'endpoint': return namespaceOf(element) === policy.namespace ? labelsFor(element, rule, others) : undefined;
    case 'intention': return element.services.length === 1 && element.services[0] !== undefined ? { name: element.services[0].name, action: 'allow' } : undefined;
    default: return accountItem(form, element);
  }
}

function podPeer(element: Element, { namespace }: AccessPolicyFact, rule: AccessRule, others: readonly Element[]): Entries | undefined {
  const pods = labelsFor(element, rule, others);
  const own = namespaceOf(element);
  if (pods === undefined) return undefined;
  if (own === namespace) return { podSelector: pods };
  return own === undefined || namespace === undefined ? undefined : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': own } }, podSelector: pods };
}

/** The labels by which the rule knows its other peers, as far as they tell this one from all others. */
function labelsFor(element: Element, { peers = [] }: AccessRule, others: readonly Element[]): Entries | undefined {
  const keys = [...new Set(peers.flatMap(({ conditions }) => conditions).flatMap(({ anyOf }) => anyOf).flatMap((matcher) => (matcher.by === 'pod-labels' ? matcher.requirements : [])).map(({ key }) => key))];
  for (const key of keys) {
    const value = labelOf(element, key);
    if (value !== undefined && /^[A-Za-z][\w.-]*$/.test(value) && others.every((other) => other === element || labelOf(other, key) !== value)) return { matchLabels: { [key]: value } };
  }
  return undefined;
}

function labelOf(element: Element, key: string): string | undefined {
  const values = new Set(podsOf(element).map(({ labels }) => valueOf(labels.find((label) => label.key === key)?.value)));
  return values.size === 1 ? [...values][0] : undefined;
}

/** The account that all have by default names nobody. */
function accountItem(form: 'principal' | 'service-account' | 'linkerd-identity' | 'linkerd-account', element: Element): Item | undefined {
  const namespace = namespaceOf(element);
  const accounts = new Set(podsOf(element).map(accountOf));
  const [account] = accounts;
  if (namespace === undefined || account === undefined || accounts.size !== 1 || account === 'default') return undefined;
  switch (form) {
    case 'principal': return `"cluster.local/ns/${namespace}/sa/${account}"`;
    case 'service-account': return `"${namespace}/${account}"`;
    case 'linkerd-identity': return `"${account}.${namespace}.serviceaccount.identity.linkerd.cluster.local"`;
    case 'linkerd-account': return { name: account, namespace };
  }
}

function namespaceOf(element: Element): string | undefined {
  const namespaces = new Set(podsOf(element).map(({ namespace }) => namespace));
  return namespaces.size === 1 ? [...namespaces][0] : undefined;
}

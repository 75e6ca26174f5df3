import type { AccessRule, Condition, LabelRequirement, Matcher, Party, PortRange } from './access-facts.js';
import { groupBy } from './collections.js';
import type { NamespaceFact, UnitFact } from './deployment-facts.js';
import type { Element, Relation } from './graph.js';
import { valueOf, type Site } from './text.js';
import { matchesWildcard } from './wildcard.js';

/** Whether something holds, as far as the workspace tells. */
export type Answer = 'yes' | 'no' | 'maybe';

/** What the workspace knows about labels, besides those of one pod. */
export interface LabelKnowledge {
  /** Declared namespaces by name; a name may be declared in several files. */
  readonly namespaces: ReadonlyMap<string, readonly NamespaceFact[]>;
  /** Keys that some pod carries. Others may be added by whatever deploys the manifests. */
  readonly keys: ReadonlySet<string>;
}

/** Collects what `matches` has to know. */
export function labelKnowledge(elements: Iterable<Pick<Element, 'units'>>, namespaces: readonly NamespaceFact[]): LabelKnowledge {
  const keys = new Set<string>();
  for (const element of elements) for (const { labels } of podsOf(element)) for (const { key } of labels) keys.add(key);
  return { namespaces: groupBy(namespaces, ({ name }) => name), keys };
}

/** The pods of an element that Kubernetes runs. Plain manifests tell more than a chart that deploys the same in another way. */
export function podsOf({ units }: Pick<Element, 'units'>): UnitFact[] {
  return preferPlain(units.filter(({ technology }) => technology === 'kubernetes'));
}

/** Whether a manifest is a template of a chart. */
export function isInChart({ site }: { readonly site: Site }): boolean {
  return /\/templates\//.test(site.path);
}

function preferPlain<T extends { readonly site: Site }>(manifests: readonly T[]): T[] {
  const plain = manifests.filter((manifest) => !isInChart(manifest));
  return plain.length > 0 ? plain : [...manifests];
}

/** Whether a policy means an element: all of its pods, none of them, or who knows. */
export function matches({ conditions }: Party, element: Element, knowledge: LabelKnowledge): Answer {
  return same(podsOf(element).map((unit) => every(conditions.map((condition) => holds(condition, { unit, element }, knowledge)))));
}

interface Pod {
  readonly unit: UnitFact;
  readonly element: Element;
}

function holds({ not, anyOf }: Condition, pod: Pod, knowledge: LabelKnowledge): Answer {
  const answer = some(anyOf.map((matcher) => isMeant(matcher, pod, knowledge)));
  return not ? opposite(answer) : answer;
}

function isMeant(matcher: Matcher, pod: Pod, knowledge: LabelKnowledge): Answer {
  const { unit, element } = pod;
  switch (matcher.by) {
    case 'unknown': return 'maybe';
    case 'pod-labels': return every(matcher.requirements.map((requirement) => meets(requirement, labelOf(unit, requirement.key, knowledge))));
    case 'namespace-labels': return every(matcher.requirements.map((requirement) => meets(requirement, namespaceLabel(unit, requirement.key, knowledge))));
    case 'namespace': return isIn(unit, matcher.namespace);
    case 'identity': return hasIdentity(matcher, pod);
    case 'name': return element.units.some((own) => isCalled(own, matcher.name)) || element.services.some(({ name }) => name === matcher.name) ? (matcher.namespace === undefined ? 'yes' : isIn(unit, matcher.namespace)) : 'no';
  }
}

/** The value of a label; `null` where there certainly is none, undefined where nobody knows. */
type LabelValue = string | null | undefined;

/** Labels that controllers and meshes give to pods. */
const GIVEN_LATER = /^(?:(?:rollouts-)?pod-template-hash|controller-revision-hash|(?:batch\.kubernetes\.io\/)?job-name|statefulset\.kubernetes\.io\/.+|(?:[\w.-]+\.)?istio\.io\/.+|linkerd\.io\/.+|topology\..+)$/;

function labelOf(unit: UnitFact, key: string, { keys }: LabelKnowledge): LabelValue {
  const label = unit.labels.find((own) => own.key === key);
  if (label !== undefined) return valueOf(label.value);
  // In a chart a helper may write labels that nobody sees here.
  return !keys.has(key) || GIVEN_LATER.test(key) || isInChart(unit) ? undefined : null;
}

/** Kubernetes labels each namespace with its name. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

function namespaceLabel({ namespace }: UnitFact, key: string, { namespaces }: LabelKnowledge): LabelValue {
  if (namespace === undefined) return undefined;
  if (key === NAME_LABEL) return namespace;
  const values = (namespaces.get(namespace) ?? []).map(({ labels }) => labels.find((label) => label.key === key)).map((label) => (label === undefined ? null : valueOf(label.value)));
  // A namespace that nobody declares here, or declares in several ways, may have any.
  return new Set(values).size === 1 ? values[0] : undefined;
}

function meets({ operator, values }: LabelRequirement, value: LabelValue): Answer {
  if (value === undefined) return 'maybe';
  const isListed = value !== null && values.includes(value);
  const isMet = { In: isListed, NotIn: !isListed, Exists: value !== null, DoesNotExist: value === null }[operator];
  return isMet ? 'yes' : 'no';
}

/** Objects that name no namespace get the one that somebody deploys them into, together. */
function isIn({ namespace: own }: UnitFact, namespace: string | undefined): Answer {
  return own === namespace ? 'yes' : own === undefined || namespace === undefined ? 'maybe' : 'no';
}

/** Whoever has no proxy has no identity. */
function hasIdentity({ namespace, account }: Extract<Matcher, { by: 'identity' }>, { unit, element }: Pod): Answer {
  if (element.mesh.state === 'out') return 'no';
  const names = every([
    namespace === undefined ? 'yes' : unit.namespace === undefined ? 'maybe' : isLike(namespace, unit.namespace),
    account === undefined ? 'yes' : (isLikeSetting(account, accountOf(unit))),
  ]);
  return names === 'yes' && element.mesh.state !== 'in' ? 'maybe' : names;
}

function isLike(pattern: string, text: string): Answer {
  return matchesWildcard(pattern, text) ? 'yes' : 'no';
}

function isLikeSetting(pattern: string, text: string | undefined): Answer {
  return text === undefined ? 'maybe' : isLike(pattern, text);
}

/** The service account of a pod; undefined when templated. */
export function accountOf(unit: UnitFact): string | undefined {
  // In a chart a helper may write it.
  if (unit.serviceAccount === undefined) return isInChart(unit) ? undefined : 'default';
  return valueOf(unit.serviceAccount);
}

/** Consul takes the name of the Service or of the annotation, else that of the workload. */
function isCalled({ name, annotations }: UnitFact, wanted: string): boolean {
  return name === wanted || annotations.some(({ key, value }) => key === 'consul.hashicorp.com/connect-service' && value.known && value.value.split(',').includes(wanted));
}

/** Ports of pods that a relation may lead to, after Services have translated them; undefined when nothing tells. */
export function podPortsOf({ to, ports }: Relation): (number | string)[] | undefined {
  const services = preferPlain(to.services);
  const offered = services.flatMap((service) => service.ports);
  const known = new Set(offered.map(({ port }) => port));
  const [only] = known;
  const wanted = ports.length > 0 ? ports : known.size === 1 && only !== undefined ? [only] : [];
  const named = new Map(podsOf(to).flatMap(({ containers }) => containers.flatMap(({ namedPorts = {} }) => Object.entries(namedPorts))));
  const translated = wanted.flatMap((port) => offered.filter((one) => one.port === port).map(({ targetPort = port }) => (typeof targetPort === 'string' ? (named.get(targetPort) ?? targetPort) : targetPort)));
  // What templates write is not known.
  if (services.some(isInChart)) return undefined;
  // A port that no Service offers is a mistake, or that of a pod.
  return wanted.length > 0 && wanted.every((port) => known.has(port)) ? [...new Set(translated)] : undefined;
}

/** Istio's HBONE and Linkerd's inbound proxy. */
const TUNNELS = [15008, 4143];

/** Whether traffic to these ports of an element is meant. */
export function includesPorts(ranges: readonly PortRange[] | undefined, ports: readonly (number | string)[] | undefined, element: Element): Answer {
  if (ranges === undefined) return 'yes';
  if (ranges.some((range) => range !== 'unknown' && 'first' in range && range.first <= 1 && range.last >= 65535)) return 'yes';
  // Between proxies traffic goes to ports of their own, with that for any port inside.
  if (element.mesh.state !== 'none' && ranges.some((range) => TUNNELS.some((port) => isInRange(range, port, element) === 'yes'))) return 'maybe';
  if (ports === undefined) return ranges.length === 0 ? 'no' : 'maybe';
  return same(ports.map((port) => some(ranges.map((range) => isInRange(range, port, element)))));
}

function isInRange(range: PortRange, port: number | string, element: Element): Answer {
  if (range === 'unknown') return 'maybe';
  if ('first' in range) return typeof port === 'string' ? 'maybe' : range.first <= port && port <= range.last ? 'yes' : 'no';
  if (range.name === port) return 'yes';
  const numbers = podsOf(element).flatMap(({ containers }) => containers.flatMap(({ namedPorts }) => namedPorts?.[range.name] ?? []));
  return typeof port === 'string' || numbers.length === 0 ? 'maybe' : numbers.includes(port) ? 'yes' : 'no';
}

/** Whether a rule is about traffic between a peer and the subject of its policy. */
export function applies({ peers, ports, conditional }: AccessRule, peer: Element, to: Element, podPorts: readonly (number | string)[] | undefined, knowledge: LabelKnowledge): Answer {
  const answer = every([peers === undefined ? 'yes' : some(peers.map((party) => matches(party, peer, knowledge))), includesPorts(ports, podPorts, to)]);
  return conditional && answer === 'yes' ? 'maybe' : answer;
}

function every(answers: readonly Answer[]): Answer {
  return answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes';
}

function some(answers: readonly Answer[]): Answer {
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

/** What all say; without anybody nobody knows. */
function same(answers: readonly Answer[]): Answer {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : 'maybe';
}

function opposite(answer: Answer): Answer {
  return answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'maybe';
}

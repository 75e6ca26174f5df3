import { podsOf } from '../../model/access-match.js';
import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, Element, Relation, RelationKind } from '../../model/graph.js';
import type { Fix } from '../../model/rule.js';
import { fill, valueOf, type Entries, type TextEdit } from '../../model/text.js';

/** Relations without traffic from one to the other. */
const SILENT: ReadonlySet<RelationKind> = new Set<RelationKind>(['starts-after', 'changes-with', 'imports', 'shares']);

/** Keys of labels that name a workload, most usual first. */
const NAMING_KEYS = ['app', 'app.kubernetes.io/name', 'k8s-app', 'name', 'service', 'io.kompose.service'];

/** Values that need no quotes in YAML. */
const PLAIN = /^[A-Za-z][\w.-]*$/;

/**
 * A NetworkPolicy for each service that lets in the callers that the graph knows. Undefined unless all callers of all of them are pods that
 * labels tell from the others: what is not listed is cut off.
 */
export function callerPolicies(services: readonly Element[], graph: CouplingGraph): Fix | undefined {
  const incoming = groupBy(graph.relations.filter(({ kind, from, to }) => !SILENT.has(kind) && from !== to), ({ to }) => to.id);
  const labels = indexLabels(graph);
  const edits = services.map((service) => policyFor(service, incoming.get(service.id) ?? [], labels));
  if (!edits.every((edit) => edit !== undefined)) return undefined;
  return { title: 'List the known callers of each in a NetworkPolicy (look for scrapers and jobs that nothing here shows)', edits, preferred: false };
}

type Labels = ReadonlyMap<string, ReadonlySet<Element>>;

/** Whose pods have a label in a namespace. */
function indexLabels({ elements }: CouplingGraph): Labels {
  const owners = new Map<string, Set<Element>>();
  for (const element of elements.values()) {
    for (const { namespace, labels } of podsOf(element)) {
      for (const { key, value } of labels) {
        if (!value.known) continue;
        const label = labelKey(namespace, key, value.value);
        owners.set(label, (owners.get(label) ?? new Set()).add(element));
      }
    }
  }
  return owners;
}

function labelKey(namespace: string | undefined, key: string, value: string): string {
  return `${namespace ?? ''} ${key}=${value}`;
}

function policyFor(service: Element, incoming: readonly Relation[], labels: Labels): TextEdit | undefined {
  const [host, another] = service.services;
  const own = selectorOf(service, labels);
  if (host?.documents === undefined || another !== undefined || own === undefined) return undefined;
  const callers = [...new Set(incoming.map(({ from }) => from))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const peers = callers.map((caller) => peerFor(caller, service, labels));
  if (peers.length === 0 || !peers.every((peer) => peer !== undefined)) return undefined;
  const policy: Entries = {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy',
    metadata: { name: `${host.name}-callers`, ...(host.namespace !== undefined && { namespace: host.namespace }) },
    spec: { podSelector: { matchLabels: own }, policyTypes: '[Ingress]', ingress: `[{ from: [${peers.join(', ')}] }]` },
  };
  return fill(host.documents, policy);
}

function peerFor(caller: Element, service: Element, labels: Labels): string | undefined {
  const own = selectorOf(caller, labels);
  const [there, here] = [namespaceOf(caller), namespaceOf(service)];
  if (own === undefined || there === 'several' || here === 'several') return undefined;
  const pods = `podSelector: { matchLabels: { ${Object.entries(own).map(([key, value]) => `${key}: ${value}`).join(', ')} } }`;
  if (there === here) return `{ ${pods} }`;
  return there === undefined || here === undefined ? undefined : `{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${there} } }, ${pods} }`;
}

function namespaceOf(element: Element): string | undefined {
  const namespaces = new Set(podsOf(element).map(({ namespace }) => namespace));
  return namespaces.size === 1 ? [...namespaces][0] : 'several';
}

/** The label that all pods of an element have, and those of no other. */
function selectorOf(element: Element, labels: Labels): Readonly<Record<string, string>> | undefined {
  const pods = podsOf(element);
  const [first] = pods;
  if (first === undefined) return undefined;
  for (const key of NAMING_KEYS) {
    const values = new Set(pods.map((unit) => valueOf(unit.labels.find((label) => label.key === key)?.value)));
    const [value] = values;
    if (values.size !== 1 || value === undefined || !PLAIN.test(value)) continue;
    if (pods.every(({ namespace }) => labels.get(labelKey(namespace, key, value))?.size === 1)) return { [key]: value };
  }
  return undefined;
}

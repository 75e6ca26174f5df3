import { groupBy } from '../../model/collections.js';
import type { Element, Relation } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { valueOf } from '../../model/text.js';
import { isBusinessService } from '../../model/services.js';
import { listOf } from '../../model/wording.js';
import { exclusionsOf, withoutItem, type Exclusion } from './proxy-exclusions.js';

/** Relations that are connections between processes. */
const TRAFFIC: ReadonlySet<string> = new Set(['calls', 'stores', 'publishes', 'subscribes']);

/** Linkerd's annotation of a server for ports whose protocol it shall not look at. */
const LINKERD_OPAQUE = 'config.linkerd.io/opaque-ports';

/** An excluded port, and the relations whose traffic goes through it. */
interface Bypass {
  readonly element: Element;
  readonly exclusion: Exclusion;
  readonly relations: readonly Relation[];
}

export const meshPortExclusion: Rule = {
  id: 'mesh-port-exclusion',
  severity: 'error',
  preset: 'recommended',
  title: 'Calls between services go past the mesh proxy',
  why: 'A port that is excluded from the proxy keeps the workload in the mesh by name only: traffic through it has no mTLS, no retries, no authorisation and no traces, and nothing else in the manifests says so.',
  remedy: 'Take the port out of the list. Where the proxy cannot read the protocol, declare it as TCP (Istio) or opaque (Linkerd) instead: that keeps mTLS.',
  ignoreWhen: 'The port carries nothing but a protocol that the mesh is known to break, and the reason is written down.',
  sources: ['https://istio.io/latest/docs/reference/config/annotations/', 'https://linkerd.io/2/features/protocol-detection/'],

  *check({ graph }) {
    const outgoing = groupBy(graph.relations, ({ from }) => from.id);
    const incoming = groupBy(graph.relations, ({ to }) => to.id);
    for (const element of graph.elements.values()) {
      // Without a proxy there is nothing to go past: another rule says so.
      if (element.mesh.state === 'out') continue;
      for (const exclusion of exclusionsOf(element)) {
        const candidates = (exclusion.direction === 'outbound' ? outgoing : incoming).get(element.id) ?? [];
        const relations = candidates.filter((relation) => TRAFFIC.has(relation.kind) && relation.confidence !== 'inferred' && passes(relation, exclusion));
        if (relations.length > 0) yield toReport({ element, exclusion, relations });
      }
    }
  },
};

/** Whether the traffic of a relation goes through an excluded port; a relation with several known ports must use no other. */
function passes(relation: Relation, { direction, first, last }: Exclusion): boolean {
  const ports = direction === 'outbound' ? dialled(relation) : listening(relation);
  return ports.length > 0 && ports.every((port) => port >= first && port <= last);
}

/** What the caller's address says, else the only port that the callee's Services offer. */
function dialled({ ports, to }: Relation): readonly number[] {
  if (ports.length > 0) return ports;
  const offered = new Set(to.services.flatMap((service) => service.ports.map(({ port }) => port)));
  return offered.size === 1 ? [...offered] : [];
}

/** The ports of the pods behind what is dialled. */
function listening(relation: Relation): number[] {
  const { services, units } = relation.to;
  const containerPorts = [...new Set(units.filter(({ technology }) => technology === 'kubernetes').flatMap(({ containers }) => containers.filter(({ init }) => !init).flatMap(({ ports }) => ports)))];
  const targets = dialled(relation).flatMap((port) => services.flatMap((service) => service.ports.filter((offered) => offered.port === port).map(({ targetPort }) => targetPort ?? port)));
  const numbers = targets.filter((target) => typeof target === 'number');
  // A named target port means one of the container's.
  if (numbers.length < targets.length) return containerPorts.length === 1 ? containerPorts : [];
  return numbers.length > 0 ? numbers : containerPorts.length === 1 ? containerPorts : [];
}

function toReport({ element, exclusion, relations }: Bypass): Report {
  const { label, direction } = exclusion;
  const peers = [...new Set(relations.map(({ from, to }) => (direction === 'outbound' ? to.name : from.name)))];
  const isBusiness = relations.some(({ from, to, kind }) => kind === 'calls' && isBusinessService(from) && isBusinessService(to));
  const ports = portsOf(exclusion);
  const traffic = direction === 'outbound' ? `what ${element.name} sends to ${listOf(peers)}` : `what ${listOf(peers)} ${peers.length === 1 ? 'sends' : 'send'} to ${element.name}`;
  return {
    site: itemSite(exclusion),
    ...(isBusiness ? {} : { severity: 'info' as const }),
    message: `${label.key} takes ${traffic} through ${ports} past the mesh proxy: without mTLS, retries, authorisation and traces. ${advice(exclusion, isBusiness)}`,
    related: relations.map(({ from, to, kind, evidence }) => ({ site: evidence[0].site, message: `${from.name} ${kind} ${to.name} through ${ports}` })),
    elements: [element],
    relations,
    fixes: fixesOf(exclusion, isBusiness),
  };
}

function portsOf({ first, last }: Exclusion): string {
  return first === last ? `port ${first}` : `ports ${first} to ${last}`;
}

function advice({ label }: Exclusion, isBusiness: boolean): string {
  if (isBusiness) return 'Take it out of the list.';
  return label.key.startsWith('config.linkerd.io/') ? 'Make it an opaque port of the server instead, which keeps mTLS.' : 'Name the port of the Service tcp-... instead, which keeps mTLS.';
}

/** The item inside of the annotation's value. */
function itemSite({ label: { value }, start, end }: Exclusion): Report['site'] {
  const { path, span } = value.site;
  // A value on several lines is not written letter by letter.
  if (!value.known || span.end - span.start !== value.value.length) return value.site;
  return { path, span: { start: span.start + start, end: span.start + end } };
}

function fixesOf(exclusion: Exclusion, isBusiness: boolean): Fix[] {
  const { label, unit, direction, start, end } = exclusion;
  if (isBusiness) {
    const edit = withoutItem(exclusion);
    return edit ? [{ title: 'Let the mesh proxy carry this port', edits: [edit], preferred: true }] : [];
  }
  // A client cannot say how its server is to be treated, and a list is opaque as a whole or not at all.
  const mayRename = direction === 'inbound' && label.key.startsWith('config.linkerd.io/') && start === 0 && end === valueOf(label.value)?.length;
  if (!mayRename || label.keySite === undefined || unit.annotations.some(({ key }) => key === LINKERD_OPAQUE)) return [];
  return [{ title: 'Treat the port as opaque, with mTLS', edits: [{ site: label.keySite, newText: LINKERD_OPAQUE }], preferred: true }];
}

import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, Element, Relation } from '../../model/graph.js';
import { injectProxy } from '../../model/mesh-injection.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { valueOf, type Site } from '../../model/text.js';
import { isBusinessService } from '../../model/services.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
import { modesByElement } from './mtls-modes.js';

/** From this share of meshed services on, a namespace without the mesh is an exception. Ours. */
const MESHED_SHARE = 0.6;

/** Namespaces of the platform itself. */
const PLATFORM = new Set(['kube-system', 'istio-system', 'istio-ingress', 'linkerd', 'monitoring']);

/** A service without proxy, and the place that says so. */
interface Exception {
  readonly element: Element;
  readonly site: Site;
}

export const meshSidecarOptOut: Rule = {
  id: 'mesh-sidecar-opt-out',
  severity: 'warning',
  preset: 'recommended',
  title: 'A service stays outside the mesh its peers are in',
  why: 'Calls to and from a workload without proxy lose mTLS, retries, circuit breakers and traces, and break as soon as its peers accept mTLS only: where one does already, that is an error. One exception invites the next.',
  remedy: 'Let the proxy be injected again, or suppress this finding with the reason.',
  ignoreWhen: 'The workload cannot run behind a proxy, as some databases and jobs that must end; say so in the comment.',

  *check({ graph }) {
    const services = [...graph.elements.values()].filter(isBusinessService);
    const exceptions = services.filter(isCandidate).flatMap((element) => exceptionOf(element, services) ?? []);
    const modes = modesByElement(graph);
    // A namespace is one decision.
    for (const group of groupBy(exceptions, ({ site }) => siteKey(site)).values()) {
      const report = toReport(group, graph, modes);
      if (report) yield report;
    }
  },
};

/** Agents of a node and platform namespaces are outside for good reason; so are tasks, which a proxy would keep alive. */
function isCandidate(element: Element): boolean {
  const workloads = element.units.filter(({ technology }) => technology === 'kubernetes');
  if (workloads.length === 0 || element.mesh.state !== 'out') return false;
  return !workloads.some(({ workload }) => workload === 'DaemonSet') && !PLATFORM.has(element.group ?? '');
}

function exceptionOf(element: Element, services: readonly Element[]): Exception | undefined {
  const { optOut } = element.mesh;
  if (optOut) return { element, site: optOut.site };
  // Nothing explicit: outside only because its namespace was never added.
  const meshed = services.filter(({ mesh }) => mesh.state === 'in');
  if (meshed.length < MESHED_SHARE * services.length) return undefined;
  const first = services.find(({ group, mesh }) => group === element.group && mesh.state === 'out' && !mesh.optOut);
  return { element, site: (first ?? element).definedAt[0] };
}

function toReport(group: readonly Exception[], graph: CouplingGraph, modes: ReturnType<typeof modesByElement>): Report | undefined {
  const elements = group.map(({ element }) => element);
  const relations = graph.relations.filter((relation) => relation.confidence !== 'inferred' && losesMesh(relation, elements));
  // A workload without relations loses nothing.
  if (relations.length === 0) return undefined;
  const calls = relations.filter((relation) => relation.kind === 'calls' && isMeshedService(peerOf(relation, elements)));
  const peers = [...new Set((calls.length > 0 ? calls : relations).map((relation) => peerOf(relation, elements).name))];
  const names = elements.map(({ name }) => name);
  const called = [...new Set(calls.filter(({ from }) => elements.includes(from)).map(({ to }) => to))];
  const refused = called.filter((element) => acceptsMtlsOnly(element, modes));
  return {
    site: (group[0] as Exception).site,
    ...(refused.length > 0 && { severity: 'error' as const }),
    message:
      `${listOf(names)} ${names.length === 1 ? 'has' : 'have'} no mesh proxy: traffic with ${listOf(peers)} loses mTLS, retries and circuit breakers${consequenceOf(called, refused)}. Let the proxy be injected, or suppress this with the reason.`,
    related: relations.map(({ from, to, kind, evidence }) => ({ site: evidence[0].site, message: `${from.name} ${kind} ${to.name} without the mesh` })),
    elements,
    relations,
    fixes: fixesOf(elements),
  };
}

/** Only whoever is called can insist on mTLS. */
function consequenceOf(called: readonly Element[], refused: readonly Element[]): string {
  if (refused.length > 0) return `, and calls to ${listOf(refused.map(({ name }) => name))} fail, as mTLS is required there`;
  return called.length === 0 ? '' : `, and fails once ${listOf(called.map(({ name }) => name))} ${called.length === 1 ? 'accepts' : 'accept'} mTLS only`;
}

function acceptsMtlsOnly({ id, mesh: { mesh = 'istio' } }: Element, modes: ReturnType<typeof modesByElement>): boolean {
  return valueOf(modes.get(id)?.(mesh)) === 'STRICT';
}

const TRAFFIC: ReadonlySet<string> = new Set(['calls', 'stores', 'publishes', 'subscribes']);

/** Between an element outside and something else that is not outside with it. */
function losesMesh({ from, to, kind }: Relation, outside: readonly Element[]): boolean {
  return TRAFFIC.has(kind) && outside.includes(from) !== outside.includes(to);
}

function peerOf({ from, to }: Relation, outside: readonly Element[]): Element {
  return outside.includes(from) ? to : from;
}

function isMeshedService(element: Element): boolean {
  return isBusinessService(element) && element.mesh.state === 'in';
}

function fixesOf([first]: readonly Element[]): Fix[] {
  const fix = first && injectProxy(first);
  return fix === undefined ? [] : [fix];
}

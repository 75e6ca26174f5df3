import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, Element, Relation } from '../../model/graph.js';
import type { MeshTechnology } from '../../model/mesh-facts.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import type { Setting, Site, Slot } from '../../model/text.js';
import { fill } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
import { demandsIdentity } from './demanded-identity.js';
import { modesByElement, type ModeOf } from './mtls-modes.js';

/** Meshes in which a proxy takes plain text, too, as long as nothing says otherwise. */
const PERMISSIVE_BY_DEFAULT: ReadonlySet<MeshTechnology> = new Set(['istio', 'linkerd']);

/** Modes that let plain text in; the others are STRICT, or unknown. */
const LAX: ReadonlySet<string> = new Set(['PERMISSIVE', 'DISABLE']);

/** A called service that takes plain text, and the place that lets it. */
interface Lax {
  readonly element: Element;
  readonly mesh: MeshTechnology;
  readonly site: Site;
  /** Absent: nothing sets a mode. */
  readonly mode?: Extract<Setting<string>, { known: true }>;
  readonly calls: readonly Relation[];
  /** Where a rule for the namespace fits. */
  readonly documents?: Slot;
}

export const meshMtlsPermissive: Rule = {
  id: 'mesh-mtls-permissive',
  severity: 'info',
  preset: 'recommended',
  title: 'Services in the mesh still take plain text',
  why: 'Istio and Linkerd accept plain text beside mTLS until something forbids it. Whoever gets into the cluster network may then call the service without an identity, past every rule that goes by identities. Where a caller has no proxy the plain text is in use, and the day of STRICT breaks it. A service whose authorisation lets in nobody without an identity takes none and is left alone.',
  remedy: 'Bring all callers into the mesh, then require mTLS: a PeerAuthentication with mode STRICT in Istio, a default inbound policy of all-authenticated in Linkerd.',
  ignoreWhen: 'A migration into the mesh is under way, or another repository sets the mode for the whole mesh.',
  sources: ['https://istio.io/latest/docs/reference/config/security/peer_authentication/', 'https://linkerd.io/2/reference/authorization-policy/'],

  *check({ graph }) {
    const callsByCallee = groupBy(graph.relations.filter(({ kind, confidence }) => kind === 'calls' && confidence !== 'inferred'), ({ to }) => to.id);
    const modes = modesByElement(graph);
    const evident = evidentMembers(graph);
    const demanding = demandsIdentity(graph);
    const lax = [...graph.elements.values()].filter((element) => !demanding.has(element)).flatMap((element) => {
      const calls = callsByCallee.get(element.id) ?? [];
      return isBusinessService(element) && calls.length > 0 ? (laxity(graph, element, calls, modes.get(element.id), evident.get(element.id)) ?? []) : [];
    });
    // One object, or one namespace, is one decision.
    for (const group of groupBy(lax, ({ site, mode, element }) => `${mode === undefined ? `namespace ${element.group ?? ''}` : siteKey(site)}`).values()) yield toReport(group);
  },
};

/**
 * Elements that are in Istio's mesh although no label says so, as it happens where namespaces are labelled by hand: clients
 * are told to send them mTLS, or a Sidecar configures their proxy.
 */
function evidentMembers({ elements, trafficPolicies, sidecars }: CouplingGraph): Map<string, Site> {
  const members = new Map<string, Site>();
  const owners = groupBy([...elements.values()].flatMap((element) => element.services.map((service) => ({ element, service }))), ({ service: { name } }) => name.toLowerCase());
  // Different Services of one name belong to different ways of deploying: nobody knows which one the rule was written for.
  const isOnly = (element: Element, host: string): boolean => (owners.get(host.split('.')[0]?.toLowerCase() ?? '') ?? []).every(({ element: owner, service }) => owner === element || element.services.includes(service));
  const put = (element: Element, site: Site): void => { if (!members.has(element.id)) members.set(element.id, site); };
  for (const { fact, target } of trafficPolicies) {
    for (const { level, tlsMode } of fact.levels) if (target !== undefined && isOnly(target, fact.host) && level === 'host' && tlsMode?.known && tlsMode.value === 'ISTIO_MUTUAL') put(target, tlsMode.site);
  }
  for (const { fact, targets } of sidecars) if (Object.keys(fact.selector).length > 0) for (const target of targets) put(target, fact.site);
  return members;
}

function laxity(graph: CouplingGraph, element: Element, calls: readonly Relation[], modeOf: ModeOf | undefined, evidence: Site | undefined): Lax | undefined {
  const { state, mesh = 'istio', site = evidence, documents } = element.mesh;
  if (site === undefined || !(state === 'in' || (state === 'unknown' && evidence !== undefined))) return undefined;
  const mode = modeOf?.(mesh);
  // A templated mode may well be STRICT.
  if (mode !== undefined) return mode.known && LAX.has(mode.value) ? { element, mesh, site: mode.site, mode, calls } : undefined;
  // Nobody here configures this mesh: its rules are elsewhere.
  if (!PERMISSIVE_BY_DEFAULT.has(mesh) || !graph.witnesses.meshes.has(mesh)) return undefined;
  // Linkerd's servers may be closed one by one.
  if (mesh === 'linkerd' && graph.accessPolicies.some(({ policy, subjects }) => policy.technology === 'linkerd' && subjects.some((subject) => subject.element === element))) return undefined;
  return { element, mesh, site, calls, ...(documents && { documents }) };
}

function toReport(group: readonly [Lax, ...Lax[]]): Report {
  const [{ site, mode, mesh }] = group;
  const elements = group.map(({ element }) => element);
  const calls = group.flatMap((lax) => lax.calls);
  const outside = [...new Set(calls.filter(({ from }) => from.mesh.state === 'out').map(({ from }) => from.name))];
  const take = elements.length === 1 ? 'takes' : 'take';
  const cause = mode === undefined ? 'nothing requires mTLS, and without a rule the mesh accepts both' : `the mTLS mode is ${mode.value}`;
  const next = outside.length > 0 ? `${listOf(outside)} ${outside.length === 1 ? 'calls' : 'call'} from outside of the mesh: bring ${outside.length === 1 ? 'it' : 'them'} in, then require mTLS.` : 'Require mTLS.';
  return {
    site,
    ...(outside.length > 0 || mode?.value === 'DISABLE' ? { severity: 'warning' as const } : {}),
    message: `${listOf(elements.map(({ name }) => name))} ${take} calls in plain text: ${cause}. ${next}`,
    related: calls.filter(({ from }) => from.mesh.state === 'out').map(({ from, to, evidence }) => ({ site: evidence[0].site, message: `${from.name} calls ${to.name} without a proxy` })),
    elements,
    relations: calls,
    fixes: mesh === 'istio' && calls.every(({ from }) => from.mesh.state === 'in') && !elements.some(isOpenToNodes) ? fixesOf(group) : [],
  };
}

/** Whether the cluster's nodes pass requests in, which have no proxy either. */
function isOpenToNodes({ services }: Element): boolean {
  return services.some(({ type }) => type === 'NodePort' || type === 'LoadBalancer');
}

function fixesOf([{ mode, element, documents }]: readonly [Lax, ...Lax[]]): Fix[] {
  if (mode !== undefined) return [{ title: 'Require mTLS: STRICT', edits: [{ site: mode.site, newText: 'STRICT' }], preferred: false }];
  if (documents === undefined || element.group === undefined) return [];
  const policy = {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'default', namespace: element.group },
    spec: { mtls: { mode: 'STRICT' } },
  };
  return [{ title: `Require mTLS in ${element.group}`, edits: [fill(documents, policy)], preferred: false }];
}

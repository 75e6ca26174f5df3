import type { Label, NamespaceFact, UnitFact } from '../../model/deployment-facts.js';
import type { MeshMembership } from '../../model/graph.js';
import type { MeshTechnology } from '../../model/mesh-facts.js';
import type { Setting, Site, Slot } from '../../model/text.js';
import { valueOf } from '../../model/text.js';
import type { Draft } from '../draft.js';
import type { Inventory } from '../inventory.js';
import { imageText } from '../names/resolve.js';

type OptOut = NonNullable<MeshMembership['optOut']>;

/** What one place says about the proxy: `in`, `out`, or nothing. */
interface Verdict {
  readonly isIn: boolean;
  readonly mesh: MeshTechnology;
  readonly site: Site;
  readonly documents?: Slot;
  readonly optOut?: OptOut;
}

/** A label or annotation, and whether a value of it means in or out. */
interface Switch {
  readonly key: string;
  readonly mesh: MeshTechnology;
  readonly read: (value: string) => boolean | undefined;
}

const LINKERD: Switch = { key: 'linkerd.io/inject', mesh: 'linkerd', read: (value) => (value === 'enabled' || value === 'ingress' ? true : value === 'disabled' ? false : undefined) };
const KUMA: Switch = { key: 'kuma.io/sidecar-injection', mesh: 'kuma', read: (value) => (value === 'enabled' || value === 'true' ? true : value === 'disabled' || value === 'false' ? false : undefined) };
const APP_MESH: Switch = { key: 'appmesh.k8s.aws/sidecarInjectorWebhook', mesh: 'app-mesh', read: onOff('enabled', 'disabled') };
const OPEN_SERVICE_MESH: Switch = { key: 'openservicemesh.io/sidecar-injection', mesh: 'open-service-mesh', read: onOff('enabled', 'disabled') };
const AMBIENT: Switch = { key: 'istio.io/dataplane-mode', mesh: 'istio', read: onOff('ambient', 'none') };

/** Switches of pods, in the order in which the meshes look at them. */
const POD_SWITCHES: readonly Switch[] = [
  { key: 'sidecar.istio.io/inject', mesh: 'istio', read: onOff('true', 'false') }, AMBIENT, LINKERD,
  { key: 'consul.hashicorp.com/connect-inject', mesh: 'consul', read: onOff('true', 'false') }, KUMA, APP_MESH, OPEN_SERVICE_MESH,
];

const NAMESPACE_SWITCHES: readonly Switch[] = [
  { key: 'istio-injection', mesh: 'istio', read: onOff('enabled', 'disabled') }, { key: 'istio.io/rev', mesh: 'istio', read: () => true },
  AMBIENT, LINKERD, KUMA, APP_MESH, OPEN_SERVICE_MESH,
];

/** Containers that a team wrote into its manifests where others are injected, by name. */
const PROXIES: ReadonlyMap<string, MeshTechnology> = new Map([
  ['istio-proxy', 'istio'], ['linkerd-proxy', 'linkerd'], ['consul-dataplane', 'consul'], ['kuma-sidecar', 'kuma'],
]);

function onOff(on: string, off: string): (value: string) => boolean | undefined {
  return (value) => (value === on ? true : value === off ? false : undefined);
}

/** Tells for each draft whether a mesh proxy stands beside it. */
export function meshMemberships(inventory: Inventory, drafts: readonly Draft[]): (draft: Draft) => MeshMembership {
  const namespaces = new Map<string, Verdict>();
  for (const fact of inventory.namespaces) {
    const verdict = namespaceVerdict(fact);
    if (verdict !== undefined) namespaces.set(fact.name, verdict);
  }
  const declared = new Set(inventory.namespaces.map(({ name }) => name));
  const isAnyNamespaceIn = [...namespaces.values()].some(({ isIn }) => isIn);
  const isAnyPodIn = drafts.some(({ units }) => units.some((unit) => podVerdict(unit)?.isIn === true));
  if (!inventory.hasMeshResource && !isAnyNamespaceIn && !isAnyPodIn) return () => ({ state: 'none' });

  function ofUnit(unit: UnitFact): MeshMembership {
    const pod = podVerdict(unit);
    if (pod !== undefined) return toMembership(pod);
    const known = unit.namespace === undefined ? undefined : namespaces.get(unit.namespace);
    const namespace = known ?? soleNamespace(unit, namespaces);
    // A namespace that is declared here without a switch is out, beside others that are in; one that nobody declares may be anything.
    if (namespace === undefined) return { state: isAnyNamespaceIn && declared.has(unit.namespace ?? '') ? 'out' : 'unknown' };
    if (namespace.isIn && valueOf(unit.hostNetwork) === true && unit.hostNetwork !== undefined) {
      return { state: 'out', optOut: { cause: 'host-network', value: 'true', site: unit.hostNetwork.site } };
    }
    return toMembership(namespace);
  }

  return ({ units }) => {
    const verdicts = units.filter(({ technology }) => technology === 'kubernetes').map(ofUnit);
    // One explicit statement among several manifests of a thing is what counts; the others leave it open.
    return verdicts.find(({ optOut }) => optOut !== undefined) ?? verdicts.find(({ state }) => state === 'in') ?? verdicts.find(({ state }) => state === 'out') ?? { state: 'unknown' };
  };
}

/** A manifest without namespace is deployed where the workspace's only namespace is. */
function soleNamespace(unit: UnitFact, namespaces: ReadonlyMap<string, Verdict>): Verdict | undefined {
  return unit.namespace === undefined && namespaces.size === 1 ? [...namespaces.values()][0] : undefined;
}

function toMembership({ isIn, mesh, site, documents, optOut }: Verdict): MeshMembership {
  return isIn ? { state: 'in', mesh, site, ...(documents && { documents }) } : { state: 'out', ...(optOut === undefined ? {} : { optOut }) };
}

function podVerdict(unit: UnitFact): Verdict | undefined {
  if (unit.technology !== 'kubernetes') return undefined;
  const proxy = unit.containers.map((container) => PROXIES.get(container.name) ?? (/\/proxyv2(?:[:@]|$)/.test(imageText(container) ?? '') ? 'istio' as const : undefined)).find((mesh) => mesh !== undefined);
  if (proxy !== undefined) return { isIn: true, mesh: proxy, site: unit.site };
  // The label wins over the annotation of the same name.
  return switched(unit.labels, POD_SWITCHES, 'label') ?? switched(unit.annotations, POD_SWITCHES, 'annotation');
}

function namespaceVerdict({ labels, annotations, documents }: NamespaceFact): Verdict | undefined {
  const verdict = switched(labels, NAMESPACE_SWITCHES, 'namespace') ?? switched(annotations, NAMESPACE_SWITCHES, 'namespace');
  return verdict && { ...verdict, ...(documents && { documents }) };
}

function switched(labels: readonly Label[], switches: readonly Switch[], cause: OptOut['cause']): Verdict | undefined {
  for (const { key, mesh, read } of switches) {
    const setting: Setting<string> | undefined = labels.find((label) => label.key === key)?.value;
    const value = valueOf(setting);
    if (setting === undefined || value === undefined) continue;
    const isIn = read(value);
    if (isIn !== undefined) return { isIn, mesh, site: setting.site, ...(!isIn && { optOut: { cause, value, site: setting.site } }) };
  }
  return undefined;
}

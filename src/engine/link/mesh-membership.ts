import type { Label, NamespaceFact, UnitFact } from '../model/deployment-facts.js';
import type { MeshMembership } from '../model/graph.js';
import type { Setting, Site } from '../model/text.js';
import { valueOf } from '../model/text.js';
import type { Draft } from './draft.js';
import type { Inventory } from './inventory.js';
import { imageText } from './resolve.js';

type OptOut = NonNullable<MeshMembership['optOut']>;

/** What one place says about the proxy: `in`, `out`, or nothing. */
interface Verdict {
  readonly isIn: boolean;
  readonly optOut?: OptOut;
}

/** Switches of pods, in the order in which the meshes look at them: key, then whether a value means in or out. */
const POD_SWITCHES: readonly (readonly [string, (value: string) => boolean | undefined])[] = [
  ['sidecar.istio.io/inject', onOff('true', 'false')],
  ['istio.io/dataplane-mode', onOff('ambient', 'none')],
  ['linkerd.io/inject', (value) => (value === 'enabled' || value === 'ingress' ? true : value === 'disabled' ? false : undefined)],
  ['consul.hashicorp.com/connect-inject', onOff('true', 'false')],
];

const NAMESPACE_SWITCHES: typeof POD_SWITCHES = [
  ['istio-injection', onOff('enabled', 'disabled')],
  ['istio.io/rev', () => true],
  ['istio.io/dataplane-mode', onOff('ambient', 'none')],
  ['linkerd.io/inject', (value) => (value === 'enabled' || value === 'ingress' ? true : value === 'disabled' ? false : undefined)],
];

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

function toMembership({ isIn, optOut }: Verdict): MeshMembership {
  return { state: isIn ? 'in' : 'out', ...(optOut === undefined ? {} : { optOut }) };
}

function podVerdict(unit: UnitFact): Verdict | undefined {
  if (unit.technology !== 'kubernetes') return undefined;
  if (unit.containers.some((container) => container.name === 'istio-proxy' || /\/proxyv2(?:[:@]|$)/.test(imageText(container) ?? ''))) return { isIn: true };
  // The label wins over the annotation of the same name.
  return switched(unit.labels, POD_SWITCHES, 'label') ?? switched(unit.annotations, POD_SWITCHES, 'annotation');
}

function namespaceVerdict({ labels, annotations }: NamespaceFact): Verdict | undefined {
  return switched(labels, NAMESPACE_SWITCHES, 'namespace') ?? switched(annotations, NAMESPACE_SWITCHES, 'namespace');
}

function switched(labels: readonly Label[], switches: typeof POD_SWITCHES, cause: OptOut['cause']): Verdict | undefined {
  for (const [key, read] of switches) {
    const setting: Setting<string> | undefined = labels.find((label) => label.key === key)?.value;
    const value = valueOf(setting);
    if (setting === undefined || value === undefined) continue;
    const isIn = read(value);
    if (isIn !== undefined) return isIn ? { isIn } : { isIn, optOut: toOptOut(cause, value, setting.site) };
  }
  return undefined;
}

function toOptOut(cause: OptOut['cause'], value: string, site: Site): OptOut {
  return { cause, value, site };
}

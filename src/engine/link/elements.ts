import type { Element, MeshMembership } from '../model/graph.js';
import type { Path, Site } from '../model/text.js';
import { compareSites, compareText, valueOf } from '../model/text.js';
import type { Draft } from './draft.js';
import type { FindHost } from './names/hosts.js';
import type { Inventory } from './inventory.js';
import type { FindOwner } from './deployables/owners.js';
import type { FindPolicy } from './deployables/policies.js';
import type { CountReplicas } from './deployables/replicas.js';

/** What the finished elements need besides the drafts. */
export interface Finish {
  readonly meshOf: (draft: Draft) => MeshMembership;
  readonly replicasOf: CountReplicas;
  readonly findHost: FindHost;
  readonly policyOf: FindPolicy;
  readonly ownerOf: FindOwner;
  /** The folder of the program that a draft starts, of several that are built in one folder. */
  readonly programOf: (draft: Draft) => Path | undefined;
  readonly userInterfaces: ReadonlySet<Draft>;
  readonly codeRoots: Inventory['codeRoots'];
  readonly patchedServices: Inventory['patchedServices'];
}

/** Turns drafts into elements with unique ids, in the order of their ids. */
export function toElements(drafts: readonly Draft[], finish: Finish): Map<Draft, Element> {
  const ids = assignIds(drafts);
  const elements = new Map<Draft, Element>();
  for (const [draft, id] of [...ids].sort(([, a], [, b]) => compareText(a, b))) elements.set(draft, toElement(draft, id, ids, finish));
  return elements;
}

function toElement(draft: Draft, id: string, ids: ReadonlyMap<Draft, string>, { meshOf, replicasOf, findHost, policyOf, ownerOf, programOf, userInterfaces, codeRoots, patchedServices }: Finish): Element {
  const { kind, role, aliases, group, units, services, codeFolders, imageCommand, engine, isEntry, isTask } = draft;
  const replicas = replicasOf(draft);
  const policy = policyOf(draft);
  const owner = policy?.owner ?? ownerOf(draft);
  const program = programOf(draft);
  const name = nameOf(draft, id);
  const element: { -readonly [Key in keyof Element]: Element[Key] } = {
    id, name, kind, role,
    aliases: [...aliases, draft.name].filter((alias) => alias !== name && alias !== '').sort(compareText),
    definedAt: places(draft),
    units,
    services: services.map((service) => (patchedServices.has(service.name) ? { ...service, isPatched: true } : service)),
    codeFolders: [...codeFolders].sort((a, b) => b.length - a.length || compareText(a, b)),
    dependencies: codeFolders.flatMap((folder) => (codeRoots.get(folder) ?? []).flatMap(({ dependencies }) => dependencies)),
    deploymentUnit: networkOwner(draft, ids, findHost) ?? id,
    isEntry,
    isTask,
    isUserInterface: userInterfaces.has(draft),
    mesh: meshOf(draft),
  };
  if (group !== undefined) element.group = group;
  if (imageCommand !== undefined) element.imageCommand = imageCommand;
  if (engine !== undefined) element.engine = engine;
  if (replicas !== undefined) element.replicas = replicas;
  if (policy !== undefined) element.policy = policy;
  if (owner !== undefined) element.owner = owner;
  if (program !== undefined) element.program = program;
  return element;
}

/** Of several with one name and kind, each is called after its group as well: `orders/queue` beside `bills/queue`. */
function nameOf({ name, group, kind }: Draft, id: string): string {
  return group !== undefined && id.startsWith(`${kind}:${group}/`) ? `${group}/${name}` : name;
}

function places({ name, definedAt }: Draft): [Site, ...Site[]] {
  const [only] = definedAt;
  if (only !== undefined && definedAt.length === 1) return [only];
  const distinct = definedAt.filter((site, index) => definedAt.findIndex((other) => compareSites(other, site) === 0) === index);
  const [first, ...rest] = distinct;
  if (first === undefined) throw new Error(`no place declares ${name}`);
  return [first, ...rest];
}

/** The element whose network a Compose service lives in (`network_mode: service:x`). */
function networkOwner({ units }: Draft, ids: ReadonlyMap<Draft, string>, findHost: FindHost): string | undefined {
  for (const unit of units) {
    const target = /^service:(.+)$/.exec(valueOf(unit.networkMode) ?? '')?.[1];
    const owner = target === undefined ? undefined : findHost(target, { unit });
    if (owner !== undefined) return ids.get(owner);
  }
  return undefined;
}

/** `kind:name`; with the group, and at last a number, where that is not unique. */
function assignIds(drafts: readonly Draft[]): Map<Draft, string> {
  const byPlace = [...drafts].sort((a, b) => compareText(a.name, b.name) || comparePlaces(a, b));
  const namesakes = new Map<string, number>();
  for (const { kind, name } of byPlace) namesakes.set(`${kind}:${name}`, (namesakes.get(`${kind}:${name}`) ?? 0) + 1);
  const taken = new Set<string>();
  const ids = new Map<Draft, string>();
  for (const draft of byPlace) {
    const plain = `${draft.kind}:${draft.name}`;
    const base = (namesakes.get(plain) ?? 0) > 1 && draft.group !== undefined ? `${draft.kind}:${draft.group}/${draft.name}` : plain;
    let id = base;
    for (let number = 2; taken.has(id); number++) id = `${base}~${number}`;
    taken.add(id);
    ids.set(draft, id);
  }
  return ids;
}

function comparePlaces(a: Draft, b: Draft): number {
  const [first, second] = [a.definedAt[0], b.definedAt[0]];
  return first === undefined || second === undefined ? 0 : compareSites(first, second);
}

import type { RemoteInterfaceFact } from '../../model/contract-facts.js';
import { folderOf } from '../../model/text.js';
import type { Draft } from '../draft.js';
import type { LinkContext } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';

/**
 * Calls over interfaces that a registry finds the provider of. Who takes an interface calls the only element that exports it; with two that do
 * (versions, a mock) nothing says which. An interface imported as a part of a whole package is known by its own name alone.
 */
export function wireRemoteInterfaces({ inventory, wiring }: LinkContext, ownership: Ownership): void {
  const ownersOf = ({ site }: RemoteInterfaceFact): readonly Draft[] => {
    const { drafts, isShared, isCertain } = ownership.of(site.path);
    return isShared && isCertain !== true ? [] : drafts;
  };
  const providers = new Map<string, Set<Draft>>();
  for (const fact of inventory.remoteInterfaces) {
    if (fact.role !== 'server') continue;
    for (const draft of ownersOf(fact)) for (const key of keysOf(fact)) providers.set(key, (providers.get(key) ?? new Set()).add(draft));
  }
  /** A gateway takes all that offer themselves to it. */
  function calledBy(fact: RemoteInterfaceFact, from: Draft): readonly Draft[] {
    if (fact.name === '*') return [...new Set([...providers].flatMap(([key, all]) => (key.startsWith(`${fact.framework} `) ? onlyOne(all, from) : [])))];
    const found = keysOf(fact).map((key) => providers.get(key)).find((one) => one !== undefined);
    return found === undefined ? [] : onlyOne(found, from);
  }

  for (const fact of inventory.remoteInterfaces) {
    if (fact.role !== 'client') continue;
    for (const from of ownersOf(fact)) {
      for (const to of calledBy(fact, from)) wiring.add({ from, to, kind: 'calls', protocol: fact.framework.replace(/^(moleculer)-.*|^vertx-(http)$/, '$1$2'), evidence: [{ site: fact.site, extractor: 'remote-interfaces', confidence: 'declared' }] });
    }
  }
}

/** The only other one; of several, the one that is started by the same file as the caller, or whose code stands beside the caller's. */
function onlyOne(all: ReadonlySet<Draft>, from: Draft): readonly Draft[] {
  if (all.has(from) || all.size < 2) return all.has(from) ? [] : [...all];
  const files = new Set(from.units.map(({ site }) => site.path));
  const near = [...all].filter(({ units }) => units.some(({ site }) => files.has(site.path)));
  if (near.length === 1) return near;
  const homes = new Set(from.codeFolders.map(folderOf));
  const beside = [...all].filter(({ codeFolders }) => codeFolders.some((folder) => homes.has(folderOf(folder))));
  return beside.length === 1 ? beside : [];
}

/** The full name first; then the own name, for one side may import the whole package. */
function keysOf({ framework, name }: RemoteInterfaceFact): readonly string[] {
  const isOfPackage = !framework.startsWith('moleculer') && framework !== 'vertx-http';
  return [`${framework} ${name}`, ...(isOfPackage ? [`${framework} .${name.slice(name.lastIndexOf('.') + 1)}`] : [])];
}

import type { RemoteInterfaceFact } from '../model/contract-facts.js';
import type { Draft } from './draft.js';
import type { LinkContext } from './link-context.js';
import type { Ownership } from './ownership.js';

/**
 * Calls over interfaces that a registry finds the provider of. Who takes an interface calls the only element that exports it; with two that do
 * (versions, a mock) nothing says which. An interface imported as a part of a whole package is known by its own name alone.
 */
export function wireRemoteInterfaces({ inventory, wiring }: LinkContext, ownership: Ownership): void {
  const ownersOf = ({ site }: RemoteInterfaceFact): readonly Draft[] => {
    const { drafts, isShared } = ownership.of(site.path);
    return isShared ? [] : drafts;
  };
  const providers = new Map<string, Set<Draft>>();
  for (const fact of inventory.remoteInterfaces) {
    if (fact.role !== 'server') continue;
    for (const draft of ownersOf(fact)) for (const key of keysOf(fact)) providers.set(key, (providers.get(key) ?? new Set()).add(draft));
  }
  for (const fact of inventory.remoteInterfaces) {
    if (fact.role !== 'client') continue;
    const found = keysOf(fact).map((key) => providers.get(key)).find((one) => one !== undefined);
    const [to, ...others] = found ?? [];
    if (to === undefined || others.length > 0) continue;
    for (const from of ownersOf(fact)) {
      if (from !== to) wiring.add({ from, to, kind: 'calls', protocol: fact.framework, evidence: [{ site: fact.site, extractor: 'remote-interfaces', confidence: 'declared' }] });
    }
  }
}

/** The full name first; then the own name, for one side may import the whole package. */
function keysOf({ framework, name }: RemoteInterfaceFact): readonly string[] {
  return [`${framework} ${name}`, `${framework} .${name.slice(name.lastIndexOf('.') + 1)}`];
}

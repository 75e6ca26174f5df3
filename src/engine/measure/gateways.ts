import type { CouplingGraph, Element } from '../model/graph.js';

/** The parts that stand behind each gateway, proxy or web server, other ones in between included. */
export function partsBehind({ relations }: CouplingGraph, isPart: (element: Element) => boolean): Map<Element, ReadonlySet<Element>> {
  const targets = new Map<Element, Element[]>();
  for (const { kind, from, to } of relations) {
    if (isPart(from) || !(kind === 'routes' || (kind === 'calls' && from.kind === 'gateway'))) continue;
    const known = targets.get(from);
    if (known === undefined) targets.set(from, [to]);
    else known.push(to);
  }
  return new Map([...targets.keys()].map((gateway) => [gateway, reachedParts(gateway, targets, isPart)]));
}

function reachedParts(gateway: Element, targets: ReadonlyMap<Element, readonly Element[]>, isPart: (element: Element) => boolean): Set<Element> {
  const seen = new Set([gateway]);
  for (const router of seen) {
    if (isPart(router)) continue;
    for (const target of targets.get(router) ?? []) seen.add(target);
  }
  return new Set([...seen].filter(isPart));
}

import { groupBy } from '../model/collections.js';
import type { CouplingGraph, Element, Release } from '../model/graph.js';
import type { Site } from '../model/text.js';
import { codeCause, releaseCause } from './causes.js';
import type { SameCode } from './same-code.js';

/** Parts that go out in one step, whichever of them changed: they run the same code, or one run of a pipeline releases them. */
export interface Lockstep {
  /** Key of the root cause (see causes.ts). */
  readonly cause: string;
  readonly members: SameCode;
  /** What all of them do, in words: `go out in one run of push to main`. */
  readonly because: string;
  /** Where the pipeline says so. */
  readonly sites: readonly Site[];
}

/**
 * All groups of parts that are released in one step. A pipeline counts where it deploys what it builds or gives it one
 * version; one that only publishes an image of everything for each commit leaves open what is released when.
 */
export function lockstepsOf({ releases }: CouplingGraph, parts: readonly Element[], code: readonly SameCode[]): Lockstep[] {
  const own = new Set(parts);
  return [
    ...code.map((members): Lockstep => ({ cause: codeCause(members[0]), members, because: 'run the same code and are released in one step', sites: [] })),
    ...releases.flatMap((release): Lockstep[] => {
      const [first, second, ...others] = release.elements.filter((element) => own.has(element));
      if (release.shipping === undefined || first === undefined || second === undefined) return [];
      return [{ cause: releaseCause(release), members: [first, second, ...others], because: shippingText(release), sites: release.sites }];
    }),
  ];
}

function shippingText({ shipping, trigger }: Release): string {
  return shipping === 'deployed' ? `are deployed in one run, by ${trigger}` : `get one version in one run, by ${trigger}`;
}

/** Share of all pairs of parts that are released in one step (coupling.md C6, T), 0..1. A pair in two groups counts once. */
export function lockstepShare(parts: readonly Element[], groups: readonly Lockstep[]): number {
  const all = pairs(parts.length);
  let together = 0;
  for (const { members } of groups) together += pairs(members.length);
  // A part is in one group of each sort at most: what two groups have in common was counted twice.
  const causes = new Map<Element, string[]>();
  for (const { members, cause } of groups) for (const part of members) causes.set(part, [...(causes.get(part) ?? []), cause]);
  const twice = groupBy([...causes.values()].filter(({ length }) => length > 1), (each) => each.join('\n'));
  for (const { length } of twice.values()) together -= pairs(length);
  return all === 0 ? 0 : together / all;
}

/** Share of the other parts that are released together with one, 0..1. */
export function lockstepShareOf(part: Element, count: number, groups: readonly Lockstep[]): number {
  const others = new Set(groups.flatMap(({ members }) => (members.includes(part) ? members : [])));
  return count < 2 ? 0 : Math.max(0, others.size - 1) / (count - 1);
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2;
}

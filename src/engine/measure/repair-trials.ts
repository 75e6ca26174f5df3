import type { Element } from '../model/graph.js';
import { changeShare, releaseShare } from './change.js';
import { chanceOf, isStronger, type Knowledge } from './knowledge.js';
import type { KnowledgeSource } from './knowledge-sources.js';
import type { Level } from './level.js';
import { logicalOf, mean } from './quadrant.js';
import { growingReach, reachability } from './reach.js';
import type { Repair } from './repairs.js';
import { lockstepShare } from './lockstep.js';

/** Tries repairs out. From one trial to the next only what differs is computed anew, so that hundreds of them cost less than one measurement. */
export interface RepairTrials {
  /** Where the system would stand after each of these repairs and those before it, 0..1. */
  logicalAlong(steps: readonly Repair[]): number[];
  /** Whether it would stand at `line` or better; what is needed at run time is only followed where the answer hangs on it. */
  reaches(line: number, chosen: Iterable<Repair>): boolean;
  /** The same after the last repairs tried but `repair`; where it would not, `repair` is back among them in the next trial. */
  reachesWithout(line: number, repair: Repair): boolean;
  /** Steps done so far, in pairs of parts looked at and words of bit rows joined: a measure of cost that no machine changes. */
  work(): number;
}

/** What one part knows of another: all sources, of which the strongest in force counts. */
interface Pair {
  readonly row: Row;
  readonly sources: KnowledgeSource[];
  readonly observed: Pick<Knowledge, 'observed'>;
  chance: number;
}

/** Noisy-or over what one part knows, as a sum: what is certain has no finite logarithm, and is counted. */
interface Row {
  certain: number;
  logarithms: number;
  /** The chance that this adds up to; undefined while it is not computed. */
  chance: number | undefined;
}

/** Tries out repairs of a level; without `history` as if nobody had read the commits. */
export function repairTrials(level: Level, repairs: readonly Repair[]): RepairTrials {
  const { parts } = level;
  const remote = remoteCalls(level, repairs);
  const rows = new Map<Element, Row>(parts.map((part) => [part, { certain: 0, logarithms: 0, chance: undefined }]));
  const byCause = new Map(repairs.map((repair) => [repair.id, repair]));
  const instead = new Map(repairs.flatMap((repair) => repair.instead.map((source) => [source, repair] as const)));
  const affected = new Map<Repair, Set<Pair>>(repairs.map((repair) => [repair, new Set<Pair>()]));
  const chosen = new Set<Repair>();
  let work = 0;
  let runtime: number | undefined = level.runtime;
  /** Left out by the last trial in vain. */
  let leftOut: Repair | undefined;

  const isStanding = (cause: string): boolean => {
    const repair = byCause.get(cause);
    return repair === undefined || !chosen.has(repair);
  };
  const isInForce = (source: KnowledgeSource): boolean => {
    const owner = instead.get(source);
    return owner === undefined ? isStanding(source.cause) : chosen.has(owner);
  };

  function count(pair: Pair, sign: 1 | -1): void {
    pair.row.chance = undefined;
    if (pair.chance >= 1) pair.row.certain += sign;
    else pair.row.logarithms += sign * Math.log(1 - pair.chance);
  }

  function refresh(pair: Pair): void {
    count(pair, -1);
    let strongest: KnowledgeSource | undefined;
    for (const source of pair.sources) if (isInForce(source) && (strongest === undefined || isStronger(source, strongest))) strongest = source;
    pair.chance = chanceOf({ because: '', cause: '', ...strongest, ...pair.observed });
    count(pair, 1);
    work += pair.sources.length;
  }

  function choose(next: ReadonlySet<Repair>): void {
    work += next.size;
    leftOut = undefined;
    change([...next].filter((repair) => !chosen.has(repair)), [...chosen].filter((repair) => !next.has(repair)));
  }

  function change(added: readonly Repair[], removed: readonly Repair[]): void {
    for (const repair of added) chosen.add(repair);
    for (const repair of removed) chosen.delete(repair);
    for (const toggled of [added, removed]) if (toggled.some(({ frees }) => frees !== undefined)) runtime = undefined;
    for (const toggled of [added, removed]) for (const repair of toggled) affected.get(repair)?.forEach(refresh);
  }

  function runtimeNow(): number {
    if (runtime !== undefined) return runtime;
    const next: number[][] = parts.map(() => []);
    let kept = 0;
    for (const { from, to, repair } of remote) {
      if (repair !== undefined && chosen.has(repair)) continue;
      next[from]?.push(to);
      kept++;
    }
    const reach = reachability(next);
    work += (parts.length + kept) * Math.ceil(parts.length / 32);
    return (runtime = mean(parts.map((_, part) => reach.count(part) / Math.max(1, parts.length - 1))));
  }

  function chanceOfRow(row: Row): number {
    return (row.chance ??= row.certain > 0 ? 1 : 1 - Math.exp(row.logarithms));
  }

  function logicalWith(needed: number): number {
    let sum = 0;
    for (const row of rows.values()) sum += chanceOfRow(row);
    const knowledge = parts.length === 0 ? 0 : sum / parts.length;
    const locksteps = level.locksteps.filter(({ cause }) => isStanding(cause));
    work += parts.length;
    const change = releaseShare({ knowledge, runtime: needed }, changeShare(level.changes), lockstepShare(parts, locksteps));
    return logicalOf({ knowledge, runtime: needed, change });
  }

  function isReached(line: number): boolean {
    // Repairs free nobody from more than everything, and bind nobody.
    if (runtime === undefined && logicalWith(0) < line) return false;
    if (runtime === undefined && logicalWith(level.runtime) >= line) return true;
    return logicalWith(runtimeNow()) >= line;
  }

  function pairOf(pairs: Map<Element, Map<Element, Pair>>, from: Element, to: Element): Pair | undefined {
    const row = rows.get(from);
    if (row === undefined) return undefined;
    const known = pairs.get(from) ?? new Map<Element, Pair>();
    pairs.set(from, known);
    const observed = level.table.get(from)?.get(to)?.observed;
    const pair = known.get(to) ?? { row, sources: [], observed: observed === undefined ? {} : { observed }, chance: 0 };
    known.set(to, pair);
    return pair;
  }

  const pairs = new Map<Element, Map<Element, Pair>>();
  for (const [from, row] of level.table) for (const to of row.keys()) pairOf(pairs, from, to);
  for (const source of [...level.sources, ...instead.keys()]) {
    const pair = pairOf(pairs, source.from, source.to);
    const repair = instead.get(source) ?? byCause.get(source.cause);
    pair?.sources.push(source);
    if (pair !== undefined && repair !== undefined) affected.get(repair)?.add(pair);
  }
  for (const row of pairs.values()) row.forEach(refresh);

  return {
    logicalAlong(steps) {
      const runtimes = runtimeAlong(parts.length, remote, steps);
      return steps.map((repair, i) => {
        if (i === 0) choose(new Set([repair]));
        else change([repair], []);
        return logicalWith(runtimes[i] ?? 0);
      });
    },
    reaches(line, next) {
      choose(new Set(next));
      return isReached(line);
    },
    reachesWithout(line, repair) {
      change(leftOut === undefined ? [] : [leftOut], [repair]);
      const reached = isReached(line);
      leftOut = reached ? undefined : repair;
      return reached;
    },
    work: () => work,
  };
}

/**
 * What is needed at run time after each of some steps. From the last step to the first, so that calls only come back:
 * that way what each part reaches only grows, and a call that leads to nothing new costs nothing.
 */
function runtimeAlong(size: number, remote: readonly RemoteCall[], steps: readonly Repair[]): number[] {
  const reach = growingReach(size);
  const stepOf = new Map(steps.map((repair, i) => [repair, i]));
  const freedBy = steps.map((): RemoteCall[] => []);
  for (const call of remote) {
    const step = call.repair && stepOf.get(call.repair);
    if (step === undefined) reach.add(call.from, call.to);
    else freedBy[step]?.push(call);
  }
  const runtimes = new Array<number>(steps.length).fill(0);
  for (let step = steps.length - 1; step >= 0; step--) {
    runtimes[step] = reach.pairs() / Math.max(1, size * (size - 1));
    for (const { from, to } of freedBy[step] ?? []) reach.add(from, to);
  }
  return runtimes;
}

interface RemoteCall {
  readonly from: number;
  readonly to: number;
  /** What would replace it. */
  readonly repair: Repair | undefined;
}

/** The calls that somebody waits for in another deployment unit. */
function remoteCalls({ calls: { parts, index, next } }: Level, repairs: readonly Repair[]): RemoteCall[] {
  const keyOf = (from: number, to: number): number => from * parts.length + to;
  const freeing = new Map<number, Repair>();
  for (const repair of repairs) {
    const [from, to] = [repair.frees && index.get(repair.frees.from), repair.frees && index.get(repair.frees.to)];
    if (from !== undefined && to !== undefined) freeing.set(keyOf(from, to), repair);
  }
  return next.flatMap((targets, from) => targets.flatMap((to) => (parts[from]?.deploymentUnit === parts[to]?.deploymentUnit ? [] : [{ from, to, repair: freeing.get(keyOf(from, to)) }])));
}

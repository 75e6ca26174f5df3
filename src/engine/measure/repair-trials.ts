import type { Element } from '../model/graph.js';
import { codeCause } from './causes.js';
import { changeShare, releaseShare } from './change.js';
import { chanceOf, isStronger, type Knowledge } from './knowledge.js';
import type { KnowledgeSource } from './knowledge-sources.js';
import type { Level } from './level.js';
import { logicalOf, mean } from './quadrant.js';
import { reachability } from './reach.js';
import type { Repair } from './repairs.js';
import { lockstepShare } from './same-code.js';

/** Tries repairs out. From one trial to the next only what differs is computed anew, so that hundreds of them cost less than one measurement. */
export interface RepairTrials {
  /** Where the system would stand after these repairs, 0..1. */
  logicalAfter(chosen: Iterable<Repair>): number;
  /** Whether it would stand at `line` or better; what is needed at run time is only followed where the answer hangs on it. */
  reaches(line: number, chosen: Iterable<Repair>): boolean;
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
}

/** Tries out repairs of a level; without `history` as if nobody had read the commits. */
export function repairTrials(level: Level, repairs: readonly Repair[]): RepairTrials {
  const { parts } = level;
  const remote = remoteCalls(level, repairs);
  const rows = new Map<Element, Row>(parts.map((part) => [part, { certain: 0, logarithms: 0 }]));
  const byCause = new Map(repairs.map((repair) => [repair.id, repair]));
  const instead = new Map(repairs.flatMap((repair) => repair.instead.map((source) => [source, repair] as const)));
  const affected = new Map<Repair, Set<Pair>>(repairs.map((repair) => [repair, new Set<Pair>()]));
  const chosen = new Set<Repair>();
  let work = 0;
  let runtime: number | undefined = level.runtime;

  const isStanding = (cause: string): boolean => {
    const repair = byCause.get(cause);
    return repair === undefined || !chosen.has(repair);
  };
  const isInForce = (source: KnowledgeSource): boolean => {
    const owner = instead.get(source);
    return owner === undefined ? isStanding(source.cause) : chosen.has(owner);
  };

  function count(pair: Pair, sign: 1 | -1): void {
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
    const toggled = [...next].filter((repair) => !chosen.has(repair)).concat([...chosen].filter((repair) => !next.has(repair)));
    for (const repair of toggled) {
      if (next.has(repair)) chosen.add(repair);
      else chosen.delete(repair);
      if (repair.frees !== undefined) runtime = undefined;
    }
    for (const repair of toggled) affected.get(repair)?.forEach(refresh);
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

  function logicalWith(needed: number): number {
    const knowledge = mean([...rows.values()].map(({ certain, logarithms }) => (certain > 0 ? 1 : 1 - Math.exp(logarithms))));
    const code = level.code.filter(([first]) => isStanding(codeCause(first)));
    work += parts.length;
    const change = releaseShare({ knowledge, runtime: needed }, changeShare(level.changes), lockstepShare(parts, code));
    return logicalOf({ knowledge, runtime: needed, change });
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
    logicalAfter(next) {
      choose(new Set(next));
      return logicalWith(runtimeNow());
    },
    reaches(line, next) {
      choose(new Set(next));
      // Repairs free nobody from more than everything, and bind nobody.
      if (runtime === undefined && logicalWith(0) < line) return false;
      if (runtime === undefined && logicalWith(level.runtime) >= line) return true;
      return logicalWith(runtimeNow()) >= line;
    },
    work: () => work,
  };
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

/** A beginning or end counts as common when at least this share of the names has it, and at least this many. */
const COMMON_SHARE = 0.75;
const COMMON_COUNT = 4;

/** Cuts a name in its middle: beginning and end are what tells names apart. */
export function cutName(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const tail = Math.floor((limit - 1) * 0.4);
  return `${name.slice(0, limit - 1 - tail)}…${name.slice(name.length - tail)}`;
}

/** What most names of a system begin and end with, up to and from a separator: `ts-` and `-service`; empty where they have nothing in common. */
export interface CommonEnds {
  readonly start: string;
  readonly end: string;
}

/** Finds the ends that names share. */
export function commonEnds(names: readonly string[]): CommonEnds {
  const start = mostShared(names.map((name) => /^[^-_.]+[-_.]/.exec(name)?.[0]), names.length);
  const end = mostShared(names.map((name) => /[-_.][^-_.]+$/.exec(name)?.[0]), names.length);
  return { start, end };
}

function mostShared(parts: readonly (string | undefined)[], count: number): string {
  const counts = new Map<string, number>();
  for (const part of parts) if (part !== undefined) counts.set(part, (counts.get(part) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most !== undefined && most[1] >= Math.max(COMMON_COUNT, COMMON_SHARE * count) ? most[0] : '';
}

/** The name without the ends it shares with most others, an ellipsis in their place; the name itself when nothing would be left. */
export function withoutCommonEnds(name: string, { start, end }: CommonEnds): string {
  const from = start !== '' && name.startsWith(start) ? start.length : 0;
  const to = end !== '' && name.endsWith(end) ? name.length - end.length : name.length;
  if (to - from < 2 || to - from === name.length) return name;
  return `${from > 0 ? '…' : ''}${name.slice(from, to)}${to < name.length ? '…' : ''}`;
}

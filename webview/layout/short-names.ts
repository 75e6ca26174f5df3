import type { PictureNode } from '../picture.js';

/** A beginning or end counts as common when at least this share of the names has it, and at least this many. */
const COMMON_SHARE = 0.75;
const COMMON_COUNT = 4;

/** Cuts a name in its middle: beginning and end are what tells names apart. */
export function cutName(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const tail = Math.floor((limit - 1) * 0.4);
  return `${name.slice(0, limit - 1 - tail)}…${name.slice(name.length - tail)}`;
}

/** A common end without a separator has at least this many letters: shorter ones are chance. */
const COMMON_LETTERS = 5;

/** What most names of a system begin and end with: `ts-` and `-service`, or `service`; empty where they have nothing in common. */
interface CommonEnds {
  readonly start: string;
  readonly end: string;
}

/** Finds the ends that names share. */
function commonEnds(names: readonly string[]): CommonEnds {
  const start = mostShared(names.map((name) => /^[^-_.]+[-_.]/.exec(name)?.[0]), names.length);
  const end = mostShared(names.map((name) => /[-_.][^-_.]+$/.exec(name)?.[0]), names.length);
  return { start, end: end === '' ? commonLetters(names) : end };
}

/** The longest end that most names share letter by letter: `service` of `cartservice` and `adservice`. */
function commonLetters(names: readonly string[]): string {
  for (let length = Math.max(0, ...names.map((name) => name.length)) - 1; length >= COMMON_LETTERS; length--) {
    const end = mostShared(names.map((name) => (name.length > length ? name.slice(-length) : undefined)), names.length);
    if (end !== '') return end;
  }
  return '';
}

function mostShared(parts: readonly (string | undefined)[], count: number): string {
  const counts = new Map<string, number>();
  for (const part of parts) if (part !== undefined) counts.set(part, (counts.get(part) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most !== undefined && most[1] >= Math.max(COMMON_COUNT, COMMON_SHARE * count) ? most[0] : '';
}

/** Names of services without what nearly all of them begin and end with, by node id; a name that would be mistaken for another stays whole. */
export function shortNames(nodes: readonly Pick<PictureNode, 'id' | 'label' | 'glyph'>[]): ReadonlyMap<string, string> {
  const services = nodes.filter(({ glyph }) => glyph === 'service');
  const ends = commonEnds(services.map(({ label }) => label));
  const short = services.map(({ id, label }) => [id, withoutCommonEnds(label, ends)] as const);
  const known = new Set(nodes.map(({ label }) => label));
  const counts = new Map<string, number>();
  for (const [, name] of short) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(short.filter(([, name]) => !known.has(name) && counts.get(name) === 1));
}

/** The name itself when nothing would be left. */
function withoutCommonEnds(name: string, { start, end }: CommonEnds): string {
  const from = start !== '' && name.startsWith(start) ? start.length : 0;
  const to = end !== '' && name.endsWith(end) ? name.length - end.length : name.length;
  return to - from < 2 ? name : name.slice(from, to);
}

/** Names that differ by more letters are different names. Ours. */
const MOST_TYPOS = 2;

/** The only name that is at most two typing errors away; undefined when none is, or several are. */
export function respelled(name: string, known: Iterable<string>): string | undefined {
  const near = [...new Set(known)].filter((other) => other !== name && other.length > MOST_TYPOS && distance(name, other) <= MOST_TYPOS);
  return near.length === 1 ? near[0] : undefined;
}

/** Levenshtein's distance, as far as it matters here: names whose lengths differ by more are far apart. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MOST_TYPOS) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? Infinity;
}

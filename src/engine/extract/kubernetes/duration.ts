import { textOf, type YamlNode } from '../../syntax/yaml.js';

/** Milliseconds by unit, as in Go's `time.ParseDuration`. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6], ['us', 1e-3], ['µs', 1e-3], ['μs', 1e-3], ['ms', 1], ['s', 1000], ['m', 60_000], ['h', 3_600_000],
]);

/** Far longer than any duration that means something. */
const MAX_LENGTH = 64;

/** A duration such as `500ms`, `1.5s` or `1h30m`, in milliseconds; undefined for any other text. */
export function durationOf(node: YamlNode | undefined): number | undefined {
  const text = textOf(node);
  if (text === undefined || text === '' || text.length > MAX_LENGTH) return undefined;
  if (text === '0') return 0;
  let total = 0;
  let at = 0;
  for (const [term, amount, unit] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    if (!text.startsWith(term, at)) return undefined;
    at += term.length;
    total += Number(amount) * (UNITS.get(unit ?? '') ?? 0);
  }
  return at === text.length ? total : undefined;
}

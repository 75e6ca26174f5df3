/** A longer list hides what the sentence says. */
const MOST_NAMES = 8;

/** `a`, `a and b`, `a, b and c`; of more than eight names the first seven, and the number of others. */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  if (names.length > MOST_NAMES) return `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} others`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** `3 services`, `1 service`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A share of 0..1 as per cent with two decimals: `99.50 %`. */
export function percentOf(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

/** Hours of a month, as the availability tables of the field count it: 365 days / 12. */
const HOURS_PER_MONTH = 730;

/** Expected failure of a part with this availability (0..1) in a month: `3 h 39 min`, `44 min`. */
export function monthlyFailure(availability: number): string {
  const minutes = Math.round((1 - availability) * HOURS_PER_MONTH * 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Milliseconds as Istio and people write them: `2s`, `1500ms`. */
export function durationOf(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

/**
 * What code says where it knows that a request may come twice: keys by which the callee recognises it, or retries of connections alone,
 * which end before the callee has done anything.
 */
const CARES = /idempot|\brequest-?id\b.{0,40}\bkey\b|\bConnect(?:ion)?(?:Refused)?(?:Error|Exception|Timeout)\b|ECONNREFUSED|DisableFor(?:UnsafeHttpMethods)?\b/i;

/** Whether a file speaks of requests that may be repeated. */
export function caresForRepetition(text: string): boolean {
  return CARES.test(text);
}

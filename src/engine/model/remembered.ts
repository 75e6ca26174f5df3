/** Texts after which a memory starts anew: more than a workspace of ten thousand services holds. */
const MOST_TEXTS = 100_000;

/**
 * A function of a text that remembers its results. An edit changes a few texts of a workspace, and the relink after it
 * asks about all of them again. For pure functions only, whose results nobody changes.
 */
export function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined || results.has(text)) return known as T;
    const result = compute(text);
    if (results.size >= MOST_TEXTS) results.clear();
    results.set(text, result);
    return result;
  };
}

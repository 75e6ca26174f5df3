/** More than any program reads; a file with more is a list of something else. */
const MAX_NAMES = 500;

/**
 * What may be the name of an environment variable in source code: capitals in parts joined by `_`, where a text, a member or a placeholder starts
 * (`"ORDERS_URL"`, `env.ORDERS_URL`, `${ORDERS_URL}`), or everywhere when the file takes the environment apart (`const { ORDERS_URL } = process.env`).
 */
export function variableNamesIn(text: string): string[] {
  const pattern = /\}\s*=\s*process\.env\b/.test(text) ? /[^\w]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)/g : /["'`{.]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)/g;
  const names = new Set<string>();
  for (const [, name = ''] of text.matchAll(pattern)) {
    names.add(name);
    if (names.size === MAX_NAMES) break;
  }
  return [...names];
}

/** More than any program reads; a file with more is a list of something else. */
const MAX_NAMES = 500;

/** Each name may be mentioned again and again. */
const MAX_MENTIONS = 10_000;

/** A name and where it stands. */
export interface MentionedName {
  readonly name: string;
  readonly at: number;
}

/**
 * What may be the name of an environment variable in source code: capitals in parts joined by `_`, where a text, a member or a placeholder starts
 * (`"ORDERS_URL"`, `env.ORDERS_URL`, `${ORDERS_URL}`), or everywhere when the file takes the environment apart (`const { ORDERS_URL } = process.env`).
 */
export function variableNamesIn(text: string): MentionedName[] {
  const pattern = /\}\s*=\s*process\.env\b/.test(text) ? /[^\w]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)/g : /["'`{.]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)/g;
  const names = new Set<string>();
  const found: MentionedName[] = [];
  for (const { index, 1: name = '' } of text.matchAll(pattern)) {
    names.add(name);
    found.push({ name, at: index });
    if (names.size === MAX_NAMES || found.length === MAX_MENTIONS) break;
  }
  return found;
}

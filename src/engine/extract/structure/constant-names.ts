import type { ConstantNamesFact } from '../../model/code-facts.js';
import type { Path } from '../../model/text.js';

/** More than any program mentions; a file with more is generated. */
const MAX_NAMES = 500;

/** A name in capitals, in parts joined by `_`; group 2 is there where it is given its value. */
const CAPITALS = /\b([A-Z][A-Z0-9]{0,60}(?:_[A-Z0-9]{1,60}){1,20})\b([ \t]{0,20}(?::[ \t]{0,20}String[ \t]{0,20})?=(?!=))?/g;

/** The constants that a file of the JVM mentions, without those that it only declares. */
export function constantNames(path: Path, text: string): ConstantNamesFact[] {
  const names = new Set<string>();
  for (const [, name = '', declaration] of text.matchAll(CAPITALS)) {
    if (declaration === undefined) names.add(name);
    if (names.size === MAX_NAMES) break;
  }
  return names.size === 0 ? [] : [{ kind: 'constant-names', names: [...names], site: { path, span: { start: 0, end: 0 } } }];
}

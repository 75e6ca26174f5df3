import { readPlaceholders } from '../../../syntax/placeholders.js';
import type { Text } from '../text.js';

/** A text in an annotation, its place-holders read as keys of the configuration. */
export function placeholders(text: Text): Text {
  const parts = text.parts.flatMap((part) => (typeof part === 'string' ? readPlaceholders(part) : [part]));
  return { ...text, parts };
}

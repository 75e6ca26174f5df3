import { expect, test } from 'vitest';
import { suppressionExtractor } from '../../src/engine/extract/suppression.js';

/** The text without the comment; undefined where it cannot be taken out alone. */
function without(text: string): string | undefined {
  const [fact] = suppressionExtractor.extract('any.txt', text).facts;
  const removal = fact?.kind === 'suppression' ? fact.removal : undefined;
  return removal && text.slice(0, removal.span.start) + text.slice(removal.span.end);
}

test.each([
  ['a: 1\n  # coupling-ignore sync-chain -- why\nb: 2\n', 'a: 1\nb: 2\n'],
  ['a: 1 # coupling-ignore sync-chain\nb: 2\n', 'a: 1\nb: 2\n'],
  ['a: 1\r\n# coupling-ignore sync-chain -- why\r\nb: 2\r\n', 'a: 1\r\nb: 2\r\n'],
  ['a: 1 # coupling-ignore sync-chain -- why\r\nb: 2\r\n', 'a: 1\r\nb: 2\r\n'],
  ['call(); // coupling-ignore sync-chain -- why', 'call();'],
  ['/* coupling-ignore sync-chain -- why */\ncall();\n', 'call();\n'],
  ['<a>\n  <!-- coupling-ignore sync-chain -- why -->\n</a>\n', '<a>\n</a>\n'],
  ['SELECT 1; -- coupling-ignore sync-chain -- why', 'SELECT 1;'],
  ['# see the wiki; coupling-ignore sync-chain -- why\n', undefined],
  ['const a = "coupling-ignore sync-chain -- why";\n', undefined],
])('%j without its comment is %j', (text, expected) => {
  expect(without(text)).toBe(expected);
});

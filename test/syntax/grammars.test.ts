import { describe, expect, test } from 'vitest';
import { withTree, type Grammar } from '../../src/engine/syntax/tree-sitter.js';
import { loadGrammarsForTest } from '../support/grammars.js';

/** Runtime and grammars come from different packages: an update of one may leave the other behind. */
const EXAMPLES: readonly (readonly [Grammar, string])[] = [
  ['java', 'class A { int b = 1; }'],
  ['kotlin', 'class A {\n  val b = 1\n}\n'],
  ['go', 'package a\nvar b = 1\n'],
  ['python', 'b = 1\n'],
  ['c-sharp', 'class A { int b = 1; }'],
  ['php', '<?php $b = 1;'],
  ['ruby', 'b = 1\n'],
  ['rust', 'const B: u8 = 1;'],
];

describe('grammars', () => {
  test('each loads in the runtime and parses', async () => {
    await loadGrammarsForTest(...EXAMPLES.map(([grammar]) => grammar));
    for (const [grammar, text] of EXAMPLES) expect(withTree(grammar, text, ({ hasError }) => hasError), grammar).toBe(false);
  });

  test('offsets count UTF-16 units', async () => {
    await loadGrammarsForTest('java');
    const text = 'class A { String é = "😀x"; int z; }';
    expect(withTree('java', text, (root) => text.slice(root.descendantsOfType('integral_type')[0]?.startIndex))).toBe('int z; }');
  });
});

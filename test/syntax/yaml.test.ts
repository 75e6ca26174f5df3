import { expect, test } from 'vitest';
import { get, itemsOf, maskTemplates, numberOf, pairsOf, parseYaml, scalarOf, textOf, isTemplated } from '../../src/engine/syntax/yaml.js';

test('scalars keep their place, quotes apart', () => {
  const text = 'a: "x"\nb:\n  - y\n';
  const root = parseYaml(text).documents[0]?.root;
  const a = scalarOf(get(root, 'a'));
  expect(text.slice(a?.span.start, a?.span.end)).toBe('"x"');
  expect(text.slice(a?.inner.start, a?.inner.end)).toBe('x');
  expect(itemsOf(get(root, 'b')).map(textOf)).toEqual(['y']);
});

import { expect, test } from 'vitest';
import { parseYaml } from '../../src/engine/syntax/yaml.js';

test('a document of nested aliases is left out; the one beside it is read', () => {
  const levels = Array.from({ length: 8 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array<string>(10).fill(`*l${i}`).join(', ')}]`);
  const { documents, problems } = parseYaml(`l0: &l0 x\n${levels.join('\n')}\n---\nservices: {}\n`);

  expect(documents).toHaveLength(1);
  expect(problems.map(({ message }) => message)).toEqual(['its aliases stand for more than 1000000 values; this document was not used']);
});

test('a long text of nothing but mistakes is given up after its first part', () => {
  const began = performance.now();
  const { problems } = parseYaml('a: b: c: d\n'.repeat(90_000));

  expect(problems[0]?.message).toMatch(/only its first \d+ characters were used$/);
  expect(performance.now() - began).toBeLessThan(20_000);
});

import { expect, test } from 'vitest';
import { isScriptPath } from '../../src/engine/extract/script-paths.js';

test.each([
  ['src/orders.ts', true],
  ['web/orders.latest.js', true],
  ['src/orders.test.ts', false],
  ['web/orders.servertest.ts', false],
  ['web/__e2e__/orders.ts', false],
  ['src/orders.d.ts', false],
  ['dist/orders.min.js', false],
  ['src/orders.java', false],
])('code that runs in production: %s %s', (path, isScript) => {
  expect(isScriptPath(path)).toBe(isScript);
});

import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { grammarsFor } from '../src/engine/index.js';
import { loadGrammarsForTest } from './support/grammars.js';
import { checkPrefilter } from './support/prefilter.js';
import { readSystem, SYSTEMS } from './support/sample-system.js';

/** A file that adds nothing to the graph costs no parser; `scripts/check-prefilter.mjs` makes the same check on systems on disk. */
describe('the cheap test before parsing loses nothing', () => {
  const systems = readdirSync(SYSTEMS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

  beforeAll(() => loadGrammarsForTest(...grammarsFor(systems.flatMap((system) => [...readSystem(system).keys()]))));

  test.each(systems)('%s', (system) => {
    const [filtered, all] = checkPrefilter(readSystem(system)).graphs;
    expect(filtered).toEqual(all);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Analysis } from '../src/engine/index.js';
import { analyseFiles } from './support/apply-fix.js';
import { loadGrammarsForTest } from './support/grammars.js';
import { readSystem, SYSTEMS } from './support/sample-system.js';

/** What a sample system is known to be, written by hand from its README: one `<system>.json` beside each system's folder. */
interface Expected {
  readonly style: string | null;
  /** Names of the services, sorted. */
  readonly services: readonly string[];
  /** Every relation as `from -kind-> to (channel)`, sorted. */
  readonly relations: readonly string[];
  /** Number of findings by rule. */
  readonly findings: Readonly<Record<string, number>>;
}

function toExpected({ graph, metrics, findings }: Analysis): Expected {
  const counts: Record<string, number> = {};
  for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1;
  return {
    style: metrics.system.style ?? null,
    services: [...graph.elements.values()].filter(({ kind }) => kind === 'service').map(({ name }) => name).sort(),
    relations: graph.relations.map(({ from, kind, to, channel }) => `${from.name} -${kind}-> ${to.name}${channel === undefined ? '' : ` (${channel})`}`).sort(),
    findings: counts,
  };
}

beforeAll(() => loadGrammarsForTest('c-sharp', 'go', 'java', 'php', 'python', 'ruby'));

describe('sample systems', () => {
  const systems = readdirSync(SYSTEMS).filter((name) => name.endsWith('.json')).map((name) => name.replace('.json', ''));

  test.each(systems)('%s', (system) => {
    const expected = JSON.parse(readFileSync(join(SYSTEMS, `${system}.json`), 'utf8')) as Expected;
    const analysis = analyseFiles(readSystem(system));
    expect(analysis.problems).toEqual([]);
    expect(toExpected(analysis)).toEqual(expected);
  });

  test('each has its expectations', () => {
    const folders = readdirSync(SYSTEMS, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(systems.sort()).toEqual(folders.sort());
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../src/engine/index.js';
import { analyseFiles } from './support/apply-fix.js';

const FOLDER = fileURLToPath(new URL('./systems/', import.meta.url));

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

function readSystem(name: string): Map<string, string> {
  const root = join(FOLDER, name);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [relative(root, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]));
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

describe('sample systems', () => {
  const systems = readdirSync(FOLDER).filter((name) => name.endsWith('.json')).map((name) => name.replace('.json', ''));

  test.each(systems)('%s', (system) => {
    const expected = JSON.parse(readFileSync(join(FOLDER, `${system}.json`), 'utf8')) as Expected;
    const analysis = analyseFiles(readSystem(system));
    expect(analysis.problems).toEqual([]);
    expect(toExpected(analysis)).toEqual(expected);
  });

  test('each has its expectations', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(systems.sort()).toEqual(folders.sort());
  });
});

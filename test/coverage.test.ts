import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { documentExtractors, grammarsFor, isRelevantPath, mayHoldSource } from '../src/engine/extract/index.js';
import type { Extractor } from '../src/engine/model/facts.js';
import { sourceExtractors } from '../src/engine/source.js';
import { coveragePage } from './support/coverage-page.js';
import { loadGrammarsForTest } from './support/grammars.js';

const extractors: readonly Extractor[] = [...documentExtractors, ...sourceExtractors];

/** A file that shows a use of a technology, under the heading `#- <technology>: <path>`. */
interface Example {
  readonly technology: string;
  readonly path: string;
  readonly text: string;
}

function examplesOf({ id }: Extractor): Example[] {
  const file = new URL(`coverage/${id}.txt`, import.meta.url);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split(/^#- /m).slice(1).map((block) => {
    const [, technology = '', path = ''] = /^(.+): (\S+)$/m.exec(block) ?? [];
    return { technology, path, text: block.slice(block.indexOf('\n') + 1) };
  });
}

beforeAll(() => loadGrammarsForTest(...grammarsFor(extractors.flatMap(examplesOf).map(({ path }) => path))));

test('the page tells what the extractors say', async () => {
  await expect(coveragePage(extractors.map(({ coverage }) => coverage))).toMatchFileSnapshot('../docs/what-is-read.md');
});

describe.each(extractors.map((extractor) => [extractor.coverage.title, extractor] as const))('%s', (_, extractor) => {
  const { readings } = extractor.coverage;
  const examples = examplesOf(extractor);

  test('every technology has an example, and every example its technology', () => {
    const technologies = readings.map(({ technology }) => technology);
    expect([...new Set(examples.map(({ technology }) => technology))].sort()).toEqual([...technologies].sort());
  });

  test.each(examples)('$technology is read: $path', ({ technology, path, text }) => {
    expect(isRelevantPath(path)).toBe(true);
    expect(extractor.accepts(path)).toBe(true);
    // The test before any parser runs may not lose the file.
    expect(sourceExtractors.includes(extractor) ? mayHoldSource(path, text) : extractor.mayMatch(text)).toBe(true);
    const { facts, problems } = extractor.extract(path, text);
    expect(problems).toEqual([]);
    expect(facts.map(({ kind }) => kind)).toContain(readings.find((reading) => reading.technology === technology)?.yields);
  });
});

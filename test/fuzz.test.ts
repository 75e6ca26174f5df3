import fc from 'fast-check';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { createWorkspace, defaultConfig, documentExtractors, extractFile, isRelevantPath, mayHoldSource, mergeFacts, type FileFacts } from '../src/engine/index.js';
import { sourceExtractors } from '../src/engine/source.js';
import { toGraphDocument, toGraphView, toText } from '../src/present/index.js';
import { loadGrammarsForTest } from './support/grammars.js';

/** A fixed seed: the same broken texts on every machine and every day. */
const SEED = 20261124;
const RUNS = 300;

const SYSTEMS = new URL('./systems', import.meta.url).pathname;

// Before any sample is read, right below.
await loadGrammarsForTest('c-sharp', 'go', 'java', 'kotlin', 'php', 'python', 'ruby', 'rust');

const samples = filesIn(SYSTEMS)
  .map((file) => ({ path: relative(SYSTEMS, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }))
  .filter(({ path }) => isRelevantPath(path));

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]));
}

/** What hands and tools do to a text: cut it, drop a piece, repeat a piece, insert what does not belong. */
const damage = fc.record({
  file: fc.nat(),
  kind: fc.constantFrom('cut', 'drop', 'repeat', 'insert'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(80),
  noise: fc.constantFrom('{{ .Values.x }}', '&a [*a, *a]', '\t', ': ', '- ', '[', '{', '"', "'", '${', '#', '<<: *none', '\u0000', '__proto__: 1\n', '\r\n', '😀', 'null', '1e999', '!!binary x', '?', '|', '`'),
});

type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(text: string, { kind, at, length, noise }: Damage): string {
  const start = Math.floor(at * text.length);
  const piece = text.slice(start, start + length);
  switch (kind) {
    case 'cut':
      return text.slice(0, start);
    case 'drop':
      return text.slice(0, start) + text.slice(start + length);
    case 'repeat':
      return text.slice(0, start) + piece + piece + text.slice(start + length);
    default:
      return text.slice(0, start) + noise + text.slice(start);
  }
}

interface Text {
  readonly path: string;
  readonly text: string;
}

function factsOf({ path, text }: Text): FileFacts {
  const document = extractFile(documentExtractors, path, text);
  return mayHoldSource(path, text) ? mergeFacts(document, extractFile(sourceExtractors, path, text)) : document;
}

function analyseAll(files: Iterable<FileFacts>) {
  const workspace = createWorkspace();
  for (const facts of files) workspace.setFacts(facts);
  const analysis = workspace.analyse(defaultConfig);
  if (analysis === undefined) throw new Error('nobody stopped it');
  return { workspace, analysis };
}

const intact = new Map(samples.map((sample) => [sample.path, factsOf(sample)]));
const lengths = new Map(samples.map(({ path, text }) => [path, text.length]));

test('no damage to a file crashes the analysis, or leads a place out of the file', () => {
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      const changed = new Map<string, string>();
      for (const each of damages) {
        const sample = samples[each.file % samples.length];
        if (sample !== undefined) changed.set(sample.path, damaged(changed.get(sample.path) ?? sample.text, each));
      }
      // Only the system of the damaged files: the others would be the same again and again.
      const systems = new Set([...changed.keys()].map((path) => path.split('/')[0]));
      const files = new Map([...intact].filter(([path]) => systems.has(path.split('/')[0])));
      for (const [path, text] of changed) files.set(path, factsOf({ path, text }));
      const { workspace, analysis } = analyseAll(files.values());

      for (const { site } of analysis.findings) expect(site.span.end).toBeLessThanOrEqual(changed.get(site.path)?.length ?? lengths.get(site.path) ?? -1);
      for (const { message } of analysis.problems) expect(message).not.toMatch(/^(Not read by|Rule )/);
      toText(analysis, workspace.lineStarts);
      toGraphDocument(analysis, workspace.lineStarts);
      toGraphView(analysis, { revision: 1, complete: true, restricted: false, filesRead: files.size, name: 'fuzz', lineStartsOf: workspace.lineStarts });
    }),
    { seed: SEED, numRuns: RUNS },
  );
}, 300_000);

test('the samples themselves are read without a problem', () => {
  expect(samples.length).toBeGreaterThan(20);
  expect(analyseAll(intact.values()).analysis.problems).toEqual([]);
});

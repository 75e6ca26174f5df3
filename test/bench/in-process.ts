import { createWorkspace, defaultConfig, documentExtractors, extractFile, mayHoldSource, mergeFacts, rules, type FileFacts } from '../../src/engine/index.js';
import { link } from '../../src/engine/link/index.js';
import { measure } from '../../src/engine/measure/index.js';
import { sourceExtractors } from '../../src/engine/source.js';
import { generateSystem } from '../support/generated-system.js';

/** Ratios inside one process, printed as JSON: linking against parsing the facts, and one saved file. */
const ROUNDS = 7;

function factsOf(path: string, text: string): FileFacts {
  const document = extractFile(documentExtractors, path, text);
  return mayHoldSource(path, text) ? mergeFacts(document, extractFile(sourceExtractors, path, text)) : document;
}

function milliseconds(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The middle of several rounds, taken in turn so that a slow moment hits both sides. */
function compare(first: () => unknown, second: () => unknown): [number, number] {
  first();
  second();
  const times = Array.from({ length: ROUNDS }, (): [number, number] => [milliseconds(first), milliseconds(second)]);
  return [quantile(times.map(([a]) => a), 0.5), quantile(times.map(([, b]) => b), 0.5)];
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN;
}

function linking(services: number) {
  const files = [...generateSystem(services, 0).files].map(([path, text]) => factsOf(path, text));
  const json = JSON.stringify(files);
  const [linked, parsed] = compare(() => measure(link(files), defaultConfig), () => JSON.parse(json) as unknown);
  const facts = files.reduce((sum, file) => sum + file.facts.length, 0);
  return { linked, parsed, facts, files };
}

function savedFile(files: readonly FileFacts[]) {
  const workspace = createWorkspace();
  for (const facts of files) workspace.setFacts(facts);
  const { files: texts } = generateSystem(1000, 0);
  const path = 'system-10/svc-205/src/server.ts';
  const text = texts.get(path) ?? '';
  const save = (): void => {
    workspace.setFacts(factsOf(path, text));
    workspace.analyse(defaultConfig);
  };
  const [saved, floor] = compare(save, () => {
    factsOf(path, text);
    link(files);
  });
  return { saved, floor, p95: quantile(Array.from({ length: 20 }, () => milliseconds(save)), 0.95) };
}

const small = linking(1000);
const saved = savedFile(small.files);
const graph = link(small.files);
const input = { graph, metrics: measure(graph, defaultConfig), config: defaultConfig };
const [ruled, linkedOnly] = compare(() => rules.map((rule) => [...rule.check(input)]), () => link(small.files));
const large = linking(10_000);
const answer = {
  small: { linked: small.linked, parsed: small.parsed, facts: small.facts },
  large: { linked: large.linked, parsed: large.parsed, facts: large.facts },
  saved,
  rules: { ruled, linked: linkedOnly },
};
console.log(JSON.stringify(answer));

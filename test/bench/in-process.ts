import { createWorkspace, defaultConfig, documentExtractors, extractFile, mayHoldSource, mergeFacts, rules, type FileFacts } from '../../src/engine/index.js';
import { link } from '../../src/engine/link/index.js';
import { measure } from '../../src/engine/measure/index.js';
import { sourceExtractors } from '../../src/engine/source.js';
import { generateSystem } from '../support/generated-system.js';

/** Ratios inside one process, printed as JSON: linking against parsing the facts, and one saved file. */
const ROUNDS = 7;
/** Rounds after which the compiler has seen what there is to see. */
const WARM_UP = 5;

function factsOf(path: string, text: string): FileFacts {
  const document = extractFile(documentExtractors, path, text);
  return mayHoldSource(path, text) ? mergeFacts(document, extractFile(sourceExtractors, path, text)) : document;
}

/** CPU of the whole process in milliseconds, that of the threads which collect garbage included: other work on the machine does not count. */
function cpu(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function milliseconds(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The middle of several rounds, taken in turn so that a slow moment hits both sides; warm, as in the server that runs for hours. */
function compare(first: () => unknown, second: () => unknown): [number, number] {
  for (let round = 0; round < WARM_UP; round++) {
    first();
    second();
  }
  const times = Array.from({ length: ROUNDS }, (): [number, number] => [cpu(first), cpu(second)]);
  return [quantile(times.map(([a]) => a), 0.5), quantile(times.map(([, b]) => b), 0.5)];
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN;
}

function linking(services: number) {
  const json = JSON.stringify([...generateSystem(services, 0).files].map(([path, text]) => factsOf(path, text)));
  // The very facts that are parsed on the other side, as the server has them from its cache.
  const files = JSON.parse(json) as FileFacts[];
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

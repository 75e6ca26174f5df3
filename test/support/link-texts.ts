import { documentExtractors } from '../../src/engine/extract/index.js';
import { goExtractor } from '../../src/engine/extract/code/go/index.js';
import { javaExtractor } from '../../src/engine/extract/code/java/index.js';
import { pythonExtractor } from '../../src/engine/extract/code/python/index.js';
import { rustExtractor } from '../../src/engine/extract/code/rust/index.js';
import { typescriptExtractor } from '../../src/engine/extract/typescript/index.js';
import { link } from '../../src/engine/link/index.js';
import type { FileFacts } from '../../src/engine/model/facts.js';
import type { CouplingGraph } from '../../src/engine/model/graph.js';

/** The facts of texts by path; of the languages with a grammar Go, Java, Python and Rust, once their grammars are loaded. */
export function factsOf(texts: Readonly<Record<string, string>>): FileFacts[] {
  return Object.entries(texts).map(([path, text]) => {
    const extractions = [...documentExtractors, typescriptExtractor, goExtractor, javaExtractor, pythonExtractor, rustExtractor].filter((one) => one.accepts(path) && one.mayMatch(text)).map((one) => one.extract(path, text));
    return { path, facts: extractions.flatMap(({ facts }) => facts), problems: extractions.flatMap(({ problems }) => problems), lineStarts: [0] };
  });
}

/** The graph of a workspace with these texts. */
export function linkTexts(texts: Readonly<Record<string, string>>): CouplingGraph {
  return link(factsOf(texts));
}

/** Relations as `from -kind-> to`, start order left out. */
export function relationsOf(graph: CouplingGraph): string[] {
  return graph.relations.filter(({ kind }) => kind !== 'starts-after').map(({ id, confidence }) => `${id}, ${confidence}`);
}

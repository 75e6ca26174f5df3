import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { extname, join } from 'node:path';
import { documentExtractors, extractFile, grammarsFor, isRelevantPath, mayHoldSource } from '../../src/engine/index.js';
import { listFiles } from '../../src/hosts/node/list.js';

/**
 * What no tool of this kind can avoid: list the files and read the relevant ones into one buffer.
 * With the folder of the grammars also: load each parser that the tree needs, and parse the smallest file of each language.
 */
const [root = '.', grammars] = process.argv.slice(2);
const buffer = Buffer.alloc(1 << 20);
const { paths } = await listFiles(root, { useGit: true, exclude: [] });
const smallest = new Map<string, { readonly path: string; readonly text: string }>();
for (const path of paths.filter(isRelevantPath)) {
  const length = read(join(root, path));
  if (grammars === undefined || length >= (smallest.get(extname(path))?.text.length ?? Infinity)) continue;
  const text = buffer.toString('latin1', 0, length);
  if (mayHoldSource(path, text)) smallest.set(extname(path), { path, text });
}

/** Bytes in the buffer; none of a file that is listed but gone. */
function read(path: string): number {
  try {
    const file = openSync(path, 'r');
    const length = readSync(file, buffer);
    closeSync(file);
    return length;
  } catch {
    return 0;
  }
}

if (grammars !== undefined) {
  extractFile(documentExtractors, 'compose.yaml', 'services:\n  a: { image: b }\n');
  if (smallest.size === 0) process.exit();
  const { loadGrammars, sourceExtractors } = await import('../../src/engine/source.js');
  const hits = [...smallest.values()];
  await loadGrammars(grammarsFor(hits.map(({ path }) => path)), (module) => readFileSync(join(grammars, `${module}.wasm`)));
  for (const { path, text } of hits) extractFile(sourceExtractors, path, text);
}

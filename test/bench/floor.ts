import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { documentExtractors, extractFile, isRelevantPath, mayHoldSource } from '../../src/engine/index.js';
import { listFiles } from '../../src/hosts/node/list.js';

/**
 * What no tool of this kind can avoid: list the files and read the relevant ones into one buffer.
 * With `--parsers` also: load each parser that the tree needs, and parse one tiny text with it.
 */
const [root = '.', mode] = process.argv.slice(2);
const buffer = Buffer.alloc(1 << 20);
const { paths } = await listFiles(root, { useGit: true, exclude: [] });
let needsSource = false;
for (const path of paths.filter(isRelevantPath)) {
  const file = openSync(join(root, path), 'r');
  const length = readSync(file, buffer);
  closeSync(file);
  needsSource ||= mode === '--parsers' && mayHoldSource(path, buffer.toString('latin1', 0, length));
}
if (mode === '--parsers') {
  extractFile(documentExtractors, 'compose.yaml', 'services:\n  a: { image: b }\n');
  if (!needsSource) process.exit();
  const { sourceExtractors } = await import('../../src/engine/source.js');
  extractFile(sourceExtractors, 'a.ts', "import axios from 'axios';\naxios.get('http://b');\n");
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the sample systems. */
export const SYSTEMS = fileURLToPath(new URL('../systems/', import.meta.url));

/** The files of a sample system by path. */
export function readSystem(name: string): Map<string, string> {
  const root = join(SYSTEMS, name);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [relative(root, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]));
}

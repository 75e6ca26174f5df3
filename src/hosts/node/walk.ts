import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Folders that hold other people's code or generated files; entering them would only cost time. */
const NEVER_ENTERED = new Set([
  '.git', '.hg', '.svn', 'node_modules', 'bower_components', 'vendor', 'dist', 'build', 'out', 'target', 'bin', 'obj',
  '.venv', 'venv', '__pycache__', '.tox', '.gradle', '.idea', '.vscode', '.cache', '.next', '.nuxt', '.terraform', 'coverage',
]);

/** The rules of one `.gitignore`, which hold for the paths below its folder. */
interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

/**
 * Paths of all files below a folder, honouring `.gitignore` files. Symbolic links are not followed: their targets
 * are either in the folder anyway or none of its business, and loops cannot happen.
 * Stops after `limit` paths. Folders that cannot be read are left out.
 */
export function walk(root: string, limit: number): string[] {
  const paths: string[] = [];
  const pending: { readonly folder: string; readonly ignores: readonly IgnoreRules[] }[] = [{ folder: '', ignores: [] }];
  for (let next = pending.pop(); next !== undefined && paths.length < limit; next = pending.pop()) {
    const { folder } = next;
    const entries = entriesOf(join(root, folder));
    const ignores = entries.some((entry) => entry.name === '.gitignore') ? [rulesOf(root, folder), ...next.ignores] : next.ignores;
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!NEVER_ENTERED.has(entry.name) && !isIgnored(ignores, `${path}/`)) pending.push({ folder: path, ignores });
      } else if (entry.isFile() && !isIgnored(ignores, path)) {
        paths.push(path);
      }
    }
  }
  return paths;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function rulesOf(root: string, folder: string): IgnoreRules {
  const rules = ignore();
  try {
    rules.add(readFileSync(join(root, folder, '.gitignore'), 'utf8'));
  } catch {
    // A `.gitignore` that cannot be read ignores nothing.
  }
  return { folder: folder === '' ? '' : `${folder}/`, rules };
}

/** The first one that has an opinion, which is the innermost, decides, as in git. */
function isIgnored(ignores: readonly IgnoreRules[], path: string): boolean {
  for (const { folder, rules } of ignores) {
    const { ignored, unignored } = rules.test(path.slice(folder.length));
    if (ignored || unignored) return ignored;
  }
  return false;
}

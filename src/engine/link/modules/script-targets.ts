import type { PathAliasFact } from '../../model/code-facts.js';
import { folderOf, joinPath, type Path } from '../../model/text.js';
import { starIn } from '../names/aliases.js';
import type { PackageFolders } from './packages.js';

const ENDINGS = ['', '.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs', '/index.ts', '/index.tsx', '/index.js', '/index.mjs'];

/** Where the imports of JavaScript and TypeScript lead: to files by paths and aliases, to packages of the workspace by their names. */
export function scriptTargets(known: ReadonlySet<Path>, aliases: readonly PathAliasFact[], packages: PackageFolders): (from: Path, specifier: string) => Path | undefined {
  // The alias of the nearest project counts, and the longest pattern in it.
  const ordered = [...aliases].sort((a, b) => folderOf(b.site.path).length - folderOf(a.site.path).length || b.pattern.length - a.pattern.length);

  function existing(path: Path | undefined): Path | undefined {
    if (path === undefined) return undefined;
    // TypeScript sources are imported under the name of the JavaScript they become.
    const stems = [path, path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2'), path.replace(/\.jsx?$/, '')];
    for (const stem of stems) {
      const found = ENDINGS.map((ending) => stem + ending).find((candidate) => known.has(candidate));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function aliased(from: Path, specifier: string): Path | undefined {
    for (const { pattern, targets, site } of ordered) {
      const home = folderOf(site.path);
      if (home !== '' && !from.startsWith(`${home}/`)) continue;
      const star = starIn(pattern, specifier);
      if (star === undefined) continue;
      for (const target of targets) {
        const found = existing(target.replace('*', () => star));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  function inRoot(from: Path, inner: string): Path | undefined {
    const root = packages.around(from);
    return existing(joinPath(root, `src/${inner}`)) ?? existing(joinPath(root, inner));
  }

  function inPackage(specifier: string): Path | undefined {
    const length = specifier.startsWith('@') ? 2 : 1;
    const segments = specifier.split('/');
    const folder = packages.named(segments.slice(0, length).join('/'));
    if (folder === undefined) return undefined;
    const inner = segments.slice(length).join('/');
    return existing(joinPath(folder, inner)) ?? existing(joinPath(folder, `src/${inner}`)) ?? existing(joinPath(folder, `lib/${inner}`)) ?? folder;
  }

  return (from, specifier) => {
    if (specifier.startsWith('.')) return existing(joinPath(folderOf(from), specifier));
    const inner = /^(?:@|~|src)\/(.+)$/.exec(specifier)?.[1];
    return aliased(from, specifier) ?? (inner === undefined ? undefined : inRoot(from, inner)) ?? inPackage(specifier);
  };
}

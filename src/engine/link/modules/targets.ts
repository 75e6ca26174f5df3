import type { ImportFact } from '../../model/code-facts.js';
import type { FileFacts } from '../../model/facts.js';
import { folderOf, joinPath, type Path } from '../../model/text.js';
import { append, foldersUp, type Inventory } from '../inventory.js';
import { packageFolders, type PackageFolders } from './packages.js';
import { rubyTargets } from './ruby-targets.js';
import { scriptTargets } from './script-targets.js';
import type { Target } from './target.js';

/** Tells where imports lead, in the workspace; nothing for what is not in it, or cannot be told. */
export type Targets = (fact: ImportFact) => readonly Target[];

/** Indexes the source files of a workspace for all languages. */
export function importTargets(inventory: Inventory, files: readonly FileFacts[], packages: PackageFolders = packageFolders(inventory)): Targets {
  const known = new Set(files.map(({ path }) => path));
  const folders = new Set<Path>(files.flatMap(({ path }) => foldersUp(folderOf(path))));
  const scripts = scriptTargets(known, inventory.pathAliases, packages);
  const namespaces = namespaceTargets(files);
  const ruby = rubyTargets(files);

  function go(specifier: string): readonly Target[] {
    for (let end = specifier.length; end > 0; end = specifier.lastIndexOf('/', end - 1)) {
      const root = packages.named(specifier.slice(0, end));
      const path = root === undefined ? undefined : joinPath(root, specifier.slice(end + 1));
      if (path !== undefined) return folders.has(path) ? [{ path }] : [];
    }
    return [];
  }

  function python(from: Path, { specifier, names = [] }: ImportFact): readonly Target[] {
    const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
    const path = specifier.slice(dots).replaceAll('.', '/');
    const homes = dots > 0 ? [joinPath(folderOf(from), '../'.repeat(dots - 1)) ?? ''] : foldersUp(folderOf(from));
    const [first = ''] = path.split('/');
    const home = homes.find((folder) => dots > 0 || folders.has(inFolder(folder, first)) || known.has(`${inFolder(folder, first)}.py`));
    const base = home === undefined ? undefined : inFolder(home, path);
    if (base === undefined) return [];
    // A name may be a file of the package as well as something that the package defines.
    const inner = names.map((name) => ({ name, path: pythonFile(inFolder(base, name)) }));
    const own = inner.filter((each) => each.path === undefined).map(({ name }) => name);
    const file = pythonFile(base) ?? (folders.has(base) ? base : pythonFile(folderOf(base)));
    return [
      ...inner.flatMap((each) => (each.path === undefined ? [] : [{ path: each.path }])),
      ...(file !== undefined && (own.length > 0 || names.length === 0) ? [{ path: file, ...(names.length > 0 && { names: own }) }] : []),
    ];
  }

  function pythonFile(base: Path): Path | undefined {
    return [`${base}.py`, `${base}/__init__.py`].find((file) => known.has(file));
  }

  function rust(from: Path, { specifier, names = [] }: ImportFact): readonly Target[] {
    return names.length === 0 ? rustPath(from, specifier) : names.flatMap((name) => rustPath(from, `${specifier}::${name}`));
  }

  function rustPath(from: Path, path: string): readonly Target[] {
    const [first = '', ...rest] = path.split('::');
    const home = first === 'crate' ? packages.around(from, 'Cargo.toml') : (packages.named(first) ?? packages.named(first.replaceAll('_', '-')));
    if (first === 'super') return rustFile(folderOf(/\/mod\.rs$/.test(from) ? folderOf(from) : from), rest);
    return home === undefined ? [] : rustFile(inFolder(home, 'src'), rest);
  }

  /** The file of the longest part of the path that is a module; what follows is in it. */
  function rustFile(folder: Path, segments: readonly string[]): readonly Target[] {
    for (let length = segments.length; length > 0; length--) {
      const base = inFolder(folder, segments.slice(0, length).join('/'));
      const file = [`${base}.rs`, `${base}/mod.rs`].find((candidate) => known.has(candidate));
      if (file !== undefined) return [{ path: file, names: segments.slice(length, length + 1) }];
    }
    const top = ['lib.rs', 'main.rs', 'mod.rs'].map((name) => inFolder(folder, name)).find((candidate) => known.has(candidate));
    return top === undefined ? [] : [{ path: top, names: segments.slice(0, 1) }];
  }

  return (fact) => {
    const from = fact.site.path;
    switch (from.slice(from.lastIndexOf('.') + 1)) {
      case 'go': return go(fact.specifier);
      case 'py': return python(from, fact);
      case 'rs': return rust(from, fact);
      case 'rb': return ruby(from, fact.specifier);
      case 'java': case 'kt': case 'cs': case 'php': return namespaces(from, fact.specifier);
      default: {
        const path = scripts(from, fact.specifier);
        return path === undefined ? [] : [{ path }];
      }
    }
  };
}

function inFolder(folder: Path, inner: string): Path {
  if (inner === '') return folder;
  return folder === '' ? inner : `${folder}/${inner}`;
}

/** Names of languages whose files declare a package: a name is a package, or a type in one. */
function namespaceTargets(files: readonly FileFacts[]): (from: Path, specifier: string) => readonly Target[] {
  const byPackage = new Map<string, Path[]>();
  const ownPackage = new Map<Path, string>();
  for (const { path, facts } of files) {
    for (const fact of facts) {
      if (fact.kind !== 'package') continue;
      append(byPackage, fact.name, path);
      ownPackage.set(path, fact.name);
    }
  }
  const cache = new Map<string, readonly Target[]>();

  function find(specifier: string): readonly Target[] {
    const name = specifier.replace(/\.\*$/, '');
    const whole = byPackage.get(name);
    if (whole !== undefined) return [...new Set(whole.map(folderOf))].map((path) => ({ path }));
    // A type, or a member of one: its package is the longest that is known.
    for (let end = name.length; end > 0; ) {
      end = Math.max(name.lastIndexOf('.', end - 1), name.lastIndexOf('\\', end - 1));
      const inside = end < 0 ? undefined : byPackage.get(name.slice(0, end));
      if (inside === undefined) continue;
      const [type = ''] = name.slice(end + 1).split(/[.\\]/, 1);
      const own = inside.filter((path) => path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.')) === type);
      return (own.length > 0 ? own : inside.length === 1 ? inside : [...new Set(inside.map(folderOf))]).map((path) => ({ path, names: [type] }));
    }
    return [];
  }

  /** C# looks a namespace up in those around first, innermost first. */
  function absolute(from: Path, specifier: string): string {
    const own = from.endsWith('.cs') ? (ownPackage.get(from) ?? '') : '';
    for (let end = own.length; end > 0; end = own.lastIndexOf('.', end - 1)) {
      const name = `${own.slice(0, end)}.${specifier}`;
      if (byPackage.has(name)) return name;
    }
    return specifier;
  }

  return (from, specifier) => {
    const name = absolute(from, specifier);
    let found = cache.get(name);
    if (found === undefined) cache.set(name, (found = find(name)));
    return found;
  };
}

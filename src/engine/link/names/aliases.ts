import type { PathAliasFact } from '../../model/code-facts.js';
import { folderOf, type Path } from '../../model/text.js';
import { append, foldersUp } from '../inventory.js';

/** Where an alias leads. */
export interface AliasTarget {
  /** The file or folder, without the ending of the file. */
  readonly path: Path;
  /** The folder that the alias stands for. */
  readonly root: Path;
  /** The line of the configuration that says so. */
  readonly fact: PathAliasFact;
}

/** Finds what a specifier in a file means by the aliases of the projects around it, nearest first. */
export type FindAlias = (file: Path, specifier: string) => readonly AliasTarget[];

/** Indexes aliases by the folder of the configuration that gives them. */
export function indexAliases(facts: readonly PathAliasFact[]): FindAlias {
  const byFolder = new Map<Path, PathAliasFact[]>();
  for (const fact of facts) append(byFolder, folderOf(fact.site.path), fact);
  if (byFolder.size === 0) return () => [];
  return (file, specifier) => {
    for (const folder of foldersUp(folderOf(file))) {
      const found = (byFolder.get(folder) ?? []).flatMap((fact) => targetsOf(fact, specifier));
      if (found.length > 0) return found;
    }
    return [];
  };
}

function targetsOf(fact: PathAliasFact, specifier: string): AliasTarget[] {
  const { pattern, targets } = fact;
  const star = starIn(pattern, specifier);
  // A pattern for everything says where modules lie, not what they are.
  if (star === undefined || pattern.startsWith('*')) return [];
  if (!pattern.includes('*')) return targets.map((target) => ({ path: target, root: /\.[jt]sx?$/.test(target) ? folderOf(target) : target, fact }));
  return targets.map((target) => ({ path: target.replace('*', () => star), root: target.slice(0, Math.max(0, target.indexOf('*') - 1)), fact }));
}

/** What the star of a pattern stands for; '' for a pattern without one that is met; undefined when it is not met. */
export function starIn(pattern: string, specifier: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === specifier ? '' : undefined;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (specifier.length < before.length + after.length || !specifier.startsWith(before) || !specifier.endsWith(after)) return undefined;
  return specifier.slice(before.length, specifier.length - after.length);
}

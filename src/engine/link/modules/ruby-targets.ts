import type { FileFacts } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import { append } from '../inventory.js';
import type { Target } from './target.js';

/** Folders that Rails loads constants from: every folder of `app/`, `concerns` in them, `lib/`. Group 1 is the constant's path. */
const LOADED = /(?:^|\/)(?:app\/(?!assets\/|views\/)[^/]+\/(?:concerns\/)?|lib\/(?:concerns\/)?)(.+)\.rb$/;

/** Finds constants by the names of files, as Zeitwerk does, without case and underscores: acronyms are a matter of inflection. */
export function rubyTargets(files: readonly FileFacts[]): (from: Path, constant: string) => readonly Target[] {
  const byConstant = new Map<string, Path[]>();
  for (const { path } of files) {
    const key = keyOf(path);
    if (key !== undefined) append(byConstant, key, path);
  }
  return (from, constant) => {
    const name = constant.toLowerCase().replaceAll('::', '/').replaceAll('_', '');
    const own = keyOf(from)?.split('/') ?? [];
    // Ruby looks in the namespaces around first, innermost first.
    for (let depth = own.length; depth >= 0; depth--) {
      const found = longest(byConstant, [...own.slice(0, depth), name].join('/'), depth);
      if (found !== undefined) return found.filter((path) => path !== from).map((path) => ({ path, names: [constant.slice(constant.lastIndexOf(':') + 1)] }));
    }
    return [];
  };
}

function keyOf(path: Path): string | undefined {
  return LOADED.exec(path)?.[1]?.replaceAll('_', '').toLowerCase();
}

/** The files of the constant, or of the namespace it is declared in. */
function longest(byConstant: ReadonlyMap<string, readonly Path[]>, key: string, depth: number): readonly Path[] | undefined {
  const segments = key.split('/');
  for (let length = segments.length; length > depth; length--) {
    const found = byConstant.get(segments.slice(0, length).join('/'));
    if (found !== undefined) return found;
  }
  return undefined;
}

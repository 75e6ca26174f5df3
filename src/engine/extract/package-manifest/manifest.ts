import type { CodeRootFact } from '../../model/packaging-facts.js';
import type { Span } from '../../model/text.js';

/** What a reader of one manifest format finds. */
export interface Manifest {
  readonly name?: string;
  /** Where the name stands. */
  readonly nameSpan?: Span;
  /** Whose the name is, where names are only unique together with that: `groupId` of Maven, `group` of Gradle. */
  readonly group?: string;
  readonly runnable: CodeRootFact['runnable'];
  readonly dependencies: readonly Dependency[];
  readonly members: readonly string[];
  /** See `CodeRootFact`. */
  readonly framework?: string;
}

export interface Dependency {
  readonly name: string;
  /** As written; empty where the manifest leaves it to another file. */
  readonly version: string;
  readonly span: Span;
}

/** Reads one manifest; undefined when the file is not one after all. */
export type ManifestReader = (text: string, fileName: string) => Manifest | undefined;

/** All matches of a pattern as dependencies: its first group is the name, its second the version. It must be global and run in linear time. */
export function matchedDependencies(text: string, pattern: RegExp): Dependency[] {
  return [...text.matchAll(pattern)].map((match) => {
    const [whole, name = '', version = ''] = match;
    const start = match.index + whole.indexOf(name);
    return { name, version, span: { start, end: start + name.length } };
  });
}

/** The first group of a pattern as a name, with its place. */
export function matchedName(text: string, pattern: RegExp): Pick<Manifest, 'name' | 'nameSpan'> {
  const match = pattern.exec(text);
  const name = match?.[1];
  if (match === null || name === undefined) return {};
  const start = match.index + match[0].lastIndexOf(name);
  return { name, nameSpan: { start, end: start + name.length } };
}

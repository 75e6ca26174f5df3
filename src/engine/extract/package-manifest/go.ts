import { matchedDependencies, matchedName, type Manifest } from './manifest.js';

/** A line of `require`; those marked as indirect are requirements of others. */
const DIRECT_REQUIREMENT = /^[ \t]*(?:require[ \t]+)?([\w.-]+\/[\w./~-]+)[ \t]+(v[\w.+-]+)[ \t\r]*(?:$|\/\/(?![ \t]*indirect))/gm;

/** A module whose source lies in a folder beside: its version means nothing. */
const LOCAL_REPLACEMENT = /^[ \t]*(?:replace[ \t]+)?([\w.-]+\/[\w./~-]+)[ \t]+(?:v[\w.+-]+[ \t]+)?=>[ \t]+\.{1,2}\//gm;

/** A Go module; the version of what is built from a folder of the workspace is empty. Whether a folder below has a `main` package, the manifest does not say. */
export function readGoModule(text: string): Manifest {
  const local = new Set([...text.matchAll(LOCAL_REPLACEMENT)].map(([, name]) => name));
  return {
    ...matchedName(text, /^module[ \t]+"?([^\s"]+)/m),
    runnable: 'unknown',
    dependencies: matchedDependencies(text, DIRECT_REQUIREMENT).map((dependency) => (local.has(dependency.name) ? { ...dependency, version: '' } : dependency)),
    members: [],
  };
}

/** A Go workspace: the folders of its modules. */
export function readGoWorkspace(text: string): Manifest {
  const members = [...text.matchAll(/^[ \t]*(?:use[ \t]+)?(\.{1,2}(?:\/[^\s)]*)?)[ \t\r]*$/gm)].map((match) => match[1] ?? '');
  return { runnable: 'no', dependencies: [], members };
}

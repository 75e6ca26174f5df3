import { folderOf, type Path } from './text.js';

/** Words that mark a file or folder as meant for development, tests or a build server, not for running the system. */
const TRIAL_WORD = '(?:dev|devel|development|local|tests?|testing|e2e|ci)';

/** A folder of that name, or a file whose name holds the word. */
const TRIAL = new RegExp(`(?:^|/)${TRIAL_WORD}/|(?:^|[/._-])${TRIAL_WORD}(?:[._-][^/]*)?$`, 'i');

/** Definitions of pipelines: what `ci.yml` builds is released. */
const PIPELINE = /(?:^|\/)\.github\/workflows\/|(?:^|[/.])gitlab-ci\.ya?ml$/;

/** Whether a path belongs to an environment that serves nobody yet: `compose.dev.yaml`, `overlays/local/...`. */
export function isTrialPath(path: Path): boolean {
  return TRIAL.test(path) && !PIPELINE.test(path);
}

/** Charts inside charts come from elsewhere; generated files are changed at their source; inputs of tests run nothing (Go ignores `testdata` by rule). */
const FOREIGN = /(?:^|\/)charts\/[^/]+\/charts\/|\.gen\.[^/]+$|(?:^|\/)(?:generated|__generated__|testdata|__fixtures__)\//;

/** Whether what a path holds is nobody's decision here: read for its names, but no place for a finding. */
export function isForeignPath(path: Path): boolean {
  return FOREIGN.test(path);
}

/** Whether two files are most likely deployed together: their folders are the same, one is inside the other, or one folder holds both. */
export function isBeside(one: Path, other: Path): boolean {
  const [a, b] = [folderOf(one), folderOf(other)];
  const isInside = (inner: Path, outer: Path): boolean => outer === '' || inner === outer || inner.startsWith(`${outer}/`);
  return isInside(a, b) || isInside(b, a) || folderOf(a) === folderOf(b);
}

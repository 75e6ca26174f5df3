import type { Path } from '../../model/text.js';
import { joinPath } from '../../model/text.js';

/** What is known of the variables of a job, by the names that its texts use: `matrix.service`, `env.IMAGE`, `IMAGE`. */
export type Values = ReadonlyMap<string, string>;

/** Stands in a text for what only a run of the pipeline knows. */
const UNKNOWN_PART = '\uFFFD';

/** The folder of the checked-out repository, as pipelines call it: paths from there start with `/`. */
const WORKSPACE = /^(?:github\.workspace|GITHUB_WORKSPACE|CI_PROJECT_DIR)$/;

/** A text with its variables filled in: `${{ matrix.service }}`, `${IMAGE}`, `$IMAGE`; what is not known is marked. */
export function filled(text: string, values: Values): string {
  const valueOf = (name: string): string => (WORKSPACE.test(name) ? '' : (values.get(name) ?? UNKNOWN_PART));
  return text
    .replace(/\$\{\{([^}]{0,500})\}\}/g, (_, expression: string) => valueOf(expression.trim()))
    .replace(/\$\([^)]{0,500}\)|`[^`]{0,500}`/g, UNKNOWN_PART)
    .replace(/\$\{(\w+)([^}]{0,500})\}|\$(\w+)/g, (_, braced: string | undefined, rest: string | undefined, bare: string | undefined) =>
      ((rest ?? '') === '' ? valueOf(braced ?? bare ?? '') : UNKNOWN_PART));
}

/** Whether nothing of a filled text is unknown. */
export function isKnown(text: string): boolean {
  return !text.includes(UNKNOWN_PART);
}

/** A path as written by a command that runs in a folder; undefined when it is unknown or no path of the workspace. */
export function pathIn(folder: Path, written: string): Path | undefined {
  const path = written.replace(/^\{\{defaultContext\}\}:?/, '/');
  if (!isKnown(path) || /[*{}]|:\/\/|^-$/.test(path)) return undefined;
  return joinPath(path.startsWith('/') ? '' : folder, path);
}

/** The last segment of the repository that an image reference names, of whose registry and tag nothing need be known. */
export function imageNameIn(reference: string): string | undefined {
  const name = reference.slice(reference.lastIndexOf('/') + 1).replace(/[:@].*$/s, '').trim();
  return name !== '' && /^[\w.-]+$/.test(name) ? name.toLowerCase() : undefined;
}

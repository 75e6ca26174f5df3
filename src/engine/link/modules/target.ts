import type { Path } from '../../model/text.js';

/** Where an import leads. */
export interface Target {
  /** A source file, or the folder of a package. */
  readonly path: Path;
  /** What is taken from there by name, where the language says. */
  readonly names?: readonly string[];
}

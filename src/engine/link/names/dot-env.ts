import type { VariableFact } from '../../model/setting-facts.js';
import type { Path } from '../../model/text.js';
import { folderOf } from '../../model/text.js';

/** Lines of environment files by file, then by name. */
export type Variables = ReadonlyMap<Path, ReadonlyMap<string, VariableFact>>;

/** The lines of the `.env` file in a folder. */
export function dotEnvIn(variables: Variables, folder: Path): ReadonlyMap<string, VariableFact> | undefined {
  return variables.get(folder === '' ? '.env' : `${folder}/.env`);
}

/**
 * The value that a file's `${NAME}` stands for: that of the `.env` file beside it. A variable without a default must come from somewhere: where the file beside
 * it does not have it, Compose was started from a folder above, or with the `--env-file` of one.
 */
export function substituteOf(variables: Variables, file: Path, name: string, hasDefault: boolean): VariableFact | undefined {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const found = dotEnvIn(variables, folder)?.get(name);
    if (found !== undefined || hasDefault || folder === '') return found;
  }
}

/** A folder of the workspace as the editor names it; `uri` without a slash at its end. */
export interface NamedFolder {
  readonly uri: string;
  readonly name: string;
}

/** A folder and what stands before its files' paths in views and findings: '' for an only folder, else `name/`. */
export interface PrefixedFolder {
  readonly uri: string;
  readonly prefix: string;
}

/**
 * Gives each folder its prefix. Folders inside another one are left out, as the outer one holds their files;
 * equal names are numbered in order.
 */
export function prefixFolders(folders: readonly NamedFolder[]): PrefixedFolder[] {
  const outer = folders.filter(({ uri }) => !folders.some((other) => uri.startsWith(`${other.uri}/`)));
  if (outer.length === 1) return outer.map(({ uri }) => ({ uri, prefix: '' }));
  const uses = new Map<string, number>();
  return outer.map(({ uri, name }) => {
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    return { uri, prefix: use === 1 ? `${name}/` : `${name} (${use})/` };
  });
}

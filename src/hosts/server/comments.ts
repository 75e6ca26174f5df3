import type { Path } from '../../engine/index.js';

/** Marks of line comments by how a file's name ends; formats without comments are absent on purpose. */
const LINE_COMMENTS: readonly (readonly [mark: string, names: RegExp])[] = [
  ['#', /(?:\.(?:ya?ml|env|properties|toml|conf|cfg|py|rb|sh|tf|dockerfile)|(?:^|\/)(?:\.env[^/]*|dockerfile[^/]*))$/i],
  ['//', /\.(?:[cm]?[jt]sx?|java|kts?|go|cs|rs|php|proto|prisma|gradle)$/i],
];

/** What starts a comment line in a file; undefined where there is no such thing. */
export function lineCommentOf(path: Path): string | undefined {
  return LINE_COMMENTS.find(([, names]) => names.test(path))?.[0];
}

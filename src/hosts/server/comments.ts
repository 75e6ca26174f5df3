import type { Path } from '../../engine/index.js';

/** Marks of line comments by how a file's name ends; formats without comments are absent on purpose. */
const LINE_COMMENTS: readonly (readonly [mark: string, names: RegExp])[] = [
  ['#', /(?:\.(?:ya?ml|env|properties|toml|py|rb|sh|dockerfile)|(?:^|\/)(?:\.env[^/]*|dockerfile[^/]*))$/i],
  ['//', /\.(?:[cm]?[jt]sx?|java|kt|go|cs|rs|php|proto|gradle)$/i],
];

/** What starts a comment line in a file; undefined where there is no such thing. */
export function lineCommentOf(path: Path): string | undefined {
  return LINE_COMMENTS.find(([, names]) => names.test(path))?.[0];
}

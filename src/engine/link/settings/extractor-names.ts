import type { Path } from '../../model/text.js';

const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/\.[cm]?[jt]sx?$/, 'typescript'], [/\.(?:java|kt)$/, 'java'], [/\.cs$/, 'csharp'], [/\.py$/, 'python'], [/\.go$/, 'go'], [/\.php$/, 'php'], [/\.rb$/, 'ruby'], [/\.rs$/, 'rust'],
  [/(?:^|\/)\.?env[^/]*$|\.env$/, 'dotenv'], [/compose[^/]*\.ya?ml$/, 'compose'], [/(?:^|\/)config\/packages\//, 'symfony'], [/\.ya?ml$/, 'kubernetes'], [/dockerfile/i, 'dockerfile'],
];

/** The reader of a file, by its name. */
export function extractorOf(path: Path): string {
  return LANGUAGES.find(([pattern]) => pattern.test(path))?.[1] ?? 'code';
}

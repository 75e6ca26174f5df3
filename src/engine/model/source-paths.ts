import type { Path } from './text.js';

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx|java|kt|cs|go|py|php|rb|rs)$/;

/** The same in languages whose imports are not read. */
const OTHER_SOURCE = /\.(?:c|cc|cpp|cxx|hpp|scala|exs?|erl|cljc?|swift|dart|fs)$/;

/** Tests, generated code, declarations without code, and changes of the schema. */
const NOT_STRUCTURE = new RegExp([
  '(?:^|/)(?:[Tt]ests?|[Ss]pecs?|__tests__|__mocks__|__e2e__|__integration__|__fixtures__|testing|testFixtures|testdata|integration-?[Tt]est|androidTest|jmh|e2e|cypress|fixtures|mocks?|migrations?|Migrations|migrate|alembic|generated|generated-sources|target|obj|bin|build)/',
  '(?:^|/)[^/]*(?:[._-][Tt]|[a-z0-9]T)ests?/|(?:^|/)[^/]*-e2e/',
  '(?:Tests?|IT|TestCase|Spec|_test|_tests|_spec|_pb|_pb2|_pb2_grpc|\\.pb|\\.pb\\.gw|\\.gen|\\.g|\\.[Dd]esigner|\\.generated|\\.blade|\\.d|\\.min|\\.test|\\.spec|\\.stories|\\.e2e|\\.bench|\\.config)\\.\\w+$',
  '(?:^|/)(?:test_[^/]*|conftest|setup|noxfile|zz_generated[^/]*|mock_[^/]*)\\.\\w+$',
].join('|'));

const FOREIGN = /(?:^|\/)(?:node_modules|bower_components|vendor|third_party|\.git|\.github(?!\/(?:CODEOWNERS|workflows\/[^/]+\.ya?ml)$)|\.svn|\.hg|dist|\.next|\.nuxt|\.venv|venv|site-packages|\.terraform|\.gradle|\.mvn|\.idea|coverage|testdata)\//;

/**
 * Other people's code, build results, generated files, inputs of tests, and what only the repository's own automation runs: no
 * part of the system. Its workflows tell what is released together.
 */
export function isForeignPath(path: Path): boolean {
  return FOREIGN.test(path);
}

/** True for source files in any language. */
export function isCodePath(path: Path): boolean {
  return SOURCE.test(path) || OTHER_SOURCE.test(path);
}

/** True for source files, in any language whose imports are read, that are a part of the running program's structure. */
export function isStructurePath(path: Path): boolean {
  return SOURCE.test(path) && !NOT_STRUCTURE.test(path);
}

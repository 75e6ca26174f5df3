import type { Path } from '../model/text.js';

/** What services are written in: programs, queries, interfaces, pages. Manifests, settings and documents change for other reasons. */
const ENDINGS = new Set([
  'js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx', 'vue', 'svelte', 'astro', 'html', 'htm', 'hbs', 'ejs', 'css', 'scss', 'sass', 'less',
  'java', 'kt', 'scala', 'groovy', 'clj', 'jsp', 'cs', 'fs', 'vb', 'razor', 'cshtml', 'xaml', 'go', 'rs', 'py', 'php', 'rb', 'erb', 'ex', 'exs', 'heex', 'erl', 'hs',
  'c', 'h', 'cc', 'cpp', 'cxx', 'hpp', 'swift', 'dart', 'lua', 'pl', 'sql', 'prisma', 'proto', 'thrift', 'avsc', 'graphql', 'graphqls',
]);

/** Folders and names by which test runners find tests, in all the languages. */
const TEST_FOLDER = /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|fixtures|mocks?|testdata|testing)\/|(?:^|\/)[^/]*[.\-a-z](?:Tests?|-tests?)\//;
const TEST_FILE = /[._-](?:test|tests|spec|e2e|bench|stories)\.[^/]+$|(?:Tests?|IT|Spec)\.[a-z]+$|(?:^|\/)(?:test_[^/]+|conftest)\.py$/;

/** Copies of other people's code, and what programs write: it changes because something else did. */
const FOREIGN_FOLDER = /(?:^|\/)(?:node_modules|bower_components|vendor|third_party|dist|generated|__generated__|gen|genproto)\//;
const GENERATED_FILE = /(?:\.pb|\.pb\.gw|_pb2|_pb2_grpc|_pb|_grpc_pb|\.gen|\.generated|\.g|\.designer|\.min|\.bundle)\.[a-z]+$|\.d\.[cm]?ts$/i;

/** Set-up of tools. */
const TOOL_FILE = /(?:^|\/)(?:gulpfile|gruntfile|setup|[^/]+\.(?:config|conf))\.(?:[cm]?[jt]s|py)$/i;

/** Whether a path is source that a person wrote to run in production: only that counts as a change of a service (coupling.md C1, V). */
export function isChangedByHand(path: Path): boolean {
  if (!ENDINGS.has(path.slice(path.lastIndexOf('.') + 1))) return false;
  return ![TEST_FOLDER, TEST_FILE, FOREIGN_FOLDER, GENERATED_FILE, TOOL_FILE].some((pattern) => pattern.test(path));
}

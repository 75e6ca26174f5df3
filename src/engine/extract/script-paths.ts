import type { Path } from '../model/text.js';

const SCRIPT = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const NOT_RUN_IN_PRODUCTION = /\.d\.[cm]?ts$|\.min\.[cm]?js$|\.(?:(?:server|client|unit|integration)?-?test|spec|stories|e2e|bench)\.[^/]+$|(?:^|\/)(?:__tests__|__mocks__|__e2e__|__integration__|__fixtures__|tests?|e2e|cypress|fixtures|mocks?)\//;

/** True for JavaScript and TypeScript that runs in production: no declarations, tests, stories, or minified code. */
export function isScriptPath(path: Path): boolean {
  return SCRIPT.test(path) && !NOT_RUN_IN_PRODUCTION.test(path);
}

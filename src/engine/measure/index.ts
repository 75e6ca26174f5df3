export { measure } from './measure.js';
export { attemptsOf, promiseOf, waitsOf, type AvailabilityPromise, type Factor, type Wait } from './promise.js';
export { STYLE_NAMES } from './reasons.js';
export type { Contribution } from './contributions.js';
export { literatureScores } from './scores.js';
export { sensitivityOf } from './sensitivity.js';
export { verdictOf, type Crossing, type Verdict } from './verdict.js';

export { measure } from './measure.js';
export { attemptsOf, promiseOf, waitsOf, type AvailabilityPromise, type Factor, type Wait } from './promise.js';
export { STYLE_NAMES } from './reasons.js';

export { measure } from './measure.js';
export { STYLE_NAMES } from './reasons.js';

import type { Guards } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Ganesha: a function that asks `$ganesha->isAvailable('stock')` calls only while its breaker is closed. */
export const phpGuards: Guards = ({ call, reader }) => {
  const asks = reader.outline.calls.some((one) => isNamed(one, /^isAvailable$/) && one.scope.function === call.scope.function);
  return asks ? { hasBreaker: true } : {};
};

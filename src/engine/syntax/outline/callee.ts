import type { Call } from './outline.js';

/** The name that a call calls, without what it is called on: `get` of `client.get(url)`; undefined where no name is written. */
export function calleeName({ callee }: Call): string | undefined {
  return callee.kind === 'member' || callee.kind === 'name' ? callee.name : undefined;
}

/** Whether a call calls something of a name. */
export function isNamed(call: Call, name: RegExp): boolean {
  const callee = calleeName(call);
  return callee !== undefined && name.test(callee);
}

import type { Setting } from '../../model/text.js';
import { ts } from '../../syntax/typescript.js';
import type { LibraryCall } from './library-call.js';
import { numberSetting, option, optionsOf, siteOf } from './options.js';
import { isCall, type Call } from './origin.js';
import type { Reader } from './reader.js';

/** What stands around a call and limits what a slow or absent callee does. */
export interface Guards {
  readonly timeout?: Setting<number>;
  readonly defaultTimeout?: number;
  readonly retries?: Setting<number>;
  readonly hasBreaker: boolean;
  readonly hasFallback: boolean;
}

const NO_GUARDS: Guards = { hasBreaker: false, hasFallback: false };

/** opossum gives up after ten seconds unless told otherwise (README, `options.timeout`). */
const OPOSSUM_TIMEOUT = 10_000;

/** The guards around a call, from the inside out; the innermost value of each kind counts. */
export function guardsAround(call: LibraryCall): Guards {
  let guards = NO_GUARDS;
  for (let node: ts.Node = call.node; node.parent !== undefined && !ts.isSourceFile(node.parent); node = node.parent) {
    if (ts.isFunctionLike(node)) {
      for (const user of usersOf(node, call.reader)) guards = merge(guards, guardOf(call, user));
    } else if (isCall(node.parent) && node.parent.arguments?.includes(node as ts.Expression)) {
      guards = merge(guards, guardOf(call, node.parent));
    } else if (ts.isPropertyAccessExpression(node.parent) && node.parent.name.text === 'pipe' && ts.isCallExpression(node.parent.parent)) {
      guards = merge(guards, pipeGuards(call, node.parent.parent));
    }
  }
  return guards;
}

function merge(inner: Guards, outer: Guards): Guards {
  return {
    ...outer,
    ...inner,
    hasBreaker: inner.hasBreaker || outer.hasBreaker,
    hasFallback: inner.hasFallback || outer.hasFallback,
  };
}

/** Remembered while the tree lives: many calls stand in one function. */
const usersByFunction = new WeakMap<ts.SignatureDeclaration, readonly Call[]>();

/** Calls that are given the function, inline or by its name. */
function usersOf(node: ts.SignatureDeclaration, reader: Reader): readonly Call[] {
  const users = usersByFunction.get(node) ?? findUsers(node, reader);
  usersByFunction.set(node, users);
  return users;
}

function findUsers(node: ts.SignatureDeclaration, reader: Reader): readonly Call[] {
  const name = functionName(node);
  return reader.declarations.calls.filter((call) =>
    call.arguments?.some((argument) => argument === node || (name !== undefined && lastName(argument) === name)),
  );
}

function functionName(node: ts.SignatureDeclaration): string | undefined {
  if (node.name !== undefined && ts.isIdentifier(node.name)) return node.name.text;
  const { parent } = node;
  return parent !== undefined && ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
}

/** The name that an argument passes on: `load`, `this.load`, `this.load.bind(this)`. */
function lastName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  const isBind = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'bind';
  return isBind && ts.isPropertyAccessExpression(node.expression) ? lastName(node.expression.expression) : undefined;
}

/** What a call does for the function or promise it is given. */
function guardOf(call: LibraryCall, user: Call): Guards {
  const chain = call.reader.chain(user.expression);
  const method = chain?.names.at(-1) ?? '';
  switch (chain?.module) {
    case 'opossum':
      return breakerGuards(call, user);
    case 'cockatiel':
      return method === 'execute' ? policyGuards(call, user) : NO_GUARDS;
    case 'brakes':
    case 'mollitia':
    case 'levee':
      return { hasBreaker: true, hasFallback: false };
    case 'p-retry':
    case 'async-retry':
    case 'promise-retry':
      return retryGuards(call, user);
    case 'p-timeout':
    case 'promise-timeout':
      return { ...NO_GUARDS, timeout: { known: false, site: siteOf(call.path, user) } };
    case '':
      // The other promise of a race is nearly always a timer.
      return chain.names.join('.') === 'Promise.race' ? { ...NO_GUARDS, timeout: { known: false, site: siteOf(call.path, user) } } : NO_GUARDS;
    default:
      return NO_GUARDS;
  }
}

function breakerGuards(call: LibraryCall, breaker: Call): Guards {
  const options = breaker.arguments?.[1];
  const timeout = options && option(optionsOf({ node: options, reader: call.reader }), 'timeout');
  const hasFallback = call.reader.declarations.calls.some(
    ({ expression }) =>
      ts.isPropertyAccessExpression(expression) && expression.name.text === 'fallback' &&
      call.reader.chain(expression.expression)?.calls.includes(breaker),
  );
  return {
    ...(timeout && { timeout: numberSetting(call.path, timeout) }),
    defaultTimeout: OPOSSUM_TIMEOUT,
    hasBreaker: true,
    hasFallback,
  };
}

/** cockatiel: which policies the executing one is made of. */
function policyGuards(call: LibraryCall, user: Call): Guards {
  const made = call.reader.chain(user.expression)?.calls ?? [];
  const names = made.flatMap((one) => [one, ...(one.arguments ?? [])]).flatMap((one) => policyNames(call.reader, one));
  return {
    ...(names.includes('timeout()') && { timeout: { known: false, site: siteOf(call.path, user) } }),
    ...(names.includes('retry()') && { retries: { known: false, site: siteOf(call.path, user) } }),
    hasBreaker: names.includes('circuitBreaker()'),
    hasFallback: names.includes('fallback()'),
  };
}

function policyNames(reader: Reader, node: ts.Node): readonly string[] {
  return reader.chain(node)?.names ?? [];
}

/** The retry helpers all try ten times more unless `retries` says otherwise. */
function retryGuards(call: LibraryCall, user: Call): Guards {
  for (const argument of user.arguments ?? []) {
    const retries = option(optionsOf({ node: argument, reader: call.reader }), 'retries');
    if (retries !== undefined) return { ...NO_GUARDS, retries: numberSetting(call.path, retries) };
  }
  return { ...NO_GUARDS, retries: { known: true, value: 10, site: siteOf(call.path, user) } };
}

/** rxjs: `http.get(url).pipe(timeout(5000), retry(2))`. */
function pipeGuards(call: LibraryCall, pipe: ts.CallExpression): Guards {
  let guards = NO_GUARDS;
  for (const operator of pipe.arguments) {
    if (!ts.isCallExpression(operator)) continue;
    const chain = call.reader.chain(operator.expression);
    const [value] = operator.arguments;
    if (chain === undefined || !chain.module.startsWith('rxjs') || value === undefined) continue;
    const setting = numberSetting(call.path, { node: value, reader: call.reader });
    if (chain.names.at(-1) === 'timeout') guards = { ...guards, timeout: setting };
    if (chain.names.at(-1) === 'retry') guards = { ...guards, retries: setting };
  }
  return guards;
}

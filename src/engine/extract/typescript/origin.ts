import { ts } from '../../syntax/typescript.js';

/** What an expression comes down to once names are followed through the file, and what is then read from it. */
export interface OriginOf<R> {
  readonly root: RootOf<R>;
  /** Property names still to be read from the root. */
  readonly path: readonly string[];
}

/** `R` is the reader of the values, which this file does not need to know. */
export type RootOf<R> =
  | { readonly kind: 'module'; readonly specifier: string }
  | { readonly kind: 'global'; readonly name: string }
  /** A value written in the file; `reader` knows the arguments of the functions on the way to it. */
  | { readonly kind: 'node'; readonly node: ts.Node; readonly reader: R }
  | { readonly kind: 'class'; readonly node: ts.ClassLikeDeclaration }
  | { readonly kind: 'instance'; readonly node: ts.ClassLikeDeclaration }
  /** A value whose declared type is imported. */
  | { readonly kind: 'typed'; readonly specifier: string; readonly name: string }
  | { readonly kind: 'parameter'; readonly parameter: ts.ParameterDeclaration }
  /** A variable or field that is given more than one value. */
  | { readonly kind: 'ambiguous'; readonly values: readonly ts.Expression[] };

/** How a value was reached from a library: `create().get` of module `axios`, with the calls on the way. */
export interface Chain {
  /** Module specifier; '' for a global. */
  readonly module: string;
  /** Names without `default`; a called or constructed step ends in `()`. */
  readonly names: readonly string[];
  readonly calls: readonly Call[];
}

export type Call = ts.CallExpression | ts.NewExpression;

/** True for the process environment as a whole. */
export function isEnvironment({ root, path }: OriginOf<unknown>): boolean {
  if (root.kind === 'global') return (root.name === 'process' || root.name === 'Bun') && path.length === 1 && path[0] === 'env';
  if (root.kind === 'module') return /^(node:)?process$/.test(root.specifier) && path.at(-1) === 'env' && path.length <= 2;
  return root.kind === 'node' && ts.isMetaProperty(root.node) && path.length === 1 && path[0] === 'env';
}

/** The class around a node that `this` stands for. */
export function classAround(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  for (let around: ts.Node | undefined = node.parent; around !== undefined; around = around.parent) {
    if (ts.isClassLike(around)) return around;
  }
  return undefined;
}

/** A call or a construction. */
export function isCall(node: ts.Node): node is Call {
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}

/** The chain that goes on from what a call gives. */
export function calledChain(callee: Chain | undefined, call: Call): Chain | undefined {
  if (callee === undefined) return undefined;
  const name = callee.names.at(-1) ?? '';
  return { module: callee.module, names: [...callee.names.slice(0, -1), `${name}()`], calls: [...callee.calls, call] };
}

/** The chain with further names read from it. */
export function append(chain: Chain | undefined, path: readonly string[]): Chain | undefined {
  return chain && { ...chain, names: [...chain.names, ...path] };
}

/** A path without the step that a default export adds. */
export function withoutDefault(path: readonly string[]): readonly string[] {
  return path.filter((name) => name !== 'default');
}

/** The module of `require('x')` or `import('x')`. */
export function requiredModule(node: ts.CallExpression): string | undefined {
  const [argument] = node.arguments;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  if (!isRequire && node.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
  return argument && ts.isStringLiteralLike(argument) ? argument.text : undefined;
}

/** The names of a qualified type, outermost first. */
export function entityNames(name: ts.EntityName): string[] {
  return ts.isIdentifier(name) ? [name.text] : [...entityNames(name.left), name.right.text];
}

/** A placeholder until the real value is assigned. */
export function isEmptyValue(value: ts.Expression): boolean {
  if (value.kind === ts.SyntaxKind.NullKeyword) return true;
  if (ts.isIdentifier(value)) return value.text === 'undefined';
  if (ts.isStringLiteralLike(value)) return value.text === '';
  return ts.isObjectLiteralExpression(value) && value.properties.length === 0;
}

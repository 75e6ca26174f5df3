import { ts } from '../../syntax/typescript.js';
import type { Call } from './origin.js';
import type { Reader } from './reader.js';
import { isInlineFunction } from './syntax-shapes.js';

/** Call sites of one wrapper that are read: a wrapper with more is a client library of its own. */
const MAX_CALL_SITES = 50;

/** What values depend on that only a call, or a turn of a loop, knows. */
export interface Open {
  readonly parameters: readonly ts.ParameterDeclaration[];
  readonly loops: readonly ts.ForOfStatement[];
}

/** Readers that know the arguments of the functions whose parameters are open, one for each call in this file, and the elements of open loops. */
export function callSitesOf({ parameters, loops }: Open, reader: Reader): Reader[] {
  const functions = new Set(parameters.map((parameter) => parameter.parent));
  return [
    ...[...functions].flatMap((entered) => [...elementReaders(entered, reader), ...callReaders(entered, reader)]),
    ...loops.flatMap((loop) => readersOfElements(loop, loop.expression, reader)),
  ];
}

function callReaders(entered: ts.SignatureDeclaration, reader: Reader): Reader[] {
  const owner = ownerOf(entered);
  if (owner === undefined) return [];
  const { name, isConstructor } = owner;
  return reader.declarations.calls
    .filter((call) => (ts.isNewExpression(call) || !isConstructor) && calledName(call) === name)
    .slice(0, MAX_CALL_SITES)
    .filter((call) => leadsTo(call, entered, reader))
    .map((call) => reader.enterCall(entered, call.arguments));
}

/** The name a function is called by. */
function ownerOf(entered: ts.SignatureDeclaration): { readonly name: string; readonly isConstructor: boolean } | undefined {
  if (ts.isConstructorDeclaration(entered)) return entered.parent.name && { name: entered.parent.name.text, isConstructor: true };
  if (entered.name !== undefined && ts.isIdentifier(entered.name)) return { name: entered.name.text, isConstructor: false };
  const { parent } = entered;
  const isNamed = ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isNamed && ts.isIdentifier(parent.name) ? { name: parent.name.text, isConstructor: false } : undefined;
}

function calledName({ expression }: Call): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}

function leadsTo(call: Call, entered: ts.SignatureDeclaration, reader: Reader): boolean {
  const { root, path } = reader.origin(call.expression);
  if (path.length > 0) return false;
  if (ts.isConstructorDeclaration(entered)) return root.kind === 'class' && root.node === entered.parent;
  return root.kind === 'node' && root.node === entered;
}

/** `[a, b].map((url) => fetch(url))`: one reader for each element. */
function elementReaders(entered: ts.SignatureDeclaration, reader: Reader): Reader[] {
  const call = entered.parent;
  if (!isInlineFunction(entered) || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return [];
  if (!/^(?:map|forEach|flatMap|some|every)$/.test(call.expression.name.text)) return [];
  return readersOfElements(entered, call.expression.expression, reader);
}

/** Readers that know one element each of a list, or of the entries of an object. */
function readersOfElements(entered: ts.SignatureDeclaration | ts.ForOfStatement, list: ts.Expression, reader: Reader): Reader[] {
  const { root, path } = reader.origin(list);
  if (root.kind !== 'node' || path.length > 0) return [];
  if (ts.isCallExpression(root.node)) return readersOfEntries(entered, root.node, root.reader);
  if (!ts.isArrayLiteralExpression(root.node)) return [];
  return root.node.elements
    .slice(0, MAX_CALL_SITES)
    .map((value) => root.reader.enter(entered, (index, inner) => (index === 0 ? { value, path: inner } : undefined)));
}

/** `Object.entries(services)` gives pairs of name and value, `Object.values(services)` the values. */
function readersOfEntries(entered: ts.SignatureDeclaration | ts.ForOfStatement, call: ts.CallExpression, reader: Reader): Reader[] {
  const [object] = call.arguments;
  const method = /^Object\.(entries|values)$/.exec(call.expression.getText())?.[1];
  if (method === undefined || object === undefined) return [];
  const { root, path } = reader.origin(object);
  if (root.kind !== 'node' || path.length > 0 || !ts.isObjectLiteralExpression(root.node)) return [];
  const values = root.node.properties.flatMap((property) => (ts.isPropertyAssignment(property) ? [property.initializer] : []));
  return values.slice(0, MAX_CALL_SITES).map((value) => root.reader.enter(entered, (index, inner) => {
    if (index > 0) return undefined;
    if (method === 'values') return { value, path: inner };
    return inner[0] === '1' ? { value, path: inner.slice(1) } : undefined;
  }));
}

import type { PassedFact } from '../../model/code-facts.js';
import type { Path } from '../../model/text.js';
import { ts } from '../../syntax/typescript.js';
import { isAddress, isUseful } from './constants.js';
import { optionsOf, siteOf } from './options.js';
import type { Exposed } from './exposed.js';
import type { Call } from './origin.js';
import type { Reader } from './reader.js';
import { nameOf } from './syntax-shapes.js';
import { textOf } from './text.js';

/** What wrappers around clients are called; most other functions take texts that lead nowhere. */
const WRAPPER = /publish|emit|send|produc|dispatch|queue|subscri|consum|listen|request|call|fetch|proxy|forward|connect|client|broadcast|notif|invoke|rpc|^(?:get|post|put|patch|delete|del|on|add)$|^(?:register|create|init|setup|start|configure|bootstrap|make|route)/i;

/** Calls kept per file, arguments kept per call. */
const MAX_CALLS = 100;
const MAX_ARGUMENTS = 4;

/** What a file passes to functions of other files that may wrap a client. */
export function passedIn(path: Path, reader: Reader, exposed: Exposed): PassedFact[] {
  const calls = reader.declarations.calls.filter(mayBeWrapper);
  if (calls.length === 0) return [];
  // What a function was given itself and passes on: `link` asks its callers.
  const open = reader.exposing(exposed());
  const passed: PassedFact[] = [];
  for (const call of calls) {
    if (passed.length === MAX_CALLS) break;
    const fact = passedTo(path, call, open);
    if (fact !== undefined) passed.push(fact);
  }
  return passed;
}

function mayBeWrapper({ kind, arguments: values, expression }: Call): boolean {
  if (values === undefined || values.length === 0) return false;
  // `require('./routes')(app, settings)`
  if (kind === ts.SyntaxKind.NewExpression || ts.isCallExpression(expression)) return true;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : ts.isIdentifier(expression) ? expression.text : '';
  return WRAPPER.test(name);
}

function passedTo(path: Path, call: Call, reader: Reader): PassedFact | undefined {
  reader.begin();
  const chain = reader.chain(call.expression);
  if (chain === undefined || chain.module === '' || chain.module.startsWith('node:')) return undefined;
  const values = (call.arguments ?? []).slice(0, MAX_ARGUMENTS).flatMap((node, index) => valuesOf(path, node, index, reader));
  if (values.length === 0) return undefined;
  // An object of a class is called by the name of the class.
  const name = chain.names.map((step) => step.replace('()', '')).join('.');
  return { kind: 'passed', specifier: chain.module, name, values, site: siteOf(path, call.expression) };
}

function valuesOf(path: Path, node: ts.Expression, index: number, reader: Reader): PassedFact['values'] {
  const { object, reader: inside } = optionsOf({ node, reader });
  if (object === undefined) return valueOf(path, node, index, '', reader);
  return object.properties.flatMap((property) => {
    const key = property.name && nameOf(property.name);
    if (key === undefined) return [];
    if (ts.isPropertyAssignment(property)) return valueOf(path, property.initializer, index, key, inside);
    return ts.isShorthandPropertyAssignment(property) ? valueOf(path, property.name, index, key, inside) : [];
  });
}

function valueOf(path: Path, node: ts.Node, index: number, key: string, reader: Reader): PassedFact['values'] {
  if (ts.isFunctionLike(node) || ts.isNumericLiteral(node)) return [];
  const value = textOf(reader, node).parts;
  // What components pass on are classes of style sheets and keys of translations, but for addresses.
  const isKept = path.endsWith('x') ? isAddress(value) : isUseful(value);
  return isKept ? [{ index, path: key, value }] : [];
}

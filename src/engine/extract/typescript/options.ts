import type { Path, Setting, Site } from '../../model/text.js';
import { ts } from '../../syntax/typescript.js';
import type { Reader } from './reader.js';
import { memberIn, resultOf, skipWrappers, isInlineFunction } from './syntax-shapes.js';
import { textOf } from './text.js';
import type { Text } from './text-values.js';

/** A value written in the file, and the reader that knows the arguments around it. */
export interface Located {
  readonly node: ts.Node;
  readonly reader: Reader;
}

/** The options that are passed to a call. */
export interface Options {
  readonly reader: Reader;
  /** Undefined when the options are not written as an object literal of this file. */
  readonly object?: ts.ObjectLiteralExpression;
  /** True when options may be set that this file does not show: a parameter, a spread, an import. */
  readonly isOpen: boolean;
}

/** The options in an argument; undefined when there is none. */
export function optionsOf({ node, reader }: Located): Options {
  const { root, path } = reader.origin(node);
  if (root.kind !== 'node' || path.length > 0 || !ts.isObjectLiteralExpression(root.node)) {
    // A text or a function in this place is another argument: a URL, a callback.
    const isOther = root.kind === 'node' && (ts.isStringLiteralLike(root.node) || ts.isTemplateExpression(root.node) || ts.isFunctionLike(root.node));
    return { reader, isOpen: !isOther };
  }
  const object = root.node;
  const isOpen = object.properties.some(
    (property) => ts.isSpreadAssignment(property) && optionsOf({ node: property.expression, reader: root.reader }).isOpen,
  );
  return { reader: root.reader, object, isOpen };
}

/** One option, looked up in the literal, what it spreads, and later assignments; dots go into nested objects. */
export function option(options: Options, name: string): Located | undefined {
  if (options.object === undefined) return undefined;
  const [first = '', ...rest] = name.split('.');
  // Kafka's native options have dots in their names.
  const whole = rest.length > 0 ? memberIn(options.object, name) : undefined;
  if (whole !== undefined) return { node: whole, reader: options.reader };
  const value = ownOption(options.object, options.reader, first);
  if (value === undefined || rest.length === 0) return value;
  return option(optionsOf(value), rest.join('.'));
}

function ownOption(object: ts.ObjectLiteralExpression, reader: Reader, name: string): Located | undefined {
  const written = memberIn(object, name);
  if (written !== undefined) return { node: written, reader };
  for (const property of [...object.properties].reverse()) {
    if (!ts.isSpreadAssignment(property)) continue;
    const spread = optionsOf({ node: property.expression, reader });
    const found = spread.object && ownOption(spread.object, spread.reader, name);
    if (found !== undefined) return found;
  }
  const { root, path } = reader.member({ root: { kind: 'node', node: object, reader }, path: [] }, name, 0);
  return root.kind === 'node' && path.length === 0 ? { node: root.node, reader: root.reader } : undefined;
}

/** The text of the first of these options that is set. */
export function optionText(options: Options, names: readonly string[]): Text | undefined {
  for (const name of names) {
    const value = option(options, name);
    if (value !== undefined) return textOf(value.reader, value.node);
  }
  return undefined;
}

/** The options that a factory gives: NestJS `forRootAsync({ useFactory: () => ({ … }) })`. */
export function factoryOptions(options: Options): Options | undefined {
  const factory = option(options, 'useFactory');
  if (factory === undefined || !(isInlineFunction(factory.node) || ts.isMethodDeclaration(factory.node))) return undefined;
  const result = resultOf(factory.node);
  return result && optionsOf({ node: result, reader: factory.reader });
}

/** A number, also as a product, sum or quotient of numbers and constants; undefined when it is not known. */
function numberOf({ node, reader }: Located, depth = 0): number | undefined {
  if (depth > 16) return undefined;
  const { root, path } = reader.origin(node);
  if (root.kind !== 'node' || path.length > 0) return undefined;
  const value = skipWrappers(root.node);
  if (ts.isNumericLiteral(value)) return Number(value.text);
  if (!ts.isBinaryExpression(value)) return undefined;
  const left = numberOf({ node: value.left, reader: root.reader }, depth + 1);
  const right = numberOf({ node: value.right, reader: root.reader }, depth + 1);
  if (left === undefined || right === undefined) return undefined;
  return calculate(value.operatorToken.kind, left, right);
}

function calculate(operator: ts.SyntaxKind, left: number, right: number): number | undefined {
  if (operator === ts.SyntaxKind.AsteriskToken) return left * right;
  if (operator === ts.SyntaxKind.PlusToken) return left + right;
  if (operator === ts.SyntaxKind.MinusToken) return left - right;
  return operator === ts.SyntaxKind.SlashToken && right !== 0 ? left / right : undefined;
}

/** A number as a setting: present but unknown when it is computed. */
export function numberSetting(path: Path, value: Located): Setting<number> {
  const number = numberOf(value);
  const site = siteOf(path, value.node);
  return number === undefined ? { known: false, site } : { known: true, value: number, site };
}

/** Where a node stands, without the space before it. */
export function siteOf(path: Path, node: ts.Node): Site {
  return { path, span: { start: node.getStart(), end: node.getEnd() } };
}

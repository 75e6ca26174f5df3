import { literalOf, type Expression } from '../../model/expression.js';
import { ts } from '../../syntax/typescript.js';
import { isEnvironment } from './origin.js';
import type { Origin, Reader } from './reader.js';
import { skipWrappers } from './syntax-shapes.js';
import { UNKNOWN_TEXT, commonText, isEnvironmentHole, isUnknown, joined, literalStart, withFallback, type Text } from './text-values.js';

/** Values that a variable may have are each followed: fewer levels keep the work small. */
const AMBIGUITY_COST = 12;

/** Values of one variable that are compared; one with more is computed. */
const MAX_VALUES = 6;

/** Operations followed one inside the other before a text counts as unknown. */
const MAX_DEPTH = 40;

/** The text of an expression; unknown parts stay holes. */
export function textOf(reader: Reader, expression: ts.Node, depth = 0): Text {
  const node = skipWrappers(expression);
  if (depth > MAX_DEPTH || !reader.step()) return UNKNOWN_TEXT;
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return { parts: node.text === '' ? [] : [node.text], literal: node };
  if (ts.isTemplateExpression(node)) return templateText(reader, node, depth);
  if (ts.isBinaryExpression(node)) return binaryText(reader, node, depth);
  if (ts.isConditionalExpression(node)) return conditionalText(reader, node, depth);
  if (ts.isArrayLiteralExpression(node)) return joined(node.elements.map((element) => textOf(reader, element, depth + 1)), ',');
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken) return textOf(reader, node.operand, depth + 1);
  const operation = operationText(reader, node, depth);
  if (operation !== undefined) return operation;
  return originText(reader, node, depth);
}

function templateText(reader: Reader, node: ts.TemplateExpression, depth: number): Text {
  const spans = node.templateSpans.flatMap((span) => [textOf(reader, span.expression, depth + 1), { parts: [span.literal.text], literal: node }]);
  return joined([{ parts: [node.head.text], ...(node.head.text !== '' && { literal: node }) }, ...spans]);
}

function binaryText(reader: Reader, node: ts.BinaryExpression, depth: number): Text {
  const operator = node.operatorToken.kind;
  const left = textOf(reader, node.left, depth + 1);
  if (operator === ts.SyntaxKind.PlusToken) return joined([left, textOf(reader, node.right, depth + 1)]);
  if (operator === ts.SyntaxKind.BarBarToken || operator === ts.SyntaxKind.QuestionQuestionToken)
    return withFallback(left, textOf(reader, node.right, depth + 1));
  return UNKNOWN_TEXT;
}

function conditionalText(reader: Reader, node: ts.ConditionalExpression, depth: number): Text {
  const whenTrue = textOf(reader, node.whenTrue, depth + 1);
  const whenFalse = textOf(reader, node.whenFalse, depth + 1);
  const tested = textOf(reader, node.condition, depth + 1).parts[0];
  const [chosen] = whenTrue.parts;
  // `process.env.X ? process.env.X : 'default'`
  if (isEnvironmentHole(tested) && isEnvironmentHole(chosen) && tested.name === chosen.name) return withFallback(whenTrue, whenFalse);
  // The local branch is the developer's machine, the other one is what is deployed.
  if (isLocal(whenTrue)) return whenFalse;
  if (isLocal(whenFalse)) return whenTrue;
  return isUnknown(whenTrue) || isUnknown(whenFalse) ? UNKNOWN_TEXT : whenTrue;
}

function isLocal(text: Text): boolean {
  const whole = literalOf(text.parts);
  return whole !== undefined && /^$|\b(?:localhost|127\.0\.0\.1)\b/.test(whole);
}

function operationText(reader: Reader, node: ts.Node, depth: number): Text | undefined {
  if (ts.isNewExpression(node)) {
    const isUrl = ts.isIdentifier(node.expression) && node.expression.text === 'URL';
    return isUrl ? urlText(reader, node.arguments ?? [], depth) : undefined;
  }
  if (ts.isPropertyAccessExpression(node) && isUrlPart(node.name.text)) return wholeUrl(reader, node.expression, depth);
  if (!ts.isCallExpression(node)) return undefined;
  if (ts.isIdentifier(node.expression)) return calledFunctionText(reader, node, node.expression.text, depth);
  if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
  return calledMethodText(reader, node, node.expression, depth);
}

function isUrlPart(name: string): boolean {
  return name === 'href' || name === 'origin';
}

/** `new URL(x).href` and `.origin`, also through a name. */
function wholeUrl(reader: Reader, object: ts.Expression, depth: number): Text | undefined {
  const { root, path } = reader.origin(object);
  if (root.kind !== 'node' || path.length > 0 || !ts.isNewExpression(root.node)) return undefined;
  return operationText(root.reader, root.node, depth + 1);
}

function calledFunctionText(reader: Reader, node: ts.CallExpression, name: string, depth: number): Text | undefined {
  const [argument] = node.arguments;
  if (argument === undefined) return undefined;
  if (name === 'String' || name === 'Number' || name === 'parseInt') return textOf(reader, argument, depth + 1);
  return name === 'encodeURIComponent' || name === 'encodeURI' ? UNKNOWN_TEXT : undefined;
}

const KEEPS_TEXT = new Set(['toString', 'trim', 'toLowerCase', 'split', 'replace', 'replaceAll', 'trimEnd', 'trimStart']);

function calledMethodText(reader: Reader, node: ts.CallExpression, callee: ts.PropertyAccessExpression, depth: number): Text | undefined {
  const method = callee.name.text;
  const first = node.arguments[0];
  if (method === 'resolve' && ts.isIdentifier(callee.expression) && callee.expression.text === 'url' && node.arguments.length === 2)
    return urlText(reader, [...node.arguments].reverse(), depth);
  if (method === 'format' && first && ts.isStringLiteralLike(first)) return formattedText(reader, first, node.arguments.slice(1), depth);
  if (method === 'concat') return joined([callee.expression, ...node.arguments].map((part) => textOf(reader, part, depth + 1)));
  if (method === 'join' && ts.isArrayLiteralExpression(callee.expression)) {
    const separator = first && ts.isStringLiteralLike(first) ? first.text : ',';
    return joined(callee.expression.elements.map((part) => textOf(reader, part, depth + 1)), separator);
  }
  // `replace` of a text by nothing is how trailing slashes are cut; any other replacement changes the text.
  if (method.startsWith('replace') && !(node.arguments[1] && ts.isStringLiteralLike(node.arguments[1]) && node.arguments[1].text === ''))
    return undefined;
  return KEEPS_TEXT.has(method) ? textOf(reader, callee.expression, depth + 1) : undefined;
}

/** `util.format('http://%s/items', host)`. */
function formattedText(reader: Reader, format: ts.StringLiteralLike, values: readonly ts.Expression[], depth: number): Text {
  const pieces = format.text.split(/%[sdijoO]/).map((piece): Text => ({ parts: [piece], literal: format }));
  return joined(pieces.flatMap((piece, index) => {
    const value = index === 0 ? undefined : values[index - 1];
    const filled = value ? textOf(reader, value, depth + 1) : UNKNOWN_TEXT;
    return index === 0 ? [piece] : [filled, piece];
  }));
}

/** `new URL(path, base)`. */
function urlText(reader: Reader, [path, base]: readonly ts.Expression[], depth: number): Text {
  if (path === undefined) return UNKNOWN_TEXT;
  const pathText = textOf(reader, path, depth + 1);
  if (base === undefined || /^[a-z][a-z0-9+.-]*:\/\//i.test(String(pathText.parts[0]))) return pathText;
  return joined([textOf(reader, base, depth + 1), pathText], literalStart(pathText).startsWith('/') ? '' : '/');
}

function originText(reader: Reader, node: ts.Node, depth: number): Text {
  const { fallback, origin } = originWithFallback(reader, node);
  const text = textOfOrigin(reader, origin, node, depth);
  return fallback === undefined ? text : withFallback(text, textOf(reader, fallback, depth + 1));
}

/** The default that a destructuring gives: `const { X = 'y' } = process.env`. */
function originWithFallback(reader: Reader, node: ts.Node): { origin: Origin; fallback?: ts.Expression } {
  const origin = reader.origin(node);
  const declaration = ts.isIdentifier(node) ? reader.declarations.find(node.text, node) : undefined;
  return declaration?.kind === 'variable' && declaration.fallback ? { origin, fallback: declaration.fallback } : { origin };
}

function textOfOrigin(reader: Reader, origin: Origin, node: ts.Node, depth: number): Text {
  const { root, path } = origin;
  const variable = environmentVariable(origin);
  if (variable !== undefined) return { parts: [{ hole: 'environment', name: variable }] };
  if (root.kind === 'parameter') return argumentText(reader, root.parameter, path);
  if (root.kind === 'module') return constantText(root.specifier, path.join('.'), path.at(-1));
  if (root.kind === 'ambiguous' && path.length === 0 && root.values.length <= MAX_VALUES) {
    return commonText(root.values.map((value) => textOf(reader, value, depth + AMBIGUITY_COST)));
  }
  if (root.kind !== 'node') return UNKNOWN_TEXT;
  if (path.length > 0 || ts.isCallExpression(root.node)) return textOfCallResult(root.node, root.reader, path, depth);
  return root.node === skipWrappers(node) && root.reader === reader ? UNKNOWN_TEXT : textOf(root.reader, root.node, depth + 1);
}

/** What callers pass: those of this file are tried one by one, those of others are for `link`. */
function argumentText(reader: Reader, parameter: ts.ParameterDeclaration, path: readonly string[]): Text {
  reader.leaveOpen(parameter);
  const names = reader.exposedNames(parameter);
  if (names === undefined) return UNKNOWN_TEXT;
  return { parts: [{ hole: 'argument', names, index: parameter.parent.parameters.indexOf(parameter), path: path.join('.') }] };
}

/** The variable read from the process environment. */
function environmentVariable({ root, path }: Origin): string | undefined {
  const name = path.at(-1);
  return name !== undefined && isEnvironment({ root, path: path.slice(0, -1) }) ? name : undefined;
}

/** The usual spelling of a variable of the process environment. */
const VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
/** A variable of one word is believed of a getter of settings alone. */
const WORD = /^[A-Z][A-Z0-9]*$/;
/** A path into a configuration: `database.host`. */
const SETTING = /^[a-z][\w-]*(?:\.[\w-]+)+$/;
const GETTER = /\bget(?:OrThrow)?$/;
/** What the access to configuration is called: `envConfig.getValues()`, `config.get('X')`, `getServerEnv('X')`. */
const SETTINGS = /env|config|settings/i;

/**
 * What a call gives. A key in the spelling of an environment variable, asked from something called
 * a configuration, is that variable: so work NestJS, env-var and most home-made configurations.
 */
function textOfCallResult(node: ts.Node, reader: Reader, path: readonly string[], depth: number): Text {
  const call = callIn(node);
  if (call === undefined) return UNKNOWN_TEXT;
  const [key, fallback] = call.arguments;
  const callee = calleeName(call.expression, reader);
  if (path.length === 0 && key && ts.isStringLiteralLike(key) && SETTINGS.test(callee)) {
    const text = settingText(key.text, callee);
    if (text !== undefined) return fallback && ts.isStringLiteralLike(fallback) ? withFallback(text, textOf(reader, fallback, depth + 1)) : text;
  }
  const last = path.at(-1);
  if (last !== undefined && VARIABLE.test(last) && SETTINGS.test(callee)) return { parts: [{ hole: 'environment', name: last }] };
  const { root, path: called } = reader.origin(call.expression);
  if (root.kind !== 'module' || call.arguments.length > 0) return UNKNOWN_TEXT;
  return constantText(root.specifier, [`${called.join('.')}()`, ...path].join('.'), last);
}

/** As written, and as the library calls it: `c.get` of a parameter `c: ConfigService`. */
function calleeName(callee: ts.Expression, reader: Reader): string {
  const chain = reader.chain(callee);
  return chain === undefined ? callee.getText() : `${callee.getText()} ${chain.names.join('.')}`;
}

function settingText(key: string, callee: string): Text | undefined {
  if (VARIABLE.test(key) || (WORD.test(key) && GETTER.test(callee))) return { parts: [{ hole: 'environment', name: key }] };
  return SETTING.test(key) && GETTER.test(callee) ? { parts: [{ hole: 'config', name: key }] } : undefined;
}

/** The call that asks for the key: in `env.get('X').required().asString()` the one with the argument. */
function callIn(node: ts.Node): ts.CallExpression | undefined {
  let call: ts.Node = node;
  while (ts.isCallExpression(call) && call.arguments.length === 0 && ts.isPropertyAccessExpression(call.expression)) {
    if (!ts.isCallExpression(call.expression.expression)) break;
    call = call.expression.expression;
  }
  if (ts.isCallExpression(call) && call.arguments.length > 0) return call;
  return ts.isCallExpression(node) ? node : undefined;
}

function constantText(specifier: string, name: string, last: string | undefined): Text {
  if (name === '') return UNKNOWN_TEXT;
  const isVariable = last !== undefined && VARIABLE.test(last) && SETTINGS.test(`${specifier}.${name}`);
  const fallback: Expression | undefined = isVariable ? [{ hole: 'environment', name: last }] : undefined;
  return { parts: [{ hole: 'constant', specifier, name, ...(fallback && { fallback }) }] };
}

import type { ConstantFact } from '../../model/code-facts.js';
import type { Expression } from '../../model/expression.js';
import type { Path } from '../../model/text.js';
import { ts } from '../../syntax/typescript.js';
import { siteOf } from './options.js';
import { isEnvironment } from './origin.js';
import type { Reader } from './reader.js';
import { hasModifier, isInlineFunction, nameOf, resultOf, skipWrappers, type FunctionNode } from './syntax-shapes.js';
import { textOf } from './text.js';

/** Constants kept per file: enough for real configurations, few enough for generated tables. */
const MAX_CONSTANTS = 200;
/** Objects inside objects that are looked into. */
const MAX_DEPTH = 5;

/** A name given to the outside, and what it stands for. */
export interface Export {
  readonly name: string;
  readonly node: ts.Node;
}

/** The exported values that another file may need to know a target or a channel. */
export function constantsIn(path: Path, file: ts.SourceFile, reader: Reader): ConstantFact[] {
  const constants: ConstantFact[] = [];
  // Components export components and styles; only an address among them is worth keeping.
  const isComponentFile = path.endsWith('x');
  const add = (name: string, value: Expression, node: ts.Node): void => {
    if (isComponentFile && !isAddress(value)) return;
    if (constants.length < MAX_CONSTANTS) constants.push({ kind: 'constant', name, value, site: siteOf(path, node) });
  };
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) addReexports(statement, add);
    for (const one of exportsOf(statement, reader)) addExport(one, reader, add);
  }
  for (const one of commonJsExports(reader)) addExport(one, reader, add);
  return constants;
}

/** Takes a value under its path of names. */
export type Add = (name: string, value: Expression, node: ts.Node) => void;

function addReexports(statement: ts.ExportDeclaration, add: Add): void {
  const { exportClause: clause, moduleSpecifier } = statement;
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier) || statement.isTypeOnly) return;
  const specifier = moduleSpecifier.text;
  if (clause === undefined) return add('*', [{ hole: 'constant', specifier, name: '*' }], statement);
  if (ts.isNamespaceExport(clause)) return add(`${clause.name.text}.*`, [{ hole: 'constant', specifier, name: '*' }], clause);
  for (const element of clause.elements) {
    if (element.isTypeOnly) continue;
    add(element.name.text, [{ hole: 'constant', specifier, name: (element.propertyName ?? element.name).text }], element);
  }
}

/** What a statement exports. */
export function exportsOf(statement: ts.Statement, reader: Reader): Export[] {
  if (ts.isExportAssignment(statement)) return [{ name: 'default', node: statement.expression }];
  if (ts.isExportDeclaration(statement)) return localExports(statement, reader);
  if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap((one) => namesIn(one.name));
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement);
  if (!isNamed) return [];
  const name = hasModifier(statement, ts.SyntaxKind.DefaultKeyword) ? 'default' : statement.name?.text;
  return name === undefined ? [] : [{ name, node: statement }];
}

function namesIn(name: ts.BindingName): Export[] {
  if (ts.isIdentifier(name)) return [{ name: name.text, node: name }];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

function localExports(statement: ts.ExportDeclaration, reader: Reader): Export[] {
  const { exportClause: clause } = statement;
  if (statement.moduleSpecifier !== undefined || clause === undefined || !ts.isNamedExports(clause)) return [];
  return clause.elements.flatMap((element) => {
    const local = element.propertyName ?? element.name;
    return ts.isIdentifier(local) && reader.declarations.find(local.text, local) ? [{ name: element.name.text, node: local }] : [];
  });
}

/** `module.exports = value` is both the module and, to an import, its default; `exports.x = value`. Also inside functions that run at once. */
export function commonJsExports({ declarations }: Reader): Export[] {
  return [...declarations.memberAssignments.values()].flat().flatMap(({ object, name, value }) => {
    const owner = object.getText();
    if (owner === 'module' && name === 'exports') return [{ name: '', node: value }, { name: 'default', node: value }];
    return owner === 'exports' || owner === 'module.exports' ? [{ name, node: value }] : [];
  });
}

function addExport({ name, node }: Export, reader: Reader, add: Add): void {
  reader.begin();
  flatten(name, node, reader, [], add);
}

/** The values being taken apart, outermost first. */
type Within = readonly ts.Node[];

/** Adds a value, or the values in an object, in what a function gives, in the fields of an instance. */
export function flatten(name: string, node: ts.Node, reader: Reader, within: Within, add: Add): void {
  const origin = reader.origin(node);
  const { root, path } = origin;
  if (isEnvironment(origin)) return add(prefixed(name, '*'), [{ hole: 'environment', name: '*' }], node);
  if ('node' in root && path.length === 0) {
    // Singletons and fluent builders lead back to themselves.
    if (within.length > MAX_DEPTH || within.includes(root.node)) return;
    within = [...within, root.node];
  }
  if (root.kind === 'node' && path.length === 0) {
    const value = skipWrappers(root.node);
    if (ts.isObjectLiteralExpression(value)) return flattenObject(name, value, root.reader, within, add);
    if (ts.isEnumDeclaration(value)) return flattenEnum(name, value, root.reader, add);
    if (ts.isFunctionLike(value)) return flattenFunction(name, value as FunctionNode, root.reader, within, add);
    const factory = namedConfiguration(value, root.reader);
    if (factory !== undefined) return flatten(`${name}()`, factory, root.reader, within, add);
  }
  if (root.kind === 'instance' || root.kind === 'class') return flattenClass(name, root.node, root.kind === 'class', reader, within, add);
  if (name === '' || ts.isFunctionLike(node)) return;
  const text = textOf(reader, node).parts;
  if (isUseful(text)) add(name, text, node);
}

/** What the factory of a NestJS configuration gives: `registerAs('database', () => ({ … }))`. */
export function namedConfiguration(node: ts.Node, reader: Reader): ts.Expression | undefined {
  const factory = ts.isCallExpression(node) && reader.chain(node.expression)?.names.at(-1) === 'registerAs' ? node.arguments[1] : undefined;
  return factory !== undefined && isInlineFunction(factory) ? resultOf(factory) : undefined;
}

/** A name inside another one. */
export function prefixed(name: string, member: string): string {
  return name === '' ? member : `${name}.${member}`;
}

function flattenObject(name: string, object: ts.ObjectLiteralExpression, reader: Reader, within: Within, add: Add): void {
  for (const property of object.properties) {
    if (ts.isSpreadAssignment(property)) {
      flatten(name, property.expression, reader, within, add);
      continue;
    }
    const key = nameOf(property.name);
    if (key === undefined) continue;
    const value = ts.isPropertyAssignment(property) ? property.initializer : ts.isShorthandPropertyAssignment(property) ? property.name : property;
    flatten(prefixed(name, key), value, reader, within, add);
  }
}

function flattenEnum(name: string, node: ts.EnumDeclaration, reader: Reader, add: Add): void {
  for (const member of node.members) {
    const key = nameOf(member.name as ts.PropertyName);
    const text = member.initializer && textOf(reader, member.initializer).parts;
    if (key !== undefined && text && isUseful(text)) add(prefixed(name, key), text, member);
  }
}

function flattenFunction(name: string, node: FunctionNode, reader: Reader, within: Within, add: Add): void {
  const isGetter = ts.isGetAccessorDeclaration(node);
  const isFunction = isGetter || isInlineFunction(node) || ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
  const result = isFunction ? resultOf(node) : undefined;
  if (result !== undefined && node.parameters.length === 0) flatten(isGetter ? name : `${name}()`, result, reader, within, add);
}

function flattenClass(name: string, node: ts.ClassLikeDeclaration, isStatic: boolean, reader: Reader, within: Within, add: Add): void {
  for (const member of node.members) {
    const key = member.name && nameOf(member.name);
    const isOpen = !hasModifier(member, ts.SyntaxKind.PrivateKeyword) && hasModifier(member, ts.SyntaxKind.StaticKeyword) === isStatic;
    if (key === undefined || !isOpen) continue;
    const value = ts.isPropertyDeclaration(member) ? member.initializer : member;
    if (value !== undefined) flatten(prefixed(name, key), value, reader, within, add);
  }
}

/** Texts that can be a target or a channel: what the environment gives, and short texts without spaces. */
export function isUseful(text: Expression): boolean {
  if (text.length === 0) return false;
  const isKnown = text.some((part) => typeof part !== 'string' && part.hole !== 'unknown');
  const words = text.filter((part) => typeof part === 'string').join('');
  return isKnown || (text.length === 1 && NAME.test(words) && !MEASURE.test(words)) || URL_START.test(words);
}

/** A URL, or what the environment gives. */
export function isAddress(text: Expression): boolean {
  return text.some((part) => (typeof part === 'string' ? URL_START.test(part) : part.hole === 'environment'));
}

/** A host, a path, a name of a queue or topic. */
const NAME = /^(?=.*[a-z])[\w./:@*{}][\w./:@#*{}-]{1,199}$/i;
/** Lengths of style sheets. */
const MEASURE = /^\d[\d.]*[a-z]{1,3}$/i;
const URL_START = /^[a-z][a-z0-9+.-]*:\/\//i;

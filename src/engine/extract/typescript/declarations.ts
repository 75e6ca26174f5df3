import { ts } from '../../syntax/typescript.js';

/** What a name stands for in one scope of a file. */
export type Declaration =
  /** `path` within the module: empty for the module itself, `['default']`, `['Name']`. */
  | { readonly kind: 'import'; readonly specifier: string; readonly path: readonly string[] }
  | Variable
  | { readonly kind: 'parameter'; readonly parameter: ts.ParameterDeclaration; readonly path: readonly string[] }
  | { readonly kind: 'function'; readonly node: ts.FunctionDeclaration }
  | { readonly kind: 'class'; readonly node: ts.ClassLikeDeclaration }
  | { readonly kind: 'enum'; readonly node: ts.EnumDeclaration };

/** A variable, or one name of a destructuring. Its values are all that the file ever gives it. */
export interface Variable {
  readonly kind: 'variable';
  readonly values: ts.Expression[];
  /** Where in the value: `const { a: { b } } = value` gives `['a', 'b']` for b. */
  readonly path: readonly string[];
  /** The default in a destructuring. */
  readonly fallback?: ts.Expression;
  readonly type?: ts.TypeNode;
  /** The loop whose elements it stands for one after the other. */
  readonly loop?: ts.ForOfStatement;
}

/** `object.name = value` somewhere in a file. */
export interface MemberAssignment {
  readonly object: ts.Expression;
  readonly name: string;
  readonly value: ts.Expression;
}

/** The names of a file and the nodes worth a look, from one walk over its tree. */
export interface Declarations {
  find(name: string, from: ts.Node): Declaration | undefined;
  readonly calls: readonly (ts.CallExpression | ts.NewExpression)[];
  readonly classes: readonly ts.ClassLikeDeclaration[];
  /** By the name of the member. */
  readonly memberAssignments: ReadonlyMap<string, readonly MemberAssignment[]>;
}

type Scopes = Map<ts.Node, Map<string, Declaration>>;

/** Walks the file once. */
export function declarationsOf(file: ts.SourceFile): Declarations {
  const scopes: Scopes = new Map();
  const calls: (ts.CallExpression | ts.NewExpression)[] = [];
  const classes: ts.ClassLikeDeclaration[] = [];
  const assignments: ts.BinaryExpression[] = [];

  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) calls.push(node);
    else if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) assignments.push(node);
    else declare(scopes, node);
    if (ts.isClassLike(node)) classes.push(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);

  const find = (name: string, from: ts.Node): Declaration | undefined => {
    for (let scope: ts.Node | undefined = from; scope !== undefined; scope = scope.parent) {
      const declaration = scopes.get(scope)?.get(name);
      if (declaration !== undefined) return declaration;
    }
    return undefined;
  };
  const memberAssignments = recordAssignments(assignments, find);
  return { find, calls, classes, memberAssignments };
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function recordAssignments(
  assignments: readonly ts.BinaryExpression[],
  find: (name: string, from: ts.Node) => Declaration | undefined,
): Map<string, MemberAssignment[]> {
  const members = new Map<string, MemberAssignment[]>();
  for (const { left, operatorToken, right } of assignments) {
    if (ts.isIdentifier(left)) {
      const declaration = find(left.text, left);
      if (declaration?.kind === 'variable' && !onlyAppends(left.text, operatorToken, right)) declaration.values.push(right);
    } else if (ts.isPropertyAccessExpression(left)) {
      const same = members.get(left.name.text) ?? [];
      members.set(left.name.text, [...same, { object: left.expression, name: left.name.text, value: right }]);
    }
  }
  return members;
}

/** `url += path` and `url = url + path` lead where url already leads. */
function onlyAppends(name: string, operator: ts.BinaryOperatorToken, value: ts.Expression): boolean {
  if (operator.kind === ts.SyntaxKind.PlusEqualsToken) return true;
  let first = value;
  while (ts.isBinaryExpression(first) && first.operatorToken.kind === ts.SyntaxKind.PlusToken) first = first.left;
  if (ts.isTemplateExpression(first) && first.head.text === '') first = first.templateSpans[0]?.expression ?? first;
  return first !== value && ts.isIdentifier(first) && first.text === name;
}

function declare(scopes: Scopes, node: ts.Node): void {
  if (ts.isImportDeclaration(node)) declareImport(scopes, node);
  else if (ts.isImportEqualsDeclaration(node)) declareImportEquals(scopes, node);
  else if (ts.isVariableDeclaration(node)) declareVariable(scopes, node);
  else if (ts.isParameter(node)) declareParameter(scopes, node);
  else if (ts.isFunctionDeclaration(node) && node.name) add(scopes, scopeOf(node.parent), node.name.text, { kind: 'function', node });
  else if (ts.isClassLike(node) && node.name) add(scopes, scopeOf(node.parent), node.name.text, { kind: 'class', node });
  else if (ts.isEnumDeclaration(node)) add(scopes, scopeOf(node.parent), node.name.text, { kind: 'enum', node });
}

function add(scopes: Scopes, scope: ts.Node, name: string, declaration: Declaration): void {
  const names = scopes.get(scope) ?? new Map<string, Declaration>();
  scopes.set(scope, names);
  const known = names.get(name);
  // `var x = a; var x = b` is one variable with two values.
  if (known?.kind === 'variable' && declaration.kind === 'variable') known.values.push(...declaration.values);
  else if (known === undefined) names.set(name, declaration);
}

function declareImport(scopes: Scopes, node: ts.ImportDeclaration): void {
  if (!ts.isStringLiteral(node.moduleSpecifier) || node.importClause === undefined) return;
  const specifier = node.moduleSpecifier.text;
  const scope = node.getSourceFile();
  const { name, namedBindings } = node.importClause;
  if (name) add(scopes, scope, name.text, { kind: 'import', specifier, path: ['default'] });
  if (namedBindings === undefined) return;
  if (ts.isNamespaceImport(namedBindings)) {
    add(scopes, scope, namedBindings.name.text, { kind: 'import', specifier, path: [] });
    return;
  }
  for (const element of namedBindings.elements) {
    const imported = element.propertyName ?? element.name;
    add(scopes, scope, element.name.text, { kind: 'import', specifier, path: [imported.text] });
  }
}

function declareImportEquals(scopes: Scopes, node: ts.ImportEqualsDeclaration): void {
  const reference = node.moduleReference;
  if (!ts.isExternalModuleReference(reference) || !ts.isStringLiteral(reference.expression)) return;
  add(scopes, node.getSourceFile(), node.name.text, { kind: 'import', specifier: reference.expression.text, path: [] });
}

function declareVariable(scopes: Scopes, node: ts.VariableDeclaration): void {
  const isVar = (node.parent.flags & ts.NodeFlags.BlockScoped) === 0;
  const scope = isVar ? functionScopeOf(node) : scopeOf(node.parent);
  const values = node.initializer ? [node.initializer] : [];
  const loop = ts.isForOfStatement(node.parent.parent) && node.parent.parent.initializer === node.parent ? node.parent.parent : undefined;
  eachName(node.name, [], undefined, (name, path, fallback) => {
    const variable: Variable = {
      kind: 'variable',
      values: [...values],
      path,
      ...(fallback && { fallback }),
      ...(node.type && path.length === 0 && { type: node.type }),
      ...(loop && { loop }),
    };
    add(scopes, scope, name, variable);
  });
}

function declareParameter(scopes: Scopes, parameter: ts.ParameterDeclaration): void {
  eachName(parameter.name, [], undefined, (name, path) => add(scopes, parameter.parent, name, { kind: 'parameter', parameter, path }));
}

function eachName(
  name: ts.BindingName,
  path: readonly string[],
  fallback: ts.Expression | undefined,
  visit: (name: string, path: readonly string[], fallback: ts.Expression | undefined) => void,
): void {
  if (ts.isIdentifier(name)) {
    visit(name.text, path, fallback);
    return;
  }
  name.elements.forEach((element, index) => {
    if (!ts.isBindingElement(element) || element.dotDotDotToken) return;
    const step = ts.isArrayBindingPattern(name) ? String(index) : stepOf(element);
    if (step !== undefined) eachName(element.name, [...path, step], element.initializer, visit);
  });
}

function stepOf(element: ts.BindingElement): string | undefined {
  const key = element.propertyName ?? element.name;
  return ts.isIdentifier(key) || ts.isStringLiteral(key) ? key.text : undefined;
}

function scopeOf(node: ts.Node): ts.Node {
  let scope = node;
  while (!isScope(scope) && scope.parent !== undefined) scope = scope.parent;
  return scope;
}

function functionScopeOf(node: ts.Node): ts.Node {
  let scope = node;
  while (!ts.isFunctionLike(scope) && !ts.isSourceFile(scope) && scope.parent !== undefined) scope = scope.parent;
  return scope;
}

function isScope(node: ts.Node): boolean {
  return (
    ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node) || ts.isCaseBlock(node) || ts.isFunctionLike(node) ||
    ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node) || ts.isCatchClause(node)
  );
}

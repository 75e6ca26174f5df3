import { ts } from '../../syntax/typescript.js';

/** A function with a body. */
export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.GetAccessorDeclaration;

/** The expression inside parentheses, casts, `!`, `await` and the like, which do not change what it comes from. */
export function skipWrappers(node: ts.Node): ts.Node {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner) || ts.isAsExpression(inner) || ts.isNonNullExpression(inner) ||
    ts.isAwaitExpression(inner) || ts.isSatisfiesExpression(inner) || ts.isTypeAssertionExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** A function written where it is used. */
export function isInlineFunction(node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

/** The value of a property written in an object literal; a method gives the method. */
export function memberIn(object: ts.ObjectLiteralExpression, name: string): ts.Node | undefined {
  for (const property of object.properties) {
    if (property.name === undefined || nameOf(property.name) !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
    return property;
  }
  return undefined;
}

/** The text of a property name; undefined for a computed one. */
export function nameOf(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) || ts.isPrivateIdentifier(name)
    ? name.text
    : undefined;
}

/** A member of a class, parameter properties of its constructor included. */
export function memberOfClass(
  node: ts.ClassLikeDeclaration,
  name: string,
  isStatic: boolean,
): ts.ClassElement | ts.ParameterDeclaration | undefined {
  for (const member of node.members) {
    if (ts.isConstructorDeclaration(member) && !isStatic) {
      const parameter = member.parameters.find((one) => ts.isIdentifier(one.name) && one.name.text === name && one.modifiers?.length);
      if (parameter !== undefined) return parameter;
    }
    if (member.name === undefined || nameOf(member.name) !== name) continue;
    if (hasModifier(member, ts.SyntaxKind.StaticKeyword) === isStatic) return member;
  }
  return undefined;
}

/** True when a declaration carries the modifier. */
export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}

/** What a function always gives: its only returned expression; undefined when there is none or more than one. */
export function resultOf(node: FunctionNode): ts.Expression | undefined {
  if (node.body === undefined) return undefined;
  if (!ts.isBlock(node.body)) return node.body;
  const results: ts.Expression[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isFunctionLike(inner) || ts.isClassLike(inner)) return;
    if (ts.isReturnStatement(inner) && inner.expression) results.push(inner.expression);
    else ts.forEachChild(inner, visit);
  };
  ts.forEachChild(node.body, visit);
  return results.length === 1 ? results[0] : undefined;
}

/** The function around a node, the innermost first. */
export function functionAround(node: ts.Node): ts.SignatureDeclaration | undefined {
  for (let around: ts.Node | undefined = node.parent; around !== undefined; around = around.parent) {
    if (ts.isFunctionLike(around)) return around;
  }
  return undefined;
}

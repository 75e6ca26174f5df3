import type { SyntaxNode } from '../tree-sitter.js';
import type { Annotation, Argument, Outline, Parameter, TypeOutline, Value } from './outline.js';
import { childrenOf, genericsOf, numberIn, simpleType, Sketch, spanOf, unescapeSequence } from './sketch.js';

/** The outline of a Kotlin file. Its grammar names few fields: children are told apart by their types. */
export function outlineOfKotlin(root: SyntaxNode): Outline {
  const sketch = new Sketch();
  visit(root, sketch);
  return sketch;
}

const TYPES = new Set(['user_type', 'nullable_type', 'function_type', 'parenthesized_type']);

function visit(node: SyntaxNode, sketch: Sketch): void {
  switch (node.type) {
    case 'package_header': sketch.package = node.namedChild(0)?.text ?? ''; return;
    case 'import': addImport(node, sketch); return;
    case 'class_declaration': case 'object_declaration': visitType(node, sketch); return;
    case 'function_declaration': visitFunction(node, sketch); return;
    case 'property_declaration': addProperty(node, sketch); break;
    case 'assignment': addAssignment(node, sketch); break;
    case 'return_expression': addReturn(node, sketch); break;
    case 'call_expression': case 'index_expression': valueOf(node, sketch); break;
    default:
  }
  for (const child of childrenOf(node)) visit(child, sketch);
}

function childOf(node: SyntaxNode | undefined, ...types: readonly string[]): SyntaxNode | undefined {
  return childrenOf(node).find(({ type }) => types.includes(type));
}

function typeIn(node: SyntaxNode): string | undefined {
  return simpleType(childrenOf(node).find(({ type }) => TYPES.has(type))?.text);
}

function addImport(node: SyntaxNode, sketch: Sketch): void {
  const path = childOf(node, 'qualified_identifier', 'identifier')?.text ?? '';
  const [, alias] = childrenOf(node).filter(({ type }) => type === 'identifier' || type === 'qualified_identifier');
  const isAll = node.text.trimEnd().endsWith('*');
  sketch.imports.push({ path, name: isAll ? '*' : (alias?.text ?? path.slice(path.lastIndexOf('.') + 1)), span: spanOf(node) });
}

function visitType(node: SyntaxNode, sketch: Sketch): void {
  const outer = sketch.scope.type;
  const supertypes = childrenOf(childOf(node, 'delegation_specifiers')).map(({ text }) => text);
  const generics = genericsOf(supertypes);
  const type: TypeOutline = {
    name: node.childForFieldName('name')?.text ?? '', annotations: annotationsOf(node, sketch), supertypes: supertypes.flatMap((text) => simpleType(text) ?? []), span: spanOf(node),
    ...(generics.length > 0 && { generics }), ...(outer && { outer }),
  };
  sketch.types.push(type);
  sketch.within({ type }, () => {
    addConstructor(node, type, sketch);
    for (const child of childrenOf(node)) if (child.type !== 'modifiers') visit(child, sketch);
  });
}

/** The primary constructor; its `val` and `var` parameters are fields, and all are in sight of the initialisers. */
function addConstructor(node: SyntaxNode, type: TypeOutline, sketch: Sketch): void {
  const list = childOf(childOf(node, 'primary_constructor'), 'class_parameters');
  if (list === undefined) return;
  const parameters = childrenOf(list).filter((child) => child.type === 'class_parameter').map((child) => toParameter(child, annotationsOf(child, sketch), sketch));
  sketch.enter({ name: type.name, type, annotations: [], parameters, isConstructor: true, span: spanOf(list), nameSpan: spanOf(list) }, () => undefined);
  for (const { name, declaredType, annotations, defaultValue } of parameters) {
    sketch.bindings.push({
      name, owner: 'field', scope: { type }, annotations, isConstant: false, span: spanOf(list),
      ...(declaredType !== undefined && { declaredType }), ...(defaultValue && { value: defaultValue }),
    });
  }
}

function toParameter(node: SyntaxNode, annotations: readonly Annotation[], sketch: Sketch): Parameter {
  const declaredType = typeIn(node);
  const last = childrenOf(node).at(-1);
  const isDefault = last !== undefined && !TYPES.has(last.type) && last.type !== 'identifier' && last.type !== 'modifiers';
  return {
    name: childOf(node, 'identifier')?.text ?? '', annotations,
    ...(declaredType !== undefined && { declaredType }), ...(isDefault && { defaultValue: valueOf(last, sketch) }),
  };
}

function visitFunction(node: SyntaxNode, sketch: Sketch): void {
  sketch.declared(node, { annotations: annotationsOf(node, sketch), parameters: parametersOf(node, sketch), isConstructor: false, returnType: typeIn(node) }, () => {
    for (const child of childrenOf(childOf(node, 'function_body'))) {
      if (child.type !== 'block') sketch.returned(valueOf(child, sketch));
      visit(child, sketch);
    }
  });
}

/** Annotations of a parameter stand before it. */
function parametersOf(node: SyntaxNode, sketch: Sketch): Parameter[] {
  const parameters: Parameter[] = [];
  let annotations: Annotation[] = [];
  for (const child of childrenOf(childOf(node, 'function_value_parameters'))) {
    if (child.type === 'parameter_modifiers') annotations = annotationsIn(child, sketch);
    if (child.type !== 'parameter') continue;
    parameters.push(toParameter(child, annotations, sketch));
    annotations = [];
  }
  return parameters;
}

function annotationsOf(node: SyntaxNode, sketch: Sketch): Annotation[] {
  return annotationsIn(childOf(node, 'modifiers'), sketch);
}

function annotationsIn(list: SyntaxNode | undefined, sketch: Sketch): Annotation[] {
  return childrenOf(list).filter(({ type }) => type === 'annotation').map((annotation) => {
    const made = childOf(annotation, 'constructor_invocation');
    return { name: simpleType(childOf(made ?? annotation, 'user_type')?.text) ?? '', arguments: argumentsIn(childOf(made, 'value_arguments'), sketch), span: spanOf(annotation) };
  });
}

function addProperty(node: SyntaxNode, sketch: Sketch): void {
  const declaration = childOf(node, 'variable_declaration');
  const last = childrenOf(node).at(-1);
  const value = last === undefined || last === declaration || /^(?:modifiers|getter|setter|type_constraints)$/.test(last.type) ? undefined : lazyValue(last);
  const declaredType = declaration && typeIn(declaration);
  const { scope } = sketch;
  sketch.bindings.push({
    name: childOf(declaration, 'identifier')?.text ?? '', scope, annotations: annotationsOf(node, sketch), span: spanOf(node),
    owner: scope.function !== undefined ? 'local' : scope.type !== undefined ? 'field' : 'file',
    isConstant: /\bval\b/.test(node.text.slice(0, (declaration?.startIndex ?? node.startIndex) - node.startIndex)),
    ...(declaredType !== undefined && { declaredType }), ...(value && { value: valueOf(value, sketch) }),
  });
}

/** `by lazy { value }` is that value. */
function lazyValue(node: SyntaxNode): SyntaxNode {
  if (node.type !== 'property_delegate') return node;
  const lambda = childOf(childOf(childOf(node, 'call_expression'), 'annotated_lambda'), 'lambda_literal');
  return childrenOf(lambda).at(-1) ?? node;
}

function addAssignment(node: SyntaxNode, sketch: Sketch): void {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (left === null || right === null) return;
  const isField = left.type === 'navigation_expression' && left.namedChild(0)?.type === 'this_expression';
  const name = isField ? left.namedChild(1)?.text : left.type === 'identifier' ? left.text : undefined;
  if (name === undefined) return;
  const isLocal = !isField && sketch.bindings.some((one) => one.owner === 'local' && one.name === name && one.scope.function === sketch.scope.function);
  sketch.bindings.push({ name, owner: isLocal ? 'local' : 'field', scope: sketch.scope, annotations: [], isConstant: false, span: spanOf(node), value: valueOf(right, sketch) });
}

/** What a lambda returns is nothing that the function around it does. */
function addReturn(node: SyntaxNode, sketch: Sketch): void {
  const value = node.namedChild(0);
  let around = node.parent;
  while (around !== null && !/^(?:lambda_literal|anonymous_function|function_declaration)$/.test(around.type)) around = around.parent;
  if (value !== null && around?.type === 'function_declaration') sketch.returned(valueOf(value, sketch));
}

function valueOf(node: SyntaxNode, sketch: Sketch): Value {
  return sketch.value(node, () => toValue(node, sketch));
}

function toValue(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  const [first, second] = childrenOf(node);
  switch (node.type) {
    case 'string_literal': case 'multiline_string_literal': return textIn(node, sketch);
    case 'number_literal': case 'long_literal': return { kind: 'number', value: numberIn(node.text), span };
    case 'boolean_literal': return { kind: 'boolean', value: node.text === 'true', span };
    case 'identifier': return { kind: 'name', name: node.text, scope: sketch.scope, span };
    case 'this_expression': return { kind: 'name', name: 'this', scope: sketch.scope, span };
    case 'parenthesized_expression': case 'as_expression': case 'unary_expression': case 'spread_expression': return first === undefined ? { kind: 'unknown', span } : valueOf(first, sketch);
    case 'binary_expression': return binary(node, sketch);
    case 'if_expression': {
      const [, ...options] = childrenOf(node).filter(({ type }) => type !== 'block');
      return options.length === 2 ? { kind: 'choice', options: options.map((option) => valueOf(option, sketch)), span } : { kind: 'unknown', span };
    }
    case 'navigation_expression': return first === undefined || second === undefined ? { kind: 'unknown', span } : { kind: 'member', object: valueOf(first, sketch), name: second.text, span };
    case 'call_expression': return toCall(node, sketch);
    case 'index_expression': {
      const callee: Value = first === undefined ? { kind: 'unknown', span } : valueOf(first, sketch);
      return { kind: 'call', form: 'index', callee, arguments: second === undefined ? [] : [{ value: valueOf(second, sketch) }], scope: sketch.scope, span, nameSpan: callee.span };
    }
    case 'collection_literal': return { kind: 'list', items: childrenOf(node).map((item) => valueOf(item, sketch)), span };
    case 'lambda_literal': case 'annotated_lambda': case 'anonymous_function': case 'callable_reference': return { kind: 'function', parameters: [], span };
    default: return { kind: 'unknown', span };
  }
}

function binary(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  const operands = [node.childForFieldName('left'), node.childForFieldName('right')].flatMap((operand) => (operand === null ? [] : [valueOf(operand, sketch)]));
  const operator = node.childForFieldName('operator')?.text;
  if (operator === '+') return { kind: 'concat', parts: operands, span };
  return operator === '?:' ? { kind: 'choice', options: operands, span } : { kind: 'unknown', span };
}

/** The grammar gives `$name` as the text `$` and a text that starts with the name. */
function textIn(node: SyntaxNode, sketch: Sketch): Value {
  const parts: Value[] = [];
  const children = childrenOf(node);
  children.forEach((child, index) => {
    const span = spanOf(child);
    const isNamed = child.type === 'string_content' && children[index - 1]?.type === 'string_content' && children[index - 1]?.text === '$';
    const [, name, rest] = (isNamed && /^([A-Za-z_]\w*)(.*)$/s.exec(child.text)) || [];
    if (name !== undefined) {
      parts.pop();
      parts.push({ kind: 'name', name, scope: sketch.scope, span }, { kind: 'text', text: rest ?? '', span });
    } else if (child.type === 'interpolation') {
      const inside = child.namedChild(0);
      parts.push(inside === null ? { kind: 'unknown', span } : valueOf(inside, sketch));
    } else {
      parts.push({ kind: 'text', text: child.type === 'escape_sequence' ? unescapeSequence(child.text) : child.text, span });
    }
  });
  const span = spanOf(node);
  const isPlain = parts.every((part) => part.kind === 'text');
  return isPlain ? { kind: 'text', text: parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''), span } : { kind: 'concat', parts, span };
}

function toCall(node: SyntaxNode, sketch: Sketch): Value {
  const [target] = childrenOf(node);
  const span = spanOf(node);
  const callee: Value = target === undefined ? { kind: 'unknown', span } : valueOf(target, sketch);
  const lambdas = childrenOf(node).filter(({ type }) => type === 'annotated_lambda').map((lambda): Argument => ({ value: valueOf(lambda, sketch) }));
  // `listOf("a")` and `arrayOf("a")` are their items.
  const passed = argumentsIn(childOf(node, 'value_arguments'), sketch);
  if (target?.type === 'identifier' && /^(?:listOf|arrayOf|setOf|mutableListOf)$/.test(target.text)) return { kind: 'list', items: passed.map(({ value }) => value), span };
  const name = target?.type === 'navigation_expression' ? (target.namedChild(target.namedChildCount - 1) ?? target) : (target ?? node);
  return { kind: 'call', form: 'call', callee, arguments: [...passed, ...lambdas], scope: sketch.scope, span, nameSpan: spanOf(name) };
}

function argumentsIn(list: SyntaxNode | undefined, sketch: Sketch): Argument[] {
  return childrenOf(list).filter(({ type }) => type === 'value_argument').flatMap((argument): Argument[] => {
    const parts = childrenOf(argument);
    const value = parts.at(-1);
    if (value === undefined) return [];
    const isNamed = parts.length > 1 && parts[0]?.type === 'identifier';
    return [{ value: valueOf(value, sketch), ...(isNamed && { name: parts[0]?.text ?? '' }) }];
  });
}

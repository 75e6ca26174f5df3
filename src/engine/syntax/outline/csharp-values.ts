import type { SyntaxNode } from '../tree-sitter.js';
import type { Argument, Value } from './outline.js';
import { childrenOf, fieldText, numberIn, simpleType, spanOf, unescapeSequence, type Sketch } from './sketch.js';

/** The value of an expression in C#. */
export function valueOfCSharp(node: SyntaxNode, sketch: Sketch): Value {
  return sketch.value(node, () => toValue(node, sketch));
}

function toValue(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'string_literal': case 'verbatim_string_literal': case 'raw_string_literal': case 'character_literal': return { kind: 'text', text: textIn(node), span };
    case 'interpolated_string_expression': return { kind: 'concat', parts: interpolationParts(node, sketch), span };
    case 'integer_literal': case 'real_literal': return { kind: 'number', value: numberIn(node.text.replace(/[mM]$/, '')), span };
    case 'boolean_literal': return { kind: 'boolean', value: node.text === 'true', span };
    case 'identifier': case 'this': case 'base': return { kind: 'name', name: node.text === 'base' ? 'this' : node.text, scope: sketch.scope, span };
    case 'predefined_type': case 'generic_name': case 'nullable_type': return typeAt(node, sketch);
    case 'typeof_expression': return typeAt(node.childForFieldName('type') ?? node, sketch);
    case 'parenthesized_expression': case 'await_expression': case 'postfix_unary_expression': case 'checked_expression': return inner(node.namedChild(0), node, sketch);
    case 'cast_expression': return field(node, 'value', sketch);
    case 'as_expression': return field(node, 'left', sketch);
    case 'binary_expression': return toBinary(node, sketch);
    case 'conditional_expression': return { kind: 'choice', options: [field(node, 'consequence', sketch), field(node, 'alternative', sketch)], span };
    case 'member_access_expression': return { kind: 'member', object: field(node, 'expression', sketch), name: nameIn(node.childForFieldName('name')), span };
    case 'qualified_name': return { kind: 'member', object: field(node, 'qualifier', sketch), name: nameIn(node.childForFieldName('name')), span };
    case 'conditional_access_expression': return toConditionalAccess(node, sketch);
    case 'element_access_expression': return toIndex(node, node.childForFieldName('expression'), node.childForFieldName('subscript'), sketch);
    case 'invocation_expression': return toCall(node, sketch);
    case 'object_creation_expression': case 'implicit_object_creation_expression': return toMaking(node, sketch);
    case 'assignment_expression': return toSetting(node, sketch);
    case 'array_creation_expression': case 'implicit_array_creation_expression':
      return { kind: 'list', items: childrenOf(childrenOf(node).find(({ type }) => type === 'initializer_expression')).map((item) => valueOfCSharp(item, sketch)), span };
    // How the grammar reads `["a", "b"]` where no object stands before it.
    case 'element_binding_expression': case 'collection_expression': return { kind: 'list', items: childrenOf(node).map((item) => inner(item.type === 'argument' ? item.namedChild(0) : item, item, sketch)), span };
    case 'lambda_expression': case 'anonymous_method_expression': return { kind: 'function', parameters: lambdaParameters(node), span };
    default: return { kind: 'unknown', span };
  }
}

function inner(node: SyntaxNode | null, around: SyntaxNode, sketch: Sketch): Value {
  return node === null ? { kind: 'unknown', span: spanOf(around) } : valueOfCSharp(node, sketch);
}

function field(node: SyntaxNode, name: string, sketch: Sketch): Value {
  return inner(node.childForFieldName(name), node, sketch);
}

function textIn(node: SyntaxNode): string {
  if (node.type === 'verbatim_string_literal') return node.text.slice(2, -1).replaceAll('""', '"');
  return childrenOf(node).map((part) => {
    if (part.type === 'escape_sequence') return unescapeSequence(part.text);
    return /_content$/.test(part.type) ? part.text : '';
  }).join('');
}

function interpolationParts(node: SyntaxNode, sketch: Sketch): Value[] {
  return childrenOf(node).flatMap((part): Value[] => {
    const span = spanOf(part);
    if (part.type === 'interpolation') return [inner(childrenOf(part).find(({ type }) => type !== 'interpolation_brace') ?? null, part, sketch)];
    if (part.type === 'escape_sequence') return [{ kind: 'text', text: unescapeSequence(part.text), span }];
    return part.type === 'string_content' ? [{ kind: 'text', text: part.text.replaceAll('{{', '{').replaceAll('}}', '}'), span }] : [];
  });
}

function toBinary(node: SyntaxNode, sketch: Sketch): Value {
  const operator = fieldText(node, 'operator') ?? node.child(1)?.text;
  const [left, right] = [field(node, 'left', sketch), field(node, 'right', sketch)];
  if (operator === '+') return { kind: 'concat', parts: [left, right], span: spanOf(node) };
  return operator === '??' ? { kind: 'choice', options: [left, right], span: spanOf(node) } : { kind: 'unknown', span: spanOf(node) };
}

function nameIn(node: SyntaxNode | null): string {
  return node?.type === 'generic_name' ? (node.namedChild(0)?.text ?? '') : (node?.text ?? '');
}

/** A type as a value, without its arguments: `A.B<C>` is a member of `A`. */
function typeAt(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  const [first = '', ...rest] = node.text.replace(/[<[?].*$/s, '').replaceAll('::', '.').split('.').map((name) => name.trim());
  return rest.reduce<Value>((object, name) => ({ kind: 'member', object, name, span }), { kind: 'name', name: first, scope: sketch.scope, span });
}

/** `a?.B` and `a?["b"]`. */
function toConditionalAccess(node: SyntaxNode, sketch: Sketch): Value {
  const [object, access] = childrenOf(node);
  if (object === undefined || access === undefined) return { kind: 'unknown', span: spanOf(node) };
  if (access.type === 'element_binding_expression') return toIndex(node, object, access, sketch);
  return { kind: 'member', object: valueOfCSharp(object, sketch), name: nameIn(access.childForFieldName('name')), span: spanOf(node) };
}

function toIndex(node: SyntaxNode, object: SyntaxNode | null, subscript: SyntaxNode | null, sketch: Sketch): Value {
  const span = spanOf(node);
  return { kind: 'call', form: 'index', callee: inner(object, node, sketch), arguments: argumentsOf(subscript, sketch), scope: sketch.scope, span, nameSpan: spanOf(object ?? node) };
}

function toCall(node: SyntaxNode, sketch: Sketch): Value {
  const called = node.childForFieldName('function') ?? node;
  const name = called.type === 'conditional_access_expression' ? called.namedChildren.at(-1)?.childForFieldName('name') ?? called : called.childForFieldName('name') ?? called;
  const typeArguments = childrenOf(childrenOf(name).find(({ type }) => type === 'type_argument_list')).flatMap(({ text }) => simpleType(text) ?? []);
  return {
    kind: 'call', form: 'call', callee: valueOfCSharp(called, sketch), arguments: argumentsOf(node.childForFieldName('arguments'), sketch), scope: sketch.scope,
    span: spanOf(node), nameSpan: spanOf(name), ...(typeArguments.length > 0 && { typeArguments }),
  };
}

function toMaking(node: SyntaxNode, sketch: Sketch): Value {
  const type = node.childForFieldName('type') ?? declaredTypeAround(node);
  const list = node.childForFieldName('arguments') ?? childrenOf(node).find((child) => child.type === 'argument_list') ?? null;
  const initializer = node.childForFieldName('initializer') ?? childrenOf(node).find((child) => child.type === 'initializer_expression');
  return {
    kind: 'call', form: 'make', callee: type === undefined ? { kind: 'unknown', span: spanOf(node) } : typeAt(type, sketch),
    arguments: [...argumentsOf(list, sketch), ...childrenOf(initializer).flatMap((item) => initialised(item, sketch))],
    scope: sketch.scope, span: spanOf(node), nameSpan: spanOf(type !== undefined && type.startIndex >= node.startIndex ? type : node),
  };
}

/** `HttpClient client = new() { … }`: the type stands in the declaration. */
function declaredTypeAround({ parent }: SyntaxNode): SyntaxNode | undefined {
  const declaration = parent?.type === 'variable_declarator' ? parent.parent : parent;
  return declaration?.childForFieldName('type') ?? undefined;
}

/** `{ A = x }`, `{ ["a"] = x }` and `{ { "a", x } }` name what they set; other items are arguments in order. */
function initialised(item: SyntaxNode, sketch: Sketch): Argument[] {
  if (item.type === 'assignment_expression') {
    const left = item.childForFieldName('left');
    const key = left?.type === 'element_binding_expression' ? keyIn(left.namedChild(0)?.namedChild(0) ?? left) : left?.text;
    return key === undefined ? [] : [{ name: key, value: initialValue(item.childForFieldName('right') ?? item, sketch) }];
  }
  if (item.type !== 'initializer_expression') return [{ value: valueOfCSharp(item, sketch) }];
  const [key, value] = childrenOf(item);
  const name = key && keyIn(key);
  return name === undefined || value === undefined ? [] : [{ name, value: initialValue(value, sketch) }];
}

/** A text, or the name of a constant as written. */
function keyIn(node: SyntaxNode): string | undefined {
  if (/^(?:identifier|member_access_expression)$/.test(node.type)) return node.text;
  return /string_literal$/.test(node.type) ? textIn(node) : undefined;
}

/** `Headers = { … }` adds to what is there. */
function initialValue(node: SyntaxNode, sketch: Sketch): Value {
  if (node.type !== 'initializer_expression') return valueOfCSharp(node, sketch);
  const items = childrenOf(node).flatMap((item) => initialised(item, sketch));
  const entries = items.flatMap(({ name, value }) => (name === undefined ? [] : [{ key: name, value }]));
  return entries.length > 0 ? { kind: 'map', entries, span: spanOf(node) } : { kind: 'list', items: items.map(({ value }) => value), span: spanOf(node) };
}

/** `x.y = v` as the call `x.y=(v)`; as an expression it would have the value of its right side, which nothing asks for. */
function toSetting(node: SyntaxNode, sketch: Sketch): Value {
  const left = node.childForFieldName('left');
  const object = left?.childForFieldName('expression');
  const name = left?.childForFieldName('name');
  if (!left || !object || !name) return field(node, 'right', sketch);
  return {
    kind: 'call', form: 'call', callee: { kind: 'member', object: valueOfCSharp(object, sketch), name: `${name.text}=`, span: spanOf(left) },
    arguments: [{ value: field(node, 'right', sketch) }], scope: sketch.scope, span: spanOf(node), nameSpan: spanOf(name),
  };
}

function argumentsOf(list: SyntaxNode | null, sketch: Sketch): Argument[] {
  return childrenOf(list).filter(({ type }) => type === 'argument').map((argument): Argument => {
    const name = fieldText(argument, 'name');
    return { ...(name !== undefined && { name }), value: inner(childrenOf(argument).at(-1) ?? null, argument, sketch) };
  });
}

function lambdaParameters(node: SyntaxNode): string[] {
  const parameters = node.childForFieldName('parameters');
  if (parameters === null) return [];
  return parameters.type === 'parameter_list' ? childrenOf(parameters).map((one) => fieldText(one, 'name') ?? one.text) : [parameters.text];
}

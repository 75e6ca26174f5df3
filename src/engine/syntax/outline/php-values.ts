import type { SyntaxNode } from '../tree-sitter.js';
import type { Argument, Value } from './outline.js';
import { childrenOf, fieldText, numberIn, spanOf, unescapeSequence, type Sketch } from './sketch.js';

/** The value of an expression in PHP. */
export function valueOfPhp(node: SyntaxNode, sketch: Sketch): Value {
  return sketch.value(node, () => toValue(node, sketch));
}

/** A name with its namespaces, written with dots. */
export function qualifiedInPhp(text: string): string {
  return text.replace(/^\\/, '').replaceAll('\\', '.');
}

/** The name of a variable without its `$`. */
export function nameOfVariable(node: SyntaxNode): string {
  return node.text.replace(/^\$/, '');
}

function toValue(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'string': return { kind: 'text', text: childrenOf(node).map(textOfPart).join(''), span };
    case 'encapsed_string': return toInterpolation(node, sketch);
    case 'heredoc': return toInterpolation(node.childForFieldName('value') ?? node, sketch);
    case 'integer': case 'float': return { kind: 'number', value: numberIn(node.text), span };
    case 'boolean': return { kind: 'boolean', value: node.text.toLowerCase() === 'true', span };
    case 'variable_name': return { kind: 'name', name: nameOfVariable(node), scope: sketch.scope, span };
    case 'name': case 'qualified_name': case 'relative_scope': return named(node, sketch);
    case 'parenthesized_expression': case 'cast_expression': case 'error_suppression_expression': case 'clone_expression': return inner(childrenOf(node).at(-1), node, sketch);
    case 'binary_expression': return toBinary(node, sketch);
    case 'conditional_expression':
      // `a ?: b` has no middle.
      return { kind: 'choice', options: [inner(node.childForFieldName('body') ?? node.childForFieldName('condition'), node, sketch), inner(node.childForFieldName('alternative'), node, sketch)], span };
    case 'member_access_expression': case 'nullsafe_member_access_expression':
      return { kind: 'member', object: inner(node.childForFieldName('object'), node, sketch), name: fieldText(node, 'name') ?? '', span };
    case 'class_constant_access_expression': case 'scoped_property_access_expression': {
      const [scope, name] = childrenOf(node);
      return { kind: 'member', object: inner(scope, node, sketch), name: name === undefined ? '' : nameOfVariable(name), span };
    }
    case 'subscript_expression': return toIndex(node, sketch);
    case 'array_creation_expression': return toArray(node, sketch);
    case 'function_call_expression': case 'member_call_expression': case 'nullsafe_member_call_expression': case 'scoped_call_expression': return toCall(node, sketch);
    case 'object_creation_expression': return toMaking(node, sketch);
    case 'assignment_expression': return inner(node.childForFieldName('right'), node, sketch);
    case 'anonymous_function': case 'arrow_function': return { kind: 'function', parameters: [], span };
    default: return { kind: 'unknown', span };
  }
}

function inner(node: SyntaxNode | null | undefined, around: SyntaxNode, sketch: Sketch): Value {
  return node === null || node === undefined ? { kind: 'unknown', span: spanOf(around) } : valueOfPhp(node, sketch);
}

function textOfPart(part: SyntaxNode): string {
  return part.type === 'escape_sequence' ? unescapeSequence(part.text) : part.text;
}

/** `"http://{$this->host}/x"`. */
function toInterpolation(node: SyntaxNode, sketch: Sketch): Value {
  const parts = childrenOf(node).map((part): Value => {
    if (part.type === 'string_content' || part.type === 'escape_sequence') return { kind: 'text', text: textOfPart(part), span: spanOf(part) };
    return valueOfPhp(part, sketch);
  });
  const [only] = parts;
  if (only === undefined) return { kind: 'text', text: '', span: spanOf(node) };
  return parts.length === 1 && only.kind === 'text' ? { ...only, span: spanOf(node) } : { kind: 'concat', parts, span: spanOf(node) };
}

/** A class, function or constant; `self`, `static` and `parent` are the object itself. */
function named(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  if (node.type === 'relative_scope') return { kind: 'name', name: 'this', scope: sketch.scope, span };
  const [first = '', ...rest] = qualifiedInPhp(node.text).split('.');
  return rest.reduce<Value>((object, name) => ({ kind: 'member', object, name, span }), { kind: 'name', name: first, scope: sketch.scope, span });
}

function toBinary(node: SyntaxNode, sketch: Sketch): Value {
  const operator = fieldText(node, 'operator') ?? node.child(1)?.text;
  const sides = [inner(node.childForFieldName('left'), node, sketch), inner(node.childForFieldName('right'), node, sketch)];
  if (operator === '.') return { kind: 'concat', parts: sides, span: spanOf(node) };
  return operator === '??' ? { kind: 'choice', options: sides, span: spanOf(node) } : { kind: 'unknown', span: spanOf(node) };
}

function toIndex(node: SyntaxNode, sketch: Sketch): Value {
  const [object, key] = childrenOf(node);
  return {
    kind: 'call', form: 'index', callee: inner(object, node, sketch), arguments: key === undefined ? [] : [{ value: valueOfPhp(key, sketch) }],
    scope: sketch.scope, span: spanOf(node), nameSpan: spanOf(object ?? node),
  };
}

function toArray(node: SyntaxNode, sketch: Sketch): Value {
  const elements = childrenOf(node).filter(({ type }) => type === 'array_element_initializer').map((element) => childrenOf(element));
  const entries = elements.flatMap(([key, value]) => (key === undefined || value === undefined ? [] : [{ key: keyIn(key), value: valueOfPhp(value, sketch) }]));
  if (entries.length > 0) return { kind: 'map', entries, span: spanOf(node) };
  return { kind: 'list', items: elements.flatMap(([item]) => (item === undefined ? [] : [valueOfPhp(item, sketch)])), span: spanOf(node) };
}

function keyIn(node: SyntaxNode): string {
  return /string$/.test(node.type) ? childrenOf(node).map(textOfPart).join('') : node.text;
}

function toCall(node: SyntaxNode, sketch: Sketch): Value {
  const object = node.childForFieldName('object') ?? node.childForFieldName('scope');
  const name = node.childForFieldName('name') ?? node.childForFieldName('function') ?? node;
  const callee: Value = object === null
    ? inner(name, node, sketch)
    : { kind: 'member', object: valueOfPhp(object, sketch), name: name.text, span: { start: object.startIndex, end: name.endIndex } };
  return { kind: 'call', form: 'call', callee, arguments: argumentsInPhp(node.childForFieldName('arguments'), sketch), scope: sketch.scope, span: spanOf(node), nameSpan: spanOf(name) };
}

function toMaking(node: SyntaxNode, sketch: Sketch): Value {
  const [type, ...rest] = childrenOf(node);
  const list = rest.find((child) => child.type === 'arguments') ?? null;
  return { kind: 'call', form: 'make', callee: inner(type, node, sketch), arguments: argumentsInPhp(list, sketch), scope: sketch.scope, span: spanOf(node), nameSpan: spanOf(type ?? node) };
}

/** Arguments in order, named ones by name. */
export function argumentsInPhp(list: SyntaxNode | null, sketch: Sketch): Argument[] {
  return childrenOf(list).filter(({ type }) => type === 'argument').map((argument): Argument => {
    const name = fieldText(argument, 'name');
    return { ...(name !== undefined && { name }), value: inner(childrenOf(argument).at(-1), argument, sketch) };
  });
}

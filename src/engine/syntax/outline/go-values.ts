import type { SyntaxNode } from '../tree-sitter.js';
import type { Argument, Value } from './outline.js';
import { childrenOf, numberIn, TypeSketch, spanOf, unescapeSequence } from './sketch.js';

/** An outline of Go while it is made: what names of receivers mean. */
export class GoSketch extends TypeSketch {
  /** Name of the receiver of the method around. */
  receiver: string | undefined;
}

/** The value of an expression in Go. A product is a call of `*`: durations are written so. */
export function valueOfGo(node: SyntaxNode, sketch: GoSketch): Value {
  return sketch.value(node, () => toValue(node, sketch));
}

function toValue(node: SyntaxNode, sketch: GoSketch): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'interpreted_string_literal': return { kind: 'text', text: node.text.slice(1, -1).replace(/\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, unescapeSequence), span };
    case 'raw_string_literal': return { kind: 'text', text: node.text.slice(1, -1), span };
    case 'int_literal': case 'float_literal': return { kind: 'number', value: numberIn(node.text), span };
    case 'true': case 'false': return { kind: 'boolean', value: node.type === 'true', span };
    case 'identifier': case 'type_identifier': return { kind: 'name', name: node.text === sketch.receiver ? 'this' : node.text, scope: sketch.scope, span };
    case 'selector_expression': return { kind: 'member', object: field(node, 'operand', sketch), name: node.childForFieldName('field')?.text ?? '', span };
    case 'qualified_type': return { kind: 'member', object: { kind: 'name', name: node.childForFieldName('package')?.text ?? '', scope: sketch.scope, span }, name: node.childForFieldName('name')?.text ?? '', span };
    case 'parenthesized_expression': case 'literal_element': case 'pointer_type': return inner(node.namedChild(0), node, sketch);
    case 'generic_type': return field(node, 'type', sketch);
    case 'unary_expression': return /^[&*]/.test(node.text) ? field(node, 'operand', sketch) : { kind: 'unknown', span };
    case 'type_assertion_expression': return field(node, 'operand', sketch);
    case 'binary_expression': return toBinary(node, sketch);
    case 'composite_literal': return toComposite(node, sketch);
    case 'literal_value': return { kind: 'map', entries: keyedIn(node, sketch).flatMap(({ name, value }) => (name === undefined ? [] : [{ key: name, value }])), span };
    case 'call_expression': return toCall(node, sketch);
    case 'index_expression': {
      const callee = field(node, 'operand', sketch);
      return { kind: 'call', form: 'index', callee, arguments: [{ value: field(node, 'index', sketch) }], scope: sketch.scope, span, nameSpan: callee.span };
    }
    case 'func_literal': return { kind: 'function', parameters: [], span };
    default: return { kind: 'unknown', span };
  }
}

function field(node: SyntaxNode, name: string, sketch: GoSketch): Value {
  return inner(node.childForFieldName(name), node, sketch);
}

function inner(node: SyntaxNode | null, around: SyntaxNode, sketch: GoSketch): Value {
  return node === null ? { kind: 'unknown', span: spanOf(around) } : valueOfGo(node, sketch);
}

function toBinary(node: SyntaxNode, sketch: GoSketch): Value {
  const operands = [field(node, 'left', sketch), field(node, 'right', sketch)];
  const span = spanOf(node);
  const operator = node.childForFieldName('operator');
  if (operator?.text === '+') return { kind: 'concat', parts: operands, span };
  if (operator?.text !== '*') return { kind: 'unknown', span };
  const callee: Value = { kind: 'name', name: '*', scope: sketch.scope, span: spanOf(operator) };
  return { kind: 'call', form: 'call', callee, arguments: operands.map((value) => ({ value })), scope: sketch.scope, span, nameSpan: callee.span };
}

/** `T{…}` makes an object; lists and maps are values of their own. */
function toComposite(node: SyntaxNode, sketch: GoSketch): Value {
  const span = spanOf(node);
  const type = node.childForFieldName('type') ?? node;
  const elements = keyedIn(node.childForFieldName('body'), sketch);
  switch (type.type) {
    case 'slice_type': case 'array_type': case 'implicit_length_array_type': return { kind: 'list', items: elements.map(({ value }) => value), span };
    case 'map_type': return { kind: 'map', entries: elements.flatMap(({ name, value }) => (name === undefined ? [] : [{ key: name, value }])), span };
    default: return { kind: 'call', form: 'make', callee: valueOfGo(type, sketch), arguments: elements, scope: sketch.scope, span, nameSpan: spanOf(type) };
  }
}

/** The elements of a literal, with their keys where those are names or texts. */
function keyedIn(body: SyntaxNode | null, sketch: GoSketch): Argument[] {
  return childrenOf(body).map((element): Argument => {
    if (element.type !== 'keyed_element') return { value: valueOfGo(element, sketch) };
    const [key, value] = childrenOf(element);
    const name = key && keyOf(valueOfGo(key, sketch));
    return { ...(name !== undefined && { name }), value: inner(value ?? null, element, sketch) };
  });
}

function keyOf(key: Value): string | undefined {
  if (key.kind === 'name') return key.name;
  return key.kind === 'text' ? key.text : undefined;
}

function toCall(node: SyntaxNode, sketch: GoSketch): Value {
  const called = node.childForFieldName('function') ?? node;
  const passed = childrenOf(node.childForFieldName('arguments'));
  const span = spanOf(node);
  const [first] = passed;
  // `new(T)` is `&T{}`.
  if (called.text === 'new' && first !== undefined) return { kind: 'call', form: 'make', callee: valueOfGo(first, sketch), arguments: [], scope: sketch.scope, span, nameSpan: spanOf(first) };
  const name = called.childForFieldName('field') ?? called;
  return { kind: 'call', form: 'call', callee: valueOfGo(called, sketch), arguments: passed.map((one) => ({ value: valueOfGo(one, sketch) })), scope: sketch.scope, span, nameSpan: spanOf(name) };
}

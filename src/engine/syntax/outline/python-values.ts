import type { SyntaxNode } from '../tree-sitter.js';
import type { Argument, Value } from './outline.js';
import { childrenOf, numberIn, spanOf, unescapeSequence, type Sketch } from './sketch.js';

/** The value of an expression in Python. Formatting is a call of `%`, a product one of `*`. */
export function valueOfPython(node: SyntaxNode, sketch: Sketch): Value {
  return sketch.value(node, () => toValue(node, sketch));
}

function toValue(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'string': return textIn(node, sketch);
    case 'concatenated_string': return { kind: 'concat', parts: childrenOf(node).map((part) => valueOfPython(part, sketch)), span };
    case 'integer': case 'float': return { kind: 'number', value: numberIn(node.text), span };
    case 'true': case 'false': return { kind: 'boolean', value: node.type === 'true', span };
    case 'identifier': return { kind: 'name', name: /^(?:self|cls)$/.test(node.text) ? 'this' : node.text, scope: sketch.scope, span };
    case 'attribute': return { kind: 'member', object: field(node, 'object', sketch), name: node.childForFieldName('attribute')?.text ?? '', span };
    case 'parenthesized_expression': case 'await': case 'type': return inner(childrenOf(node)[0] ?? null, node, sketch);
    case 'named_expression': return field(node, 'value', sketch);
    case 'as_pattern': return inner(node.namedChild(0), node, sketch);
    case 'boolean_operator': {
      if (node.childForFieldName('operator')?.text !== 'or') return { kind: 'unknown', span };
      return { kind: 'choice', options: [field(node, 'left', sketch), field(node, 'right', sketch)], span };
    }
    case 'conditional_expression': {
      const [body, , otherwise] = childrenOf(node);
      return { kind: 'choice', options: [body, otherwise].map((arm) => inner(arm ?? null, node, sketch)), span };
    }
    case 'binary_operator': return toBinary(node, sketch);
    case 'call': return toCall(node, sketch);
    case 'subscript': return toIndex(node, sketch);
    case 'dictionary': return { kind: 'map', entries: childrenOf(node).flatMap((pair) => entryIn(pair, sketch)), span };
    case 'list': case 'tuple': case 'set': case 'expression_list': return { kind: 'list', items: childrenOf(node).map((item) => valueOfPython(item, sketch)), span };
    case 'lambda': return { kind: 'function', parameters: [], span };
    default: return { kind: 'unknown', span };
  }
}

function field(node: SyntaxNode, name: string, sketch: Sketch): Value {
  return inner(node.childForFieldName(name), node, sketch);
}

function inner(node: SyntaxNode | null, around: SyntaxNode, sketch: Sketch): Value {
  return node === null ? { kind: 'unknown', span: spanOf(around) } : valueOfPython(node, sketch);
}

/** A string; what is interpolated into an f-string is a part of its own. */
function textIn(node: SyntaxNode, sketch: Sketch): Value {
  const isRaw = /^[a-zA-Z]*[rR]/.test(node.text);
  const parts = childrenOf(node).flatMap((part): Value[] => {
    const span = spanOf(part);
    if (part.type === 'interpolation') return [field(part, 'expression', sketch)];
    if (part.type !== 'string_content') return [];
    const text = isRaw ? part.text : part.text.replace(/\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^\n])/g, unescapeSequence).replace(/\\\n/g, '');
    return [{ kind: 'text', text, span }];
  });
  const span = spanOf(node);
  const [only, ...others] = parts;
  if (only === undefined) return { kind: 'text', text: '', span };
  return only.kind === 'text' && others.length === 0 ? { ...only, span } : { kind: 'concat', parts, span };
}

function toBinary(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  const operator = node.childForFieldName('operator');
  const [left, right] = [field(node, 'left', sketch), field(node, 'right', sketch)];
  if (operator?.text === '+') return { kind: 'concat', parts: [left, right], span };
  if (operator?.text !== '%' && operator?.text !== '*') return { kind: 'unknown', span };
  const callee: Value = { kind: 'name', name: operator.text, scope: sketch.scope, span: spanOf(operator) };
  const passed = operator.text === '%' && right.kind === 'list' ? right.items : [right];
  return { kind: 'call', form: 'call', callee, arguments: [left, ...passed].map((value) => ({ value })), scope: sketch.scope, span, nameSpan: callee.span };
}

function toCall(node: SyntaxNode, sketch: Sketch): Value {
  const called = node.childForFieldName('function') ?? node;
  const list = node.childForFieldName('arguments');
  return {
    kind: 'call', form: 'call', callee: valueOfPython(called, sketch), arguments: list?.type === 'argument_list' ? argumentsIn(list, sketch) : [],
    scope: sketch.scope, span: spanOf(node), nameSpan: spanOf(called.childForFieldName('attribute') ?? called),
  };
}

/** The arguments of a call; `**x` has the name `**`. */
function argumentsIn(list: SyntaxNode | null, sketch: Sketch): Argument[] {
  return childrenOf(list).map((argument): Argument => {
    if (argument.type === 'keyword_argument') return { name: argument.childForFieldName('name')?.text ?? '', value: field(argument, 'value', sketch) };
    if (argument.type === 'dictionary_splat') return { name: '**', value: inner(argument.namedChild(0), argument, sketch) };
    return { value: valueOfPython(argument, sketch) };
  });
}

function toIndex(node: SyntaxNode, sketch: Sketch): Value {
  const callee = field(node, 'value', sketch);
  return { kind: 'call', form: 'index', callee, arguments: [{ value: field(node, 'subscript', sketch) }], scope: sketch.scope, span: spanOf(node), nameSpan: callee.span };
}

function entryIn(pair: SyntaxNode, sketch: Sketch): { key: string; value: Value }[] {
  if (pair.type !== 'pair') return [];
  const key = field(pair, 'key', sketch);
  return key.kind === 'text' ? [{ key: key.text, value: field(pair, 'value', sketch) }] : [];
}

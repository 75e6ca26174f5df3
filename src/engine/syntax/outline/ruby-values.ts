import type { SyntaxNode } from '../tree-sitter.js';
import type { Argument, Value } from './outline.js';
import { childrenOf, fieldText, numberIn, spanOf, unescapeSequence, type Sketch } from './sketch.js';

/** The value of an expression in Ruby. */
export function valueOfRuby(node: SyntaxNode, sketch: Sketch): Value {
  return sketch.value(node, () => toValue(node, sketch));
}

/** A constant with its modules, written with dots. */
export function pathInRuby(text: string): string {
  return text.replace(/^::/, '').replaceAll('::', '.');
}

/** The name of a variable without `@` and `$`. */
export function variableInRuby(text: string): string {
  return text.replace(/^[@$]+/, '');
}

function toValue(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'string': case 'heredoc_body': case 'bare_string': return toText(node, sketch);
    case 'simple_symbol': return { kind: 'text', text: node.text.slice(1), span };
    case 'integer': case 'float': return { kind: 'number', value: numberIn(node.text), span };
    case 'true': case 'false': return { kind: 'boolean', value: node.type === 'true', span };
    case 'identifier': case 'constant': case 'self': case 'global_variable':
      return { kind: 'name', name: node.type === 'self' ? 'this' : variableInRuby(node.text), scope: sketch.scope, span };
    case 'instance_variable': case 'class_variable':
      return { kind: 'member', object: { kind: 'name', name: 'this', scope: sketch.scope, span }, name: variableInRuby(node.text), span };
    case 'scope_resolution': {
      const scope = node.childForFieldName('scope');
      const name = fieldText(node, 'name') ?? '';
      return scope === null ? { kind: 'name', name, scope: sketch.scope, span } : { kind: 'member', object: valueOfRuby(scope, sketch), name, span };
    }
    case 'parenthesized_statements': return inner(childrenOf(node).at(-1), node, sketch);
    case 'binary': return toBinary(node, sketch);
    case 'conditional': return { kind: 'choice', options: [inner(node.childForFieldName('consequence'), node, sketch), inner(node.childForFieldName('alternative'), node, sketch)], span };
    case 'element_reference': {
      const [object, ...keys] = childrenOf(node);
      return { kind: 'call', form: 'index', callee: inner(object, node, sketch), arguments: keys.map((key) => ({ value: valueOfRuby(key, sketch) })), scope: sketch.scope, span, nameSpan: spanOf(object ?? node) };
    }
    case 'array': case 'string_array': return { kind: 'list', items: childrenOf(node).map((item) => valueOfRuby(item, sketch)), span };
    case 'hash': return { kind: 'map', entries: argumentsInRuby(node, sketch).flatMap(({ name, value }) => (name === undefined ? [] : [{ key: name, value }])), span };
    case 'call': return toCall(node, sketch);
    case 'assignment': case 'operator_assignment': return toSetting(node, sketch);
    case 'lambda': return { kind: 'function', parameters: [], span };
    default: return { kind: 'unknown', span };
  }
}

function inner(node: SyntaxNode | null | undefined, around: SyntaxNode, sketch: Sketch): Value {
  return node === null || node === undefined ? { kind: 'unknown', span: spanOf(around) } : valueOfRuby(node, sketch);
}

function toText(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  const parts = childrenOf(node).map((part): Value => {
    if (part.type === 'interpolation') return inner(childrenOf(part).at(-1), part, sketch);
    return { kind: 'text', text: part.type === 'escape_sequence' ? unescapeSequence(part.text) : part.text, span: spanOf(part) };
  });
  const [only] = parts;
  if (only === undefined) return { kind: 'text', text: node.type === 'bare_string' ? node.text : '', span };
  return parts.length === 1 && only.kind === 'text' ? { ...only, span } : { kind: 'concat', parts, span };
}

function toBinary(node: SyntaxNode, sketch: Sketch): Value {
  const operator = node.childForFieldName('operator')?.text ?? '';
  const sides = [inner(node.childForFieldName('left'), node, sketch), inner(node.childForFieldName('right'), node, sketch)];
  if (operator === '+') return { kind: 'concat', parts: sides, span: spanOf(node) };
  return operator === '||' || operator === 'or' ? { kind: 'choice', options: sides, span: spanOf(node) } : { kind: 'unknown', span: spanOf(node) };
}

/** `Net::HTTP.new(host)` makes an object of the class before it. */
function toCall(node: SyntaxNode, sketch: Sketch): Value {
  const receiver = node.childForFieldName('receiver');
  const name = node.childForFieldName('method') ?? node;
  const nameSpan = spanOf(name);
  const isMaking = name.text === 'new' && receiver !== null;
  const callee: Value = receiver === null
    ? { kind: 'name', name: name.text, scope: sketch.scope, span: nameSpan }
    : isMaking ? valueOfRuby(receiver, sketch) : { kind: 'member', object: valueOfRuby(receiver, sketch), name: name.text, span: { start: receiver.startIndex, end: name.endIndex } };
  return {
    kind: 'call', form: isMaking ? 'make' : 'call', callee, arguments: argumentsInRuby(node.childForFieldName('arguments'), sketch), scope: sketch.scope, span: spanOf(node),
    nameSpan: isMaking && receiver !== null ? spanOf(receiver) : nameSpan,
  };
}

/** `http.read_timeout = 5` as the call `http.read_timeout=(5)`. */
function toSetting(node: SyntaxNode, sketch: Sketch): Value {
  const left = node.childForFieldName('left');
  const receiver = left?.childForFieldName('receiver');
  const name = left?.childForFieldName('method');
  const value = inner(node.childForFieldName('right'), node, sketch);
  if (!left || !receiver || !name) return value;
  return {
    kind: 'call', form: 'call', callee: { kind: 'member', object: valueOfRuby(receiver, sketch), name: `${name.text}=`, span: spanOf(left) },
    arguments: [{ value }], scope: sketch.scope, span: spanOf(node), nameSpan: spanOf(name),
  };
}

/** Arguments in order; pairs are named ones. */
export function argumentsInRuby(list: SyntaxNode | null | undefined, sketch: Sketch): Argument[] {
  return childrenOf(list).flatMap((argument): Argument[] => {
    if (argument.type === 'block_argument' || argument.type === 'splat_argument') return [];
    if (argument.type !== 'pair') return [{ value: valueOfRuby(argument, sketch) }];
    const [key, value] = [argument.childForFieldName('key'), argument.childForFieldName('value')];
    return key === null ? [] : [{ name: keyIn(key), value: value === null ? { kind: 'name', name: keyIn(key), scope: sketch.scope, span: spanOf(key) } : valueOfRuby(value, sketch) }];
  });
}

function keyIn(node: SyntaxNode): string {
  return node.type === 'string' ? childrenOf(node).map(({ text }) => text).join('') : node.text.replace(/^:/, '').replace(/^"(.*)"$/, '$1');
}

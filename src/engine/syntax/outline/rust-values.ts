import type { SyntaxNode } from '../tree-sitter.js';
import type { Argument, Value } from './outline.js';
import { argumentsOfTokens, filledTemplate } from './rust-macros.js';
import { isSameValueInRust, nameInRust, numberInRust, textOfLiteralInRust } from './rust-names.js';
import { childrenOf, fieldText, spanOf, type TypeSketch } from './sketch.js';

/** Methods that say what stands in for a value that is not there. */
const OTHERWISE = /^(?:unwrap_or|unwrap_or_else|or|or_else)$/;

/**
 * The value of an expression in Rust. `?`, `.await`, `&x` and what unwraps or copies a value stand for the value itself;
 * `x.unwrap_or(y)` is a choice. `self` is the name `this`, `Self` that of the type around.
 */
export function valueOfRust(node: SyntaxNode, sketch: TypeSketch): Value {
  return sketch.value(node, () => toValue(node, sketch));
}

function toValue(node: SyntaxNode, sketch: TypeSketch): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'string_literal': case 'raw_string_literal': return { kind: 'text', text: textOfLiteralInRust(node), span };
    case 'integer_literal': case 'float_literal': return { kind: 'number', value: numberInRust(node.text), span };
    case 'boolean_literal': return { kind: 'boolean', value: node.text === 'true', span };
    case 'identifier': case 'type_identifier': case 'self': return nameInRust(node.text, node, sketch);
    case 'scoped_identifier': case 'scoped_type_identifier': return toScoped(node, sketch);
    case 'generic_type': case 'generic_type_with_turbofish': return inner(node.childForFieldName('type'), node, sketch);
    case 'generic_function': return inner(node.childForFieldName('function'), node, sketch);
    case 'field_expression': return { kind: 'member', object: inner(node.childForFieldName('value'), node, sketch), name: fieldText(node, 'field') ?? '', span };
    case 'reference_expression': case 'type_cast_expression': return inner(node.childForFieldName('value'), node, sketch);
    case 'await_expression': case 'try_expression': case 'parenthesized_expression': case 'unary_expression': return inner(node.namedChild(0), node, sketch);
    case 'call_expression': return toCall(node, sketch);
    case 'struct_expression': return toMaking(node, sketch);
    case 'macro_invocation': return toMacro(node, sketch);
    case 'array_expression': case 'tuple_expression': return { kind: 'list', items: childrenOf(node).map((item) => valueOfRust(item, sketch)), span };
    case 'binary_expression': return toBinary(node, sketch);
    case 'match_expression': return toMatch(node, sketch);
    case 'if_expression': return toConditional(node, sketch);
    case 'block': case 'else_clause': case 'expression_statement': return inner(childrenOf(node).at(-1), node, sketch);
    case 'closure_expression': return { kind: 'function', parameters: childrenOf(node.childForFieldName('parameters')).map(({ text }) => text), span };
    default: return { kind: 'unknown', span };
  }
}

function inner(node: SyntaxNode | null | undefined, around: SyntaxNode, sketch: TypeSketch): Value {
  return node === null || node === undefined ? { kind: 'unknown', span: spanOf(around) } : valueOfRust(node, sketch);
}

function toScoped(node: SyntaxNode, sketch: TypeSketch): Value {
  const path = node.childForFieldName('path');
  const name = node.childForFieldName('name');
  if (path === null) return nameInRust(name?.text ?? '', node, sketch);
  const object = path.type === 'crate' || path.type === 'super' || path.type === 'metavariable' ? nameInRust(path.text, path, sketch) : valueOfRust(path, sketch);
  return { kind: 'member', object, name: name?.text ?? '', span: spanOf(node) };
}

function toCall(node: SyntaxNode, sketch: TypeSketch): Value {
  const called = node.childForFieldName('function') ?? node;
  const plain = called.type === 'generic_function' ? (called.childForFieldName('function') ?? called) : called;
  const name = plain.childForFieldName(plain.type === 'field_expression' ? 'field' : 'name') ?? plain;
  const passed = childrenOf(node.childForFieldName('arguments'));
  const [first] = passed;
  if (plain.type === 'field_expression') {
    const object = inner(plain.childForFieldName('value'), plain, sketch);
    if (isSameValueInRust(name.text)) return object;
    if (OTHERWISE.test(name.text) && first !== undefined) return { kind: 'choice', options: [object, valueOfOther(first, sketch)], span: spanOf(node) };
  }
  // `Some(x)`, `Ok(x)`, `Box::new(x)` hold x.
  if (first !== undefined && passed.length === 1 && /^(?:Some|Ok|String::from|(?:std::sync::)?Arc::new|Box::new|Rc::new|Cow::from|Mutex::new|RwLock::new)$/.test(plain.text)) return valueOfRust(first, sketch);
  const typeArguments = childrenOf(called.childForFieldName('type_arguments')).map(({ text }) => text.replace(/^.*::/, ''));
  return {
    kind: 'call', form: 'call', callee: valueOfRust(plain, sketch), arguments: passed.map((one) => ({ value: valueOfRust(one, sketch) })), scope: sketch.scope,
    span: spanOf(node), nameSpan: spanOf(name), ...(typeArguments.length > 0 && { typeArguments }),
  };
}

/** `|_| "http://orders".to_string()` stands for what it gives. */
function valueOfOther(node: SyntaxNode, sketch: TypeSketch): Value {
  return node.type === 'closure_expression' ? inner(node.childForFieldName('body'), node, sketch) : valueOfRust(node, sketch);
}

/** `T { url, timeout: x }`. */
function toMaking(node: SyntaxNode, sketch: TypeSketch): Value {
  const type = node.childForFieldName('name') ?? node;
  const passed = childrenOf(node.childForFieldName('body')).flatMap((field): Argument[] => {
    if (field.type === 'shorthand_field_initializer') return [{ name: field.text, value: inner(field.namedChild(0), field, sketch) }];
    const name = fieldText(field, 'field');
    return field.type === 'field_initializer' && name !== undefined ? [{ name, value: inner(field.childForFieldName('value'), field, sketch) }] : [];
  });
  return { kind: 'call', form: 'make', callee: valueOfRust(type, sketch), arguments: passed, scope: sketch.scope, span: spanOf(node), nameSpan: spanOf(type) };
}

/** Of macros those that make texts and lists, and those that wait for calls. */
function toMacro(node: SyntaxNode, sketch: TypeSketch): Value {
  const span = spanOf(node);
  const name = (fieldText(node, 'macro') ?? '').replace(/^.*::/, '');
  const tokens = childrenOf(node).find(({ type }) => type === 'token_tree');
  if (tokens === undefined || !/^(?:format|concat|vec|join|try_join|env|option_env)$/.test(name)) return { kind: 'unknown', span };
  const passed = argumentsOfTokens(tokens, sketch);
  if (name === 'format') return filledTemplate(passed, node, sketch);
  if (name === 'concat') return { kind: 'concat', parts: passed.map(({ value }) => value), span };
  return name === 'vec' ? { kind: 'list', items: passed.map(({ value }) => value), span } : { kind: 'unknown', span };
}

function toBinary(node: SyntaxNode, sketch: TypeSketch): Value {
  const operator = node.childForFieldName('operator');
  const operands = [inner(node.childForFieldName('left'), node, sketch), inner(node.childForFieldName('right'), node, sketch)];
  const span = spanOf(node);
  return operator?.text === '+' ? { kind: 'concat', parts: operands, span } : { kind: 'unknown', span };
}

/** `match env::var("X") { Ok(x) => x, Err(_) => "default" }`: what is matched, or what stands in for it. */
function toMatch(node: SyntaxNode, sketch: TypeSketch): Value {
  const matched = node.childForFieldName('value');
  const options = childrenOf(node.childForFieldName('body')).flatMap((arm): Value[] => {
    const [pattern, value] = [arm.childForFieldName('pattern'), arm.childForFieldName('value')];
    if (value === null || pattern === null) return [];
    return [matched !== null && givesMatched(pattern.text, value.text) ? valueOfRust(matched, sketch) : valueOfRust(value, sketch)];
  }).filter(({ kind }) => kind !== 'unknown');
  return options.length === 0 ? { kind: 'unknown', span: spanOf(node) } : { kind: 'choice', options, span: spanOf(node) };
}

/** `Ok(url) => url.parse()`. */
function givesMatched(pattern: string, value: string): boolean {
  const name = /^(?:Ok|Some)\(\s*(?:ref\s|mut\s)?\s*(\w+)\s*\)$/.exec(pattern)?.[1];
  return name !== undefined && name !== '_' && /^&?(\w+)/.exec(value)?.[1] === name;
}

function toConditional(node: SyntaxNode, sketch: TypeSketch): Value {
  const options = [node.childForFieldName('consequence'), node.childForFieldName('alternative')].map((branch) => inner(branch, node, sketch)).filter(({ kind }) => kind !== 'unknown');
  return options.length === 0 ? { kind: 'unknown', span: spanOf(node) } : { kind: 'choice', options, span: spanOf(node) };
}

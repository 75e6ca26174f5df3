import type { SyntaxNode } from '../tree-sitter.js';
import type { Argument, Value } from './outline.js';
import { isSameValueInRust, nameInRust, numberInRust, textOfLiteralInRust } from './rust-names.js';
import { spanOf, type TypeSketch } from './sketch.js';

/** What a macro is passed: its tokens, parted by commas and read as far as they are names, members, calls and literals. `name = value` is named. */
export function argumentsOfTokens(tree: SyntaxNode, sketch: TypeSketch): Argument[] {
  const groups: SyntaxNode[][] = [[]];
  for (const token of tree.children.slice(1, -1)) {
    if (token.type === ',') groups.push([]);
    else if (!token.isExtra) groups.at(-1)?.push(token);
  }
  return groups.filter(({ length }) => length > 0).map((tokens): Argument => {
    const [name, sign, ...rest] = tokens;
    return name?.type === 'identifier' && sign?.text === '=' ? { name: name.text, value: valueOfTokens(rest, tree, sketch) } : { value: valueOfTokens(tokens, tree, sketch) };
  });
}

function valueOfTokens(tokens: readonly SyntaxNode[], tree: SyntaxNode, sketch: TypeSketch): Value {
  const [first, ...rest] = tokens.filter(({ text }) => !/^(?:&|\*|mut|move|\?)$/.test(text));
  if (first === undefined) return { kind: 'unknown', span: spanOf(tree) };
  let value = valueOfToken(first, sketch);
  for (const token of rest) {
    if (token.text === '.' || token.text === '::' || token.text === 'await') continue;
    const span = { start: first.startIndex, end: token.endIndex };
    if (token.type === 'identifier') value = { kind: 'member', object: value, name: token.text, span };
    else if (token.type === 'token_tree' && token.text.startsWith('(')) value = called(value, token, sketch);
    else return { kind: 'unknown', span };
  }
  return value;
}

function valueOfToken(token: SyntaxNode, sketch: TypeSketch): Value {
  switch (token.type) {
    case 'string_literal': case 'raw_string_literal': return { kind: 'text', text: textOfLiteralInRust(token), span: spanOf(token) };
    case 'integer_literal': case 'float_literal': return { kind: 'number', value: numberInRust(token.text), span: spanOf(token) };
    case 'identifier': case 'self': case 'crate': return nameInRust(token.text, token, sketch);
    default: return { kind: 'unknown', span: spanOf(token) };
  }
}

function called(callee: Value, tree: SyntaxNode, sketch: TypeSketch): Value {
  if (callee.kind === 'member' && isSameValueInRust(callee.name)) return callee.object;
  const span = { start: callee.span.start, end: tree.endIndex };
  // Also a call where the macro stands: it is one of the file.
  return sketch.value(tree, () => ({ kind: 'call', form: 'call', callee, arguments: argumentsOfTokens(tree, sketch), scope: sketch.scope, span, nameSpan: callee.span }));
}

/** `format!("http://{}:{port}/{0}", host)`. */
export function filledTemplate([template, ...passed]: readonly Argument[], node: SyntaxNode, sketch: TypeSketch): Value {
  const span = spanOf(node);
  if (template?.value.kind !== 'text') return { kind: 'unknown', span };
  let next = 0;
  const parts = template.value.text.split(/(\{[^{}]*\})/).filter((part) => part !== '').map((part): Value => {
    const hole = /^\{(\w*)/.exec(part);
    if (hole === null) return { kind: 'text', text: part, span: template.value.span };
    const [, key = ''] = hole;
    const value = key === '' ? passed[next++]?.value : /^\d+$/.test(key) ? passed[Number(key)]?.value : passed.find(({ name }) => name === key)?.value;
    return value ?? (key === '' ? { kind: 'unknown', span } : nameInRust(key, node, sketch));
  });
  return { kind: 'concat', parts, span };
}

import type { SyntaxNode } from '../tree-sitter.js';
import type { Value } from './outline.js';
import { childrenOf, numberIn, spanOf, unescapeSequence, type TypeSketch } from './sketch.js';

/** Methods that give what their object holds, or the same text as another type. */
const SAME_VALUE = /^(?:unwrap|expect|unwrap_or_default|clone|cloned|to_string|to_owned|to_str|as_str|as_ref|as_deref|as_mut|into|try_into|borrow|deref|into_inner|get_ref|ok|trim|into_owned|into_boxed_str|context|with_context|map_err)$/;

/** Whether a method stands for its object. */
export function isSameValueInRust(method: string): boolean {
  return SAME_VALUE.test(method);
}

/** The text in a literal. */
export function textOfLiteralInRust(node: SyntaxNode): string {
  return childrenOf(node).map((part) => (part.type === 'escape_sequence' ? unescapeSequence(part.text) : part.text)).join('');
}

/** A number without the name of its type: `30u64`. */
export function numberInRust(text: string): number {
  return numberIn(text.replace(/_?[iuf](?:8|16|32|64|128|size)$/, ''));
}

/** A bare name; `crate` and `super` keep theirs. */
export function nameInRust(text: string, node: SyntaxNode, { scope }: TypeSketch): Value {
  const name = text === 'self' ? 'this' : text === 'Self' ? (scope.type?.name ?? text) : text;
  return { kind: 'name', name, scope, span: spanOf(node) };
}

import type { SyntaxNode } from '../tree-sitter.js';
import type { TypeOutline, Value } from './outline.js';
import { childrenOf, numberIn, Sketch, spanOf, unescapeSequence } from './sketch.js';

/** An outline of Rust while it is made. */
export class RustSketch extends Sketch {
  readonly #types = new Map<string, TypeOutline>();

  /** A type by its name; of those in other files only the name is known. */
  typeNamed(name: string): TypeOutline {
    let type = this.#types.get(name);
    if (type === undefined) this.#types.set(name, (type = { name, annotations: [], supertypes: [], span: { start: 0, end: 0 } }));
    return type;
  }

  /** Declares a type before its members are walked. */
  declare(type: TypeOutline): void {
    this.#types.set(type.name, type);
    this.types.push(type);
  }
}

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
export function nameInRust(text: string, node: SyntaxNode, { scope }: RustSketch): Value {
  const name = text === 'self' ? 'this' : text === 'Self' ? (scope.type?.name ?? text) : text;
  return { kind: 'name', name, scope, span: spanOf(node) };
}

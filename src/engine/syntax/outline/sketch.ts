import type { Span } from '../../model/text.js';
import type { SyntaxNode } from '../tree-sitter.js';
import type { Binding, Call, FunctionOutline, Import, Outline, Scope, TypeOutline, Value } from './outline.js';

/** An outline while a builder walks the tree. */
export class Sketch implements Outline {
  package?: string;
  readonly imports: Import[] = [];
  readonly types: TypeOutline[] = [];
  readonly functions: FunctionOutline[] = [];
  readonly calls: Call[] = [];
  readonly bindings: Binding[] = [];
  /** Where the walk is. */
  scope: Scope = {};
  readonly #values = new Map<number, Value>();
  readonly #returns = new Map<FunctionOutline, Value[]>();

  /** Walks something inside a type or function. */
  within(scope: Scope, walk: () => void): void {
    const around = this.scope;
    this.scope = scope;
    walk();
    this.scope = around;
  }

  /** Adds a function and walks its body, which may add to what it returns. */
  enter(outline: Omit<FunctionOutline, 'returns'>, walk: () => void): void {
    const returns: Value[] = [];
    const entered: FunctionOutline = { ...outline, returns };
    this.functions.push(entered);
    this.#returns.set(entered, returns);
    this.within({ ...this.scope, function: entered }, walk);
  }

  /** Adds the function that a declaration with a field `name` stands for, and walks it; see `enter`. */
  declared(node: SyntaxNode, { returnType, ...own }: DeclaredFunction, walk: () => void): void {
    const name = node.childForFieldName('name') ?? undefined;
    const { type } = this.scope;
    this.enter({
      name: name?.text ?? '', ...own, span: spanOf(node), nameSpan: spanOf(name ?? node), ...(returnType !== undefined && { returnType }), ...(type !== undefined && { type }),
    }, walk);
  }

  /** Adds to what the function around returns. */
  returned(value: Value): void {
    if (this.scope.function !== undefined) this.#returns.get(this.scope.function)?.push(value);
  }

  /** The value of a node; made once, so that a call is the same object wherever it is met. Calls join the outline. */
  value(node: SyntaxNode, make: () => Value): Value {
    const known = this.#values.get(node.id);
    if (known !== undefined) return known;
    const value = make();
    this.#values.set(node.id, value);
    // A call in brackets is the call itself.
    if (value.kind === 'call' && this.calls.at(-1) !== value) this.calls.push(value);
    return value;
  }
}

/** What each language writes about a function in its own way. */
interface DeclaredFunction extends Pick<FunctionOutline, 'annotations' | 'parameters' | 'isConstructor'> {
  readonly returnType?: string | undefined;
}

/** An outline of a language whose methods may stand away from their type: what the names of types mean. */
export class TypeSketch extends Sketch {
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

/** The span of a node. */
export function spanOf(node: SyntaxNode): Span {
  return { start: node.startIndex, end: node.endIndex };
}

/** The children that are syntax, without comments and errors. */
export function childrenOf(node: SyntaxNode | null | undefined): SyntaxNode[] {
  return node?.namedChildren.filter((child) => !child.isError && !child.isExtra) ?? [];
}

/** The text of a field's node. */
export function fieldText(node: SyntaxNode, field: string): string | undefined {
  return node.childForFieldName(field)?.text;
}

/** The simple name in a type: `java.util.List<Foo>`, `*http.Client` and `Foo?` give `List`, `Client` and `Foo`. */
export function simpleType(text: string | undefined): string | undefined {
  return /([A-Za-z_$][\w$]*)$/.exec((text ?? '').replace(/[<[(?!].*$/s, '').trim())?.[1];
}

/** The simple names of the type arguments in a type: `Publisher<Order, List<Item>>` gives `Order` and `List`. */
function typeArgumentsIn(text: string): string[] {
  const open = text.indexOf('<');
  if (open < 0) return [];
  const found: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (character === '<') depth++;
    else if (character === '>') depth--;
    if (depth === 0 || (depth === 1 && character === ',')) {
      const name = simpleType(text.slice(start, at));
      if (name !== undefined) found.push(name);
      start = at + 1;
    }
    if (depth === 0) break;
  }
  return found;
}

/** Those of some types that have type arguments, as `TypeOutline.generics`. */
export function genericsOf(types: readonly string[]): { of: string; types: readonly string[] }[] {
  return types.flatMap((text) => {
    const [of, found] = [simpleType(text), typeArgumentsIn(text)];
    return of === undefined || found.length === 0 ? [] : [{ of, types: found }];
  });
}

const ESCAPES: ReadonlyMap<string, string> = new Map([['n', '\n'], ['t', '\t'], ['r', '\r'], ['0', '\0'], ['b', '\b'], ['f', '\f']]);

/** The character that a backslash escape stands for; `\u` forms and unknown ones too. */
export function unescapeSequence(text: string): string {
  const code = /^\\(?:u\{?([0-9a-fA-F]{1,6})\}?|x([0-9a-fA-F]{2}))$/.exec(text);
  const point = parseInt(code?.[1] ?? code?.[2] ?? '', 16);
  if (code !== null && point <= 0x10ffff) return String.fromCodePoint(point);
  return ESCAPES.get(text.slice(1)) ?? text.slice(1);
}

/** A number literal with `_` and a suffix; NaN for what is none. */
export function numberIn(text: string): number {
  return Number(text.replaceAll('_', '').replace(/(?<=\d)[lLfFdDuU]+$/, ''));
}

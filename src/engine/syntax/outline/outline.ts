import type { Span } from '../../model/text.js';

/**
 * What a source file declares and calls, in the same words for every language: builders (`java.ts`, `go.ts`, ...) make it from a
 * syntax tree, and what reads it knows no grammar. It leaves out control flow, and what cannot hold an address.
 */
export interface Outline {
  /** Package or namespace of the file: `com.shop.orders`. */
  readonly package?: string;
  readonly imports: readonly Import[];
  readonly types: readonly TypeOutline[];
  /** Functions and methods, inner ones too. */
  readonly functions: readonly FunctionOutline[];
  /** Every call in the file, inner ones before outer ones; the same objects as in the values around them. */
  readonly calls: readonly Call[];
  readonly bindings: readonly Binding[];
}

/** One imported name. */
export interface Import {
  /** What is imported, with dots whatever the language writes: `org.springframework.web.client.RestTemplate`, `requests.Session`; a Go path keeps its slashes. */
  readonly path: string;
  /** The name it has in this file: `RestTemplate`, `http` for `net/http`; `*` for all names of a package. */
  readonly name: string;
  readonly span: Span;
}

/** Where something stands. */
export interface Scope {
  readonly type?: TypeOutline;
  /** The innermost function with a name; what lambdas hold counts as that of the function around. */
  readonly function?: FunctionOutline;
}

/** A class, interface, struct, record or object. */
export interface TypeOutline {
  readonly name: string;
  readonly annotations: readonly Annotation[];
  /** Simple names of classes and interfaces it extends or implements, without type arguments. */
  readonly supertypes: readonly string[];
  /** Those of them that have type arguments: `IConsumer<OrderPlaced>`. */
  readonly generics?: readonly { readonly of: string; readonly types: readonly string[] }[];
  readonly outer?: TypeOutline;
  readonly span: Span;
}

export interface FunctionOutline {
  readonly name: string;
  /** The class it is a method of; in Go the receiver's type. */
  readonly type?: TypeOutline;
  readonly annotations: readonly Annotation[];
  readonly parameters: readonly Parameter[];
  /** Simple name of the declared result type. */
  readonly returnType?: string;
  readonly isConstructor: boolean;
  /** What it returns: one value per `return`, or the expression that it consists of. */
  readonly returns: readonly Value[];
  readonly span: Span;
  /** The name. */
  readonly nameSpan: Span;
}

export interface Parameter {
  readonly name: string;
  readonly declaredType?: string;
  readonly annotations: readonly Annotation[];
  readonly defaultValue?: Value;
}

/** An annotation, attribute or decorator. */
export interface Annotation {
  /** Without `@` and brackets: `GetMapping`, `app.get`. */
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly span: Span;
}

export interface Argument {
  /** Name of a named argument. */
  readonly name?: string;
  readonly value: Value;
}

/** A variable, constant or field that gets a value, or is declared to get one. One per place that assigns. */
export interface Binding {
  readonly name: string;
  /** `file`: a global; `field`: of the class in `scope`, whoever assigns it; `local`: of the function in `scope`. */
  readonly owner: 'file' | 'field' | 'local';
  readonly scope: Scope;
  /** Name of the declared type, without type arguments, pointers and nullability; in Go and Python behind the path of its package. */
  readonly declaredType?: string;
  readonly value?: Value;
  readonly annotations: readonly Annotation[];
  /** Cannot change later: `static final`, `const`, `val`. */
  readonly isConstant: boolean;
  readonly span: Span;
}

/** An expression, as far as it can hold or lead to an address. */
export type Value =
  | { readonly kind: 'text'; readonly text: string; readonly span: Span }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  /** A text put together: `a + b`, interpolation. */
  | { readonly kind: 'concat'; readonly parts: readonly Value[]; readonly span: Span }
  /** One of several, the first that is there: `a || b`, `a ?: b`, `a ?? b`; also both arms of a conditional. */
  | { readonly kind: 'choice'; readonly options: readonly Value[]; readonly span: Span }
  | Name
  | Member
  | Call
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly span: Span }
  /** Keys that are texts or names. */
  | { readonly kind: 'map'; readonly entries: readonly { readonly key: string; readonly value: Value }[]; readonly span: Span }
  | { readonly kind: 'function'; readonly parameters: readonly string[]; readonly span: Span }
  | { readonly kind: 'unknown'; readonly span: Span };

/** A bare name: variable, class, package. `this`, `self` and `@field` are the name `this` with a member. */
export interface Name {
  readonly kind: 'name';
  readonly name: string;
  readonly scope: Scope;
  readonly span: Span;
}

export interface Member {
  readonly kind: 'member';
  readonly object: Value;
  readonly name: string;
  readonly span: Span;
}

/** A call, the making of an object (`new T()`, `&T{}`: `make`), or a look-up by key (`map["key"]`: `index`). */
export interface Call {
  readonly kind: 'call';
  readonly form: 'call' | 'make' | 'index';
  readonly callee: Value;
  readonly arguments: readonly Argument[];
  /** Simple names of explicit type arguments: `For<IOrders>()`. */
  readonly typeArguments?: readonly string[];
  readonly scope: Scope;
  readonly span: Span;
  /** The last name of the callee: what an editor underlines. */
  readonly nameSpan: Span;
}

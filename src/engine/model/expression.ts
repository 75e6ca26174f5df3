import type { Path } from './text.js';

/**
 * A text as it is written in a file: literal parts, and holes that only another file can fill.
 * Facts of one file never depend on another file, so holes stay holes until `link`.
 */
export type Expression = readonly Part[];

export type Part = string | Hole;

export type Hole =
  /** A variable of the process environment of the unit that runs this code: `process.env.X ?? fallback`. */
  | { readonly hole: 'environment'; readonly name: string; readonly fallback?: Expression }
  /** `${X:-fallback}` in a deployment file, filled from the `.env` beside it. */
  | { readonly hole: 'substitution'; readonly name: string; readonly fallback?: Expression }
  /** A constant of another source file; `specifier` as in the import, `name` the exported path (`services.orders.url`). `fallback` when it is empty or not found. */
  | { readonly hole: 'constant'; readonly specifier: string; readonly name: string; readonly fallback?: Expression }
  /** A key of the application's own configuration (`orders.url`), dotted and lower case: Spring `${orders.url:fallback}`, .NET `Configuration["Orders:Url"]`. */
  | { readonly hole: 'config'; readonly name: string; readonly fallback?: Expression }
  /** A key of a Kubernetes ConfigMap or Secret in the namespace of the unit. */
  | { readonly hole: 'config-map' | 'secret'; readonly name: string; readonly key: string }
  /**
   * What callers in other files pass to an exported function: `names` are those it is exported under, dotted for methods (`bus.publish`),
   * '' for the default export; `index` counts its parameters from 0, `path` is the way into an object. `parameter` is its name where calls may name what they pass.
   * `file` declares the function, when that is not the file of the fact: only `link` says so.
   */
  | { readonly hole: 'argument'; readonly names: readonly string[]; readonly index: number; readonly path: string; readonly parameter?: string; readonly file?: Path }
  /** An action of a template, with its braces: `{{ .Values.stock.url }}`. */
  | { readonly hole: 'template'; readonly action: string }
  /** Not known from any file: a parameter, a template, a computed value. */
  | { readonly hole: 'unknown' };

/** The text of an expression without holes; undefined when a hole is left. */
export function literalOf(expression: Expression | undefined): string | undefined {
  if (expression === undefined) return undefined;
  let text = '';
  for (const part of expression) {
    if (typeof part !== 'string') return undefined;
    text += part;
  }
  return text;
}

/** An expression of one literal text. */
export function literal(text: string): Expression {
  return [text];
}

/** The expression of a value nobody can know from files. */
export const UNKNOWN: Expression = [{ hole: 'unknown' }];

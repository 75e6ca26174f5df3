import type { Expression } from '../../model/expression.js';
import type { Span } from '../../model/text.js';

/** One setting of a file. */
export interface Entry {
  readonly key: string;
  readonly value: Expression;
  readonly span: Span;
  /** The environment that it is for; absent: all. */
  readonly profile?: string;
}

/** Longest value that is kept: addresses stand in values, not in documents. */
export const MAX_VALUE = 2000;

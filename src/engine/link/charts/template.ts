import type { Expression } from '../../model/expression.js';
import { UNKNOWN } from '../../model/expression.js';
import type { Setting, Site } from '../../model/text.js';

/** What the actions of a chart's templates can refer to. */
export interface Scope {
  readonly chart: string;
  readonly release: string;
  /** What the helper `<chart>.name` gives: the chart's name, or that under which another chart depends on it. */
  readonly name: string;
  /** What the helper `<chart>.fullname` gives, as `helm create` writes it. */
  readonly fullname: string;
  /** Values by their dotted path. */
  readonly values: ReadonlyMap<string, ChartValue>;
  /** Whether a file of values that a command may name says something else. */
  readonly isContested: (path: string, value: string) => boolean;
}

/** A value of a chart, and where it stands. */
export interface ChartValue {
  readonly text: string;
  readonly site: Site;
}

const ACTION = /\{\{-?\s*([^{}]*?)\s*-?\}\}/g;

/** A text with its actions filled in; undefined when one of them is no simple reference. */
export function rendered(text: string, scope: Scope): string | undefined {
  if (!text.includes('{{')) return text;
  let isKnown = true;
  const filled = text.replace(ACTION, (_, action: string) => {
    const value = evaluated(action, scope);
    isKnown &&= value !== undefined;
    return value ?? '';
  });
  return isKnown && !filled.includes('{{') ? filled : undefined;
}

/** An expression whose templates are filled in as far as they can be. */
export function renderedExpression(expression: Expression, scope: Scope): Expression {
  return expression.flatMap((part) => {
    if (typeof part === 'string' || part.hole !== 'template') return [part];
    const text = rendered(part.action, scope);
    return text === undefined ? UNKNOWN : [text];
  });
}

/** A count that an action takes from one value, which then is where it is set; unknown where files of values differ. */
export function renderedCount(action: string, scope: Scope, site: Site): Setting<number> {
  const [path, ...others] = [...action.matchAll(/\.Values\.([\w.-]+)/g)].map(([, found = '']) => found);
  const value = path === undefined || others.length > 0 ? undefined : scope.values.get(path);
  const text = rendered(action, scope);
  if (path === undefined || value === undefined || text !== value.text || !/^\d{1,6}$/.test(text) || scope.isContested(path, text)) return { known: false, site };
  return { known: true, value: Number(text), site: value.site };
}

/** Deepest brackets in brackets that are followed. */
const MAX_DEPTH = 8;

/** The value of a pipeline: `.Values.image.tag | default .Chart.AppVersion | quote`. */
function evaluated(pipeline: string, scope: Scope, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const [first = [], ...functions] = stages(pipeline);
  let value = called(first, scope, depth);
  for (const [name = '', ...parameters] of functions) value = applied(name, parameters, value, scope, depth);
  return value;
}

/** The words of each stage of a pipeline; texts and brackets are one word. */
function stages(pipeline: string): string[][] {
  const all: string[][] = [[]];
  for (const [word] of pipeline.matchAll(/"(?:[^"\\]|\\.)*"|`[^`]*`|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\||[^\s|()"`]+/g)) {
    if (word === '|') all.push([]);
    else all.at(-1)?.push(word);
  }
  return all;
}

/** The value of a word, or of a function called with words. */
function called([name = '', ...parameters]: readonly string[], scope: Scope, depth: number): string | undefined {
  if (parameters.length === 0) return valueOf(name, scope, depth);
  const [first = ''] = parameters;
  if (name === 'include' || name === 'template') return helper(first.slice(1, -1), scope);
  if (name === 'printf') return printed(parameters, scope, depth);
  if (name === 'tpl') return valueOf(first, scope, depth);
  // Functions take what they work on as their last parameter.
  return applied(name, parameters.slice(0, -1), valueOf(parameters.at(-1) ?? '', scope, depth), scope, depth);
}

function valueOf(word: string, scope: Scope, depth: number): string | undefined {
  if (word.startsWith('(')) return evaluated(word.slice(1, -1), scope, depth + 1);
  if (/^["`]/.test(word)) return word.slice(1, -1);
  if (/^-?\d+$/.test(word)) return word;
  const path = /^\$?\.Values\.([\w.-]+)$/.exec(word)?.[1];
  if (path !== undefined) return scope.values.get(path)?.text;
  switch (word.replace(/^\$\./, '.')) {
    case '.Chart.Name': return scope.chart;
    case '.Release.Name': return scope.release;
    case '$fullName': case '$fullname': return scope.fullname;
    default: return undefined;
  }
}

/** The helpers that `helm create` writes; what others give is not known. */
function helper(name: string, scope: Scope): string | undefined {
  if (/^[\w-]+\.fullname$/.test(name)) return scope.fullname;
  return /^[\w-]+\.name$/.test(name) ? scope.name : undefined;
}

function printed([format = '', ...parameters]: readonly string[], scope: Scope, depth: number): string | undefined {
  const values = parameters.map((word) => valueOf(word, scope, depth));
  if (values.includes(undefined)) return undefined;
  let at = 0;
  return format.slice(1, -1).replace(/%[sdv]/g, () => values[at++] ?? '');
}

function applied(name: string, parameters: readonly string[], value: string | undefined, scope: Scope, depth: number): string | undefined {
  const [first = '', second = ''] = parameters.map((word) => valueOf(word, scope, depth));
  switch (name) {
    case 'default': return value === undefined || value === '' ? valueOf(parameters[0] ?? '', scope, depth) : value;
    case 'quote': case 'squote': case 'toString': case 'trim': case 'int': case 'required': return value;
    // Names are seldom longer than what DNS allows.
    case 'trunc': return value;
    case 'lower': return value?.toLowerCase();
    case 'upper': return value?.toUpperCase();
    case 'trimSuffix': return value?.endsWith(first) === true ? value.slice(0, value.length - first.length) : value;
    case 'replace': return value?.replaceAll(first, second);
    default: return undefined;
  }
}

import type { Container } from '../../model/deployment-facts.js';
import type { Expression, Hole } from '../../model/expression.js';
import { remembered } from '../../model/remembered.js';
import type { Path, Site } from '../../model/text.js';
import type { Inventory } from '../inventory.js';
import type { ConstantIndex } from './constants.js';
import { substituteOf } from './dot-env.js';

/** Stands in a resolved text for what nobody knows; never occurs in a host name. */
export const UNKNOWN_MARK = '\u0000';

/** A text with its holes filled as far as files tell. */
export interface Resolved {
  readonly text: string;
  /** Where the values of the variables that filled holes are written. */
  readonly sources: readonly Site[];
  /** Names of variables, and of keys of the configuration as variables, that were asked for. */
  readonly variables: readonly string[];
}

/** A variable of a process environment. */
export interface Variable {
  /** Absent: passed through from whoever starts the unit. */
  readonly value?: Expression;
  readonly site: Site;
  /** Of a key of the application's own configuration: the key as written. */
  readonly key?: string;
}

/** The environment that code of a unit sees. */
export interface Environment {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly namespace?: string;
}

/** Fills the holes of an expression that is written in a file, for code that runs in an environment. */
export type Resolve = (expression: Expression, file: Path, environment: Environment) => Resolved;

/** The environment variable that overrides a key of an application's configuration (Spring's and MicroProfile's relaxed binding): `ORDERS_BASE_URL` for `orders.base-url`. */
export const variableOf: (key: string) => string = remembered((key) => key.toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/_$/, ''));

/** Constants that name each other in a circle, or a chain longer than anybody writes, end here. */
const MAX_DEPTH = 12;

interface Trace {
  readonly sources: Site[];
  readonly variables: string[];
}

/** Makes the function that fills holes from all files of the workspace. */
export function createResolver(inventory: Inventory, constants: ConstantIndex, configEntry: ConfigEntry): Resolve {
  function write(expression: Expression, file: Path, environment: Environment, trace: Trace, depth: number): string {
    if (depth > MAX_DEPTH) return UNKNOWN_MARK;
    let text = '';
    for (const part of expression) text += typeof part === 'string' ? part : fillHole(part, file, environment, trace, depth + 1);
    return text;
  }

  function fillHole(hole: Hole, file: Path, environment: Environment, trace: Trace, depth: number): string {
    switch (hole.hole) {
      case 'environment': return fromEnvironment(hole, file, environment, trace, depth);
      case 'substitution': return fromDotEnv(hole.name, hole.fallback, file, environment, trace, depth);
      case 'constant': {
        const constant = constants.constant(file, hole.specifier, hole.name);
        const text = constant === undefined ? '' : write(constant.value, constant.file, environment, trace, depth);
        if (text !== '') return text;
        return hole.fallback === undefined ? UNKNOWN_MARK : write(hole.fallback, file, environment, trace, depth);
      }
      case 'config-map': case 'secret': {
        const entry = configEntry(hole.hole, environment.namespace, hole.name, hole.key, file);
        if (entry === undefined) return UNKNOWN_MARK;
        trace.sources.push(entry.site);
        return write(entry.value, entry.site.path, environment, trace, depth);
      }
      case 'config': {
        const name = environment.variables.has(hole.name) ? hole.name : variableOf(hole.name);
        const variable = environment.variables.get(name);
        trace.variables.push(name);
        // `orders.host: ${ORDERS_HOST:localhost}`: the variable overrides the key whose value asks for it, and only the fallback is left.
        if (variable?.value === undefined || variable.value.includes(hole)) return hole.fallback === undefined ? UNKNOWN_MARK : write(hole.fallback, file, environment, trace, depth);
        trace.sources.push(variable.site);
        return write(variable.value, variable.site.path, environment, trace, depth);
      }
      case 'template': case 'argument': case 'unknown': return UNKNOWN_MARK;
    }
  }

  function fromEnvironment(hole: { name: string; fallback?: Expression }, file: Path, environment: Environment, trace: Trace, depth: number): string {
    // `Orders__Url` is also a key of the configuration.
    const name = hole.name.includes('__') ? variableOf(hole.name) : hole.name;
    const variable = environment.variables.get(hole.name) ?? environment.variables.get(name);
    trace.variables.push(environment.variables.has(hole.name) ? hole.name : name);
    if (variable === undefined) return hole.fallback === undefined ? UNKNOWN_MARK : write(hole.fallback, file, environment, trace, depth);
    if (variable.value === undefined) return UNKNOWN_MARK;
    trace.sources.push(variable.site);
    return write(variable.value, variable.site.path, environment, trace, depth);
  }

  function fromDotEnv(name: string, fallback: Expression | undefined, file: Path, environment: Environment, trace: Trace, depth: number): string {
    const line = substituteOf(inventory.variables, file, name, fallback !== undefined);
    if (line !== undefined) return write(line.value, line.site.path, environment, trace, depth);
    return fallback === undefined ? UNKNOWN_MARK : write(fallback, file, environment, trace, depth);
  }

  return (expression, file, environment) => {
    const trace: Trace = { sources: [], variables: [] };
    return { text: write(expression, file, environment, trace, 0), ...trace };
  };
}

/** Finds the value of a key of a ConfigMap or Secret for a unit in a namespace, whose manifest is a certain file. */
export type ConfigEntry = (source: 'config-map' | 'secret', namespace: string | undefined, name: string, key: string, from: Path) => { readonly value: Expression; readonly site: Site } | undefined;

/** The image of a container as far as its own file tells: fallbacks filled in, the rest marked unknown. */
export function imageText(container: Container | undefined): string | undefined {
  return container?.image === undefined ? undefined : ownText(container.image.value);
}

/** An expression as far as its own file tells. */
export function ownText(expression: Expression): string {
  let text = '';
  for (const part of expression) {
    if (typeof part === 'string') text += part;
    else text += 'fallback' in part && part.fallback !== undefined ? ownText(part.fallback) : UNKNOWN_MARK;
  }
  return text;
}

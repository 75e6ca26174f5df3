import type { Call, Member, Parameter, Scope, Value } from '../../syntax/outline/outline.js';
import { fieldScope, isSelf, parameterNamed, type SymbolTable } from './symbol-table.js';

/**
 * How a value was come by, through variables and from library names on: `requests.Session().get`, `WebClient.builder().baseUrl().build().get`.
 * An object of a declared type counts as made by it: `org.springframework.web.client.RestTemplate().getForObject`.
 */
export interface Chain {
  readonly path: string;
  /** The calls in the path, first one first, also those that made an object of a declared type. */
  readonly calls: readonly Call[];
}

/** Longest way through variables; circles end here. */
export const MAX_STEPS = 40;

const NO_CHAIN: Chain = { path: '?', calls: [] };

/** Follows values of one file back to how they were come by. */
export class Chains {
  constructor(private readonly symbols: SymbolTable, private readonly passed: ReadonlyMap<Parameter, Value>) {}

  /** How a value was come by, `steps` variables on the way. */
  of(value: Value, steps = 0): Chain {
    if (steps > MAX_STEPS) return NO_CHAIN;
    switch (value.kind) {
      case 'name': return this.#ofName(value.name, value.scope, steps);
      case 'member': return this.#ofMember(value, steps);
      case 'call': return this.#ofCall(value, steps);
      case 'choice': return value.options.map((option) => this.of(option, steps + 1)).find(({ path }) => path !== '?') ?? NO_CHAIN;
      case 'text': case 'concat': return { path: '""', calls: [] };
      default: return NO_CHAIN;
    }
  }

  #ofName(name: string, scope: Scope, steps: number): Chain {
    const parameter = parameterNamed(name, scope);
    const passed = parameter && this.passed.get(parameter);
    if (passed !== undefined) return this.of(passed, steps + 1);
    const bindings = this.symbols.visible(name, scope);
    const declaredType = bindings.find((one) => one.declaredType !== undefined)?.declaredType ?? (bindings.length === 0 ? parameter?.declaredType : undefined);
    const values = bindings.flatMap(({ value }) => value ?? []);
    if (declaredType !== undefined) return { path: `${this.symbols.qualified(declaredType)}()`, calls: this.#madeBy(values, steps) };
    const made = values.length === 1 && values[0] !== undefined ? this.of(values[0], steps + 1) : NO_CHAIN;
    if (bindings.length > 0) return made;
    return parameter === undefined ? { path: this.symbols.qualified(name), calls: [] } : NO_CHAIN;
  }

  /** The calls that made an object, when one value tells. */
  #madeBy(values: readonly Value[], steps: number): readonly Call[] {
    const [value, ...others] = values;
    return value === undefined || others.length > 0 ? [] : this.of(value, steps + 1).calls;
  }

  #ofMember({ object, name }: Member, steps: number): Chain {
    if (isSelf(object)) return this.#ofName(name, fieldScope(object.scope), steps + 1);
    const { path, calls } = this.of(object, steps + 1);
    const type = this.symbols.typeMade(path);
    return type !== undefined && this.symbols.visible(name, { type }).length > 0 ? this.#ofName(name, { type }, steps + 1) : { path: `${path}.${name}`, calls };
  }

  #ofCall(call: Call, steps: number): Chain {
    const own = this.symbols.calledHere(call);
    if (own?.returnType !== undefined) return { path: `${this.symbols.qualified(own.returnType)}()`, calls: this.#madeBy(own.returns, steps) };
    const { path, calls } = this.of(call.callee, steps + 1);
    return { path: path + (call.form === 'index' ? '[]' : '()'), calls: [...calls, call] };
  }
}

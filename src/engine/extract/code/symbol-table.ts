import type { Binding, Call, FunctionOutline, Import, Name, Outline, Parameter, Scope, TypeOutline, Value } from '../../syntax/outline/outline.js';

/** Builders write `self`, `@` and receivers this way. */
const SELF = 'this';

/** What a file declares and imports, by name. */
export class SymbolTable {
  readonly #bindings = new Map<string, Binding[]>();
  readonly #functions = new Map<string, FunctionOutline[]>();
  readonly #types: ReadonlyMap<string, TypeOutline>;

  constructor(private readonly outline: Outline) {
    for (const binding of outline.bindings) push(this.#bindings, binding.name, binding);
    for (const one of outline.functions) push(this.#functions, one.name, one);
    this.#types = new Map(outline.types.map((type) => [type.name, type]));
  }

  /** The functions of the file with a name. */
  functionsNamed(name: string): readonly FunctionOutline[] {
    return this.#functions.get(name) ?? [];
  }

  /** The type of this file with a name. */
  typeNamed(name: string): TypeOutline | undefined {
    return this.#types.get(name);
  }

  /** The import that gives a name. */
  imported(name: string): Import | undefined {
    return this.outline.imports.find((one) => one.name === name);
  }

  /** The full name of an imported name; the name itself when the file does not import it. */
  qualified(name: string): string {
    return this.imported(name)?.path ?? name;
  }

  /** The bindings that a name may mean in a scope: those of the function, else of the class or one around it, else of the file. */
  visible(name: string, scope: Scope): readonly Binding[] {
    const all = this.#bindings.get(name) ?? [];
    const local = scope.function === undefined ? [] : all.filter((one) => one.owner === 'local' && one.scope.function === scope.function);
    if (local.length > 0) return local;
    for (let type = scope.type; type !== undefined; type = type.outer) {
      const fields = all.filter((one) => one.owner === 'field' && one.scope.type === type);
      if (fields.length > 0) return fields;
    }
    return all.filter(({ owner }) => owner === 'file');
  }

  /** The type of this file that a chain ends in an object of. */
  typeMade(path: string): TypeOutline | undefined {
    const name = /^([A-Za-z_]\w*)\(\)$/.exec(path)?.[1];
    return name === undefined ? undefined : this.#types.get(name);
  }

  /** The function of this file that a call by bare name, or on the object itself, means. */
  calledHere({ callee, form }: Call): FunctionOutline | undefined {
    const isOwn = callee.kind === 'name' || (callee.kind === 'member' && isSelf(callee.object));
    const [found, ...others] = isOwn && form === 'call' ? this.functionsNamed(callee.name) : [];
    return others.length === 0 ? found : undefined;
  }

  /** The only map that a variable holds. */
  mapOf(value: Value): Extract<Value, { kind: 'map' }> | undefined {
    if (value.kind === 'map') return value;
    if (value.kind !== 'name') return undefined;
    const [made, ...others] = this.visible(value.name, value.scope).flatMap((binding) => binding.value ?? []);
    return made?.kind === 'map' && others.length === 0 ? made : undefined;
  }
}

/** Whether a value is the object itself. */
export function isSelf(value: Value): value is Name & { readonly name: typeof SELF } {
  return value.kind === 'name' && value.name === SELF;
}

/** The same place outside its function: locals and parameters are out of sight. */
export function fieldScope({ type }: Scope): Scope {
  return type === undefined ? {} : { type };
}

/** The parameter that a name may mean in a scope. */
export function parameterNamed(name: string, scope: Scope): Parameter | undefined {
  return scope.function?.parameters.find((one) => one.name === name);
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

import type { Annotation, Argument, Binding, Call, FunctionOutline, Member, Name, Outline, Parameter, Scope, TypeOutline, Value } from '../../syntax/outline/outline.js';
import { isComplete, isSetOutside, isUnknown, joinTexts, plainText, UNKNOWN_TEXT, withFallback, type Text } from './text.js';

/** What only a language knows. Each function answers undefined when it has nothing to say. */
export interface Dialect {
  /** The text that a call gives: the environment, configuration, formatting, the making of a URL. `path` is that of its chain, without the last `()`. */
  textOfCall(call: Call, path: string, reader: Reader): Text | undefined;
  /** The text of a property of an object that a call gave: `section.Value`. */
  textOfMember?(member: Member, reader: Reader): Text | undefined;
  /** The text that is injected into a field or parameter by its annotations, or by the class that a field stands in. */
  textOfInjected?(annotations: readonly Annotation[], reader: Reader, binding?: Binding): Text | undefined;
  /** The text of a name that its file neither declares nor imports: a constant of the same package. */
  textOfName?(name: string): Text | undefined;
  /** The text of a parameter that no caller in this file explains. */
  textOfParameter?(parameter: Parameter, entered: FunctionOutline): Text | undefined;
}

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
const MAX_STEPS = 40;

/** Builders write `self`, `@` and receivers this way. */
const SELF = 'this';

const NO_CHAIN: Chain = { path: '?', calls: [] };

/** What is known from outside an expression. */
interface Passed {
  readonly parameters: ReadonlyMap<Parameter, Value>;
  /** By the first value of a variable, the one that it is taken to have. */
  readonly chosen: ReadonlyMap<Value, Value>;
  /** Functions of the file whose results are being read: recursion ends there. */
  readonly entered: readonly FunctionOutline[];
}

const NOTHING_PASSED: Passed = { parameters: new Map(), chosen: new Map(), entered: [] };

/** What a file declares, by name. */
interface Names {
  readonly bindings: ReadonlyMap<string, Binding[]>;
  readonly functions: ReadonlyMap<string, FunctionOutline[]>;
  readonly types: ReadonlyMap<string, TypeOutline>;
}

function namesIn(outline: Outline): Names {
  const bindings = new Map<string, Binding[]>();
  const functions = new Map<string, FunctionOutline[]>();
  for (const binding of outline.bindings) push(bindings, binding.name, binding);
  for (const one of outline.functions) push(functions, one.name, one);
  return { bindings, functions, types: new Map(outline.types.map((type) => [type.name, type])) };
}

/** Tells what names and expressions of one file stand for. */
export class Reader {
  /** Parameters that a text needed and nothing explained, since it was last cleared. */
  readonly openParameters = new Set<Parameter>();
  /** Variables that a text needed and that several places assign, by the first of their values: what they may be. Cleared with the former. */
  readonly openChoices = new Map<Value, readonly Value[]>();
  readonly #names: Names;
  /** Variables whose text is being read. */
  readonly #reading = new Set<Binding>();

  constructor(readonly outline: Outline, readonly dialect: Dialect, private readonly passed: Passed = NOTHING_PASSED, names: Names = namesIn(outline)) {
    this.#names = names;
  }

  /** A reader that also knows what one caller passes on. */
  withPassed(parameters: ReadonlyMap<Parameter, Value>): Reader {
    return this.#with({ parameters: new Map([...this.passed.parameters, ...parameters]) });
  }

  /** One reader for each value that an open variable may have. */
  withChoices(first: Value, choices: readonly Value[]): Reader[] {
    return choices.map((choice) => this.#with({ chosen: new Map([...this.passed.chosen, [first, choice]]) }));
  }

  #with(passed: Partial<Passed>): Reader {
    return new Reader(this.outline, this.dialect, { ...this.passed, ...passed }, this.#names);
  }

  /** The functions of the file with a name. */
  functionsNamed(name: string): readonly FunctionOutline[] {
    return this.#names.functions.get(name) ?? [];
  }

  /** The full name of an imported name; the name itself when the file does not import it. */
  qualified(name: string): string {
    return this.outline.imports.find((one) => one.name === name)?.path ?? name;
  }

  /** How a value was come by. */
  chain(value: Value, steps = 0): Chain {
    if (steps > MAX_STEPS) return NO_CHAIN;
    switch (value.kind) {
      case 'name': return this.#chainOfName(value.name, value.scope, steps);
      case 'member': return this.#chainOfMember(value, steps);
      case 'call': return this.#chainOfCall(value, steps);
      case 'choice': return value.options.map((option) => this.chain(option, steps + 1)).find(({ path }) => path !== '?') ?? NO_CHAIN;
      case 'text': case 'concat': return { path: '""', calls: [] };
      default: return NO_CHAIN;
    }
  }

  #chainOfName(name: string, scope: Scope, steps: number): Chain {
    const parameter = scope.function?.parameters.find((one) => one.name === name);
    const passed = parameter && this.passed.parameters.get(parameter);
    if (passed !== undefined) return this.chain(passed, steps + 1);
    const bindings = this.#visible(name, scope);
    const declaredType = bindings.find((one) => one.declaredType !== undefined)?.declaredType ?? (bindings.length === 0 ? parameter?.declaredType : undefined);
    const values = bindings.flatMap(({ value }) => value ?? []);
    if (declaredType !== undefined) return { path: `${this.qualified(declaredType)}()`, calls: this.#madeBy(values, steps) };
    const made = values.length === 1 && values[0] !== undefined ? this.chain(values[0], steps + 1) : NO_CHAIN;
    if (bindings.length > 0) return made;
    return parameter === undefined ? { path: this.qualified(name), calls: [] } : NO_CHAIN;
  }

  /** The calls that made an object, when one value tells. */
  #madeBy(values: readonly Value[], steps: number): readonly Call[] {
    const [value, ...others] = values;
    return value === undefined || others.length > 0 ? [] : this.chain(value, steps + 1).calls;
  }

  #chainOfMember({ object, name }: Member, steps: number): Chain {
    if (object.kind === 'name' && object.name === SELF) return this.#chainOfName(name, fieldScope(object.scope), steps + 1);
    const { path, calls } = this.chain(object, steps + 1);
    const type = this.#typeMade(path);
    return type !== undefined && this.#visible(name, { type }).length > 0 ? this.#chainOfName(name, { type }, steps + 1) : { path: `${path}.${name}`, calls };
  }

  /** The type of this file that a chain ends in an object of. */
  #typeMade(path: string): TypeOutline | undefined {
    const name = /^([A-Za-z_]\w*)\(\)$/.exec(path)?.[1];
    return name === undefined ? undefined : this.#names.types.get(name);
  }

  #chainOfCall(call: Call, steps: number): Chain {
    const own = this.#calledHere(call);
    if (own?.returnType !== undefined) return { path: `${this.qualified(own.returnType)}()`, calls: this.#madeBy(own.returns, steps) };
    const { path, calls } = this.chain(call.callee, steps + 1);
    return { path: path + (call.form === 'index' ? '[]' : '()'), calls: [...calls, call] };
  }

  /** The text that a value stands for. */
  text(value: Value, steps = 0): Text {
    if (steps > MAX_STEPS) return UNKNOWN_TEXT;
    switch (value.kind) {
      case 'text': return plainText(value.text, value.span);
      case 'number': case 'boolean': return plainText(String(value.value));
      case 'concat': return joinTexts(value.parts.map((part) => this.text(part, steps + 1)));
      case 'choice': return this.#setOutside(value.options, steps) ?? value.options.map((option) => this.text(option, steps + 1)).reduce(withFallback);
      case 'name': return this.#textOfName(value, steps);
      case 'member': return this.#textOfMember(value, steps);
      case 'call': return this.#textOfCall(value, steps);
      default: return UNKNOWN_TEXT;
    }
  }

  #textOfCall(call: Call, steps: number): Text {
    const own = this.#calledHere(call);
    if (own !== undefined && own.returns.length > 0) return this.#textOfResult(call, own, steps);
    const entry = call.form === 'index' ? this.#entryOf(call, steps) : undefined;
    return entry ?? this.dialect.textOfCall(call, this.chain(call.callee).path + (call.form === 'index' ? '[]' : ''), this) ?? UNKNOWN_TEXT;
  }

  /** `urls["stock"]` of a map that is written in this file. */
  #entryOf({ callee, arguments: [key] }: Call, steps: number): Text | undefined {
    if (key?.value.kind !== 'text') return undefined;
    const name = key.value.text;
    const map = this.#mapOf(callee);
    const entry = map?.entries.find((one) => one.key === name);
    return entry && this.text(entry.value, steps + 1);
  }

  /** The only map that a variable holds. */
  #mapOf(value: Value): Extract<Value, { kind: 'map' }> | undefined {
    if (value.kind === 'map') return value;
    if (value.kind !== 'name') return undefined;
    const [made, ...others] = this.#visible(value.name, value.scope).flatMap((binding) => binding.value ?? []);
    return made?.kind === 'map' && others.length === 0 ? made : undefined;
  }

  /** What a function of this file gives for what it is passed. */
  #textOfResult(call: Call, own: FunctionOutline, steps: number): Text {
    const { parameters, entered } = this.passed;
    if (entered.includes(own)) return UNKNOWN_TEXT;
    const inside = this.#with({ parameters: new Map([...parameters, ...passedBy(call, own)]), entered: [...entered, own] });
    const text = inside.#onlyKnown(own.returns, steps);
    // What was passed to the caller itself may explain more.
    for (const parameter of inside.openParameters) if (!own.parameters.includes(parameter)) this.openParameters.add(parameter);
    for (const [first, choices] of inside.openChoices) this.openChoices.set(first, choices);
    return text;
  }

  /** The function of this file that a call by bare name, or on the object itself, means. */
  #calledHere({ callee, form }: Call): FunctionOutline | undefined {
    const isOwn = callee.kind === 'name' || (callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === SELF);
    const [found, ...others] = isOwn && form === 'call' ? this.functionsNamed(callee.name) : [];
    return others.length === 0 ? found : undefined;
  }

  /** Which of several values it is depends on the run; known is only what all but one leave open. */
  #onlyKnown(values: readonly Value[], steps: number): Text {
    const [first, ...others] = values;
    if (first !== undefined && others.length === 0) return this.text(first, steps + 1);
    const chosen = first && this.passed.chosen.get(first);
    if (chosen !== undefined) return this.text(chosen, steps + 1);
    const known = values.filter((value) => isComplete(this.text(value, steps + 1)));
    const [only, ...more] = known;
    if (only !== undefined && more.length === 0) return this.text(only, steps + 1);
    if (only !== undefined && this.#isSame(known, steps)) return this.text(only, steps + 1);
    const outside = this.#setOutside(known, steps);
    if (outside !== undefined) return outside;
    if (first !== undefined && more.length > 0) this.openChoices.set(first, known);
    return UNKNOWN_TEXT;
  }

  #isSame(values: readonly Value[], steps: number): boolean {
    const [first, ...others] = values.map((value) => JSON.stringify(this.text(value, steps + 1).parts));
    return others.every((text) => text === first);
  }

  /** `if x == "" { x = "…" }`: of two values, what is set from outside goes before what is written here. */
  #setOutside(values: readonly Value[], steps: number): Text | undefined {
    if (values.length !== 2) return undefined;
    const texts = values.map((value) => this.text(value, steps + 1));
    const outside = texts.filter(isSetOutside);
    return outside.length === 1 && outside[0] !== undefined ? withFallback(outside[0], texts.find((text) => text !== outside[0])) : undefined;
  }

  #textOfName({ name, scope }: Name, steps: number): Text {
    return this.#textOfVariable(name, scope, steps) ?? this.#imported(name) ?? this.dialect.textOfName?.(name) ?? UNKNOWN_TEXT;
  }

  #textOfVariable(name: string, scope: Scope, steps: number): Text | undefined {
    const parameter = scope.function?.parameters.find((one) => one.name === name);
    const bindings = this.#visible(name, scope);
    if (parameter !== undefined && bindings.every(({ owner }) => owner !== 'local')) return this.#textOfParameter(parameter, scope.function, steps);
    if (bindings.length === 0) return undefined;
    const injected = bindings.map((binding) => this.dialect.textOfInjected?.(binding.annotations, this, binding)).find((text) => text !== undefined);
    if (injected !== undefined) return injected;
    return this.#once(bindings[0], () => this.#onlyKnown(bindings.flatMap(({ value }) => value ?? []), steps));
  }

  /** A variable whose value leads back to itself, `url = url.trim()`, is unknown there. */
  #once(variable: Binding | undefined, read: () => Text): Text {
    if (variable === undefined || this.#reading.has(variable)) return UNKNOWN_TEXT;
    this.#reading.add(variable);
    const text = read();
    this.#reading.delete(variable);
    return text;
  }

  #textOfParameter(parameter: Parameter, entered: FunctionOutline | undefined, steps: number): Text {
    const passed = this.passed.parameters.get(parameter);
    if (passed !== undefined) return this.text(passed, steps + 1);
    const injected = this.dialect.textOfInjected?.(parameter.annotations, this);
    if (injected !== undefined) return injected;
    this.openParameters.add(parameter);
    if (parameter.defaultValue !== undefined) return this.text(parameter.defaultValue, steps + 1);
    return (entered && this.dialect.textOfParameter?.(parameter, entered)) ?? UNKNOWN_TEXT;
  }

  #textOfMember(member: Member, steps: number): Text {
    const { object, name } = member;
    if (object.kind !== 'name') return this.#textOfField(member, steps) ?? this.dialect.textOfMember?.(member, this) ?? UNKNOWN_TEXT;
    if (object.name === SELF) return this.#orElsewhere(this.#textOfVariable(name, fieldScope(object.scope), steps), member);
    const type = this.#names.types.get(object.name);
    if (type !== undefined && this.#visible(object.name, object.scope).length === 0) return this.#textOfVariable(name, { type }, steps) ?? UNKNOWN_TEXT;
    const map = this.#mapOf(object);
    if (map !== undefined) {
      const entry = map.entries.find(({ key }) => key === name);
      return entry === undefined ? UNKNOWN_TEXT : this.text(entry.value, steps + 1);
    }
    return this.#orElsewhere(this.#textOfField(member, steps) ?? this.#constantOf(object, name), member);
  }

  /** A field that this file declares may get its value in another one. */
  #orElsewhere(text: Text | undefined, member: Member): Text {
    if (text !== undefined && !isUnknown(text)) return text;
    return this.dialect.textOfMember?.(member, this) ?? text ?? UNKNOWN_TEXT;
  }

  /** The field of an object whose type stands in this file. */
  #textOfField({ object, name }: Member, steps: number): Text | undefined {
    const type = this.#typeMade(this.chain(object, steps + 1).path);
    return type && this.#textOfVariable(name, { type }, steps + 1);
  }

  /** `Config.URL`: a constant of another file. */
  #constantOf(object: Name, name: string): Text {
    if (this.#visible(object.name, object.scope).length > 0) return UNKNOWN_TEXT;
    if (object.scope.function?.parameters.some((one) => one.name === object.name)) return UNKNOWN_TEXT;
    const imported = this.outline.imports.find((one) => one.name === object.name);
    if (imported !== undefined) return { parts: [{ hole: 'constant', specifier: imported.path, name }] };
    // A class of the same package needs no import.
    const home = this.outline.package;
    return home !== undefined && /^[A-Z]/.test(object.name) ? { parts: [{ hole: 'constant', specifier: `${home}.${object.name}`, name }] } : UNKNOWN_TEXT;
  }

  #imported(name: string): Text | undefined {
    const path = this.outline.imports.find((one) => one.name === name)?.path;
    const dot = path?.lastIndexOf('.') ?? -1;
    return path === undefined || dot < 0 ? undefined : { parts: [{ hole: 'constant', specifier: path.slice(0, dot), name: path.slice(dot + 1) }] };
  }

  /** The bindings that a name may mean in a scope: those of the function, else of the class or one around it, else of the file. */
  #visible(name: string, scope: Scope): readonly Binding[] {
    const all = this.#names.bindings.get(name) ?? [];
    const local = scope.function === undefined ? [] : all.filter((one) => one.owner === 'local' && one.scope.function === scope.function);
    if (local.length > 0) return local;
    for (let type = scope.type; type !== undefined; type = type.outer) {
      const fields = all.filter((one) => one.owner === 'field' && one.scope.type === type);
      if (fields.length > 0) return fields;
    }
    return all.filter(({ owner }) => owner === 'file');
  }
}

/** What a call gives for each parameter of the function that it enters. */
export function passedBy(call: Call, entered: FunctionOutline): Map<Parameter, Value> {
  const passed = new Map<Parameter, Value>();
  entered.parameters.forEach((parameter, index) => {
    const value = argument(call, index, parameter.name);
    if (value !== undefined) passed.set(parameter, value);
  });
  return passed;
}

/** The argument at a position, or with one of the names. */
export function argument(call: { readonly arguments: readonly Argument[] }, index: number, ...names: readonly string[]): Value | undefined {
  const named = call.arguments.find(({ name }) => name !== undefined && names.includes(name));
  if (named !== undefined) return named.value;
  return call.arguments.filter(({ name }) => name === undefined)[index]?.value;
}

/** The same place outside its function: locals and parameters are out of sight. */
function fieldScope({ type }: Scope): Scope {
  return type === undefined ? {} : { type };
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

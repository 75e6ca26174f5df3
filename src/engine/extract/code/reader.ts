import type { Annotation, Binding, Call, FunctionOutline, Member, Name, Outline, Parameter, Scope, Value } from '../../syntax/outline/outline.js';
import { passedBy } from './arguments.js';
import { Chains, MAX_STEPS, type Chain } from './chains.js';
import { fieldScope, isSelf, parameterNamed, SymbolTable } from './symbol-table.js';
import { isAddressed, isSetOutside, isUnknown, joinTexts, plainText, UNKNOWN_TEXT, withFallback, type Text } from './text.js';

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
  /** The name under which other files call a function: `connect`, `Client.get`, of a constructor the class. */
  exposedName?(entered: FunctionOutline): string | undefined;
  /** What holds the function of a bare name that the file neither declares nor imports: the package around. */
  readonly unqualified?: string;
  /** Packages of the language itself: nobody passes them an address that leads anywhere else. */
  readonly standard?: RegExp;
}

/** What is known from outside an expression. */
interface Passed {
  readonly parameters: ReadonlyMap<Parameter, Value>;
  /** By the first value of a variable, the one that it is taken to have. */
  readonly chosen: ReadonlyMap<Value, Value>;
  /** Functions of the file whose results are being read: recursion ends there. */
  readonly entered: readonly FunctionOutline[];
}

const NOTHING_PASSED: Passed = { parameters: new Map(), chosen: new Map(), entered: [] };

/** Tells what names and expressions of one file stand for. */
export class Reader {
  /** Parameters that a text needed and nothing explained, since it was last cleared. */
  readonly openParameters = new Set<Parameter>();
  /** Variables that a text needed and that several places assign, by the first of their values: what they may be. Cleared with the former. */
  readonly openChoices = new Map<Value, readonly Value[]>();
  readonly #symbols: SymbolTable;
  readonly #chains: Chains;
  /** Variables whose text is being read. */
  readonly #reading = new Set<Binding>();

  constructor(readonly outline: Outline, readonly dialect: Dialect, private readonly passed: Passed = NOTHING_PASSED, symbols = new SymbolTable(outline)) {
    this.#symbols = symbols;
    this.#chains = new Chains(symbols, passed.parameters);
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
    return new Reader(this.outline, this.dialect, { ...this.passed, ...passed }, this.#symbols);
  }

  /** The functions of the file with a name. */
  functionsNamed(name: string): readonly FunctionOutline[] {
    return this.#symbols.functionsNamed(name);
  }

  /** Whether the file has a function or type of a name. */
  declares(name: string): boolean {
    return this.#symbols.functionsNamed(name).length > 0 || this.#symbols.typeNamed(name) !== undefined;
  }

  /** The full name of an imported name; the name itself when the file does not import it. */
  qualified(name: string): string {
    return this.#symbols.qualified(name);
  }

  /** How a value was come by, `steps` variables on the way. */
  chain(value: Value, steps = 0): Chain {
    return this.#chains.of(value, steps);
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
    const own = this.#symbols.calledHere(call);
    if (own !== undefined && own.returns.length > 0) return this.#textOfResult(call, own, steps);
    const entry = call.form === 'index' ? this.#entryOf(call, steps) : undefined;
    return entry ?? this.dialect.textOfCall(call, this.chain(call.callee).path + (call.form === 'index' ? '[]' : ''), this) ?? UNKNOWN_TEXT;
  }

  /** `urls["stock"]` of a map that is written in this file. */
  #entryOf({ callee, arguments: [key] }: Call, steps: number): Text | undefined {
    if (key?.value.kind !== 'text') return undefined;
    const name = key.value.text;
    const map = this.#symbols.mapOf(callee);
    const entry = map?.entries.find((one) => one.key === name);
    return entry && this.text(entry.value, steps + 1);
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

  /** Which of several values it is depends on the run; known is only what all but one leave open. */
  #onlyKnown(values: readonly Value[], steps: number): Text {
    const [first, ...others] = values;
    if (first !== undefined && others.length === 0) return this.text(first, steps + 1);
    const chosen = first && this.passed.chosen.get(first);
    if (chosen !== undefined) return this.text(chosen, steps + 1);
    const known = values.filter((value) => isAddressed(this.text(value, steps + 1)));
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
    const parameter = parameterNamed(name, scope);
    const bindings = this.#symbols.visible(name, scope);
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
    return (entered && this.#textOfArgument(parameter, entered)) ?? UNKNOWN_TEXT;
  }

  /** What callers in other files pass. */
  #textOfArgument({ name, declaredType }: Parameter, entered: FunctionOutline): Text | undefined {
    const exposed = isTextual(declaredType) ? this.dialect.exposedName?.(entered) : undefined;
    const index = entered.parameters.findIndex((one) => one.name === name);
    return exposed === undefined ? undefined : { parts: [{ hole: 'argument', names: [exposed], index, path: '', parameter: name }] };
  }

  #textOfMember(member: Member, steps: number): Text {
    const { object, name } = member;
    if (object.kind !== 'name') return this.#textOfField(member, steps) ?? this.dialect.textOfMember?.(member, this) ?? this.#constantInside(object, name);
    if (isSelf(object)) return this.#orElsewhere(this.#textOfVariable(name, fieldScope(object.scope), steps), member);
    const type = this.#symbols.typeNamed(object.name);
    if (type !== undefined && this.#symbols.visible(object.name, object.scope).length === 0) return this.#textOfVariable(name, { type }, steps) ?? UNKNOWN_TEXT;
    const map = this.#symbols.mapOf(object);
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
    const type = this.#symbols.typeMade(this.chain(object, steps + 1).path);
    return type && this.#textOfVariable(name, { type }, steps + 1);
  }

  /** `Config.URL`: a constant of another file. */
  #constantOf(object: Name, name: string): Text {
    if (this.#symbols.visible(object.name, object.scope).length > 0) return UNKNOWN_TEXT;
    if (parameterNamed(object.name, object.scope) !== undefined) return UNKNOWN_TEXT;
    const imported = this.#symbols.imported(object.name);
    if (imported !== undefined) return { parts: [{ hole: 'constant', specifier: imported.path, name }] };
    // A class of the same package needs no import.
    const home = this.outline.package;
    return home !== undefined && /^[A-Z]/.test(object.name) ? { parts: [{ hole: 'constant', specifier: `${home}.${object.name}`, name }] } : UNKNOWN_TEXT;
  }

  /** `Endpoints.Hosts.ORDERS`: a constant of a type inside a type of another file. */
  #constantInside(object: Value, name: string): Text {
    const isType = object.kind === 'member' && object.object.kind === 'name' && /^[A-Z]/.test(object.name) && /^[A-Z]/.test(object.object.name);
    return isType ? this.#constantOf(object.object, `${object.name}.${name}`) : UNKNOWN_TEXT;
  }

  #imported(name: string): Text | undefined {
    const path = this.#symbols.imported(name)?.path;
    const dot = path?.lastIndexOf('.') ?? -1;
    return path === undefined || dot < 0 ? undefined : { parts: [{ hole: 'constant', specifier: path.slice(0, dot), name: path.slice(dot + 1) }] };
  }
}

/** Whether a parameter of a type may hold a text. */
function isTextual(declaredType: string | undefined): boolean {
  return declaredType === undefined || /^(?:str|string|AnyHttpUrl|HttpUrl)$/i.test(declaredType);
}

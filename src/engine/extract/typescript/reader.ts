import { ts } from '../../syntax/typescript.js';
import type { Declaration, Declarations, Variable } from './declarations.js';
import {
  append, calledChain, classAround, entityNames, isCall, isEmptyValue, isEnvironment, requiredModule, withoutDefault,
  type Chain, type OriginOf,
} from './origin.js';
import { isInlineFunction, memberIn, memberOfClass, resultOf, skipWrappers, type FunctionNode } from './syntax-shapes.js';

/** An origin with the reader of this file's values. */
export type Origin = OriginOf<Reader>;

/** What a parameter, or a part of it, stands for: a value, and the way that is still to go into it. */
export interface Passed {
  readonly value: ts.Expression;
  readonly path: readonly string[];
}

/** What is passed at an index; `path` is the way into it. */
export type PassedAt = (index: number, path: readonly string[]) => Passed | undefined;

/** Arguments of the functions, and elements of the loops, entered so far, innermost first. */
interface Frame {
  readonly entered: ts.SignatureDeclaration | ts.ForOfStatement;
  readonly passedAt: PassedAt;
  readonly caller: Reader;
}

/** Names followed one after the other before a value counts as unknown. */
const MAX_DEPTH = 24;

/** Steps for one call or export, and for a whole file: hundreds of times what real code needs, but an end for code made to have none. */
const MAX_STEPS = 5_000;
const MAX_STEPS_OF_FILE = 1_000_000;

/** What all readers of a file share. */
interface Progress {
  /** Parameters met without a known argument; their call sites may know them. */
  readonly openParameters: Set<ts.ParameterDeclaration>;
  /** Loops met without a known element. */
  readonly openLoops: Set<ts.ForOfStatement>;
  /** Functions that other files can call, with the names they are exported under. */
  readonly exposed?: ReadonlyMap<ts.Node, readonly string[]>;
  steps: number;
  stepsOfFile: number;
}

/** Follows values through one file. `enter` gives a reader that knows the arguments of a function. */
export class Reader {
  constructor(
    readonly declarations: Declarations,
    private readonly progress: Progress = { openParameters: new Set(), openLoops: new Set(), steps: 0, stepsOfFile: 0 },
    private readonly frame?: Frame,
  ) {}

  /** Starts on another call or export. */
  begin(): void {
    this.progress.steps = 0;
    this.progress.openParameters.clear();
    this.progress.openLoops.clear();
  }

  /** Parameters met since `begin` without a known argument. */
  get openParameters(): ReadonlySet<ts.ParameterDeclaration> {
    return this.progress.openParameters;
  }

  /** Loops met since `begin` without a known element. */
  get openLoops(): ReadonlySet<ts.ForOfStatement> {
    return this.progress.openLoops;
  }

  /** Notes that a value depends on an unknown argument. */
  leaveOpen(parameter: ts.ParameterDeclaration): void {
    this.progress.openParameters.add(parameter);
  }

  /** A reader that takes what other files pass to these functions for a value of its own kind, not for an unknown one. */
  exposing(exposed: ReadonlyMap<ts.Node, readonly string[]>): Reader {
    return new Reader(this.declarations, { ...this.progress, exposed }, this.frame);
  }

  /** The names under which other files call the function of a parameter. */
  exposedNames({ parent }: ts.ParameterDeclaration): readonly string[] | undefined {
    return this.progress.exposed?.get(parent);
  }

  /** Counts a step; false when no more may be taken. */
  step(): boolean {
    this.progress.steps += 1;
    this.progress.stepsOfFile += 1;
    return this.progress.steps <= MAX_STEPS && this.progress.stepsOfFile <= MAX_STEPS_OF_FILE;
  }

  /** A reader in which the parameters of a function, or the variable of a loop, have the values that this one reads. */
  enter(entered: Frame['entered'], passedAt: PassedAt): Reader {
    return new Reader(this.declarations, this.progress, { entered, passedAt, caller: this });
  }

  /** A reader in which a function is called with these arguments. */
  enterCall(entered: ts.SignatureDeclaration, values: readonly ts.Expression[] | undefined): Reader {
    return this.enter(entered, (index, path) => {
      const value = values?.[index];
      return value && { value, path };
    });
  }

  origin(expression: ts.Node, depth = 0): Origin {
    const node = skipWrappers(expression);
    if (depth > MAX_DEPTH || !this.step()) return this.written(node);
    if (ts.isIdentifier(node)) return this.originOfName(node, depth);
    if (node.kind === ts.SyntaxKind.ThisKeyword) return this.originOfThis(node);
    if (ts.isPropertyAccessExpression(node)) return this.member(this.origin(node.expression, depth + 1), node.name.text, depth);
    if (ts.isElementAccessExpression(node)) {
      const key = this.origin(node.argumentExpression, depth + 1).root;
      if (key.kind === 'node' && ts.isStringLiteralLike(key.node)) return this.member(this.origin(node.expression, depth + 1), key.node.text, depth);
    }
    if (ts.isCallExpression(node)) return this.originOfCall(node, depth);
    if (ts.isNewExpression(node)) {
      const type = this.origin(node.expression, depth + 1);
      if (type.root.kind === 'class' && type.path.length === 0) return { root: { kind: 'instance', node: type.root.node }, path: [] };
    }
    return this.written(node);
  }

  /** The library behind an expression; undefined when the file does not say. */
  chain(expression: ts.Node, depth = 0): Chain | undefined {
    if (depth > MAX_DEPTH || !this.step()) return undefined;
    const { root, path } = this.origin(expression, depth);
    if (root.kind === 'module') return { module: root.specifier, names: withoutDefault(path), calls: [] };
    if (root.kind === 'global') return { module: '', names: [root.name, ...path], calls: [] };
    if (root.kind === 'typed') return { module: root.specifier, names: [`${root.name}()`, ...path], calls: [] };
    if (root.kind === 'parameter') return this.chainOfCallback(root.parameter, path, depth);
    if (root.kind === 'ambiguous') return root.values[0] && append(this.chain(root.values[0], depth + 1), path);
    if (root.kind !== 'node' || !isCall(root.node)) return undefined;
    return append(calledChain(root.reader.chain(root.node.expression, depth + 1), root.node), path);
  }

  /** A property of what an origin stands for. */
  member(origin: Origin, name: string, depth: number): Origin {
    const further = { root: origin.root, path: [...origin.path, name] };
    if (origin.path.length > 0 && !isEnvironment(origin)) return further;
    // Validators hand the checked environment back inside a result: `schema.safeParse(process.env).data`.
    if (isEnvironment(origin) && (name === 'data' || name === 'value')) return origin;
    const { root } = origin;
    if (root.kind === 'node') return this.memberOfNode(root.node, root.reader, name, depth) ?? further;
    if (root.kind === 'class') return this.memberOfClass(root.node, name, true, depth) ?? further;
    if (root.kind === 'instance') return this.memberOfClass(root.node, name, false, depth) ?? further;
    return further;
  }

  private memberOfNode(node: ts.Node, reader: Reader, name: string, depth: number): Origin | undefined {
    if (ts.isEnumDeclaration(node)) {
      const value = node.members.find((member) => ts.isIdentifier(member.name) && member.name.text === name)?.initializer;
      return value && reader.origin(value, depth + 1);
    }
    if (ts.isArrayLiteralExpression(node)) {
      const element = node.elements[Number(name)];
      return element && reader.origin(element, depth + 1);
    }
    if (!ts.isObjectLiteralExpression(node)) return undefined;
    const value = memberIn(node, name);
    if (value !== undefined) return reader.origin(value, depth + 1);
    for (const property of [...node.properties].reverse()) {
      if (!ts.isSpreadAssignment(property)) continue;
      const spread = reader.origin(property.expression, depth + 1);
      const found = reader.member(spread, name, depth + 1);
      if (isEnvironment(spread) || found.path.length === 0 || found.root.kind === 'module') return found;
    }
    return this.assignedMember(node, reader, name, depth);
  }

  /** `const settings = {}; settings.url = value`. */
  private assignedMember(node: ts.Node, reader: Reader, name: string, depth: number): Origin | undefined {
    const values = (this.declarations.memberAssignments.get(name) ?? [])
      .filter(({ object }) => {
        const { root, path } = reader.origin(object, depth + 4);
        return path.length === 0 && root.kind === 'node' && root.node === node;
      })
      .map(({ value }) => value);
    return this.oneOf(values, depth);
  }

  private memberOfClass(node: ts.ClassLikeDeclaration, name: string, isStatic: boolean, depth: number): Origin | undefined {
    const member = memberOfClass(node, name, isStatic);
    const values: ts.Expression[] = [];
    if (member && ts.isPropertyDeclaration(member) && member.initializer) values.push(member.initializer);
    for (const assignment of this.declarations.memberAssignments.get(name) ?? []) {
      if (this.isOfClass(assignment.object, node, isStatic)) values.push(assignment.value);
    }
    const value = this.oneOf(values, depth);
    if (value !== undefined && value.root.kind !== 'parameter') return value;
    const type = member && (ts.isPropertyDeclaration(member) || ts.isParameter(member)) ? this.originOfType(member.type) : undefined;
    if (type !== undefined) return type;
    if (member && ts.isGetAccessorDeclaration(member)) {
      const result = resultOf(member);
      return result && this.origin(result, depth + 1);
    }
    if (value !== undefined) return value;
    if (member && ts.isParameter(member)) return this.originOfParameter(member, [], depth);
    return member && this.written(member);
  }

  private isOfClass(object: ts.Expression, node: ts.ClassLikeDeclaration, isStatic: boolean): boolean {
    if (!isStatic) return object.kind === ts.SyntaxKind.ThisKeyword && classAround(object) === node;
    if (!ts.isIdentifier(object)) return false;
    const declaration = this.declarations.find(object.text, object);
    return declaration?.kind === 'class' && declaration.node === node;
  }

  private oneOf(values: readonly ts.Expression[], depth: number): Origin | undefined {
    const meant = values.filter((value) => !isEmptyValue(value));
    const placeholder = values.find((value) => ts.isStringLiteralLike(value) && value.text === '');
    if (meant[0] !== undefined && placeholder !== undefined) return { root: { kind: 'ambiguous', values: [...meant, placeholder] }, path: [] };
    if (meant.length > 1) return { root: { kind: 'ambiguous', values: meant }, path: [] };
    const value = meant[0] ?? values[0];
    return value && this.origin(value, depth + 1);
  }

  private originOfName(node: ts.Identifier, depth: number): Origin {
    const declaration = this.declarations.find(node.text, node);
    if (declaration === undefined) return { root: { kind: 'global', name: node.text }, path: [] };
    return this.originOfDeclaration(declaration, node, depth);
  }

  private originOfDeclaration(declaration: Declaration, node: ts.Node, depth: number): Origin {
    switch (declaration.kind) {
      case 'import':
        return { root: { kind: 'module', specifier: declaration.specifier }, path: declaration.path };
      case 'parameter':
        return this.originOfParameter(declaration.parameter, declaration.path, depth);
      case 'class':
        return { root: { kind: 'class', node: declaration.node }, path: [] };
      case 'variable':
        return this.originOfVariable(declaration, depth) ?? this.written(node);
      default:
        return this.written(declaration.node);
    }
  }

  private originOfVariable(variable: Variable, depth: number): Origin | undefined {
    if (variable.loop !== undefined) return this.originOfElement(variable.loop, variable.path, depth);
    const value = this.oneOf(variable.values, depth) ?? this.originOfType(variable.type);
    return value && this.members(value, variable.path, depth);
  }

  private originOfParameter(parameter: ts.ParameterDeclaration, path: readonly string[], depth: number): Origin {
    for (let frame = this.frame; frame !== undefined; frame = frame.caller.frame) {
      if (frame.entered !== parameter.parent) continue;
      const passed = frame.passedAt(parameter.parent.parameters.indexOf(parameter), path);
      if (passed !== undefined) return this.members(frame.caller.origin(passed.value, depth + 1), passed.path, depth);
    }
    return this.members(this.originOfType(parameter.type) ?? { root: { kind: 'parameter', parameter }, path: [] }, path, depth);
  }

  private originOfElement(loop: ts.ForOfStatement, path: readonly string[], depth: number): Origin | undefined {
    for (let frame = this.frame; frame !== undefined; frame = frame.caller.frame) {
      const passed = frame.entered === loop ? frame.passedAt(0, path) : undefined;
      if (passed !== undefined) return this.members(frame.caller.origin(passed.value, depth + 1), passed.path, depth);
    }
    this.progress.openLoops.add(loop);
    return undefined;
  }

  private members(origin: Origin, path: readonly string[], depth: number): Origin {
    return path.reduce((from, name) => this.member(from, name, depth + 1), origin);
  }

  private originOfType(type: ts.TypeNode | undefined): Origin | undefined {
    if (type === undefined || !ts.isTypeReferenceNode(type)) return undefined;
    const names = entityNames(type.typeName);
    const configured = names[0] === 'ConfigType' ? this.originOfConfiguration(type.typeArguments?.[0]) : undefined;
    if (configured !== undefined) return configured;
    const declaration = this.declarations.find(names[0] ?? '', type);
    if (declaration?.kind === 'class' && names.length === 1) return { root: { kind: 'instance', node: declaration.node }, path: [] };
    if (declaration?.kind !== 'import') return undefined;
    const name = withoutDefault([...declaration.path, ...names.slice(1)]).at(-1) ?? names.at(-1) ?? '';
    return { root: { kind: 'typed', specifier: declaration.specifier, name }, path: [] };
  }

  /** NestJS injects what a factory of another file gives: `ConfigType<typeof databaseConfig>`. */
  private originOfConfiguration(type: ts.TypeNode | undefined): Origin | undefined {
    if (type === undefined || !ts.isTypeQueryNode(type) || !ts.isIdentifier(type.exprName)) return undefined;
    const declaration = this.declarations.find(type.exprName.text, type);
    if (declaration?.kind !== 'import' || declaration.path.length !== 1) return undefined;
    return { root: { kind: 'module', specifier: declaration.specifier }, path: [`${declaration.path[0]}()`] };
  }

  private originOfThis(node: ts.Node): Origin {
    const around = classAround(node);
    return around ? { root: { kind: 'instance', node: around }, path: [] } : this.written(node);
  }

  private originOfCall(node: ts.CallExpression, depth: number): Origin {
    const specifier = requiredModule(node);
    if (specifier !== undefined) return { root: { kind: 'module', specifier }, path: [] };
    const settled = this.originOfThen(node, depth);
    if (settled !== undefined) return settled;
    for (const argument of node.arguments) {
      const environment = this.environmentIn(argument, depth);
      if (environment !== undefined) return environment;
    }
    const callee = this.origin(node.expression, depth + 1);
    if (callee.root.kind !== 'node' || callee.path.length > 0 || !ts.isFunctionLike(callee.root.node)) return this.written(node);
    const result = resultOf(callee.root.node as FunctionNode);
    if (result === undefined) return this.written(node);
    return this.enterCall(callee.root.node, node.arguments).origin(result, depth + 1);
  }

  /** Validators of the environment give it back: `cleanEnv(process.env, …)`, `createEnv({ runtimeEnv: process.env })`. */
  private environmentIn(argument: ts.Expression, depth: number): Origin | undefined {
    if (ts.isObjectLiteralExpression(argument)) {
      for (const property of argument.properties) {
        if (ts.isPropertyAssignment(property) && ts.isPropertyAccessExpression(property.initializer)) {
          const environment = this.environmentIn(property.initializer, depth);
          if (environment !== undefined) return environment;
        }
      }
      return undefined;
    }
    if (!ts.isPropertyAccessExpression(argument) || argument.name.text !== 'env') return undefined;
    const origin = this.origin(argument, depth + 1);
    return isEnvironment(origin) ? origin : undefined;
  }

  /** `connect().then((connection) => connection.createChannel())` is what the callback gives. */
  private originOfThen(node: ts.CallExpression, depth: number): Origin | undefined {
    const callback = node.arguments[0];
    if (!ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'then') return undefined;
    if (callback === undefined || !isInlineFunction(callback)) return undefined;
    const result = resultOf(callback);
    return result && this.origin(result, depth + 1);
  }

  /** The parameter of a callback is what its call gives: `connect(url, (error, connection) => …)`, `connect().then((c) => …)`. */
  private chainOfCallback(parameter: ts.ParameterDeclaration, path: readonly string[], depth: number): Chain | undefined {
    const callback = parameter.parent;
    const call = callback.parent;
    if (!isInlineFunction(callback) || !ts.isCallExpression(call)) return undefined;
    const index = callback.parameters.indexOf(parameter);
    const { expression } = call;
    if (index === 0 && ts.isPropertyAccessExpression(expression) && expression.name.text === 'then')
      return append(this.chain(expression.expression, depth + 1), path);
    if (index !== 1) return undefined;
    return append(calledChain(this.chain(expression, depth + 1), call), path);
  }

  private written(node: ts.Node): Origin {
    return { root: { kind: 'node', node, reader: this }, path: [] };
  }
}

import type { SyntaxNode } from '../tree-sitter.js';
import type { Annotation, Binding, Call, Outline, Parameter, TypeOutline, Value } from './outline.js';
import { valueOfPython } from './python-values.js';
import { childrenOf, fieldText, Sketch, spanOf } from './sketch.js';

/**
 * The outline of a Python file. Decorators are annotations, and calls when they have arguments. What stands outside functions belongs to the file or the class.
 * Setting an attribute or item of another object is a call: `app.debug=(…)`, `app.config.[]=("KEY", …)`.
 */
export function outlineOfPython(root: SyntaxNode): Outline {
  const sketch = new PythonSketch();
  visit(root, sketch);
  return sketch;
}

class PythonSketch extends Sketch {
  /** Names that the function around declares to be those of the file. */
  globals: ReadonlySet<string> = new Set();
}

function visit(node: SyntaxNode, sketch: PythonSketch): void {
  switch (node.type) {
    case 'import_statement': addImports(node, sketch); return;
    case 'import_from_statement': addImportsFrom(node, sketch); return;
    case 'class_definition': visitClass(node, [], sketch); return;
    case 'function_definition': visitFunction(node, [], sketch); return;
    case 'decorated_definition': visitDecorated(node, sketch); return;
    case 'assignment': addAssignment(node, sketch); break;
    case 'named_expression': bindTarget(node.childForFieldName('name'), fieldValue(node, 'value', sketch), undefined, sketch); break;
    case 'as_pattern': bindTarget(node.childForFieldName('alias')?.namedChild(0) ?? null, valueOfPython(node, sketch), undefined, sketch); break;
    case 'for_statement': for (const name of namesIn(node.childForFieldName('left'))) bindTarget(name, undefined, undefined, sketch); break;
    case 'global_statement': sketch.globals = new Set([...sketch.globals, ...childrenOf(node).map(({ text }) => text)]); break;
    case 'return_statement': addReturn(node, sketch); break;
    case 'call': valueOfPython(node, sketch); break;
    default:
  }
  for (const child of childrenOf(node)) visit(child, sketch);
}

/** `import a.b` binds `a`, `import a.b as c` binds `c`. */
function addImports(node: SyntaxNode, sketch: PythonSketch): void {
  for (const one of childrenOf(node)) {
    const path = one.type === 'aliased_import' ? (fieldText(one, 'name') ?? '') : one.text;
    const top = path.split('.')[0] ?? path;
    const alias = fieldText(one, 'alias');
    sketch.imports.push({ path: alias === undefined ? top : path, name: alias ?? top, span: spanOf(one) });
  }
}

/** `from .a import b` leads to `./a.b`, as paths are written elsewhere. */
function addImportsFrom(node: SyntaxNode, sketch: PythonSketch): void {
  const module = node.childForFieldName('module_name');
  const written = module?.text ?? '';
  const dots = /^\.*/.exec(written)?.[0].length ?? 0;
  const inside = written.slice(dots);
  const folder = dots === 0 ? '' : dots === 1 ? './' : '../'.repeat(dots - 1);
  const home = `${folder}${inside}`;
  for (const one of childrenOf(node)) {
    if (one.startIndex === module?.startIndex) continue;
    const name = one.type === 'aliased_import' ? (fieldText(one, 'name') ?? '') : one.text;
    if (one.type === 'wildcard_import') sketch.imports.push({ path: home, name: '*', span: spanOf(one) });
    else sketch.imports.push({ path: inside === '' ? `${home}${name}` : `${home}.${name}`, name: fieldText(one, 'alias') ?? name, span: spanOf(one) });
  }
}

function visitDecorated(node: SyntaxNode, sketch: PythonSketch): void {
  const decorators = childrenOf(node).filter(({ type }) => type === 'decorator').map((decorator) => toAnnotation(decorator, sketch));
  const definition = node.childForFieldName('definition');
  if (definition?.type === 'class_definition') visitClass(definition, decorators, sketch);
  else if (definition) visitFunction(definition, decorators, sketch);
}

function toAnnotation(decorator: SyntaxNode, sketch: PythonSketch): Annotation {
  const expression = decorator.namedChild(0) ?? decorator;
  const value = valueOfPython(expression, sketch);
  const called = expression.type === 'call' ? expression.childForFieldName('function') : expression;
  return { name: called?.text ?? '', arguments: value.kind === 'call' ? value.arguments : [], span: spanOf(decorator) };
}

function visitClass(node: SyntaxNode, annotations: readonly Annotation[], sketch: PythonSketch): void {
  const outer = sketch.scope.type;
  const supertypes = childrenOf(node.childForFieldName('superclasses')).flatMap(({ type, text }) => (type === 'keyword_argument' ? [] : /([A-Za-z_]\w*)$/.exec(text.replace(/\[.*$/s, ''))?.[1] ?? []));
  const type: TypeOutline = { name: fieldText(node, 'name') ?? '', annotations, supertypes, span: spanOf(node), ...(outer && { outer }) };
  sketch.types.push(type);
  sketch.within({ type }, () => {
    for (const child of childrenOf(node.childForFieldName('body'))) visit(child, sketch);
  });
}

function visitFunction(node: SyntaxNode, annotations: readonly Annotation[], sketch: PythonSketch): void {
  const around = sketch.globals;
  sketch.declared(node, {
    annotations,
    parameters: parametersOf(node.childForFieldName('parameters'), sketch),
    isConstructor: sketch.scope.type !== undefined && fieldText(node, 'name') === '__init__',
    returnType: typeName(node.childForFieldName('return_type'), sketch),
  }, () => {
    for (const child of childrenOf(node.childForFieldName('body'))) visit(child, sketch);
  });
  sketch.globals = around;
}

/** Without `self`: it is the name `this`. */
function parametersOf(list: SyntaxNode | null, sketch: PythonSketch): Parameter[] {
  return childrenOf(list).flatMap((node): Parameter[] => {
    const name = node.type === 'identifier' ? node.text : (fieldText(node, 'name') ?? node.namedChildren.find(({ type }) => type === 'identifier')?.text ?? '');
    if (/^(?:self|cls)?$/.test(name) || /splat/.test(node.type)) return [];
    const declaredType = typeName(node.childForFieldName('type'), sketch);
    const value = node.childForFieldName('value');
    return [{ name, annotations: [], ...(declaredType !== undefined && { declaredType }), ...(value && { defaultValue: valueOfPython(value, sketch) }) }];
  });
}

/** The name of a type behind the path it is imported from; `Optional[T]` and `T | None` are `T`. */
function typeName(node: SyntaxNode | null, { imports }: Sketch): string | undefined {
  const text = (node?.text ?? '').replace(/["'\s]/g, '').replace(/\|None$/, '');
  const plain = /^(?:typing\.)?(?:Optional|Annotated)\[([\w.]+)/.exec(text)?.[1] ?? text;
  if (!/^[A-Za-z_][\w.]*$/.test(plain) || /^(?:str|int|float|bool|bytes|dict|list|None|Any|object)$/.test(plain)) return undefined;
  const [first = '', ...rest] = plain.split('.');
  return [imports.find(({ name }) => name === first)?.path ?? first, ...rest].join('.');
}

function namesIn(target: SyntaxNode | null): SyntaxNode[] {
  if (target === null) return [];
  return /^(?:pattern_list|tuple_pattern|list_pattern)$/.test(target.type) ? childrenOf(target) : [target];
}

function fieldValue(node: SyntaxNode, name: string, sketch: PythonSketch): Value | undefined {
  const value = node.childForFieldName(name);
  // A variable that is `None` first gets its value later.
  return value === null || value.type === 'none' ? undefined : valueOfPython(value, sketch);
}

function addAssignment(node: SyntaxNode, sketch: PythonSketch): void {
  const declaredType = typeName(node.childForFieldName('type'), sketch);
  // `a = b = value`
  let right = node.childForFieldName('right');
  while (right?.type === 'assignment') right = right.childForFieldName('right');
  const value = right === null || right.type === 'none' ? undefined : valueOfPython(right, sketch);
  const targets = namesIn(node.childForFieldName('left'));
  const values = targets.length > 1 ? targets.map((_, index) => (value?.kind === 'list' ? value.items[index] : undefined)) : [value];
  targets.forEach((target, index) => bindTarget(target, values[index], declaredType, sketch));
}

function bindTarget(target: SyntaxNode | null, value: Value | undefined, declaredType: string | undefined, sketch: PythonSketch): void {
  if (target === null) return;
  if (target.type === 'identifier') {
    addBinding(target.text, ownerOf(target.text, sketch), target, value, declaredType, sketch);
    return;
  }
  const object = target.childForFieldName(target.type === 'attribute' ? 'object' : 'value');
  if (object === null || !/^(?:attribute|subscript)$/.test(target.type)) return;
  if (target.type === 'attribute' && object.text === 'self') addBinding(fieldText(target, 'attribute') ?? '', 'field', target, value, declaredType, sketch);
  else if (value !== undefined) addSetter(target, object, value, sketch);
}

function ownerOf(name: string, { scope, globals }: PythonSketch): Binding['owner'] {
  if (scope.function !== undefined) return globals.has(name) ? 'file' : 'local';
  return scope.type === undefined ? 'file' : 'field';
}

function addBinding(name: string, owner: Binding['owner'], node: SyntaxNode, value: Value | undefined, declaredType: string | undefined, sketch: PythonSketch): void {
  sketch.bindings.push({
    name, owner, scope: sketch.scope, annotations: [], isConstant: false, span: spanOf(node), ...(value && { value }), ...(declaredType !== undefined && { declaredType }),
  });
}

function addSetter(target: SyntaxNode, object: SyntaxNode, value: Value, sketch: PythonSketch): void {
  const name = fieldText(target, 'attribute');
  const subscript = target.childForFieldName('subscript');
  const passed = name === undefined && subscript !== null ? [valueOfPython(subscript, sketch), value] : [value];
  const setter: Call = {
    kind: 'call', form: 'call', callee: { kind: 'member', object: valueOfPython(object, sketch), name: name === undefined ? '[]=' : `${name}=`, span: spanOf(target) },
    arguments: passed.map((one) => ({ value: one })), scope: sketch.scope, span: { start: target.startIndex, end: value.span.end }, nameSpan: spanOf(target),
  };
  sketch.calls.push(setter);
}

function addReturn(node: SyntaxNode, sketch: PythonSketch): void {
  const value = node.namedChild(0);
  if (value !== null && value.type !== 'none') sketch.returned(valueOfPython(value, sketch));
}

import type { SyntaxNode } from '../tree-sitter.js';
import { GoSketch, valueOfGo } from './go-values.js';
import type { Annotation, Binding, Call, Outline, Parameter, TypeOutline, Value } from './outline.js';
import { childrenOf, fieldText, spanOf } from './sketch.js';

/**
 * The outline of a Go file. Tags of fields are annotations. Setting a field of another object is a call of its setter, `client.Timeout=(…)`.
 * What a function sets through a pointer that it was passed counts as its result: `mustMap(&x, "X")` is read as `x = mustMap(&x, "X")`.
 */
export function outlineOfGo(root: SyntaxNode): Outline {
  const sketch = new GoSketch();
  // Types may be used above their declaration.
  for (const node of childrenOf(root)) if (node.type === 'type_declaration') for (const spec of childrenOf(node)) declareType(spec, sketch);
  visit(root, sketch);
  return sketch;
}

function declareType(spec: SyntaxNode, sketch: GoSketch): void {
  const type: TypeOutline = { name: fieldText(spec, 'name') ?? '', annotations: [], supertypes: [], span: spanOf(spec) };
  sketch.declare(type);
}

function visit(node: SyntaxNode, sketch: GoSketch): void {
  switch (node.type) {
    case 'package_clause': sketch.package = node.namedChild(0)?.text ?? ''; return;
    case 'import_spec': addImport(node, sketch); return;
    case 'type_spec': addFields(node, sketch); return;
    case 'function_declaration': visitFunction(node, sketch); return;
    case 'method_declaration': visitMethod(node, sketch); return;
    case 'const_spec': case 'var_spec': addVariables(node, sketch); break;
    case 'short_var_declaration': addAssignments(node, sketch, true); break;
    case 'assignment_statement': addAssignments(node, sketch, false); break;
    case 'range_clause': for (const name of childrenOf(node.childForFieldName('left'))) bind(name.text, 'local', node, undefined, sketch); break;
    case 'func_literal': for (const one of parametersOf(node, sketch)) bind(one.name, 'local', node, undefined, sketch, one.declaredType); break;
    case 'return_statement': addReturn(node, sketch); break;
    case 'call_expression': addOutcomes(node, sketch); break;
    case 'composite_literal': addFieldValues(node, sketch); break;
    default:
  }
  for (const child of childrenOf(node)) visit(child, sketch);
}

function addImport(node: SyntaxNode, sketch: GoSketch): void {
  const path = fieldText(node, 'path')?.slice(1, -1) ?? '';
  const alias = fieldText(node, 'name');
  sketch.imports.push({ path, name: alias === '.' ? '*' : (alias ?? packageName(path)), span: spanOf(node) });
}

/** The name that a package most likely has: versions, and marks of the language in the name of a repository, are no part of it. */
function packageName(path: string): string {
  const segments = path.split('/');
  const last = segments.pop() ?? '';
  const name = /^v\d+$/.test(last) ? (segments.pop() ?? last) : last;
  return name.replace(/\.(?:v\d+|go)$/, '').replace(/^go-|-go$/g, '');
}

/** The name of a type, behind the path of its package; undefined for lists, maps, channels and functions. */
function typeNameOf(node: SyntaxNode | null, sketch: GoSketch): string | undefined {
  switch (node?.type) {
    case 'pointer_type': return typeNameOf(node.namedChild(0), sketch);
    case 'generic_type': return typeNameOf(node.childForFieldName('type'), sketch);
    case 'type_identifier': return node.text;
    case 'qualified_type': {
      const packaged = fieldText(node, 'package') ?? '';
      return `${sketch.imports.find(({ name }) => name === packaged)?.path ?? packaged}.${fieldText(node, 'name') ?? ''}`;
    }
    default: return undefined;
  }
}

function addFields(spec: SyntaxNode, sketch: GoSketch): void {
  const struct = spec.childForFieldName('type');
  if (struct?.type !== 'struct_type') return;
  const scope = { type: sketch.typeNamed(fieldText(spec, 'name') ?? '') };
  for (const one of childrenOf(struct.namedChild(0))) {
    const declaredType = typeNameOf(one.childForFieldName('type'), sketch);
    for (const name of one.childrenForFieldName('name')) {
      sketch.bindings.push({
        name: name?.text ?? '', owner: 'field', scope, annotations: tagsOf(one.childForFieldName('tag')), isConstant: false, span: spanOf(one),
        ...(declaredType !== undefined && { declaredType }),
      });
    }
  }
}

/** `env:"ADDR" default:"x"`. */
function tagsOf(tag: SyntaxNode | null): Annotation[] {
  if (tag === null) return [];
  const span = spanOf(tag);
  return [...tag.text.matchAll(/([\w-]+):"([^"\\]*)"/g)].map(([, name = '', text = '']) => ({ name, arguments: [{ value: { kind: 'text', text, span } }], span }));
}

function visitFunction(node: SyntaxNode, sketch: GoSketch): void {
  const returnType = resultType(node.childForFieldName('result'), sketch);
  sketch.declared(node, { annotations: [], parameters: parametersOf(node, sketch), isConstructor: false, returnType }, () => {
    for (const child of childrenOf(node.childForFieldName('body'))) visit(child, sketch);
  });
}

function visitMethod(node: SyntaxNode, sketch: GoSketch): void {
  const receiver = childrenOf(node.childForFieldName('receiver'))[0];
  const type = typeNameOf(receiver?.childForFieldName('type') ?? null, sketch);
  sketch.receiver = receiver && fieldText(receiver, 'name');
  sketch.within(type === undefined ? {} : { type: sketch.typeNamed(type) }, () => visitFunction(node, sketch));
  sketch.receiver = undefined;
}

/** Of several results the first; the others are mostly errors. */
function resultType(result: SyntaxNode | null, sketch: GoSketch): string | undefined {
  return result?.type === 'parameter_list' ? typeNameOf(childrenOf(result)[0]?.childForFieldName('type') ?? null, sketch) : typeNameOf(result, sketch);
}

function parametersOf(node: SyntaxNode, sketch: GoSketch): Parameter[] {
  return childrenOf(node.childForFieldName('parameters')).flatMap((declaration) => {
    const declaredType = typeNameOf(declaration.childForFieldName('type'), sketch);
    return declaration.childrenForFieldName('name').map((name): Parameter => ({ name: name?.text ?? '', annotations: [], ...(declaredType !== undefined && { declaredType }) }));
  });
}

function bind(name: string, owner: Binding['owner'], node: SyntaxNode, value: Value | undefined, sketch: GoSketch, declaredType?: string, isConstant = false): void {
  sketch.bindings.push({
    name, owner, scope: sketch.scope, annotations: [], isConstant, span: spanOf(node), ...(value && { value }), ...(declaredType !== undefined && { declaredType }),
  });
}

/** The values for some names: one each, or those of one call, of which the first counts. */
function valuesFor(node: SyntaxNode, fieldName: string, sketch: GoSketch): (Value | undefined)[] {
  const list = node.childForFieldName(fieldName);
  return (list?.type === 'expression_list' ? childrenOf(list) : list === null ? [] : [list]).map((value) => valueOfGo(value, sketch));
}

function addVariables(node: SyntaxNode, sketch: GoSketch): void {
  const values = valuesFor(node, 'value', sketch);
  const declaredType = typeNameOf(node.childForFieldName('type'), sketch);
  const owner = sketch.scope.function === undefined ? 'file' : 'local';
  node.childrenForFieldName('name').filter((name) => name?.isNamed === true).forEach((name, index) => bind(name?.text ?? '', owner, node, values[index], sketch, declaredType, node.type === 'const_spec'));
}

function addAssignments(node: SyntaxNode, sketch: GoSketch, declares: boolean): void {
  if (!declares && fieldText(node, 'operator') !== '=') return;
  const values = valuesFor(node, 'right', sketch);
  childrenOf(node.childForFieldName('left')).forEach((target, index) => {
    const value = values[index];
    if (target.type === 'identifier') bind(target.text, declares ? 'local' : ownerOf(target.text, sketch), node, value, sketch);
    else if (value !== undefined && target.type === 'unary_expression' && isPointerParameter(target, sketch)) sketch.returned(value);
    else if (value !== undefined) set(target, value, sketch);
  });
}

/** Whose a bare name is that something assigns. */
function ownerOf(name: string, sketch: GoSketch): Binding['owner'] {
  const { function: around } = sketch.scope;
  const isLocal = around?.parameters.some((parameter) => parameter.name === name)
    || sketch.bindings.some((binding) => binding.owner === 'local' && binding.name === name && binding.scope.function === around);
  return isLocal === true ? 'local' : 'file';
}

function isPointerParameter(target: SyntaxNode, { scope }: GoSketch): boolean {
  const name = fieldText(target, 'operand');
  return target.text.startsWith('*') && scope.function?.parameters.some((parameter) => parameter.name === name) === true;
}

/** `x.y = v`: a field of the receiver or of a type of the package gets a value; of anything else it is a call. */
function set(target: SyntaxNode, value: Value, sketch: GoSketch): void {
  const object = target.childForFieldName('operand');
  const name = target.childForFieldName('field');
  if (target.type !== 'selector_expression' || object === null || name === null) return;
  const type = typeOfObject(object, sketch);
  if (type !== undefined) sketch.bindings.push({ name: name.text, owner: 'field', scope: { ...sketch.scope, type }, annotations: [], isConstant: false, span: spanOf(target), value });
  const setter: Call = {
    kind: 'call', form: 'call', callee: { kind: 'member', object: valueOfGo(object, sketch), name: `${name.text}=`, span: spanOf(target) },
    arguments: [{ value }], scope: sketch.scope, span: { start: target.startIndex, end: value.span.end }, nameSpan: spanOf(name),
  };
  sketch.calls.push(setter);
}

/** The type of a variable, when it is one of the package. */
function typeOfObject(object: SyntaxNode, sketch: GoSketch): TypeOutline | undefined {
  if (object.type !== 'identifier') return undefined;
  const name = object.text;
  const { function: around, type } = sketch.scope;
  if (name === sketch.receiver) return type;
  const binding = sketch.bindings.find((one) => one.name === name && (one.owner === 'file' || (one.owner === 'local' && one.scope.function === around)));
  const parameter = around?.parameters.find((one) => one.name === name);
  const made = binding?.value?.kind === 'call' && binding.value.form === 'make' && binding.value.callee.kind === 'name' ? binding.value.callee.name : undefined;
  const typeName = binding?.declaredType ?? made ?? parameter?.declaredType;
  return typeName === undefined || typeName.includes('.') ? undefined : sketch.typeNamed(typeName);
}

/** `T{Name: v}` gives the fields of a type of the package their values. */
function addFieldValues(node: SyntaxNode, sketch: GoSketch): void {
  const made = valueOfGo(node, sketch);
  if (made.kind !== 'call' || made.callee.kind !== 'name') return;
  const type = sketch.typeNamed(made.callee.name);
  for (const { name, value } of made.arguments) {
    if (name !== undefined) sketch.bindings.push({ name, owner: 'field', scope: { ...sketch.scope, type }, annotations: [], isConstant: false, span: value.span, value });
  }
}

/** A call may set what it is passed the address of. */
function addOutcomes(node: SyntaxNode, sketch: GoSketch): void {
  const call = valueOfGo(node, sketch);
  for (const passed of childrenOf(node.childForFieldName('arguments'))) {
    const target = passed.type === 'unary_expression' && passed.text.startsWith('&') ? passed.childForFieldName('operand') : null;
    const object = target?.type === 'selector_expression' ? target.childForFieldName('operand') : null;
    const type = object && typeOfObject(object, sketch);
    if (target?.type === 'identifier') bind(target.text, ownerOf(target.text, sketch), node, call, sketch);
    else if (target && type) sketch.bindings.push({ name: fieldText(target, 'field') ?? '', owner: 'field', scope: { ...sketch.scope, type }, annotations: [], isConstant: false, span: spanOf(target), value: call });
  }
}

/** What a function literal returns is nothing that the function around it does. */
function addReturn(node: SyntaxNode, sketch: GoSketch): void {
  let around = node.parent;
  while (around !== null && !/^(?:func_literal|function_declaration|method_declaration)$/.test(around.type)) around = around.parent;
  const list = node.namedChild(0);
  const first = list?.type === 'expression_list' ? list.namedChild(0) : list;
  if (first && around?.type !== 'func_literal') sketch.returned(valueOfGo(first, sketch));
}

import type { SyntaxNode } from '../tree-sitter.js';
import type { Annotation, Binding, Call, Outline, Parameter, TypeOutline, Value } from './outline.js';
import { argumentsOfTokens } from './rust-macros.js';
import { valueOfRust } from './rust-values.js';
import { childrenOf, fieldText, spanOf, TypeSketch } from './sketch.js';

/**
 * The outline of a Rust file. `::` is written as a dot, attributes are annotations, methods belong to the type of their `impl`.
 * What makes an object of a type of this file gives its fields their values; setting a field of another object is a call, `config.host=(…)`.
 */
export function outlineOfRust(root: SyntaxNode): Outline {
  const sketch = new TypeSketch();
  visitAll(root, sketch, declareIn);
  visitAll(root, sketch, visit);
  return sketch;
}

type Visit = (node: SyntaxNode, annotations: readonly Annotation[], sketch: TypeSketch) => void;

/** Attributes stand before what they are about. */
function visitAll(node: SyntaxNode | null, sketch: TypeSketch, visitOne: Visit): void {
  let annotations: Annotation[] = [];
  for (const child of childrenOf(node)) {
    if (child.type === 'attribute_item') {
      annotations.push(...annotationsOf(child, sketch));
      continue;
    }
    visitOne(child, annotations, sketch);
    annotations = [];
  }
}

/** Imports and types may be used above their declaration. */
function declareIn(node: SyntaxNode, annotations: readonly Annotation[], sketch: TypeSketch): void {
  if (node.type === 'use_declaration') addImports(node.childForFieldName('argument'), '', sketch);
  if (node.type === 'struct_item' || node.type === 'enum_item') sketch.declare({ name: fieldText(node, 'name') ?? '', annotations, supertypes: [], span: spanOf(node) });
  if (node.type === 'mod_item' && !isTest(annotations)) visitAll(node.childForFieldName('body'), sketch, declareIn);
}

/** `#[cfg(test)]`. */
function isTest(annotations: readonly Annotation[]): boolean {
  return annotations.some(({ name, arguments: [first] }) => name === 'cfg' && first?.value.kind === 'name' && first.value.name === 'test');
}

function visit(node: SyntaxNode, annotations: readonly Annotation[], sketch: TypeSketch): void {
  switch (node.type) {
    case 'use_declaration': return;
    case 'mod_item': if (!isTest(annotations)) visitAll(node.childForFieldName('body'), sketch, visit); return;
    case 'struct_item': addFields(node, sketch); return;
    case 'impl_item': visitImplementation(node, sketch); return;
    case 'function_item': visitFunction(node, annotations, sketch); return;
    case 'const_item': case 'static_item': addConstant(node, sketch); break;
    case 'let_declaration': addVariable(node, sketch); break;
    case 'let_condition': bind(nameIn(node.childForFieldName('pattern')), 'local', node, fieldValue(node, 'value', sketch), undefined, sketch); break;
    case 'assignment_expression': addAssignment(node, sketch); break;
    case 'return_expression': addReturn(node.namedChild(0), sketch); break;
    case 'struct_expression': addFieldValues(node, sketch); break;
    case 'call_expression': case 'macro_invocation': valueOfRust(node, sketch); break;
    default:
  }
  visitAll(node, sketch, visit);
}

/** `use a::b::{c, d as e, self}`. */
function addImports(node: SyntaxNode | null, prefix: string, sketch: TypeSketch): void {
  if (node === null) return;
  const under = (path: string | undefined): string => [prefix, ...(path ?? '').split('::')].filter((part) => part !== '').join('.');
  switch (node.type) {
    case 'scoped_use_list': addImports(node.childForFieldName('list'), under(fieldText(node, 'path')), sketch); return;
    case 'use_list': for (const one of childrenOf(node)) addImports(one, prefix, sketch); return;
    case 'use_wildcard': sketch.imports.push({ path: under(node.namedChild(0)?.text), name: '*', span: spanOf(node) }); return;
    case 'use_as_clause': sketch.imports.push({ path: under(fieldText(node, 'path')), name: fieldText(node, 'alias') ?? '', span: spanOf(node) }); return;
    case 'self': sketch.imports.push({ path: prefix, name: prefix.slice(prefix.lastIndexOf('.') + 1), span: spanOf(node) }); return;
    default: {
      const path = under(node.text);
      sketch.imports.push({ path, name: path.slice(path.lastIndexOf('.') + 1), span: spanOf(node) });
    }
  }
}

function annotationsOf(node: SyntaxNode, sketch: TypeSketch): Annotation[] {
  const attribute = node.namedChild(0);
  const tokens = attribute?.childForFieldName('arguments');
  const name = attribute?.namedChild(0)?.text.replaceAll('::', '.');
  return name === undefined ? [] : [{ name, arguments: tokens ? argumentsOfTokens(tokens, sketch) : [], span: spanOf(node) }];
}

/** What holds another value, and is read as that. */
const HOLDERS = /^(?:Arc|Box|Rc|Option|Result|Mutex|RwLock|RefCell|Cow|Data|State|Extension|Json|Lazy|OnceCell|Vec|Pin)$/;

/** The path of a type as it is imported; undefined for what the language brings. */
function typeName(node: SyntaxNode | null, sketch: TypeSketch): string | undefined {
  switch (node?.type) {
    case 'reference_type': case 'pointer_type': return typeName(node.childForFieldName('type'), sketch);
    case 'type_identifier': {
      if (node.text === 'Self') return sketch.scope.type?.name;
      return /^(?:String|Duration)$/.test(node.text) ? undefined : node.text;
    }
    case 'scoped_type_identifier': {
      const [first = '', ...rest] = node.text.replace(/<.*$/s, '').split('::');
      return [sketch.imports.find(({ name }) => name === first)?.path ?? first, ...rest].join('.');
    }
    case 'generic_type': {
      const outer = typeName(node.childForFieldName('type'), sketch);
      const held = childrenOf(node.childForFieldName('type_arguments'))[0];
      return outer !== undefined && HOLDERS.test(outer.slice(outer.lastIndexOf('.') + 1)) ? typeName(held ?? null, sketch) : outer;
    }
    default: return undefined;
  }
}

function addFields(node: SyntaxNode, sketch: TypeSketch): void {
  const scope = { type: sketch.typeNamed(fieldText(node, 'name') ?? '') };
  visitAll(node.childForFieldName('body'), sketch, (field, annotations) => {
    if (field.type !== 'field_declaration') return;
    const declaredType = typeName(field.childForFieldName('type'), sketch);
    sketch.bindings.push({ name: fieldText(field, 'name') ?? '', owner: 'field', scope, annotations, isConstant: false, span: spanOf(field), ...(declaredType !== undefined && { declaredType }) });
  });
}

function visitImplementation(node: SyntaxNode, sketch: TypeSketch): void {
  const implemented = node.childForFieldName('type');
  const name = (implemented?.type === 'generic_type' ? fieldText(implemented, 'type') : implemented?.text) ?? '';
  sketch.within({ type: sketch.typeNamed(name.replace(/^.*::/, '')) }, () => { visitAll(node.childForFieldName('body'), sketch, visit); });
}

function visitFunction(node: SyntaxNode, annotations: readonly Annotation[], sketch: TypeSketch): void {
  const returnType = typeName(node.childForFieldName('return_type'), sketch);
  sketch.declared(node, { annotations, parameters: parametersOf(node.childForFieldName('parameters'), sketch), isConstructor: false, returnType }, () => {
    const body = node.childForFieldName('body');
    visitAll(body, sketch, visit);
    const last = childrenOf(body).at(-1);
    // The expression at the end is the result; those that end with a block are statements without a semicolon.
    const result = last?.type === 'expression_statement' && !last.text.endsWith(';') ? last.namedChild(0) : last;
    if (result && !/(?:_statement|_declaration|_item)$/.test(result.type)) addReturn(result, sketch);
  });
}

function parametersOf(list: SyntaxNode | null, sketch: TypeSketch): Parameter[] {
  return childrenOf(list).flatMap((node): Parameter[] => {
    const name = node.type === 'parameter' ? nameIn(node.childForFieldName('pattern')) : undefined;
    const declaredType = typeName(node.childForFieldName('type'), sketch);
    return name === undefined ? [] : [{ name, annotations: [], ...(declaredType !== undefined && { declaredType }) }];
  });
}

/** The only name that a pattern binds: `x`, `mut x`, `Ok(x)`, `State(x)`. */
function nameIn(pattern: SyntaxNode | null | undefined): string | undefined {
  if (!pattern) return undefined;
  if (pattern.type === 'identifier') return pattern.text;
  const names = childrenOf(pattern).filter(({ type, startIndex }) => type !== 'mutable_specifier' && startIndex !== pattern.childForFieldName('type')?.startIndex);
  return /^(?:tuple_struct_pattern|reference_pattern|mut_pattern|ref_pattern)$/.test(pattern.type) && names.length === 1 ? nameIn(names[0]) : undefined;
}

function bind(name: string | undefined, owner: Binding['owner'], node: SyntaxNode, value: Value | undefined, declaredType: string | undefined, sketch: TypeSketch, isConstant = false): void {
  if (name === undefined) return;
  sketch.bindings.push({ name, owner, scope: sketch.scope, annotations: [], isConstant, span: spanOf(node), ...(value && { value }), ...(declaredType !== undefined && { declaredType }) });
}

function fieldValue(node: SyntaxNode, name: string, sketch: TypeSketch): Value | undefined {
  const value = node.childForFieldName(name);
  return value === null ? undefined : valueOfRust(value, sketch);
}

function addConstant(node: SyntaxNode, sketch: TypeSketch): void {
  const { function: around, type } = sketch.scope;
  const owner = around !== undefined ? 'local' : type === undefined ? 'file' : 'field';
  bind(fieldText(node, 'name'), owner, node, fieldValue(node, 'value', sketch), typeName(node.childForFieldName('type'), sketch), sketch, true);
}

function addVariable(node: SyntaxNode, sketch: TypeSketch): void {
  const value = fieldValue(node, 'value', sketch);
  bind(nameIn(node.childForFieldName('pattern')), 'local', node, value, typeName(node.childForFieldName('type'), sketch) ?? ownTypeMade(value, sketch), sketch);
}

/** `Config::from_env()` makes a `Config`, when that is a type of this file: its functions mostly give it. */
function ownTypeMade(value: Value | undefined, sketch: TypeSketch): string | undefined {
  if (value?.kind !== 'call' || value.callee.kind !== 'member' || value.callee.object.kind !== 'name') return undefined;
  const { name } = value.callee.object;
  return sketch.types.some((type) => type.name === name) ? name : undefined;
}

function addAssignment(node: SyntaxNode, sketch: TypeSketch): void {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (left === null || right === null) return;
  const value = valueOfRust(right, sketch);
  if (left.type === 'identifier') {
    bind(left.text, 'local', node, value, undefined, sketch);
    return;
  }
  const object = left.childForFieldName('value');
  const name = left.childForFieldName('field');
  if (left.type !== 'field_expression' || object === null || name === null) return;
  if (object.type === 'self') bind(name.text, 'field', node, value, undefined, sketch);
  const setter: Call = {
    kind: 'call', form: 'call', callee: { kind: 'member', object: valueOfRust(object, sketch), name: `${name.text}=`, span: spanOf(left) },
    arguments: [{ value }], scope: sketch.scope, span: spanOf(node), nameSpan: spanOf(name),
  };
  sketch.calls.push(setter);
}

/** `T { url: x }` of a type of this file. */
function addFieldValues(node: SyntaxNode, sketch: TypeSketch): void {
  const made = valueOfRust(node, sketch);
  if (made.kind !== 'call' || made.callee.kind !== 'name') return;
  const { name: typeName } = made.callee;
  const type: TypeOutline | undefined = sketch.types.find(({ name }) => name === typeName);
  if (type === undefined) return;
  for (const { name, value } of made.arguments) {
    if (name !== undefined) sketch.bindings.push({ name, owner: 'field', scope: { ...sketch.scope, type }, annotations: [], isConstant: false, span: value.span, value });
  }
}

function addReturn(node: SyntaxNode | null, sketch: TypeSketch): void {
  if (node !== null) sketch.returned(valueOfRust(node, sketch));
}

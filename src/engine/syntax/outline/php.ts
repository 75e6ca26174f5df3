import type { SyntaxNode } from '../tree-sitter.js';
import type { Annotation, Outline, Parameter, TypeOutline, Value } from './outline.js';
import { nameOfVariable, qualifiedInPhp, valueOfPhp, argumentsInPhp } from './php-values.js';
import { childrenOf, fieldText, simpleType, Sketch, spanOf } from './sketch.js';

/** The outline of a PHP file. Variables lose their `$`, namespaces are written with dots. */
export function outlineOfPhp(root: SyntaxNode): Outline {
  const sketch = new Sketch();
  visit(root, sketch);
  return sketch;
}

function visit(node: SyntaxNode, sketch: Sketch): void {
  switch (node.type) {
    case 'namespace_definition': sketch.package = qualifiedInPhp(fieldText(node, 'name') ?? ''); break;
    case 'namespace_use_declaration': addImports(node, sketch); return;
    case 'class_declaration': case 'interface_declaration': case 'trait_declaration': case 'enum_declaration': visitType(node, sketch); return;
    case 'method_declaration': case 'function_definition': visitFunction(node, sketch); return;
    case 'property_declaration': addProperties(node, sketch); break;
    case 'const_declaration': addConstants(node, sketch); break;
    case 'assignment_expression': addAssignment(node, sketch); break;
    case 'return_statement': addReturn(node, sketch); break;
    case 'function_call_expression': case 'member_call_expression': case 'nullsafe_member_call_expression': case 'scoped_call_expression': case 'object_creation_expression': valueOfPhp(node, sketch); break;
    default:
  }
  for (const child of childrenOf(node)) visit(child, sketch);
}

/** `use A\B;`, `use A\B as C;`, `use A\{B, C};`. */
function addImports(node: SyntaxNode, sketch: Sketch): void {
  const group = node.childForFieldName('body');
  const prefix = group === null ? '' : `${qualifiedInPhp(childrenOf(node).find(({ type }) => type === 'namespace_name')?.text ?? '')}.`;
  for (const clause of childrenOf(group ?? node).filter(({ type }) => type === 'namespace_use_clause')) {
    const path = prefix + qualifiedInPhp(clause.namedChild(0)?.text ?? '');
    sketch.imports.push({ path, name: fieldText(clause, 'alias') ?? path.slice(path.lastIndexOf('.') + 1), span: spanOf(clause) });
  }
}

function visitType(node: SyntaxNode, sketch: Sketch): void {
  const bases = childrenOf(node).filter(({ type }) => type === 'base_clause' || type === 'class_interface_clause').flatMap((clause) => childrenOf(clause));
  const type: TypeOutline = {
    name: fieldText(node, 'name') ?? '', annotations: annotationsOf(node, sketch), supertypes: bases.flatMap(({ text }) => simpleType(qualifiedInPhp(text)) ?? []), span: spanOf(node),
  };
  sketch.types.push(type);
  sketch.within({ type }, () => {
    for (const child of childrenOf(node.childForFieldName('body'))) visit(child, sketch);
  });
}

function visitFunction(node: SyntaxNode, sketch: Sketch): void {
  sketch.declared(node, {
    annotations: annotationsOf(node, sketch),
    parameters: parametersOf(node.childForFieldName('parameters'), sketch),
    isConstructor: fieldText(node, 'name') === '__construct',
    returnType: typeIn(node.childForFieldName('return_type')),
  }, () => {
    for (const child of childrenOf(node.childForFieldName('body'))) visit(child, sketch);
  });
}

/** The parameters; those of a constructor with a visibility are fields too. */
function parametersOf(list: SyntaxNode | null, sketch: Sketch): Parameter[] {
  return childrenOf(list).flatMap((node): Parameter[] => {
    const name = node.childForFieldName('name');
    if (name === null) return [];
    const declaredType = typeIn(node.childForFieldName('type'));
    const initial = node.childForFieldName('default_value');
    const parameter: Parameter = {
      name: nameOfVariable(name), annotations: annotationsOf(node, sketch),
      ...(declaredType !== undefined && { declaredType }), ...(initial && { defaultValue: valueOfPhp(initial, sketch) }),
    };
    if (node.type === 'property_promotion_parameter') {
      const { annotations } = parameter;
      const value: Value = { kind: 'name', name: parameter.name, scope: sketch.scope, span: spanOf(name) };
      sketch.bindings.push({ name: parameter.name, owner: 'field', scope: sketch.scope, annotations, isConstant: false, span: spanOf(node), ...(declaredType !== undefined ? { declaredType } : { value }) });
    }
    return [parameter];
  });
}

/** The class of a type; none for the types of the language, which say nothing about how an object was made. */
function typeIn(node: SyntaxNode | null): string | undefined {
  const type = simpleType(qualifiedInPhp((node?.text ?? '').replace(/^\?/, '')));
  return type !== undefined && /^[A-Z]/.test(type) ? type : undefined;
}

function annotationsOf(node: SyntaxNode, sketch: Sketch): Annotation[] {
  const groups = childrenOf(node.childForFieldName('attributes')).filter(({ type }) => type === 'attribute_group');
  return groups.flatMap((group) => childrenOf(group)).map((attribute) => {
    const name = qualifiedInPhp(attribute.namedChild(0)?.text ?? '');
    return { name: name.slice(name.lastIndexOf('.') + 1), arguments: argumentsInPhp(attribute.childForFieldName('parameters'), sketch), span: spanOf(attribute) };
  });
}

function addProperties(node: SyntaxNode, sketch: Sketch): void {
  const declaredType = typeIn(node.childForFieldName('type'));
  for (const property of childrenOf(node).filter(({ type }) => type === 'property_element')) {
    const name = property.childForFieldName('name');
    const value = property.childForFieldName('default_value');
    if (name === null) continue;
    sketch.bindings.push({
      name: nameOfVariable(name), owner: 'field', scope: sketch.scope, annotations: [], isConstant: false, span: spanOf(property),
      ...(declaredType !== undefined && { declaredType }), ...(value && { value: valueOfPhp(value, sketch) }),
    });
  }
}

function addConstants(node: SyntaxNode, sketch: Sketch): void {
  for (const element of childrenOf(node).filter(({ type }) => type === 'const_element')) {
    const [name, value] = childrenOf(element);
    if (name === undefined || value === undefined) continue;
    sketch.bindings.push({
      name: name.text, owner: sketch.scope.type === undefined ? 'file' : 'field', scope: sketch.scope, annotations: [], isConstant: true, span: spanOf(element), value: valueOfPhp(value, sketch),
    });
  }
}

/** `$x = …` and `$this->x = …`. */
function addAssignment(node: SyntaxNode, sketch: Sketch): void {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (left === null || right === null) return;
  const isField = left.type === 'member_access_expression' && left.childForFieldName('object')?.text === '$this';
  if (!isField && left.type !== 'variable_name') return;
  const name = isField ? fieldText(left, 'name') ?? '' : nameOfVariable(left);
  const owner = isField ? 'field' : sketch.scope.function === undefined ? 'file' : 'local';
  sketch.bindings.push({ name, owner, scope: sketch.scope, annotations: [], isConstant: false, span: spanOf(node), value: valueOfPhp(right, sketch) });
}

/** What a closure returns is nothing that the function around it does. */
/** Name of what a file itself returns, as files of settings do. */
export const RETURNED_BY_FILE = 'return';

function addReturn(node: SyntaxNode, sketch: Sketch): void {
  const [value] = childrenOf(node);
  let around = node.parent;
  while (around !== null && !/^(?:anonymous_function|method_declaration|function_definition)$/.test(around.type)) around = around.parent;
  if (value === undefined || around?.type === 'anonymous_function') return;
  if (around !== null) sketch.returned(valueOfPhp(value, sketch));
  else sketch.bindings.push({ name: RETURNED_BY_FILE, owner: 'file', scope: {}, annotations: [], isConstant: true, span: spanOf(node), value: valueOfPhp(value, sketch) });
}


import type { SyntaxNode } from '../tree-sitter.js';
import type { Annotation, Argument, Outline, Parameter, TypeOutline, Value } from './outline.js';
import { valueOfCSharp } from './csharp-values.js';
import { childrenOf, fieldText, simpleType, Sketch, spanOf } from './sketch.js';

/** The outline of a C# file. A property is a field; setting one of another object is a call of its setter: `client.BaseAddress=(…)`. */
export function outlineOfCSharp(root: SyntaxNode): Outline {
  const sketch = new Sketch();
  visit(root, sketch);
  return sketch;
}

function visit(node: SyntaxNode, sketch: Sketch): void {
  switch (node.type) {
    case 'namespace_declaration': case 'file_scoped_namespace_declaration': sketch.package = fieldText(node, 'name') ?? ''; break;
    case 'using_directive': addImport(node, sketch); return;
    case 'class_declaration': case 'interface_declaration': case 'struct_declaration': case 'record_declaration': visitType(node, sketch); return;
    case 'method_declaration': case 'constructor_declaration': case 'local_function_statement': visitFunction(node, sketch); return;
    case 'property_declaration': addProperty(node, sketch); break;
    case 'variable_declaration': addVariables(node, sketch); break;
    case 'assignment_expression': addAssignment(node, sketch); break;
    case 'return_statement': addReturn(node, sketch); break;
    case 'invocation_expression': case 'object_creation_expression': case 'implicit_object_creation_expression': valueOfCSharp(node, sketch); break;
    default:
  }
  for (const child of childrenOf(node)) visit(child, sketch);
}

/** `using A.B;` brings all names of a namespace, `using X = A.B.C;` one. */
function addImport(node: SyntaxNode, sketch: Sketch): void {
  const alias = fieldText(node, 'name');
  const path = childrenOf(node).at(-1)?.text ?? '';
  sketch.imports.push({ path: alias === undefined ? path : simplePath(path), name: alias ?? '*', span: spanOf(node) });
}

function simplePath(text: string): string {
  return text.replace(/<.*$/s, '').replaceAll('::', '.');
}

function visitType(node: SyntaxNode, sketch: Sketch): void {
  const outer = sketch.scope.type;
  const bases = childrenOf(node.namedChildren.find(({ type }) => type === 'base_list')).filter(({ type }) => type !== 'argument_list');
  const generics = bases.flatMap((base) => {
    const types = typeArgumentsIn(base);
    return types.length === 0 ? [] : [{ of: simpleType(base.text) ?? '', types }];
  });
  const type: TypeOutline = {
    name: fieldText(node, 'name') ?? '', annotations: annotationsOf(node, sketch), supertypes: bases.flatMap(({ text }) => simpleType(text) ?? []),
    span: spanOf(node), ...(generics.length > 0 && { generics }), ...(outer && { outer }),
  };
  sketch.types.push(type);
  sketch.within({ type }, () => {
    // What a primary constructor takes is there in all members.
    for (const { name, declaredType, annotations } of parametersOf(node.namedChildren.find(({ type: kind }) => kind === 'parameter_list'), sketch)) {
      sketch.bindings.push({ name, owner: 'field', scope: sketch.scope, annotations, isConstant: false, span: type.span, ...(declaredType !== undefined && { declaredType }) });
    }
    for (const base of bases) visit(base, sketch);
    for (const child of childrenOf(node.childForFieldName('body'))) visit(child, sketch);
  });
}

function typeArgumentsIn(node: SyntaxNode): string[] {
  const list = node.namedChildren.find(({ type }) => type === 'type_argument_list');
  return childrenOf(list).flatMap(({ text }) => simpleType(text) ?? []);
}

function visitFunction(node: SyntaxNode, sketch: Sketch): void {
  sketch.declared(node, {
    annotations: annotationsOf(node, sketch),
    parameters: parametersOf(node.childForFieldName('parameters'), sketch),
    isConstructor: node.type === 'constructor_declaration',
    returnType: awaited(fieldText(node, 'returns') ?? fieldText(node, 'type')),
  }, () => {
    for (const child of childrenOf(node)) if (child.type === 'constructor_initializer') visit(child, sketch);
    const body = node.childForFieldName('body');
    if (body?.type === 'arrow_expression_clause' && body.namedChild(0)) sketch.returned(valueOfCSharp(body.namedChild(0) ?? body, sketch));
    for (const child of childrenOf(body)) visit(child, sketch);
  });
}

/** The simple name of a type. `IOptions<OrdersOptions>` and its likes count as what they hold. */
function typeName(text: string | undefined): string | undefined {
  return simpleType(/^(?:[\w.]*\.)?IOptions(?:Snapshot|Monitor)?<(.*)>\??$/s.exec(text ?? '')?.[1] ?? text);
}

/** `Task<HttpClient>` is a client once it is awaited. */
function awaited(type: string | undefined): string | undefined {
  return simpleType(/^(?:[\w.]*\.)?(?:Task|ValueTask)<(.*)>$/s.exec(type ?? '')?.[1] ?? type);
}

function parametersOf(list: SyntaxNode | null | undefined, sketch: Sketch): Parameter[] {
  return childrenOf(list).filter(({ type }) => type === 'parameter').map((node) => {
    const declaredType = typeName(fieldText(node, 'type'));
    const defaultValue = initialOf(node);
    return {
      name: fieldText(node, 'name') ?? '', annotations: annotationsOf(node, sketch),
      ...(declaredType !== undefined && { declaredType }), ...(defaultValue && { defaultValue: valueOfCSharp(defaultValue, sketch) }),
    };
  });
}

/** What stands behind the name and the `=` of a parameter or variable. */
function initialOf(node: SyntaxNode): SyntaxNode | undefined {
  const end = node.childForFieldName('name')?.endIndex ?? node.endIndex;
  const last = childrenOf(node).at(-1);
  return last !== undefined && last.startIndex >= end ? last : undefined;
}

function annotationsOf(node: SyntaxNode, sketch: Sketch): Annotation[] {
  return childrenOf(node).filter(({ type }) => type === 'attribute_list').flatMap((list) => childrenOf(list)).filter(({ type }) => type === 'attribute')
    .map((attribute) => {
      const name = simplePath(fieldText(attribute, 'name') ?? '');
      const list = attribute.namedChildren.find(({ type }) => type === 'attribute_argument_list');
      return { name: name.slice(name.lastIndexOf('.') + 1).replace(/(?<=.)Attribute$/, ''), arguments: childrenOf(list).flatMap((one) => attributeArgument(one, sketch)), span: spanOf(attribute) };
    });
}

function attributeArgument(node: SyntaxNode, sketch: Sketch): Argument[] {
  const value = childrenOf(node).at(-1);
  if (value === undefined) return [];
  if (value.type !== 'assignment_expression') return [{ value: valueOfCSharp(value, sketch) }];
  const right = value.childForFieldName('right');
  return right === null ? [] : [{ name: fieldText(value, 'left') ?? '', value: valueOfCSharp(right, sketch) }];
}

/** `X { get; } = value`, `X => value` and `X { get => value; }`. */
function addProperty(node: SyntaxNode, sketch: Sketch): void {
  const declaredType = typeName(fieldText(node, 'type'));
  const value = expressionIn(node.childForFieldName('value')) ?? getterOf(node);
  sketch.bindings.push({
    name: fieldText(node, 'name') ?? '', owner: 'field', scope: sketch.scope, annotations: annotationsOf(node, sketch), isConstant: false, span: spanOf(node),
    ...(declaredType !== undefined && { declaredType }), ...(value && { value: valueOfCSharp(value, sketch) }),
  });
}

function getterOf(property: SyntaxNode): SyntaxNode | undefined {
  const [getter] = childrenOf(property.childForFieldName('accessors'));
  return expressionIn(childrenOf(getter).find(({ type }) => type === 'arrow_expression_clause'));
}

function expressionIn(node: SyntaxNode | null | undefined): SyntaxNode | undefined {
  return node?.type === 'arrow_expression_clause' ? node.namedChild(0) ?? undefined : node ?? undefined;
}

function addVariables(node: SyntaxNode, sketch: Sketch): void {
  const declaredType = typeName(fieldText(node, 'type'));
  const isField = node.parent?.type === 'field_declaration';
  const modifiers = childrenOf(node.parent).filter(({ type }) => type === 'modifier').map(({ text }) => text);
  const annotations = isField && node.parent ? annotationsOf(node.parent, sketch) : [];
  for (const declarator of childrenOf(node).filter(({ type }) => type === 'variable_declarator')) {
    const value = initialOf(declarator);
    sketch.bindings.push({
      name: fieldText(declarator, 'name') ?? '',
      // Top-level statements are the program: what they declare is there in the whole file.
      owner: isField ? 'field' : sketch.scope.function === undefined ? 'file' : 'local',
      scope: sketch.scope,
      annotations,
      isConstant: modifiers.includes('const') || modifiers.includes('readonly'),
      span: spanOf(declarator),
      ...(declaredType !== undefined && declaredType !== 'var' && { declaredType }),
      ...(value && { value: valueOfCSharp(value, sketch) }),
    });
  }
}

/** `x = …` and `this.x = …` give a variable a value; a bare name that no local declares is a field. `x.y = …` calls a setter. */
function addAssignment(node: SyntaxNode, sketch: Sketch): void {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (left === null || right === null || node.parent?.type === 'initializer_expression' || !/^(?:=|\?\?=)$/.test(fieldText(node, 'operator') ?? node.child(1)?.text ?? '')) return;
  if (left.type === 'member_access_expression' && left.childForFieldName('expression')?.text !== 'this') {
    valueOfCSharp(node, sketch);
    return;
  }
  if (left.type === 'element_access_expression') {
    // Whoever reads what `map` was made with must see that `map["key"] = …` adds to it.
    valueOfCSharp(left, sketch);
    return;
  }
  const name = left.type === 'identifier' ? left.text : fieldText(left, 'name');
  if (name === undefined || !/^(?:identifier|member_access_expression)$/.test(left.type)) return;
  sketch.bindings.push({
    name, owner: left.type === 'identifier' ? ownerOf(name, sketch) : 'field', scope: sketch.scope, annotations: [], isConstant: false, span: spanOf(node), value: valueOfCSharp(right, sketch),
  });
}

function ownerOf(name: string, sketch: Sketch): 'local' | 'field' | 'file' {
  const { scope } = sketch;
  if (scope.type === undefined && scope.function === undefined) return 'file';
  const isLocal = scope.function?.parameters.some((parameter) => parameter.name === name) === true
    || sketch.bindings.some((binding) => binding.owner === 'local' && binding.name === name && binding.scope.function === scope.function);
  return isLocal ? 'local' : 'field';
}

/** What a lambda returns is nothing that the function around it does. */
function addReturn(node: SyntaxNode, sketch: Sketch): void {
  const value: Value | undefined = node.namedChild(0) === null ? undefined : valueOfCSharp(node.namedChild(0) ?? node, sketch);
  let around = node.parent;
  while (around !== null && !/^(?:lambda_expression|anonymous_method_expression|method_declaration|local_function_statement|accessor_declaration)$/.test(around.type)) around = around.parent;
  if (value !== undefined && (around?.type === 'method_declaration' || around?.type === 'local_function_statement')) sketch.returned(value);
}

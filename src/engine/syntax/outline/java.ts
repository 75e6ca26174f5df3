import type { SyntaxNode } from '../tree-sitter.js';
import type { Annotation, Argument, Binding, Outline, Parameter, TypeOutline, Value } from './outline.js';
import { childrenOf, fieldText, genericsOf, numberIn, simpleType, Sketch, spanOf, unescapeSequence } from './sketch.js';

/** The outline of a Java file. */
export function outlineOfJava(root: SyntaxNode): Outline {
  const sketch = new Sketch();
  visit(root, sketch);
  return sketch;
}

function visit(node: SyntaxNode, sketch: Sketch): void {
  switch (node.type) {
    case 'package_declaration': sketch.package = node.namedChild(node.namedChildCount - 1)?.text ?? ''; return;
    case 'import_declaration': addImport(node, sketch); return;
    case 'class_declaration': case 'interface_declaration': case 'record_declaration': case 'enum_declaration': visitType(node, sketch); return;
    case 'method_declaration': case 'constructor_declaration': case 'compact_constructor_declaration': visitFunction(node, sketch); return;
    case 'field_declaration': case 'constant_declaration': addVariables(node, 'field', sketch); break;
    case 'local_variable_declaration': addVariables(node, 'local', sketch); break;
    case 'assignment_expression': addAssignment(node, sketch); break;
    case 'return_statement': addReturn(node, sketch); break;
    case 'method_invocation': case 'object_creation_expression': valueOf(node, sketch); break;
    default:
  }
  for (const child of childrenOf(node)) visit(child, sketch);
}

function addImport(node: SyntaxNode, sketch: Sketch): void {
  const path = node.namedChildren.find(({ type }) => type === 'scoped_identifier' || type === 'identifier')?.text ?? '';
  const isAll = node.namedChildren.some(({ type }) => type === 'asterisk');
  sketch.imports.push({ path, name: isAll ? '*' : path.slice(path.lastIndexOf('.') + 1), span: spanOf(node) });
}

function visitType(node: SyntaxNode, sketch: Sketch): void {
  const outer = sketch.scope.type;
  const supertypes = supertypesOf(node);
  const generics = genericsOf(supertypes);
  const type: TypeOutline = {
    name: fieldText(node, 'name') ?? '', annotations: annotationsOf(node, sketch), supertypes: supertypes.flatMap((text) => simpleType(text) ?? []), span: spanOf(node),
    ...(generics.length > 0 && { generics }), ...(outer && { outer }),
  };
  sketch.types.push(type);
  sketch.within({ type }, () => {
    // The components of a record are its fields.
    for (const { name, declaredType, annotations } of parametersOf(node.childForFieldName('parameters'), sketch)) {
      sketch.bindings.push({ name, owner: 'field', scope: sketch.scope, annotations, isConstant: false, span: type.span, ...(declaredType !== undefined && { declaredType }) });
    }
    for (const child of childrenOf(node.childForFieldName('body'))) visit(child, sketch);
  });
}

function supertypesOf(node: SyntaxNode): string[] {
  return childrenOf(node)
    .filter(({ type }) => type === 'superclass' || type === 'super_interfaces' || type === 'extends_interfaces')
    .flatMap((clause) => childrenOf(clause).flatMap((child) => (child.type === 'type_list' ? childrenOf(child) : [child])))
    .map(({ text }) => text);
}

function visitFunction(node: SyntaxNode, sketch: Sketch): void {
  sketch.declared(node, {
    annotations: annotationsOf(node, sketch),
    parameters: parametersOf(node.childForFieldName('parameters'), sketch),
    isConstructor: node.type !== 'method_declaration',
    returnType: simpleType(fieldText(node, 'type')),
  }, () => {
    for (const child of childrenOf(node.childForFieldName('body'))) visit(child, sketch);
  });
}

function parametersOf(list: SyntaxNode | null, sketch: Sketch): Parameter[] {
  return childrenOf(list).filter(({ type }) => type === 'formal_parameter').map((node) => {
    const declaredType = simpleType(fieldText(node, 'type'));
    return { name: fieldText(node, 'name') ?? '', annotations: annotationsOf(node, sketch), ...(declaredType !== undefined && { declaredType }) };
  });
}

function modifiersOf(node: SyntaxNode): SyntaxNode | undefined {
  return node.namedChildren.find(({ type }) => type === 'modifiers');
}

function annotationsOf(node: SyntaxNode, sketch: Sketch): Annotation[] {
  return childrenOf(modifiersOf(node)).filter(({ type }) => type === 'annotation' || type === 'marker_annotation').map((annotation) => toAnnotation(annotation, sketch));
}

function toAnnotation(node: SyntaxNode, sketch: Sketch): Annotation {
  const name = fieldText(node, 'name') ?? '';
  return {
    name: name.slice(name.lastIndexOf('.') + 1),
    arguments: childrenOf(node.childForFieldName('arguments')).map((argument): Argument => {
      if (argument.type !== 'element_value_pair') return { value: valueOf(argument, sketch) };
      return { name: fieldText(argument, 'key') ?? '', value: fieldValue(argument, 'value', sketch) };
    }),
    span: spanOf(node),
  };
}

function addVariables(node: SyntaxNode, owner: Binding['owner'], sketch: Sketch): void {
  const declaredType = simpleType(fieldText(node, 'type'));
  const modifiers = modifiersOf(node)?.text ?? '';
  const annotations = annotationsOf(node, sketch);
  for (const declarator of node.childrenForFieldName('declarator')) {
    const value = declarator?.childForFieldName('value');
    sketch.bindings.push({
      name: (declarator && fieldText(declarator, 'name')) ?? '',
      owner,
      scope: sketch.scope,
      annotations,
      isConstant: (/\bfinal\b/.test(modifiers) && /\bstatic\b/.test(modifiers)) || node.type === 'constant_declaration',
      span: spanOf(declarator ?? node),
      ...(declaredType !== undefined && declaredType !== 'var' && { declaredType }),
      ...(value && { value: valueOf(value, sketch) }),
    });
  }
}

/** `x = …` and `this.x = …`; a bare name that no local declares is a field. */
function addAssignment(node: SyntaxNode, sketch: Sketch): void {
  const left = node.childForFieldName('left');
  if (left === null || fieldText(node, 'operator') !== '=') return;
  const isField = left.type === 'field_access' && fieldText(left, 'object') === 'this';
  const name = isField ? fieldText(left, 'field') : left.type === 'identifier' ? left.text : undefined;
  if (name === undefined) return;
  const isLocal = !isField && (sketch.scope.function?.parameters.some((parameter) => parameter.name === name)
    || sketch.bindings.some((binding) => binding.owner === 'local' && binding.name === name && binding.scope.function === sketch.scope.function));
  sketch.bindings.push({
    name, owner: isLocal ? 'local' : 'field', scope: sketch.scope, annotations: [], isConstant: false, span: spanOf(node), value: fieldValue(node, 'right', sketch),
  });
}

/** What a lambda returns is nothing that the function around it does. */
function addReturn(node: SyntaxNode, sketch: Sketch): void {
  const value = node.namedChild(0);
  let around = node.parent;
  while (around !== null && !/lambda_expression|method_declaration|constructor_declaration/.test(around.type)) around = around.parent;
  if (value !== null && around?.type === 'method_declaration') sketch.returned(valueOf(value, sketch));
}

function fieldValue(node: SyntaxNode, field: string, sketch: Sketch): Value {
  const child = node.childForFieldName(field);
  return child === null ? { kind: 'unknown', span: spanOf(node) } : valueOf(child, sketch);
}

function valueOf(node: SyntaxNode, sketch: Sketch): Value {
  return sketch.value(node, () => toValue(node, sketch));
}

function toValue(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'string_literal': return { kind: 'text', text: textIn(node), span };
    case 'decimal_integer_literal': case 'decimal_floating_point_literal': return { kind: 'number', value: numberIn(node.text), span };
    case 'true': case 'false': return { kind: 'boolean', value: node.type === 'true', span };
    case 'identifier': case 'this': return { kind: 'name', name: node.text, scope: sketch.scope, span };
    case 'parenthesized_expression': return valueOf(node.namedChild(0) ?? node, sketch);
    case 'cast_expression': return fieldValue(node, 'value', sketch);
    case 'binary_expression': {
      if (fieldText(node, 'operator') !== '+') return { kind: 'unknown', span };
      return { kind: 'concat', parts: [fieldValue(node, 'left', sketch), fieldValue(node, 'right', sketch)], span };
    }
    case 'ternary_expression': return { kind: 'choice', options: [fieldValue(node, 'consequence', sketch), fieldValue(node, 'alternative', sketch)], span };
    case 'field_access': return { kind: 'member', object: fieldValue(node, 'object', sketch), name: fieldText(node, 'field') ?? '', span };
    case 'class_literal': return { kind: 'member', object: typeAt(node.namedChild(0) ?? node, sketch), name: 'class', span };
    case 'annotation': case 'marker_annotation': return annotationCall(node, sketch);
    case 'method_invocation': return toCall(node, sketch);
    case 'object_creation_expression': return toMaking(node, sketch);
    case 'array_initializer': case 'element_value_array_initializer': return { kind: 'list', items: childrenOf(node).map((item) => valueOf(item, sketch)), span };
    case 'array_creation_expression': return fieldValue(node, 'value', sketch);
    case 'lambda_expression': case 'method_reference': return { kind: 'function', parameters: [], span };
    default: return { kind: 'unknown', span };
  }
}

/** A type as a value: `Request.Builder` is a member of `Request`. */
function typeAt(node: SyntaxNode, sketch: Sketch): Value {
  const span = spanOf(node);
  const [first = '', ...rest] = node.text.replace(/<.*$/s, '').split('.').map((name) => name.trim());
  return rest.reduce<Value>((object, name) => ({ kind: 'member', object, name, span }), { kind: 'name', name: first, scope: sketch.scope, span });
}

/** An annotation inside another one: `@QueueBinding(value = @Queue("orders"))`. */
function annotationCall(node: SyntaxNode, sketch: Sketch): Value {
  const { name, arguments: passed, span } = toAnnotation(node, sketch);
  return { kind: 'call', form: 'make', callee: { kind: 'name', name, scope: sketch.scope, span }, arguments: passed, scope: sketch.scope, span, nameSpan: span };
}

function textIn(node: SyntaxNode): string {
  return childrenOf(node).map((part) => (part.type === 'escape_sequence' ? unescapeSequence(part.text) : part.text)).join('');
}

function toCall(node: SyntaxNode, sketch: Sketch): Value {
  const name = node.childForFieldName('name') ?? node;
  const object = node.childForFieldName('object');
  const nameSpan = spanOf(name);
  const callee: Value = object === null
    ? { kind: 'name', name: name.text, scope: sketch.scope, span: nameSpan }
    : { kind: 'member', object: valueOf(object, sketch), name: name.text, span: { start: object.startIndex, end: name.endIndex } };
  return { kind: 'call', form: 'call', callee, arguments: argumentsOf(node, sketch), scope: sketch.scope, span: spanOf(node), nameSpan };
}

function toMaking(node: SyntaxNode, sketch: Sketch): Value {
  const type = node.childForFieldName('type') ?? node;
  return { kind: 'call', form: 'make', callee: typeAt(type, sketch), arguments: argumentsOf(node, sketch), scope: sketch.scope, span: spanOf(node), nameSpan: spanOf(type) };
}

function argumentsOf(node: SyntaxNode, sketch: Sketch): Argument[] {
  return childrenOf(node.childForFieldName('arguments')).map((argument) => ({ value: valueOf(argument, sketch) }));
}

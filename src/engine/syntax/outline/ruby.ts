import type { SyntaxNode } from '../tree-sitter.js';
import type { Outline, Parameter, TypeOutline, Value } from './outline.js';
import { argumentsInRuby, pathInRuby, variableInRuby, valueOfRuby } from './ruby-values.js';
import { childrenOf, fieldText, Sketch, spanOf } from './sketch.js';

/** The outline of a Ruby file. `@x` is a field; setting `a.b` is a call of `b=`; modules are no types. */
export function outlineOfRuby(root: SyntaxNode): Outline {
  const sketch = new Sketch();
  visit(root, sketch);
  return sketch;
}

function visit(node: SyntaxNode, sketch: Sketch): void {
  switch (node.type) {
    case 'class': visitType(node, sketch); return;
    case 'method': case 'singleton_method': visitFunction(node, sketch); return;
    case 'assignment': case 'operator_assignment': addAssignment(node, sketch); break;
    case 'return': addReturn(node, sketch); break;
    case 'call': valueOfRuby(node, sketch); break;
    default:
  }
  for (const child of childrenOf(node)) visit(child, sketch);
}

function visitType(node: SyntaxNode, sketch: Sketch): void {
  const superclass = node.childForFieldName('superclass')?.namedChild(0);
  const body = childrenOf(node.childForFieldName('body'));
  const included = body.filter((child) => child.type === 'call' && fieldText(child, 'method') === 'include').flatMap((call) => argumentTexts(call));
  const outer = sketch.scope.type;
  const type: TypeOutline = {
    name: pathInRuby(fieldText(node, 'name') ?? ''), annotations: [], supertypes: [...(superclass ? [pathInRuby(superclass.text)] : []), ...included], span: spanOf(node), ...(outer && { outer }),
  };
  sketch.types.push(type);
  sketch.within({ type }, () => {
    for (const child of body) visit(child, sketch);
  });
}

function argumentTexts(call: SyntaxNode): string[] {
  return childrenOf(call.childForFieldName('arguments')).map(({ text }) => pathInRuby(text));
}

function visitFunction(node: SyntaxNode, sketch: Sketch): void {
  const parameters = childrenOf(node.childForFieldName('parameters')).flatMap((parameter) => toParameter(parameter, sketch));
  sketch.declared(node, { annotations: [], parameters, isConstructor: fieldText(node, 'name') === 'initialize' }, () => {
    const body = node.childForFieldName('body');
    const statements = childrenOf(body);
    for (const child of statements) visit(child, sketch);
    // The last expression is what a method returns.
    const last = body?.type === 'body_statement' ? statements.at(-1) : body;
    if (last && !/^(?:return|assignment|if|unless|case|begin|while|rescue|ensure)$/.test(last.type)) sketch.returned(valueOfRuby(last, sketch));
  });
}

function toParameter(node: SyntaxNode, sketch: Sketch): Parameter[] {
  const name = node.type === 'identifier' ? node.text : fieldText(node, 'name');
  const value = node.childForFieldName('value');
  return name === undefined ? [] : [{ name, annotations: [], ...(value && { defaultValue: valueOfRuby(value, sketch) }) }];
}

/** `x = …`, `@x = …`, `X = …`, each also with `||=`. */
function addAssignment(node: SyntaxNode, sketch: Sketch): void {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (left === null || right === null || (node.type === 'operator_assignment' && node.childForFieldName('operator')?.text !== '||=')) return;
  if (left.type === 'call') {
    valueOfRuby(node, sketch);
    return;
  }
  if (!/^(?:identifier|constant|instance_variable|class_variable|global_variable)$/.test(left.type)) return;
  const value: Value = valueOfRuby(right, sketch);
  sketch.bindings.push({ name: variableInRuby(left.text), owner: ownerOf(left, sketch), scope: sketch.scope, annotations: [], isConstant: left.type === 'constant', span: spanOf(node), value });
}

function ownerOf({ type }: SyntaxNode, { scope }: Sketch): 'file' | 'field' | 'local' {
  if (type === 'identifier') return scope.function !== undefined ? 'local' : scope.type === undefined ? 'file' : 'field';
  return scope.type === undefined || type === 'global_variable' ? 'file' : 'field';
}

function addReturn(node: SyntaxNode, sketch: Sketch): void {
  const [value] = argumentsInRuby(node.namedChild(0), sketch);
  if (value !== undefined) sketch.returned(value.value);
}

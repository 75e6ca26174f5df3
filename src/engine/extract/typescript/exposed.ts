import { ts } from '../../syntax/typescript.js';
import { commonJsExports, exportsOf, prefixed } from './constants.js';
import type { Reader } from './reader.js';
import { nameOf, skipWrappers } from './syntax-shapes.js';

/** Gives the functions that other files can call; they are looked for when first asked. */
export type Exposed = () => ReadonlyMap<ts.Node, readonly string[]>;

/** The functions that other files can call, with the names they are exported under: `publish`, `bus.publish`; '' for a default export. */
export function exposedFunctions(file: ts.SourceFile, reader: Reader): Exposed {
  let found: ReturnType<Exposed> | undefined;
  return () => (found ??= findExposed(file, reader));
}

function findExposed(file: ts.SourceFile, reader: Reader): ReturnType<Exposed> {
  const exposed = new Map<ts.Node, string[]>();
  const add = (node: ts.Node, name: string): void => {
    const names = exposed.get(node) ?? [];
    exposed.set(node, names);
    if (!names.includes(name)) names.push(name);
  };
  for (const { name, node } of [...file.statements.flatMap((statement) => exportsOf(statement, reader)), ...commonJsExports(reader)]) {
    reader.begin();
    addFunctions(name === 'default' ? '' : name, node, reader, add);
  }
  return exposed;
}

type Add = (node: ts.Node, name: string) => void;

function addFunctions(name: string, node: ts.Node, reader: Reader, add: Add): void {
  const { root, path } = ts.isClassLike(node) ? { root: { kind: 'class' as const, node }, path: [] } : reader.origin(node);
  if (path.length > 0) return;
  if (root.kind === 'class' || root.kind === 'instance') addMethods(name, root.node, add);
  if (root.kind !== 'node') return;
  const value = skipWrappers(root.node);
  if (ts.isFunctionLike(value)) add(value, name);
  if (!ts.isObjectLiteralExpression(value)) return;
  for (const property of value.properties) addProperty(name, property, root.reader, add);
}

function addProperty(name: string, property: ts.ObjectLiteralElementLike, reader: Reader, add: Add): void {
  const key = property.name && nameOf(property.name);
  if (key === undefined) return;
  if (ts.isMethodDeclaration(property)) return add(property, prefixed(name, key));
  if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) return;
  const { root, path } = reader.origin(ts.isPropertyAssignment(property) ? property.initializer : property.name);
  if (root.kind === 'node' && path.length === 0 && ts.isFunctionLike(root.node)) add(root.node, prefixed(name, key));
}

/** An object is called through its class where it is injected by type, through a name where the file makes it. */
function addMethods(name: string, node: ts.ClassLikeDeclaration, add: Add): void {
  for (const member of node.members) {
    const key = member.name && nameOf(member.name);
    if (ts.isConstructorDeclaration(member)) add(member, name);
    else if (ts.isMethodDeclaration(member) && key !== undefined) add(member, prefixed(name, key));
    else if (ts.isPropertyDeclaration(member) && key !== undefined && member.initializer && ts.isFunctionLike(skipWrappers(member.initializer))) add(skipWrappers(member.initializer), prefixed(name, key));
  }
}

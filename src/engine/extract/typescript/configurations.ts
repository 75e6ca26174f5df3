import type { ConfigurationFact } from '../../model/setting-facts.js';
import type { Expression } from '../../model/expression.js';
import type { Path } from '../../model/text.js';
import { ts } from '../../syntax/typescript.js';
import { flatten, namedConfiguration, type Add } from './constants.js';
import { siteOf } from './options.js';
import type { Call } from './origin.js';
import type { Reader } from './reader.js';
import { isInlineFunction, memberIn, nameOf, resultOf, skipWrappers, type FunctionNode } from './syntax-shapes.js';
import { textOf } from './text.js';

/** Files whose default export is what NestJS loads: `load: [configuration]`. */
const LOADED = /(?:^|\/)(?:config|configuration|configs)(?:\/[\w.-]+)?\.[jt]s$|[.-]config(?:uration)?\.[jt]s$/;
/** Files of node-config; the name of a deployment is a profile. */
const NODE_CONFIG = /(?:^|\/)config\/([\w-]+)\.[jt]s$/;
const DEPLOYMENT = /^(?:default|local|development|dev|test|testing|staging|production|prod|docker|kubernetes)$/;

/** Objects inside objects of a convict schema that are looked into. */
const MAX_DEPTH = 6;

/** Values by the keys under which the code of a package asks its configuration for them: NestJS, node-config, convict. */
export function configurationsIn(path: Path, file: ts.SourceFile, reader: Reader): ConfigurationFact[] {
  const facts: ConfigurationFact[] = [];
  const deployment = NODE_CONFIG.exec(path)?.[1];
  const profile = deployment !== undefined && DEPLOYMENT.test(deployment) && deployment !== 'default' ? deployment : undefined;
  const add: Add = (key, value, node) => {
    const own = withoutItself(key, value);
    if (own !== undefined) facts.push({ kind: 'configuration', key, value: own, site: siteOf(path, node), ...(profile !== undefined && { profile }) });
  };
  for (const call of reader.declarations.calls) addCall(call, reader, add);
  if (LOADED.test(path)) addLoaded(file, reader, add);
  if (deployment !== undefined && DEPLOYMENT.test(deployment)) addExported(reader, add);
  return facts;
}

/** `DB_HOST` is looked up before `db.host` anyway: what is left of a value that names its own variable is its fallback. */
function withoutItself(key: string, value: Expression): Expression | undefined {
  const [part] = value;
  const isItself = value.length === 1 && typeof part === 'object' && part.hole === 'environment' && part.name === key.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return isItself ? part.fallback : value;
}

function addCall(call: Call, reader: Reader, add: Add): void {
  const [first] = call.arguments ?? [];
  if (first === undefined || !ts.isIdentifier(call.expression)) return;
  const name = call.expression.text;
  if (name === 'registerAs' && ts.isStringLiteralLike(first)) {
    const values = namedConfiguration(call, reader);
    reader.begin();
    if (values !== undefined) flatten(first.text, values, reader, [], add);
  }
  if (name === 'convict' && ts.isObjectLiteralExpression(first)) addSchema('', first, reader, add, 0);
}

/** `{ db: { host: { env: 'DB_HOST', default: 'localhost' } } }` */
function addSchema(prefix: string, object: ts.ObjectLiteralExpression, reader: Reader, add: Add, depth: number): void {
  const [variable, fallback] = [memberIn(object, 'env'), memberIn(object, 'default')];
  if (variable !== undefined && ts.isStringLiteralLike(variable)) {
    const otherwise = fallback && textOf(reader, fallback).parts;
    return add(prefix, [{ hole: 'environment', name: variable.text, ...(otherwise && { fallback: otherwise }) }], variable);
  }
  for (const property of depth > MAX_DEPTH ? [] : object.properties) {
    const key = property.name && nameOf(property.name);
    if (key === undefined || !ts.isPropertyAssignment(property)) continue;
    const inner = skipWrappers(property.initializer);
    if (ts.isObjectLiteralExpression(inner)) addSchema(prefix === '' ? key : `${prefix}.${key}`, inner, reader, add, depth + 1);
  }
}

function addLoaded(file: ts.SourceFile, reader: Reader, add: Add): void {
  for (const statement of file.statements) {
    if (!ts.isExportAssignment(statement)) continue;
    const { root, path } = reader.origin(statement.expression);
    if (root.kind !== 'node' || path.length > 0 || !(isInlineFunction(root.node) || ts.isFunctionDeclaration(root.node))) continue;
    const result = resultOf(root.node as FunctionNode);
    reader.begin();
    if (result !== undefined) flatten('', result, reader, [], add);
  }
}

function addExported(reader: Reader, add: Add): void {
  for (const { object, value } of reader.declarations.memberAssignments.get('exports') ?? []) {
    if (object.getText() === 'module') flatten('', value, reader, [], add);
  }
}

import type { ServerEndpointFact } from '../../model/setting-facts.js';
import type { Expression, Part } from '../../model/expression.js';
import type { Path, Span } from '../../model/text.js';
import { isTemplated, maskTemplates, parseYaml, textOf, type YamlNode } from '../../syntax/yaml.js';

/** One address of a configuration. */
export interface Endpoint {
  readonly purpose: ServerEndpointFact['purpose'];
  readonly target: Expression;
  readonly path?: string;
  readonly span: Span;
}

/** Reads the configuration of one kind of server. */
export interface ServerConfigReader {
  readonly technology: string;
  /** Paths of its files. */
  readonly files: RegExp;
  /** Stands in every text that names an address. */
  readonly marks: RegExp;
  /** Never throws; nothing for a text that is another server's. */
  read(text: string, path: Path): Endpoint[];
}

/** YAML files; their content tells whose they are. */
export const YAML_FILE = /\.ya?ml(?:\.(?:tmpl|template|tpl|j2))?$/i;
export const YAML_OR_JSON_FILE = /\.(?:ya?ml|json)(?:\.(?:tmpl|template|tpl|j2))?$/i;

/** `${X}`, `$X`, `${env:X}`, `${X:-fallback}`, `${X:fallback}`; groups are the name, the fallback, and the bare name. */
const SHELL_VARIABLE = /\$\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-?([^{}?]*)|-([^{}]*))?\}|\$([A-Za-z_][A-Za-z0-9_]*)/g;

/** A text with variables of the process environment, the way most servers and `envsubst` write them. */
export function withEnvironment(text: string): Expression {
  return withHoles(text, SHELL_VARIABLE, ([, braced, fallback, dashed, bare]) => environmentHole(braced ?? bare ?? '', fallback ?? dashed));
}

/** A variable of the process environment. */
export function environmentHole(name: string, fallback?: string): Part {
  return { hole: 'environment', name, ...(fallback !== undefined && { fallback: [fallback] }) };
}

/** A text in which every match of a global pattern is a hole. What is left of templates is unknown. */
export function withHoles(text: string, pattern: RegExp, holeOf: (match: RegExpExecArray) => Part): Expression {
  const parts: Part[] = [];
  let at = 0;
  const add = (literal: string): void => {
    if (literal !== '') parts.push(isTemplated(literal) ? { hole: 'unknown' } : literal);
  };
  for (const match of text.matchAll(pattern)) {
    add(text.slice(at, match.index));
    parts.push(holeOf(match));
    at = match.index + match[0].length;
  }
  add(text.slice(at));
  return parts;
}

/** The roots of the documents of a YAML or JSON text, templates masked. */
export function yamlRoots(text: string): YamlNode[] {
  return parseYaml(maskTemplates(text)).documents.flatMap(({ root }) => root ?? []);
}

/** The scalars of a list, or the one scalar that stands in its place, as endpoints. */
export function endpointsAt(purpose: Endpoint['purpose'], node: YamlNode | undefined): Endpoint[] {
  const nodes = node?.kind === 'list' ? node.items : [node];
  return nodes.flatMap((item) => (item?.kind === 'scalar' && item.text !== '' ? [{ purpose, target: withEnvironment(item.text), span: item.inner }] : []));
}

/** What a route leads to. */
export function routesTo(address: YamlNode | undefined, path: YamlNode | undefined): Endpoint[] {
  return endpointsAt('routes', address).map((endpoint) => ({ ...endpoint, ...pathOf(path) }));
}

/** The path of a route, where it has one. */
export function pathOf(node: YamlNode | undefined): Pick<Endpoint, 'path'> {
  const path = textOf(node);
  return path === undefined ? {} : { path };
}

/** Adds to the list under a key. */
export function append<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

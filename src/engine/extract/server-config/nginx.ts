import type { Expression, Part } from '../../model/expression.js';
import { nginxDirectives, type NginxDirective, type NginxWord } from '../../syntax/nginx.js';
import { environmentHole, withHoles, type Endpoint, type ServerConfigReader } from './reader.js';

const PASS = /^(?:proxy|grpc|fastcgi|uwsgi|scgi)_pass$/;

/** Values of variables and names of upstreams refer to each other no deeper than this. */
const MAX_DEPTH = 4;
/** More alternatives than this are a list of customers, not of services. */
const MAX_ALTERNATIVES = 50;

/** What names stand for within one file. */
interface Names {
  /** Values by variable, of `set` and `map`. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  /** Servers by upstream. */
  readonly upstreams: ReadonlyMap<string, readonly NginxWord[]>;
}

/** nginx and OpenResty: where requests are passed on to, through variables and upstreams of the same file. */
export const nginxReader: ServerConfigReader = {
  technology: 'nginx',
  files: /\.(?:conf|nginx|vhost)(?:[._-][^/]*)?$|(?:^|\/)nginx(?![^/]*\.(?:ya?ml|json)$)[^/]*$|(?:^|[-_.])(?:template|tmpl|tpl)$|\/(?:sites-(?:available|enabled)|conf\.d|nginx)\/[^/]*$/i,
  marks: /\b(?:proxy|grpc|fastcgi|uwsgi|scgi)_pass\s|\bupstream\s+\S+\s*\{|\botel_exporter\b/,
  read(text) {
    const directives = nginxDirectives(text);
    const names: Names = { variables: variablesOf(directives), upstreams: upstreamsOf(directives) };
    const used = new Set<string>();
    const passes = directives.filter(({ name }) => PASS.test(name)).flatMap((directive) => passedTo(directive, names, used));
    // Another file of the same server names these.
    const others = [...names.upstreams].filter(([name]) => !used.has(name)).flatMap(([, servers]) => servers.map((server) => route(server.text, server, undefined)));
    return [...passes, ...others, ...directives.flatMap(exporter)];
  },
};

function variablesOf(directives: readonly NginxDirective[]): Map<string, string[]> {
  const variables = new Map<string, string[]>();
  const add = (variable: NginxWord | undefined, value: NginxWord | undefined): void => {
    if (variable === undefined || value === undefined) return;
    const name = variable.text.replace(/^\$/, '');
    variables.set(name, [...(variables.get(name) ?? []), value.text].slice(0, MAX_ALTERNATIVES));
  };
  for (const { name, words, parent } of directives) {
    if (name === 'set') add(words[0], words[1]);
    else if (parent?.name === 'map' && name !== 'include') add(parent.words[1], words[0]);
  }
  return variables;
}

function upstreamsOf(directives: readonly NginxDirective[]): Map<string, NginxWord[]> {
  const upstreams = new Map<string, NginxWord[]>();
  for (const { name, words, parent } of directives) {
    const [server] = words;
    const upstream = parent?.name === 'upstream' ? parent.words[0]?.text : undefined;
    if (name === 'server' && server !== undefined && upstream !== undefined) upstreams.set(upstream, [...(upstreams.get(upstream) ?? []), server]);
  }
  return upstreams;
}

function passedTo({ words, parent }: NginxDirective, names: Names, used: Set<string>): Endpoint[] {
  const [word] = words;
  if (word === undefined) return [];
  const targets = new Set(expand(word.text, names, used, 0));
  return [...targets].slice(0, MAX_ALTERNATIVES).map((target) => route(target, word, locationOf(parent)));
}

const VARIABLE = /\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?/g;

/** All that a target can stand for: known variables by their values, upstreams by their servers. */
function expand(target: string, names: Names, used: Set<string>, depth: number): string[] {
  if (depth > MAX_DEPTH) return [target];
  const plain = target.replace(/^\$scheme:/, 'http:');
  const authority = /^(?:[a-z]+:\/\/)?([^/?#]*)/i.exec(plain)?.[1] ?? '';
  const [variable, name = ''] = new RegExp(VARIABLE).exec(authority) ?? [];
  const values = names.variables.get(name);
  if (variable !== undefined && values !== undefined) return values.flatMap((value) => expand(plain.replace(variable, () => value), names, used, depth + 1));
  const servers = names.upstreams.get(authority);
  if (servers === undefined) return [plain];
  used.add(authority);
  return servers.map(({ text }) => plain.replace(authority, () => text));
}

function route(target: string, { span }: NginxWord, path: string | undefined): Endpoint {
  return { purpose: 'routes', target: expressionOf(target), span, ...(path !== undefined && { path }) };
}

/** nginx spells its own variables in lower case; others are filled in by `envsubst` before it starts. */
function expressionOf(text: string): Expression {
  return withHoles(text, VARIABLE, ([, name = '']): Part => (/^[A-Z][A-Z0-9_]*$/.test(name) ? environmentHole(name) : { hole: 'unknown' }));
}

function locationOf(block: NginxDirective | undefined): string | undefined {
  for (let up = block; up !== undefined; up = up.parent) if (up.name === 'location') return up.words.at(-1)?.text;
  return undefined;
}

function exporter({ name, words, parent }: NginxDirective): Endpoint[] {
  const [word] = words;
  if (parent?.name !== 'otel_exporter' || name !== 'endpoint' || word === undefined) return [];
  return [{ purpose: 'sends', target: expressionOf(word.text), span: word.span }];
}

import type { Expression, Part } from '../../model/expression.js';
import { nginxDirectives, type NginxDirective, type NginxWord } from '../../syntax/nginx.js';
import { append, environmentHole, withHoles, type Endpoint, type ServerConfigReader } from './reader.js';

const PASS = /^(?:proxy|grpc|fastcgi|uwsgi|scgi)_pass$/;

/** Look-ups for one target: more alternatives than this are a list of customers, not of services; names that refer to each other in a circle end here. */
const MAX_STEPS = 100;

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
    if (variable !== undefined && value !== undefined) append(variables, variable.text.replace(/^\$/, ''), value.text);
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
    if (name === 'server' && server !== undefined && upstream !== undefined) append(upstreams, upstream, server);
  }
  return upstreams;
}

function passedTo({ words, parent }: NginxDirective, names: Names, used: Set<string>): Endpoint[] {
  const [word] = words;
  if (word === undefined) return [];
  return expand(word.text, names, used).map((target) => route(target, word, locationOf(parent)));
}

/** All that a target can stand for: known variables by their values, upstreams by their servers. */
function expand(target: string, names: Names, used: Set<string>): string[] {
  const found = new Set<string>();
  const open = [target.replace(/^\$scheme:/, 'http:')];
  for (let steps = 0, at = open.shift(); at !== undefined && steps < MAX_STEPS; steps++, at = open.shift()) {
    const alternatives = lookUp(at, names, used);
    if (alternatives === undefined) found.add(at);
    else open.push(...alternatives.slice(0, MAX_STEPS));
  }
  return [...found];
}

const VARIABLE = /\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?/g;

/** The host of a target by its variable or its upstream; undefined when it is neither. */
function lookUp(target: string, { variables, upstreams }: Names, used: Set<string>): string[] | undefined {
  const authority = /^(?:[a-z]+:\/\/)?([^/?#]*)/i.exec(target)?.[1] ?? '';
  const [variable, name = ''] = new RegExp(VARIABLE).exec(authority) ?? [];
  if (variable !== undefined) return variables.get(name)?.map((value) => target.replace(variable, () => value));
  const servers = upstreams.get(authority);
  if (servers === undefined) return undefined;
  used.add(authority);
  // An upstream may be called like its server.
  const others = servers.filter(({ text }) => text !== authority);
  return others.length === 0 ? undefined : others.map(({ text }) => target.replace(authority, () => text));
}

function route(target: string, { span }: NginxWord, path: string | undefined): Endpoint {
  return { purpose: 'routes', target: expressionOf(target), span, ...(path !== undefined && { path }) };
}

/** nginx spells its own variables in lower case; others are filled in by `envsubst` before it starts. */
function expressionOf(text: string): Expression {
  return withHoles(text, VARIABLE, ([, name = '']): Part => (/^[A-Z][A-Z0-9_]*$/.test(name) ? environmentHole(name) : { hole: 'unknown' }));
}

function locationOf(block: NginxDirective | undefined): string | undefined {
  for (let up = block, depth = 0; up !== undefined && depth < MAX_STEPS; up = up.parent, depth++) if (up.name === 'location') return up.words.at(-1)?.text;
  return undefined;
}

function exporter({ name, words, parent }: NginxDirective): Endpoint[] {
  const [word] = words;
  if (parent?.name !== 'otel_exporter' || name !== 'endpoint' || word === undefined) return [];
  return [{ purpose: 'sends', target: expressionOf(word.text), span: word.span }];
}

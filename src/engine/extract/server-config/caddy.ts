import type { Expression } from '../../model/expression.js';
import { linesOf, type Word } from './lines.js';
import { get, itemsOf, pairsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { environmentHole, withHoles, yamlRoots, type Endpoint, type ServerConfigReader } from './reader.js';

/** Directives whose argument is the path of the block. */
const HANDLERS = /^(?:handle|handle_path|route)$/;

/** Caddy: `reverse_proxy` and its like in a Caddyfile. */
export const caddyReader: ServerConfigReader = {
  technology: 'caddy',
  files: /(?:^|\/)[^/]*Caddyfile[^/]*$|\.caddy(?:file)?$/i,
  marks: /\b(?:reverse_proxy|php_fastcgi|proxy)[ \t]/,
  read(text) {
    const endpoints: Endpoint[] = [];
    const open: { name: string; path: string | undefined }[] = [];
    for (const { words } of linesOf(text)) {
      const [name = '', ...rest] = words.map((word) => word.text);
      const isBlock = words.length > 0 && words.at(-1)?.text === '{';
      const around = open.at(-1);
      const path = rest.find((word) => /^[/*]/.test(word)) ?? around?.path;
      for (const word of upstreams(words.slice(0, isBlock ? -1 : undefined), around?.name)) endpoints.push(route(word, path));
      if (name === '}') open.pop();
      else if (isBlock) open.push({ name, path: HANDLERS.test(name) || PROXIES.test(name) ? path : around?.path });
    }
    return endpoints;
  },
};

/** `proxy` is the name of Caddy 1. */
const PROXIES = /^(?:reverse_proxy|php_fastcgi|proxy)$/;

/** The addresses that a line names: after an optional matcher, or after `to` in the block of a proxy. */
function upstreams([directive, ...words]: readonly Word[], block: string | undefined): readonly Word[] {
  const name = directive?.text ?? '';
  if (PROXIES.test(name) || (name === 'to' && PROXIES.test(block ?? ''))) return words.filter(({ text }) => !/^[/*@]/.test(text));
  return [];
}

/** Deeper than routes are nested in each other. */
const MAX_DEPTH = 40;

/** Caddy in its native form, JSON: the upstreams of all handlers that are proxies. */
export const caddyJsonReader: ServerConfigReader = {
  technology: 'caddy',
  files: /(?:^|\/)[^/]*caddy[^/]*\.json$|(?:^|\/)caddy\/(?:[^/]+\/)*[^/]+\.json$/i,
  marks: /"reverse_proxy"/,
  read: (text) => yamlRoots(text).flatMap((root) => dialled(get(root, 'apps', 'http') ?? root, undefined, 0)),
};

function dialled(node: YamlNode | undefined, path: string | undefined, depth: number): Endpoint[] {
  if (node === undefined || node.kind === 'scalar' || depth > MAX_DEPTH) return [];
  if (node.kind === 'list') return node.items.flatMap((item) => dialled(item, path, depth + 1));
  const matched = textOf(itemsOf(get(itemsOf(get(node, 'match'))[0], 'path'))[0]) ?? path;
  if (textOf(get(node, 'handler')) === 'reverse_proxy') {
    return itemsOf(get(node, 'upstreams')).flatMap((upstream) => {
      const dial = get(upstream, 'dial');
      return dial?.kind === 'scalar' ? [route({ text: dial.text, span: dial.inner }, matched)] : [];
    });
  }
  return pairsOf(node).flatMap(({ value }) => dialled(value, matched, depth + 1));
}

function route({ text, span }: Word, path: string | undefined): Endpoint {
  return { purpose: 'routes', target: expressionOf(text), span, ...(path !== undefined && { path }) };
}

/** `{$X}` and `{$X:fallback}` before the file is read, `{env.X}` at run time; other place-holders depend on the request. */
function expressionOf(text: string): Expression {
  return withHoles(text, /\{\$([A-Za-z_][A-Za-z0-9_]*)(?::([^{}]*))?\}|\{env\.([A-Za-z_][A-Za-z0-9_]*)\}|\{[^{}]*\}/g, ([, early, fallback, late]) => {
    const name = early ?? late;
    return name === undefined ? { hole: 'unknown' } : environmentHole(name, fallback);
  });
}

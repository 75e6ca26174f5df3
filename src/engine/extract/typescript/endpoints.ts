import { ts } from '../../syntax/typescript.js';
import { option, optionText, optionsOf, type Located, type Options } from './options.js';
import type { Reader } from './reader.js';
import { textOf } from './text.js';
import { joined, memberText, withFallback, type Text } from './text-values.js';

/** The URL in an argument: a text, a `URL`, or `new Request(url)`. */
export function urlOf(node: ts.Node, reader: Reader): Text {
  const { root, path } = reader.origin(node);
  if (root.kind === 'node' && path.length === 0 && ts.isNewExpression(root.node) && root.node.expression.getText() === 'Request') {
    const [url] = root.node.arguments ?? [];
    if (url !== undefined) return textOf(root.reader, url);
  }
  return textOf(reader, node);
}

const URLS = [
  'url', 'uri', 'connectionString', 'connection_string', 'urls', 'servers', 'nodes', 'node', 'brokers', 'endpoint', 'baseUrl', 'hosts',
  'contactPoints', 'serviceUrl', 'metadata.broker.list', 'bootstrap.servers', 'address', 'addr', 'redisUrl', 'mongoUrl', 'clientUrl', 'replication.master.url',
];
const HOSTS = ['host', 'hostname', 'server', 'socket.host', 'redis.host', 'replication.master.host', 'replication.write.host'];
/** The usual names in options that another file exports; few, because each is a look-up. */
const IMPORTED_URLS = ['url', 'uri', 'connectionString'];
const IMPORTED_HOSTS = ['host', 'socket.host'];
const PORTS = ['port', 'socket.port', 'redis.port', 'options.port', 'replication.master.port', 'replication.write.port'];

/** Where options point: their URL, or host and port. */
export function endpointIn(options: Options): Text | undefined {
  const url = optionText(options, URLS);
  if (url !== undefined) return url;
  const host = optionText(options, HOSTS);
  const port = optionText(options, PORTS);
  if (host === undefined) return undefined;
  return port ? joined([host, port], ':') : host;
}

/** Where an argument points: a text of its own, options, or the first of a list of either. */
export function endpointOf(value: Located): Text | undefined {
  const { root, path } = value.reader.origin(value.node);
  if (root.kind === 'node' && path.length === 0) {
    if (ts.isObjectLiteralExpression(root.node)) return endpointIn(optionsOf(value));
    if (ts.isFunctionLike(root.node)) return undefined;
    const [first] = ts.isArrayLiteralExpression(root.node) ? root.node.elements : [];
    if (first !== undefined && ts.isObjectLiteralExpression(first)) return endpointIn(optionsOf({ node: first, reader: root.reader }));
  }
  const text = urlOf(value.node, value.reader);
  return root.kind === 'module' && path.length > 0 ? importedEndpoint(text) : text;
}

/** An imported setting is a text, or options with a text in them: only the other file knows. */
function importedEndpoint(text: Text): Text {
  const members = [...IMPORTED_URLS, ...IMPORTED_HOSTS].map((name) => memberText(text, name)).filter((member) => member !== text);
  return members.reduce((found, member) => withFallback(found, member), text);
}

/** Options nested under one of these names, or the options themselves: `connection: { … }`. */
export function nestedOptions(options: Options, names: readonly string[]): Options {
  for (const name of names) {
    const value = option(options, name);
    if (value !== undefined) return optionsOf(value);
  }
  return options;
}

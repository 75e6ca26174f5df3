import { NO_CARE, type CallCare } from '../../model/code-facts.js';
import { ts } from '../../syntax/typescript.js';
import { hiddenCare } from './care.js';
import { daprCall } from './dapr.js';
import { endpointIn, endpointOf } from './endpoints.js';
import { argument, argumentOptions, argumentText, methodOf, type LibraryCall, type Recogniser, type Use } from './library-call.js';
import { option, optionText, optionsOf, siteOf, type Located, type Options } from './options.js';
import type { Reader } from './reader.js';
import { textOf } from './text.js';
import { joined, type Text } from './text-values.js';

/** Proxies, gRPC, GraphQL and mail clients by module. */
export const rpcClients: Readonly<Record<string, Recogniser>> = {
  'http-proxy-middleware': proxy('http-proxy-middleware'),
  'http-proxy': proxy('http-proxy'),
  '@fastify/http-proxy': proxy('@fastify/http-proxy'),
  'express-http-proxy': proxy('express-http-proxy'),
  'fast-gateway': proxy('fast-gateway'),
  'koa-proxies': proxy('koa-proxies'),
  'koa-proxy': proxy('koa-proxy'),
  httpxy: proxy('httpxy'),
  '@mercuriusjs/gateway': subgraphs,
  fastify: registeredPlugin,
  '@connectrpc/connect-node': transport,
  '@connectrpc/connect-web': transport,
  '@bufbuild/connect-node': transport,
  'nice-grpc': grpcChannel,
  thrift,
  '@grpc/grpc-js': grpcChannel,
  grpc: grpcChannel,
  'graphql-request': graphql,
  '@apollo/client': graphql,
  '@apollo/client/core': graphql,
  'apollo-link-http': graphql,
  '@apollo/gateway': subgraphs,
  urql: graphql,
  '@urql/core': graphql,
  'apollo-angular/http': graphql,
  '@apollo/datasource-rest': graphql,
  '@trpc/client': graphql,
  nodemailer: mail,
  '@dapr/dapr': daprCall,
  '@temporalio/client': temporal,
  '@temporalio/worker': temporal,
};

function call(client: string, protocol: string, target: Text | undefined, care: CallCare): Use {
  return { client, relation: 'calls', protocol, ...(target && { target }), care };
}

function forward(client: string, target: Text, care: CallCare): Use {
  return { ...call(client, 'http', target, care), forwards: true };
}

/** A proxy passes on what its own caller waits for; its time-outs are options of its own. */
function proxy(client: string): Recogniser {
  return (library) => {
    const method = methodOf(library);
    const named = /^(?:createProxyMiddleware|createProxyServer|createProxy|createServer|legacyCreateProxyMiddleware|web|ws|)$/.test(method);
    if (!named) return [];
    // `proxy.web(request, response, { target })` has the options third, `createProxyMiddleware(filter, { target })` second.
    const places = [0, 1, 2].map((index) => argument(library, index)).filter((place) => place !== undefined);
    for (const place of places) {
      const options = optionsOf(place);
      const target = options.object && (proxyTarget(options) ?? optionText(options, ['upstream']));
      if (target) return [forward(client, target, proxyCare(library, options))];
    }
    const first = client === 'express-http-proxy' ? argumentText(library, 0) : undefined;
    return first ? [forward(client, first, proxyCare(library, argumentOptions(library, 1)))] : [];
  };
}

function proxyTarget(options: Options): Text | undefined {
  const target = option(options, 'target');
  return target && endpointOf(target);
}

function proxyCare(library: LibraryCall, options: Options): CallCare {
  const timeout = option(options, 'proxyTimeout') ?? option(options, 'timeout');
  return timeout ? { ...NO_CARE, timeout: { known: false, site: siteOf(library.path, timeout.node) } } : NO_CARE;
}

/** `fastify.register(proxy, { upstream })`. */
function registeredPlugin(library: LibraryCall): readonly Use[] {
  if (methodOf(library) !== 'register') return [];
  const plugin = argument(library, 0);
  const module = plugin && library.reader.chain(plugin.node)?.module;
  if (module !== '@fastify/http-proxy' && module !== 'fastify-http-proxy' && module !== '@fastify/reply-from') return [];
  const target = optionText(argumentOptions(library, 1), ['upstream', 'base']);
  return target ? [forward(module, target, NO_CARE)] : [];
}

/** A deadline anywhere in the file is taken for the clients of the file: which call has it is not worth a wrong finding. */
function grpcCare(library: LibraryCall): CallCare {
  const file = library.node.getSourceFile();
  const at = file.text.search(/\bdeadline\b/);
  return at < 0 ? NO_CARE : { ...NO_CARE, timeout: { known: false, site: { path: library.path, span: { start: at, end: at + 'deadline'.length } } } };
}

function grpcChannel(library: LibraryCall): readonly Use[] {
  const isChannel = /^(?:createChannel|Channel)$/.test(methodOf(library));
  const target = isChannel ? argumentText(library, 0) : undefined;
  return target ? [call('grpc', 'grpc', target, grpcCare(library))] : [];
}

/** `thrift.createConnection(host, port)`: time-outs are among many options. */
function thrift(library: LibraryCall): readonly Use[] {
  if (!/^create(?:Http|SSL|WS|XHR)?Connection$/.test(methodOf(library))) return [];
  const [host, port] = [argumentText(library, 0), argumentText(library, 1)];
  const timeout = { known: false, site: siteOf(library.path, library.node) } as const;
  return host ? [call('thrift', 'thrift', port ? joined([host, port], ':') : host, { ...NO_CARE, timeout })] : [];
}

/**
 * `new AnyClient(address, credentials)`: generated clients and those of a loaded package definition
 * have no module in common; the credentials of the second argument tell them.
 */
export function grpcClient(library: Omit<LibraryCall, 'chain'>): readonly Use[] {
  const [address, credentials] = library.node.arguments ?? [];
  if (!ts.isNewExpression(library.node) || address === undefined || credentials === undefined) return [];
  if (!areCredentials({ node: credentials, reader: library.reader })) return [];
  return [call('grpc', 'grpc', textOf(library.reader, address), grpcCare({ ...library, chain: { module: '', names: [], calls: [] } }))];
}

/** What makes credentials in grpc-js and its predecessor. */
const CREDENTIALS = /(?:^|\.)(?:(?:credentials|ChannelCredentials)\.create(?:Insecure|Ssl|FromSecureContext)|combineChannelCredentials)$/;

function areCredentials({ node, reader }: Located): boolean {
  const { root, path } = reader.origin(node);
  if (root.kind !== 'node' || path.length > 0 || !ts.isCallExpression(root.node)) return false;
  const callee = calledName(root.node.expression, root.reader);
  return CREDENTIALS.test(callee);
}

function calledName(callee: ts.Expression, reader: Reader): string {
  return reader.chain(callee)?.names.join('.') ?? callee.getText();
}

/** `Connection.connect({ address })`: the client of Temporal and its workers keep their connection to the server open, and ask again by themselves. */
function temporal(library: LibraryCall): readonly Use[] {
  const target = /^(?:connect|lazy)$/.test(methodOf(library)) ? optionText(argumentOptions(library, 0), ['address']) : undefined;
  return target ? [call('temporal', 'tcp', target, { ...NO_CARE, isStream: true })] : [];
}

/** Connect: `createGrpcTransport({ baseUrl })`. */
function transport(library: LibraryCall): readonly Use[] {
  if (!/^create\w*Transport$/.test(methodOf(library))) return [];
  const options = argumentOptions(library, 0);
  const timeout = option(options, 'defaultTimeoutMs');
  const care = timeout ? { ...NO_CARE, timeout: { known: false, site: siteOf(library.path, timeout.node) } as const } : NO_CARE;
  return [call('connect', 'grpc', optionText(options, ['baseUrl']), care)];
}

function graphql(library: LibraryCall): readonly Use[] {
  const method = methodOf(library);
  if (!/^(?:GraphQLClient|request|rawRequest|HttpLink|createHttpLink|BatchHttpLink|ApolloClient|httpBatchLink|httpLink)$/.test(method)) return [];
  if (library.chain.calls.length > 0) return [];
  const target = optionText(argumentOptions(library, 0), ['uri', 'url']) ?? textArgument(library);
  return target ? [call(library.chain.module, 'http', target, NO_CARE)] : [];
}

function textArgument(library: LibraryCall): Text | undefined {
  const first = argument(library, 0);
  return first && !ts.isObjectLiteralExpression(first.node) ? argumentText(library, 0) : undefined;
}

/** Apollo Gateway: `subgraphs: [{ name, url }]`. */
function subgraphs(library: LibraryCall): readonly Use[] {
  const options = argumentOptions(library, 0);
  const single = optionText(options, ['url']);
  if (methodOf(library) === 'RemoteGraphQLDataSource') return single ? [forward('@apollo/gateway', single, NO_CARE)] : [];
  const list = option(options, 'subgraphs') ?? option(options, 'serviceList');
  if (list === undefined || !ts.isArrayLiteralExpression(list.node)) return [];
  return list.node.elements.flatMap((element) => {
    const target = optionText(optionsOf({ node: element, reader: list.reader }), ['url']);
    return target ? [forward('@apollo/gateway', target, NO_CARE)] : [];
  });
}

function mail(library: LibraryCall): readonly Use[] {
  const first = argument(library, 0);
  if (methodOf(library) !== 'createTransport' || first === undefined) return [];
  const options = optionsOf(first);
  const target = options.object ? endpointIn(options) : textOf(first.reader, first.node);
  // Its transports bound each phase of a connection by themselves.
  return target ? [call('nodemailer', 'smtp', target, hiddenCare(library.path, library.node))] : [];
}

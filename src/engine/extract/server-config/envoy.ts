import { literal, type Expression } from '../../model/expression.js';
import type { Span } from '../../model/text.js';
import { get, itemsOf, pairsOf, scalarOf, textOf, type YamlNode, type YamlScalar } from '../../syntax/yaml.js';
import { withEnvironment, yamlRoots, YAML_OR_JSON_FILE, type Endpoint, type ServerConfigReader } from './reader.js';

/** A place that names a cluster. */
interface ClusterUse {
  readonly purpose: Endpoint['purpose'];
  readonly cluster: string;
  readonly path?: string;
  /** The application that a sidecar of Dapr is asked for: `prefix_rewrite: /v1.0/invoke/orders/method/`. */
  readonly invoked?: string;
  readonly span: Span;
}

/** What Dapr's sidecars find an application by (reference of its API for invocation). */
const INVOKED = /^\/v1\.0\/invoke\/([\w-]+)\/method(?:\/|$)/;

/** Sidecars are asked on the own machine. */
const LOOPBACK = /^(?:localhost|127\.0\.0\.1)(?::|$)/;

/** Envoy's static configuration: routes to clusters, and the addresses of the clusters. */
export const envoyReader: ServerConfigReader = {
  technology: 'envoy',
  files: YAML_OR_JSON_FILE,
  marks: /static_?[rR]esources/,
  read: (text) => yamlRoots(text).flatMap((root) => {
    const resources = either(root, 'static_resources', 'staticResources');
    const addresses = new Map(itemsOf(get(resources, 'clusters')).flatMap((cluster) => {
      const name = textOf(get(cluster, 'name'));
      return name === undefined ? [] : [[name, addressesOf(cluster)] as const];
    }));
    return usesIn(get(resources, 'listeners')).flatMap(({ cluster, purpose, path, invoked, span }) =>
      (addresses.get(cluster) ?? []).map((target) => ({ purpose, target: throughSidecar(target, invoked), span, ...(path !== undefined && { path }) })));
  }),
};

function throughSidecar(target: Expression, invoked: string | undefined): Expression {
  return invoked !== undefined && typeof target[0] === 'string' && LOOPBACK.test(target[0]) ? literal(invoked) : target;
}

/** Both spellings of protobuf's fields are valid. */
function either(node: YamlNode | undefined, snake: string, camel: string): YamlNode | undefined {
  return get(node, snake) ?? get(node, camel);
}

/** `load_assignment`, and `hosts` of Envoy's first API. */
function addressesOf(cluster: YamlNode): Expression[] {
  const groups = itemsOf(get(either(cluster, 'load_assignment', 'loadAssignment'), 'endpoints'));
  const endpoints = groups.flatMap((group) => itemsOf(either(group, 'lb_endpoints', 'lbEndpoints'))).map((endpoint) => get(endpoint, 'endpoint', 'address'));
  return [...endpoints, ...itemsOf(get(cluster, 'hosts'))].flatMap((address) => {
    const socket = either(address, 'socket_address', 'socketAddress');
    const host = textOf(get(socket, 'address'));
    const port = textOf(either(socket, 'port_value', 'portValue'));
    return host === undefined ? [] : [withEnvironment(port === undefined ? host : `${host}:${port}`)];
  });
}

/** Deeper than any listener is nested. */
const MAX_DEPTH = 40;

/** Routes, and services that filters call: found by their shape, since filters nest as they like. */
function usesIn(listeners: YamlNode | undefined): ClusterUse[] {
  const uses: ClusterUse[] = [];
  // Aliases may show one node in many places.
  const seen = new Set<YamlNode>();
  const walk = (node: YamlNode | undefined, path: string | undefined, depth: number): void => {
    if (node === undefined || node.kind === 'scalar' || depth > MAX_DEPTH || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'list') {
      for (const item of node.items) walk(item, path, depth + 1);
      return;
    }
    const match = get(node, 'match');
    const inside = textOf(get(match, 'prefix') ?? get(match, 'path') ?? either(match, 'path_separated_prefix', 'pathSeparatedPrefix')) ?? path;
    const invoked = INVOKED.exec(textOf(either(node, 'prefix_rewrite', 'prefixRewrite')) ?? '')?.[1];
    for (const { key, value } of pairsOf(node)) {
      if (key.text === 'cluster' || key.text === 'cluster_name' || key.text === 'clusterName') add(uses, key.text === 'cluster' ? 'routes' : 'sends', scalarOf(value), inside, invoked);
      else if (key.text === 'weighted_clusters' || key.text === 'weightedClusters') for (const one of itemsOf(get(value, 'clusters'))) add(uses, 'routes', scalarOf(get(one, 'name')), inside);
      else walk(value, inside, depth + 1);
    }
  };
  walk(listeners, undefined, 0);
  return uses;
}

function add(uses: ClusterUse[], purpose: ClusterUse['purpose'], cluster: YamlScalar | undefined, path: string | undefined, invoked?: string): void {
  if (cluster !== undefined) uses.push({ purpose, cluster: cluster.text, span: cluster.inner, ...(path !== undefined && purpose === 'routes' && { path }), ...(invoked !== undefined && { invoked }) });
}

import { get, pairsOf } from '../../syntax/yaml.js';
import { endpointsAt, routesTo, withEnvironment, yamlRoots, type Endpoint, type ServerConfigReader } from './reader.js';

/** A graph of a composed schema: `ORDERS @join__graph(name: "orders", url: "http://orders:4000/graphql")`. */
const GRAPH = /@join__graph\(\s*name:\s*"[^"\n]{0,200}"\s*,?\s*url:\s*"([^"\n]{1,500})"/g;

/** Apollo Federation: the graphs of a supergraph, as it was composed, and as it is declared for composition and for the router. */
export const apolloReader: ServerConfigReader = {
  technology: 'apollo',
  files: /\.(?:graphqls?|gql)$|(?:^|\/)[^/]*(?:supergraph|router)[^/]*\.ya?ml$/i,
  marks: /@join__graph|routing_url|override_subgraph_url/,
  read: (text, path) => (/\.ya?ml$/i.test(path) ? declared(text) : composed(text)),
};

function composed(text: string): Endpoint[] {
  return [...text.matchAll(GRAPH)].map((match) => {
    const url = match[1] ?? '';
    const end = match.index + match[0].length - 1;
    return { purpose: 'routes', target: withEnvironment(url), span: { start: end - url.length, end } };
  });
}

function declared(text: string): Endpoint[] {
  return yamlRoots(text).flatMap((root) => [
    ...pairsOf(get(root, 'subgraphs')).flatMap(({ value }) => routesTo(get(value, 'routing_url'), undefined)),
    ...pairsOf(get(root, 'override_subgraph_url')).flatMap(({ value }) => endpointsAt('routes', value)),
  ]);
}

import type { ContractDefinitionFact, ContractOperation } from '../../model/contract-facts.js';
import type { Path } from '../../model/text.js';
import { get, itemsOf, pairsOf, parseYaml, scalarOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { digestOf } from './digest.js';
import { fileStem, MAX_OPERATIONS } from './reading.js';

const VERBS = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace']);

/** An OpenAPI 3 or Swagger 2 document, or an AsyncAPI 2 or 3 one; JSON is YAML. Undefined when it is none after all. */
export function readApiDescription(path: Path, text: string): ContractDefinitionFact | undefined {
  const root = parseYaml(text).documents[0]?.root;
  const format = get(root, 'asyncapi') !== undefined ? 'asyncapi' : 'openapi';
  if (format === 'openapi' && get(root, 'openapi') === undefined && get(root, 'swagger') === undefined) return undefined;
  if (get(root, 'info') === undefined) return undefined;
  const title = scalarOf(get(root, 'info', 'title'));
  const version = textOf(get(root, 'info', 'version'));
  const operations = format === 'openapi' ? httpOperations(path, root) : channelOperations(path, root);
  return {
    kind: 'contract', format,
    name: title?.text ?? fileStem(path),
    ...(version !== undefined && { version }),
    operations: operations.slice(0, MAX_OPERATIONS),
    basePaths: basePathsOf(root),
    imports: [],
    digest: digestOf(text),
    site: { path, span: title?.inner ?? { start: 0, end: 0 } },
  };
}

function httpOperations(path: Path, root: YamlNode | undefined): ContractOperation[] {
  return pairsOf(get(root, 'paths')).flatMap(({ key, value }) =>
    pairsOf(value).filter((pair) => VERBS.has(pair.key.text)).map((pair) => ({
      verb: pair.key.text.toUpperCase(), path: key.text, site: { path, span: pair.key.inner },
    })),
  );
}

/** The path part of `servers[].url`, or `basePath` of version 2. */
function basePathsOf(root: YamlNode | undefined): string[] {
  const urls = itemsOf(get(root, 'servers')).map((server) => textOf(get(server, 'url')));
  const paths = [...urls, textOf(get(root, 'basePath'))].map((url) => url?.replace(/^[a-z]*:?\/\/[^/]*/i, '').replace(/\/$/, ''));
  return [...new Set(paths.filter((base) => base !== undefined && base !== ''))].filter((base) => base !== undefined);
}

/**
 * Version 2 says what others may do on a channel: what they `subscribe` to, the author sends.
 * Version 3 says what the author does, in operations that point to channels, which have an address.
 */
function channelOperations(path: Path, root: YamlNode | undefined): ContractOperation[] {
  const channels = get(root, 'channels');
  const second = pairsOf(channels).flatMap(({ key, value }) =>
    pairsOf(value).flatMap((pair): ContractOperation[] => {
      const verb = { subscribe: 'send', publish: 'receive' }[pair.key.text];
      return verb === undefined ? [] : [{ verb, path: key.text, site: { path, span: key.inner } }];
    }),
  );
  const third = pairsOf(get(root, 'operations')).flatMap(({ key, value }): ContractOperation[] => {
    const name = textOf(get(value, 'channel', '$ref'))?.split('/').at(-1) ?? '';
    const verb = textOf(get(value, 'action'));
    return verb === undefined ? [] : [{ verb, path: textOf(get(channels, name, 'address')) ?? name, site: { path, span: key.inner } }];
  });
  return [...second, ...third];
}

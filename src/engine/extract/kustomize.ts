import type { ConfigMapFact, PatchedServiceFact } from '../model/deployment-facts.js';
import { literal, UNKNOWN } from '../model/expression.js';
import type { Extractor } from '../model/facts.js';
import { folderOf, joinPath, type Path } from '../model/text.js';
import { get, itemsOf, parseYaml, textOf, type YamlNode } from '../syntax/yaml.js';
import { siteOf } from '../syntax/yaml-slots.js';

/**
 * ConfigMaps and Secrets that kustomize generates, and Services that it changes. The objects of bases, overlays and components are read where they stand: a workload
 * is one thing in all of them, and a patch is a part of what it patches. Prefixes and suffixes of names change objects and the references
 * to them alike, never the texts in which programs name each other.
 */
export const kustomizeExtractor: Extractor = {
  id: 'kustomize',
  coverage: {
    title: 'Kustomize',
    readings: [
      { technology: 'configMapGenerator', reads: 'literals and env files; the names that workloads take them by', yields: 'config-map' },
      { technology: 'secretGenerator', reads: 'the keys of literals, never their values', yields: 'config-map' },
      { technology: 'JSON 6902 patches', reads: 'the Services that they are for, not what they do', yields: 'patched-service' },
    ],
    notRead: ['the operations of JSON 6902 patches', 'replacements and vars', 'charts that kustomize inflates'],
  },
  version: 2,
  accepts: (path) => /(?:^|\/)[Kk]ustomization(?:\.ya?ml)?$/.test(path),
  mayMatch: (text) => /configMapGenerator|secretGenerator|patches/.test(text),
  extract(path, text) {
    const { documents, problems } = parseYaml(text);
    const facts = documents.flatMap(({ root }) => [...generatedBy(path, root, 'configMapGenerator'), ...generatedBy(path, root, 'secretGenerator'), ...patchedServices(path, root)]);
    return { facts, problems: problems.map(({ span, message }) => ({ site: { path, span }, message })) };
  },
};

function generatedBy(path: Path, root: YamlNode | undefined, generator: 'configMapGenerator' | 'secretGenerator'): ConfigMapFact[] {
  const isSecret = generator === 'secretGenerator';
  return itemsOf(get(root, generator)).flatMap((item) => {
    const node = get(item, 'name');
    const name = textOf(node);
    if (node === undefined || name === undefined) return [];
    const namespace = textOf(get(item, 'namespace')) ?? textOf(get(root, 'namespace'));
    const files = [...itemsOf(get(item, 'envs')), get(item, 'env')].flatMap((file) => joinPath(folderOf(path), textOf(file) ?? '') || []);
    return [{
      kind: 'config-map', secret: isSecret, name, site: siteOf(path, node), entries: entriesOf(path, item, isSecret),
      ...(namespace !== undefined && { namespace }), ...(!isSecret && files.length > 0 && { envFiles: files }),
    }];
  });
}

/** `patches` and `patchesJson6902` with a Service as their target. */
function patchedServices(path: Path, root: YamlNode | undefined): PatchedServiceFact[] {
  return ['patches', 'patchesJson6902'].flatMap((key) => itemsOf(get(root, key))).flatMap((item) => {
    const target = get(item, 'target');
    const node = get(target, 'name');
    const name = textOf(node);
    return node === undefined || name === undefined || textOf(get(target, 'kind')) !== 'Service' ? [] : [{ kind: 'patched-service' as const, name, site: siteOf(path, node) }];
  });
}

/** `literals: [KEY=value]`. What is secret is not read. */
function entriesOf(path: Path, item: YamlNode, isSecret: boolean): ConfigMapFact['entries'] {
  return itemsOf(get(item, 'literals')).flatMap((node) => {
    const [, key, value = ''] = /^([\w.-]+)=(.*)$/s.exec(textOf(node) ?? '') ?? [];
    return key === undefined ? [] : [{ key, value: isSecret ? UNKNOWN : literal(value.replace(/^(["'])(.*)\1$/s, '$2')), site: siteOf(path, node) }];
  });
}

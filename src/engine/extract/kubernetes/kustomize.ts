import type { ConfigMapFact, PatchedServiceFact, UnitFact } from '../../model/deployment-facts.js';
import { literal } from '../../model/expression.js';
import type { Extractor, Fact } from '../../model/facts.js';
import { folderOf, joinPath, type Path, type Setting } from '../../model/text.js';
import { get, itemsOf, numberOf, parseYaml, textOf, type YamlNode } from '../../syntax/yaml.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { kubernetesExtractor } from './index.js';
import { secretAddress } from './secret-address.js';

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
      { technology: 'secretGenerator', reads: 'the keys of literals, and addresses in their values without user and password', yields: 'config-map' },
      { technology: 'Inline patches', reads: 'strategic merge patches that the file itself holds: as those in files of their own', yields: 'unit' },
      { technology: 'Numbers of instances', reads: '`replicas`, and whether a JSON 6902 patch may set them', yields: 'unit' },
      { technology: 'JSON 6902 patches', reads: 'the Services that they are for, not what they do', yields: 'patched-service' },
    ],
    notRead: ['the operations of JSON 6902 patches, except that they may change how many instances there are', 'replacements and vars', 'charts that kustomize inflates'],
  },
  version: 3,
  accepts: (path) => /(?:^|\/)[Kk]ustomization(?:\.ya?ml)?$/.test(path),
  mayMatch: (text) => /configMapGenerator|secretGenerator|patches|replicas/.test(text),
  extract(path, text) {
    const { documents, problems } = parseYaml(text);
    const facts = documents.flatMap(({ root }) => [...generatedBy(path, root, 'configMapGenerator'), ...generatedBy(path, root, 'secretGenerator'), ...patchedServices(path, root), ...counts(path, root), ...inlinePatches(path, text, root)]);
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

/** Workloads whose number of instances an overlay sets: by `replicas`, or by a JSON 6902 patch, which may do that and is not followed. */
function counts(path: Path, root: YamlNode | undefined): UnitFact[] {
  const set = itemsOf(get(root, 'replicas')).flatMap((item) => countOf(path, get(item, 'name'), get(item, 'count')));
  const patched = ['patches', 'patchesJson6902'].flatMap((key) => itemsOf(get(root, key))).flatMap((item) => {
    const target = get(item, 'target');
    const inline = textOf(get(item, 'patch'));
    const mayCount = inline === undefined ? get(item, 'path') !== undefined : inline.includes('/replicas');
    return mayCount && COUNTED.test(textOf(get(target, 'kind')) ?? '') ? countOf(path, get(target, 'name'), undefined) : [];
  });
  return [...set, ...patched];
}

const COUNTED = /^(?:Deployment|StatefulSet|Rollout)$/;

/** What an overlay says of a workload that stands elsewhere: nothing but how often it runs. */
function countOf(path: Path, nameNode: YamlNode | undefined, count: YamlNode | undefined): UnitFact[] {
  const name = textOf(nameNode);
  if (nameNode === undefined || name === undefined) return [];
  const number = numberOf(count);
  const replicas: Setting<number> = count === undefined || number === undefined ? { known: false, site: siteOf(path, count ?? nameNode) } : { known: true, value: number, site: siteOf(path, count) };
  return [{
    kind: 'unit', technology: 'kubernetes', workload: 'Deployment', name, site: siteOf(path, nameNode), replicas,
    aliases: [], labels: [], annotations: [], containers: [], startsAfter: [], links: [], profiles: [], networks: [], extraHosts: [], slots: {},
  }];
}

/** Patches that the file holds as texts are manifests like those in files of their own: read where they stand, with all around them blanked. */
function inlinePatches(path: Path, text: string, root: YamlNode | undefined): readonly Fact[] {
  const texts = [...itemsOf(get(root, 'patches')).map((item) => get(item, 'patch')), ...itemsOf(get(root, 'patchesStrategicMerge'))];
  return texts.flatMap((node) => {
    const written = textOf(node);
    if (node?.kind !== 'scalar' || written === undefined || !/^kind:/m.test(written)) return [];
    const { start, end } = node.span;
    // A text in quotes has no lines of its own.
    if (text[start - 1] !== '\n') return [];
    return kubernetesExtractor.extract(path, `${text.slice(0, start).replace(/[^\n]/g, ' ')}${text.slice(start, end)}`).facts;
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

/** `literals: [KEY=value]`. Of what is secret only addresses are kept. */
function entriesOf(path: Path, item: YamlNode, isSecret: boolean): ConfigMapFact['entries'] {
  return itemsOf(get(item, 'literals')).flatMap((node) => {
    const [, key, value = ''] = /^([\w.-]+)=(.*)$/s.exec(textOf(node) ?? '') ?? [];
    return key === undefined ? [] : [{ key, value: isSecret ? secretAddress(key, bare(value)) : literal(bare(value)), site: siteOf(path, node) }];
  });
}

function bare(value: string): string {
  return value.replace(/^(["'])(.*)\1$/s, '$2');
}

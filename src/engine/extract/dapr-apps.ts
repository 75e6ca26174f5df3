import type { Container, UnitFact } from '../model/deployment-facts.js';
import { literal } from '../model/expression.js';
import type { Extractor } from '../model/facts.js';
import type { Path } from '../model/text.js';
import { get, itemsOf, numberOf, pairsOf, parseYaml, textOf, type YamlNode } from '../syntax/yaml.js';
import { siteOf } from '../syntax/yaml-slots.js';

/** The applications that `dapr run -f` starts, each with its sidecar. */
export const daprAppsExtractor: Extractor = {
  id: 'dapr-apps',
  coverage: {
    title: 'Dapr multi-app run',
    readings: [{ technology: 'dapr.yaml', reads: '`apps`: id, folder, port, command and environment of each', yields: 'unit' }],
    notRead: ['`common` settings'],
  },
  version: 1,
  accepts: (path) => /(?:^|\/)dapr[^/]*\.ya?ml$/i.test(path),
  mayMatch: (text) => /^apps:/m.test(text) && /\bapp(?:ID|DirPath)\b/.test(text),
  extract(path, text) {
    const { documents, problems } = parseYaml(text);
    const apps = documents.flatMap(({ root }) => itemsOf(get(root, 'apps')));
    return { facts: apps.flatMap((app) => unitOf(path, app)), problems: problems.map(({ span, message }) => ({ site: { path, span }, message })) };
  },
};

function unitOf(path: Path, app: YamlNode): UnitFact[] {
  const [idNode, folderNode] = [get(app, 'appID'), get(app, 'appDirPath')];
  const folder = textOf(folderNode);
  if (folderNode === undefined || folder === undefined) return [];
  // Without an id Dapr takes the name of the folder.
  const name = textOf(idNode) ?? folder.replace(/\/+$/, '').split('/').at(-1) ?? '';
  return [{
    kind: 'unit', technology: 'dapr', workload: 'app', name, site: siteOf(path, idNode ?? folderNode),
    aliases: [], labels: [], annotations: [], startsAfter: [], links: [], profiles: [], networks: [], extraHosts: [], slots: {},
    containers: [containerOf(path, app, name, folder, folderNode)],
  }];
}

function containerOf(path: Path, app: YamlNode, name: string, folder: string, folderNode: YamlNode): Container {
  const port = numberOf(get(app, 'appPort'));
  const command = get(app, 'command');
  return {
    name, init: false, envFiles: [], envFrom: [], published: [], mounts: [], probes: [],
    ports: port === undefined ? [] : [port],
    build: { context: literal(folder), site: siteOf(path, folderNode) },
    environment: pairsOf(get(app, 'env')).flatMap(({ key, value }) => {
      const text = textOf(value);
      return value === undefined || text === undefined ? [] : [{ name: key.text, value: literal(text), site: siteOf(path, value) }];
    }),
    ...(command !== undefined && { command: { text: itemsOf(command).flatMap((word) => textOf(word) ?? []).join(' '), site: siteOf(path, command) } }),
  };
}

import type { CodeRootFact } from '../model/packaging-facts.js';
import type { Extractor } from '../model/facts.js';
import { folderOf, joinPath, type Path } from '../model/text.js';
import { get, pairsOf, parseYaml, textOf, type YamlNode } from '../syntax/yaml.js';
import { siteOf } from '../syntax/yaml-slots.js';

/**
 * Projects of one repository that share its `package.json`: those of Nx, of a Nest workspace and of an Angular workspace.
 * Their applications are built and started each by itself, though no manifest of a package manager says so.
 */
export const scriptProjectExtractor: Extractor = {
  id: 'script-projects',
  coverage: {
    title: 'Workspaces of JavaScript applications',
    readings: [
      { technology: 'Nx', reads: '`project.json` and `workspace.json`: applications and libraries', yields: 'code-root' },
      { technology: 'Nest', reads: '`nest-cli.json`: applications and libraries of a monorepo', yields: 'code-root' },
      { technology: 'Angular', reads: '`angular.json`: applications and libraries below the top folder', yields: 'code-root' },
    ],
    notRead: ['projects that plugins of Nx infer'],
  },
  version: 1,
  accepts: (path) => /(?:^|\/)(?:(?:project|workspace|angular|nest-cli)\.json)$/.test(path),
  mayMatch: (text) => /"projectType"|"type"/.test(text),
  extract(path, text) {
    // JSON is YAML, and the YAML parser keeps places and survives a half-typed file.
    const root = parseYaml(text).documents[0]?.root;
    const own = root === undefined || !path.endsWith('project.json') ? [] : projectAt(path, folderOf(path), root, get(root, 'name'));
    const inner = pairsOf(get(root, 'projects')).flatMap(({ key, value }) => {
      const folder = joinPath(folderOf(path), textOf(get(value, 'root')) ?? '');
      // What is at the top is the package itself.
      return folder === undefined || folder === folderOf(path) ? [] : projectAt(path, folder, value, key);
    });
    return { facts: [...own, ...inner], problems: [] };
  },
};

function projectAt(path: Path, folder: Path, project: YamlNode | undefined, nameNode: YamlNode | undefined): CodeRootFact[] {
  const type = textOf(get(project, 'projectType')) ?? textOf(get(project, 'type'));
  const name = textOf(nameNode);
  if (type !== 'application' && type !== 'library') return [];
  return [{
    kind: 'code-root',
    folder,
    manifest: path.slice(path.lastIndexOf('/') + 1),
    ...(name !== undefined && { name }),
    runnable: type === 'application' ? 'yes' : 'no',
    dependencies: [],
    members: [],
    site: nameNode === undefined ? { path, span: { start: 0, end: 0 } } : siteOf(path, nameNode),
  }];
}

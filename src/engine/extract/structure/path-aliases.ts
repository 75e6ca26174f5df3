import type { PathAliasFact } from '../../model/code-facts.js';
import type { Extractor } from '../../model/facts.js';
import { folderOf, joinPath, type Path } from '../../model/text.js';
import { parseJson } from '../../syntax/json.js';
import { get, itemsOf, pairsOf, textOf } from '../../syntax/yaml.js';

/** Reads `paths` of TypeScript projects: prefixes under which a monorepo's or an application's own code is imported. */
export const pathAliasExtractor: Extractor = {
  id: 'path-aliases',
  coverage: {
    title: 'TypeScript projects',
    readings: [{ technology: 'Path aliases', reads: '`compilerOptions.paths` and `baseUrl` of `tsconfig*.json`, `jsconfig.json`', yields: 'path-alias' }],
    notRead: ['`extends`: aliases of a base file hold for the folder around that file.'],
  },
  version: 1,
  accepts: (path) => /(?:^|\/)(?:tsconfig|jsconfig)(?:\.[\w-]+)*\.json$/.test(path),
  mayMatch: (text) => text.includes('"paths"'),
  extract: (path, text) => ({ facts: aliasesIn(path, text), problems: [] }),
};

function aliasesIn(path: Path, text: string): PathAliasFact[] {
  const options = get(parseJson(text).documents[0]?.root, 'compilerOptions');
  const base = joinPath(folderOf(path), textOf(get(options, 'baseUrl')) ?? '.');
  if (base === undefined) return [];
  return pairsOf(get(options, 'paths')).map(({ key, value }) => ({
    kind: 'path-alias',
    pattern: key.text,
    targets: itemsOf(value).flatMap((item) => joinPath(base, textOf(item) ?? '') ?? []),
    site: { path, span: key.inner },
  }));
}

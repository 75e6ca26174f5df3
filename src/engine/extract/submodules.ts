import type { Extractor } from '../model/facts.js';
import type { SubmoduleFact } from '../model/packaging-facts.js';
import { isForeignPath } from '../model/source-paths.js';
import { folderOf, joinPath, type Path } from '../model/text.js';

/** Reads which folders are repositories of their own: `.gitmodules`. */
export const submoduleExtractor: Extractor = {
  id: 'submodules',
  coverage: {
    title: 'Git submodules',
    readings: [{ technology: 'Git', reads: '`.gitmodules`: folders of other repositories, so that one which is not checked out is named', yields: 'submodule' }],
    notRead: ['submodules of submodules that are not checked out'],
  },
  version: 1,
  accepts: (path) => /(?:^|\/)\.gitmodules$/.test(path),
  mayMatch: (text) => text.includes('path'),
  extract: (path, text) => ({ facts: submodulesIn(path, text), problems: [] }),
};

function submodulesIn(path: Path, text: string): SubmoduleFact[] {
  return [...text.matchAll(/^[ \t]*path[ \t]*=[ \t]*("?)([^\s"#;][^"\n\r#;]*)\1/gm)].flatMap(({ index, 0: whole, 2: written = '' }): SubmoduleFact[] => {
    const name = written.trimEnd();
    const folder = joinPath(folderOf(path), name);
    if (folder === undefined || isForeignPath(`${folder}/`)) return [];
    const start = index + whole.indexOf(name);
    return [{ kind: 'submodule', folder, site: { path, span: { start, end: start + name.length } } }];
  });
}

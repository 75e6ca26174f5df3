import { join } from 'node:path';
import { createWorkspace, defaultConfig, isRelevantPath } from '../../src/engine/index.js';
import { listFiles } from '../../src/hosts/node/list.js';
import { readText } from '../../src/hosts/node/read.js';
import { toGraphView } from '../../src/present/index.js';

/** From an empty process to the first picture: deployment files and manifests read, source code not yet parsed. */
const [root = '.'] = process.argv.slice(2);
const workspace = createWorkspace();
const { paths } = await listFiles(root, { useGit: true, exclude: [] });
for (const path of paths.filter(isRelevantPath)) {
  const content = readText(join(root, path));
  if (content.kind === 'text') workspace.set(path, content.text);
}
const analysis = workspace.analyseWith([], defaultConfig);
toGraphView(analysis, { revision: 1, complete: false, restricted: false, filesRead: paths.length, name: 'bench', lineStartsOf: workspace.lineStarts });

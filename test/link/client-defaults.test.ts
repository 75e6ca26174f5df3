import { expect, test } from 'vitest';
import { createWorkspace, defaultConfig, extractFile, mergeFacts, documentExtractors } from '../../src/engine/index.js';
import { sourceExtractors } from '../../src/engine/source.js';

const FILES: Record<string, string> = {
  'compose.yaml': 'services:\n  orders: { build: ./orders }\n  stock: { build: ./stock }\n',
  'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
  'orders/Dockerfile': 'FROM node:22\nCOPY . .\n',
  'orders/src/http.js': "import axios from 'axios';\naxios.defaults.timeout = 1500;\n",
  'orders/src/stock.js': "import axios from 'axios';\nexport const load = () => axios.get('http://stock:3000/items');\n",
  'stock/Dockerfile': 'FROM node:22\nCOPY . .\n',
};

test('a time-out set once for the client holds in every file of the package', () => {
  const workspace = createWorkspace();
  for (const [path, text] of Object.entries(FILES)) {
    workspace.setFacts(mergeFacts(extractFile(documentExtractors, path, text), extractFile(sourceExtractors, path, text)));
  }
  const { graph, findings } = workspace.analyseWith([], defaultConfig);

  expect(graph.relations.find(({ kind }) => kind === 'calls')?.care.timeout).toMatchObject({ known: true, value: 1500 });
  expect(findings.map(({ rule }) => rule)).not.toContain('call-without-timeout');
});

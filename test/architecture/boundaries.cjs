// Folder -> all it may import besides itself. What is not listed fails, Node and npm included.
const PURE = {
  'src/engine/model/': [],
  'src/engine/syntax/': ['src/engine/model/', 'node_modules/(yaml|js-yaml|ts-morph)/', 'web-tree-sitter$'], // The last one has no `main` that dependency-cruiser would find.
  'src/engine/extract/': ['src/engine/model/', 'src/engine/syntax/'],
  'src/engine/link/': ['src/engine/model/'],
  'src/engine/history/': ['src/engine/model/'],
  'src/engine/measure/': ['src/engine/model/'],
  'src/engine/rules/': ['src/engine/model/'],
  'src/engine/[^/]+[.]ts$': ['src/engine/'],
  'src/protocol/': [],
  'src/present/': ['src/engine/index[.]ts$', 'src/protocol/', 'node_modules/vscode-languageserver-types/'],
};
// Folder -> what it may import of our own code.
const HOST = {
  'src/hosts/node/': ['src/engine/(index|source)[.]ts$'],
  // The painter of the graph knows no page: the command line draws with it, too.
  'src/hosts/cli/': ['src/engine/index[.]ts$', 'src/present/', 'src/protocol/', 'src/hosts/node/', 'webview/still[.]ts$'],
  'src/hosts/server/': ['src/engine/index[.]ts$', 'src/present/', 'src/protocol/', 'src/hosts/node/'],
  'src/hosts/extension/': ['src/protocol/'],
  'webview/': ['src/protocol/'],
};
const rule = (name, from, to) => ({ name, severity: 'error', from, to });
const allow = (table, to) =>
  Object.entries(table).map(([folder, may]) =>
    rule(`${folder} may import: ${may}`, { path: `^${folder}` }, { ...to, pathNot: [folder, ...may].map((path) => `^${path}`) }),
  );

module.exports = {
  forbidden: [
    ...allow(PURE, {}),
    ...allow(HOST, { path: '^(src|webview|test)/' }),
    rule(
      'peers-are-strangers',
      { path: '^src/engine/(rules|extract)/([^/]+)', pathNot: '^src/engine/(rules|extract)/index[.]ts$' },
      { path: '^src/engine/$1/', pathNot: ['^src/engine/$1/$2', '^src/engine/extract/script-paths[.]ts$'] },
    ),
    rule('vscode-in-extension-only', { pathNot: '^src/hosts/extension/' }, { path: '^(vscode$|node_modules/@types/vscode/)' }),
    rule('browser-has-no-node', { path: '^webview/' }, { path: '^(fs|path|os|child_process)(/|$)', reachable: true }),
    rule('still-has-no-page', { path: '^webview/still[.]ts$' }, { path: '^webview/(dom|controls|messages|store|graph-)', reachable: true }),
    rule('toolkit-behind-controls', { path: '^webview/', pathNot: '^webview/controls[.]ts$' }, { path: 'node_modules/@vscode/webview-ui-toolkit/' }),
    rule('no-cycles', {}, { circular: true }),
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
};

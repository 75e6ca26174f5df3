import Module = require('node:module');

/** Requires the bundle and activates it against an editor that answers everything with nothing. */
const nothing: unknown = new Proxy(function () {}, {
  get: (_target, key) => (key === 'then' || key === Symbol.toPrimitive || key === Symbol.iterator ? undefined : nothing),
  set: () => true,
  apply: () => nothing,
  construct: () => nothing as object,
});
const editor = new Proxy({}, { get: (_target, key) => (key === 'workspace' ? new Proxy({}, { get: (_inner, name) => (name === 'workspaceFolders' ? undefined : nothing) }) : nothing) });

const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
const load = loader._load.bind(loader);
loader._load = (request, ...rest) => (request === 'vscode' ? editor : load(request, ...rest));

const [bundle = ''] = process.argv.slice(2);
const extension = require(bundle) as { activate(context: unknown): unknown };
extension.activate({ subscriptions: [], extension: { packageJSON: { version: '0.0.0' } }, extensionUri: nothing, storageUri: undefined, extensionPath: '', asAbsolutePath: (path: string) => path });

import type { CodeRootFact } from '../../model/packaging-facts.js';
import { get, itemsOf, pairsOf, parseYaml, textOf, type YamlNode } from '../../syntax/yaml.js';
import type { Dependency, Manifest } from './manifest.js';

/** JSON is YAML, and the YAML parser keeps places and survives a half-typed file. */
function mappingOf(text: string): YamlNode | undefined {
  const root = parseYaml(text).documents[0]?.root;
  return root?.kind === 'map' ? root : undefined;
}

/** A `package.json`: npm, Yarn and Bun workspaces included. */
export function readPackageJson(text: string): Manifest | undefined {
  const root = mappingOf(text);
  if (root === undefined) return undefined;
  const members = membersOf(root);
  return { ...nameOf(root), runnable: members.length > 0 ? 'no' : runnableOf(root), dependencies: dependenciesOf(root), members };
}

/** The root of a pnpm workspace; the `package.json` beside it says the rest. */
export function readPnpmWorkspace(text: string): Manifest | undefined {
  return workspaceRoot(text);
}

/** The root of a Lerna repository. */
export function readLerna(text: string): Manifest | undefined {
  return workspaceRoot(text);
}

function workspaceRoot(text: string): Manifest | undefined {
  const root = mappingOf(text);
  return root && { runnable: 'no', dependencies: [], members: textsOf(get(root, 'packages')) };
}

function nameOf(root: YamlNode): Pick<Manifest, 'name' | 'nameSpan'> {
  const node = get(root, 'name');
  return node?.kind === 'scalar' ? { name: node.text, nameSpan: node.inner } : {};
}

function membersOf(root: YamlNode): string[] {
  const workspaces = get(root, 'workspaces');
  return textsOf(workspaces?.kind === 'map' ? get(workspaces, 'packages') : workspaces);
}

function textsOf(node: YamlNode | undefined): string[] {
  return itemsOf(node).map(textOf).filter((text) => text !== undefined);
}

/** What is there at run time: tools that only build or test are no coupling between services. */
const RUNTIME_DEPENDENCIES = ['dependencies', 'optionalDependencies', 'peerDependencies'];

function dependenciesOf(root: YamlNode): Dependency[] {
  return RUNTIME_DEPENDENCIES.flatMap((group) =>
    pairsOf(get(root, group)).map(({ key, value }) => ({ name: key.text, version: textOf(value) ?? '', span: key.inner })),
  );
}

/** Programs that serve or run code; a `dev` script of a library watches and compiles instead. */
const RUNS =
  /(?:^|[\s/;&"'])(?:node|nodemon|ts-node|ts-node-dev|tsx|bun|deno|pm2|nest|next|nuxt|remix|remix-serve|react-router-serve|react-scripts|ng|vue-cli-service|gatsby|astro|fastify|strapi|functions-framework|serverless|func|http-server|serve|micro|electron)(?:$|[\s.])/;

/** Programs that rebuild a library or show its documentation while its author works. */
const BUILDS = /(?:^|[\s/;&])(?:tsc|rollup|tsup|tsdx|microbundle|storybook|start-storybook|jest|vitest|docusaurus)(?:$|\s)/;

/** Keys for those who import a package. */
const LIBRARY_KEYS = ['exports', 'module', 'types', 'typings', 'publishConfig', 'peerDependencies'];

function runnableOf(root: YamlNode): CodeRootFact['runnable'] {
  const scripts = pairsOf(get(root, 'scripts')).filter(({ key }) => /^(?:start|serve|dev|watch)(?::|$)/.test(key.text));
  const start = textOf(get(root, 'scripts', 'start'));
  if (scripts.some(({ value }) => RUNS.test(textOf(value) ?? ''))) return 'yes';
  if (start !== undefined && !BUILDS.test(start)) return 'yes';
  if (get(root, 'bin') !== undefined) return 'yes';
  // Without scripts its Dockerfile may still start it, unless it is made to be imported.
  return LIBRARY_KEYS.some((key) => get(root, key) !== undefined) ? 'no' : 'unknown';
}

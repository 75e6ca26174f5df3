// Bundles everything that runs into dist/. `--watch` rebuilds on change; `--development` keeps names and adds source maps.
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';
import { thirdPartyNotices } from './lib/notices.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

/** The type declarations of JavaScript's own library make up 40 % of ts-morph; nothing here type-checks. */
const withoutLibTexts = {
  name: 'without-lib-texts',
  setup(bundle) {
    bundle.onLoad({ filter: /@ts-morph[\\/]common[\\/]dist[\\/]ts-morph-common\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const start = text.indexOf('const libFiles = [');
      const end = text.indexOf('\n    }];', start);
      if (start < 0 || end < 0) throw new Error('ts-morph keeps its library texts elsewhere now: adapt scripts/build.mjs');
      return { contents: `${text.slice(0, start)}const libFiles = [${text.slice(end + '\n    }'.length)}`, loader: 'js' };
    });
  },
};

/** Bundles that are loaded only when needed stay files of their own, beside the one that loads them. */
const separateBundles = {
  name: 'separate-bundles',
  setup(bundle) {
    const separate = { 'engine/source.js': './source.cjs', './client.js': './client.cjs' };
    bundle.onResolve({ filter: /(engine\/source|\/client)\.js$/ }, ({ path }) => {
      const bundled = Object.entries(separate).find(([end]) => path.endsWith(end))?.[1];
      return bundled === undefined ? undefined : { path: bundled, external: true };
    });
  },
};

/** The libraries that name a second, ES module entry are smaller through it. */
const NODE = { platform: 'node', target: 'node20', format: 'cjs', mainFields: ['module', 'main'], supported: { 'dynamic-import': false } };
const BROWSER = { platform: 'browser', target: 'chrome126', format: 'iife' };

/** The ES module form asks for its own URL, which a CommonJS bundle does not have. */
const TREE_SITTER = join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs');

/** @type {Record<string, import('esbuild').BuildOptions>} Options by file in dist/. */
const BUNDLES = {
  'extension.cjs': { ...NODE, entryPoints: ['src/hosts/extension/main.ts'], external: ['vscode'], plugins: [separateBundles] },
  'client.cjs': { ...NODE, entryPoints: ['src/hosts/extension/client.ts'], external: ['vscode'] },
  'server.cjs': { ...NODE, entryPoints: ['src/hosts/server/main.ts'] },
  'source.cjs': { ...NODE, entryPoints: ['src/engine/source.ts'], plugins: [withoutLibTexts], alias: { 'web-tree-sitter': TREE_SITTER } },
  'source-worker.cjs': { ...NODE, entryPoints: ['src/hosts/node/source-worker.ts'], plugins: [separateBundles] },
  'cli.cjs': { ...NODE, entryPoints: ['src/hosts/cli/main.ts'], banner: { js: '#!/usr/bin/env node' }, define: { VERSION: JSON.stringify(version) } },
  'webview.js': { ...BROWSER, entryPoints: ['webview/main.ts'] },
  'elk.js': { ...BROWSER, entryPoints: ['webview/elk.ts'] },
  'webview.css': { entryPoints: ['webview/style.css'] },
};

/** Parsers as WebAssembly, by the name that the engine asks for; kept beside source.cjs and loaded when a file needs them. */
const GRAMMARS = {
  runtime: 'web-tree-sitter/web-tree-sitter.wasm',
  'c-sharp': '@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm',
  go: '@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm',
  java: '@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm',
  php: '@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm',
  python: '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
  ruby: '@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm',
  rust: '@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm',
  kotlin: '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm',
};

/** Copies the parsers and returns their size in bytes. */
async function copyGrammars(outdir) {
  await mkdir(join(outdir, 'grammars'), { recursive: true });
  const sizes = await Promise.all(Object.entries(GRAMMARS).map(async ([name, file]) => {
    const target = join(outdir, 'grammars', `${name}.wasm`);
    await cp(join(root, 'node_modules', file), target);
    return (await stat(target)).size;
  }));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Options of each bundle.
 * @param {{ outdir?: string, development?: boolean, only?: readonly string[] }} [settings] `only`: names of files in dist/; all by default
 */
export function bundleOptions({ outdir = join(root, 'dist'), development = false, only = Object.keys(BUNDLES) } = {}) {
  return only.map((file) => ({
    ...BUNDLES[file],
    absWorkingDir: root,
    outfile: join(outdir, file),
    bundle: true,
    minify: !development,
    sourcemap: development,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  }));
}

/** Builds bundles; returns their sizes in bytes by file name, and what went into them. */
export async function buildBundles(settings) {
  const sizes = {};
  const metafiles = [];
  for (const option of bundleOptions(settings)) {
    // One after another: each uses all processors already.
    const { metafile } = await build(option);
    metafiles.push(metafile);
    sizes[basename(option.outfile)] = (await stat(option.outfile)).size;
    if (basename(option.outfile) === 'source.cjs') sizes['grammars/'] = await copyGrammars(dirname(option.outfile));
  }
  return { sizes, metafiles };
}

async function main(args) {
  const development = args.includes('--development');
  if (args.includes('--watch')) {
    await copyGrammars(join(root, 'dist'));
    for (const option of bundleOptions({ development: true })) await (await context(option)).watch();
    console.log('Watching; press Ctrl+C to stop.');
    return;
  }
  await rm(join(root, 'dist'), { recursive: true, force: true });
  // What the command Open Sample System opens a copy of.
  await cp(join(root, 'test/systems/distributed-monolith'), join(root, 'dist/sample'), { recursive: true });
  const { sizes, metafiles } = await buildBundles({ development });
  const inputs = [...metafiles.flatMap((metafile) => Object.keys(metafile.inputs)), ...Object.values(GRAMMARS).map((file) => `node_modules/${file}`)];
  await writeFile(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices(root, inputs));
  for (const [file, size] of Object.entries(sizes)) console.log(`${file.padEnd(20)} ${(size / 1024).toFixed(0).padStart(6)} kB`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));

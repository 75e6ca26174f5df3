import { tomlEntries, tomlStrings } from '../../syntax/toml.js';
import { get, itemsOf, pairsOf, parseYaml, textOf } from '../../syntax/yaml.js';
import { matchedDependencies, matchedName, type Manifest } from './manifest.js';

/** A `Cargo.toml`. */
export function readCargo(text: string): Manifest {
  const entries = tomlEntries(text);
  const nameEntry = entries.find(({ table, key }) => table === 'package' && key === 'name');
  const [name] = nameEntry === undefined ? [] : tomlStrings(nameEntry);
  const tables = new Set(entries.map(({ table }) => table));
  return {
    ...(name && { name: name.text, nameSpan: name.span }),
    runnable: tables.has('bin[]') ? 'yes' : tables.has('lib') || name === undefined ? 'no' : 'unknown',
    dependencies: entries
      .filter(({ table }) => table === 'dependencies')
      .map((entry) => ({ name: entry.key.split('.')[0] ?? '', version: tomlStrings(entry)[0]?.text ?? '', span: entry.keySpan })),
    members: entries.filter(({ table, key }) => table === 'workspace' && key === 'members').flatMap(tomlStrings).map((item) => item.text),
  };
}

/** Packages that a whole application requires, and a library only while it is developed. */
const PHP_APPLICATION = /^(?:symfony\/(?:symfony|framework-bundle|runtime)|laravel\/(?:lumen-)?framework|slim\/slim|yiisoft\/yii2|cakephp\/cakephp|codeigniter4\/framework|laminas\/laminas-mvc)$/;

/** A `composer.json`; `require` without the platform (`php`, `ext-*`). */
export function readComposer(text: string): Manifest | undefined {
  const root = parseYaml(text).documents[0]?.root;
  if (root?.kind !== 'map') return undefined;
  const name = get(root, 'name');
  const type = textOf(get(root, 'type'));
  const paths = itemsOf(get(root, 'repositories')).filter((repository) => textOf(get(repository, 'type')) === 'path');
  const dependencies = pairsOf(get(root, 'require'))
    .filter(({ key }) => key.text.includes('/'))
    .map(({ key, value }) => ({ name: key.text, version: textOf(value) ?? '', span: key.inner }));
  const isApplication = type === 'project' || (type === undefined && dependencies.some(({ name: one }) => PHP_APPLICATION.test(one)));
  return {
    ...(name?.kind === 'scalar' && { name: name.text, nameSpan: name.inner }),
    runnable: isApplication ? 'yes' : type === 'library' ? 'no' : 'unknown',
    dependencies,
    members: paths.map((repository) => textOf(get(repository, 'url'))).filter((url) => url !== undefined),
  };
}

/** Gems of servers and of frameworks that bring an application. */
const RUBY_RUNS: ReadonlySet<string> = new Set(['rails', 'sinatra', 'puma', 'unicorn', 'thin', 'webrick', 'falcon', 'hanami']);

/** A `Gemfile`. */
export function readGemfile(text: string): Manifest {
  const dependencies = matchedDependencies(text, /^[ \t]*gem[ (]+["']([^"'\n]+)["'](?:[ \t]*,[ \t]*["']([^"'\n]*)["'])?/gm);
  return { runnable: dependencies.some(({ name }) => RUBY_RUNS.has(name)) ? 'yes' : 'unknown', dependencies, members: [] };
}

/** A `mix.exs`. What names a module that starts is an application; the parts of an umbrella are built into one release. */
export function readMix(text: string): Manifest {
  const isPart = /\bbuild_path:\s*"\.\.\//.test(text);
  const parts = /\bapps_path:\s*"([\w./-]+)"/.exec(text)?.[1];
  return {
    ...matchedName(text, /\bapp:\s*:(\w+)/),
    runnable: !isPart && (parts !== undefined || /\bmod:\s*\{/.test(text)) ? 'yes' : isPart ? 'no' : 'unknown',
    dependencies: matchedDependencies(text, /\{:(\w+),\s*"([^"\n]*)"/g),
    members: parts === undefined ? [] : [`${parts}/*`],
  };
}

/** Plug-ins of sbt that make a program or an image. */
const SBT_RUNS = /\benablePlugins\([^()]{0,300}\b(?:PlayScala|PlayJava|PlayService|JavaAppPackaging|JavaServerAppPackaging|DockerPlugin|LagomScala|LagomJava)\b/;

/** A `build.sbt`. */
export function readSbt(text: string): Manifest {
  return {
    ...matchedName(text, /^[ \t]*(?:ThisBuild[ \t]*\/[ \t]*)?name[ \t]*:=[ \t]*"([^"\n]+)"/m),
    runnable: SBT_RUNS.test(text) ? 'yes' : 'unknown',
    dependencies: matchedDependencies(text, /"[\w.-]+"[ \t]*%{1,3}[ \t]*"([\w.-]+)"[ \t]*%[ \t]*"?([\w.-]*)/g),
    members: [],
  };
}

import type { CodeRootFact } from '../../model/packaging-facts.js';
import type { Extraction, Extractor } from '../../model/facts.js';
import { folderOf } from '../../model/text.js';
import { readProject } from './dotnet.js';
import { readGoModule, readGoWorkspace } from './go.js';
import { readGradleBuild, readGradleSettings, readPom } from './jvm.js';
import type { ManifestReader } from './manifest.js';
import { readLerna, readPackageJson, readPnpmWorkspace } from './node.js';
import { readCargo, readComposer, readGemfile, readMix, readSbt } from './others.js';
import { readPyproject, readRequirements, readSetup } from './python.js';

const READERS: ReadonlyMap<string, ManifestReader> = new Map([
  ['package.json', readPackageJson],
  ['pnpm-workspace.yaml', readPnpmWorkspace],
  ['lerna.json', readLerna],
  ['pom.xml', readPom],
  ['build.gradle', readGradleBuild],
  ['build.gradle.kts', readGradleBuild],
  ['settings.gradle', readGradleSettings],
  ['settings.gradle.kts', readGradleSettings],
  ['go.mod', readGoModule],
  ['go.work', readGoWorkspace],
  ['pyproject.toml', readPyproject],
  ['requirements.txt', readRequirements],
  ['setup.py', readSetup],
  ['Cargo.toml', readCargo],
  ['composer.json', readComposer],
  ['Gemfile', readGemfile],
  ['mix.exs', readMix],
  ['build.sbt', readSbt],
]);

/** Package manifests: folders with code, what the code is called, what it depends on, and whether it runs by itself. */
export const packageManifestExtractor: Extractor = {
  id: 'package-manifest',
  coverage: {
    title: 'Package manifests',
    readings: [
      { technology: 'npm', reads: '`package.json`: name, start scripts, dependencies at run time, workspaces', yields: 'code-root' },
      { technology: 'pnpm and Lerna', reads: 'members of a workspace', yields: 'code-root' },
      { technology: 'Maven', reads: '`pom.xml`: artifact, packaging, plugins that make it run, modules, dependencies', yields: 'code-root' },
      { technology: 'Gradle', reads: '`build.gradle`, `settings.gradle`, in Groovy and Kotlin: plugins, projects, dependencies', yields: 'code-root' },
      { technology: '.NET project', reads: 'SDK, output type, packages, references to projects; an Aspire AppHost is no service', yields: 'code-root' },
      { technology: 'Go module', reads: '`go.mod` and `go.work`', yields: 'code-root' },
      { technology: 'Python', reads: '`pyproject.toml`, `requirements.txt`, `setup.py`', yields: 'code-root' },
      { technology: 'Cargo', reads: '`Cargo.toml`: package, binaries, workspace, dependencies', yields: 'code-root' },
      { technology: 'Composer', reads: '`composer.json`', yields: 'code-root' },
      { technology: 'Bundler', reads: '`Gemfile`', yields: 'code-root' },
      { technology: 'Mix', reads: '`mix.exs`: application, module that starts, umbrella, dependencies', yields: 'code-root' },
      { technology: 'sbt', reads: '`build.sbt`: name, plug-ins that make it run, dependencies', yields: 'code-root' },
    ],
    notRead: ['version catalogues of Gradle', 'projects in projects of sbt', 'CMake', 'lock files'],
  },
  version: 7,
  accepts: (path) => readerOf(fileNameOf(path)) !== undefined,
  mayMatch: () => true,
  extract(path, text): Extraction {
    const fileName = fileNameOf(path);
    const manifest = readerOf(fileName)?.(text, fileName);
    if (manifest === undefined) {
      return { facts: [], problems: [{ site: { path, span: { start: 0, end: 0 } }, message: `${fileName} could not be read` }] };
    }
    const { name, group, nameSpan = { start: 0, end: 0 }, runnable, dependencies, members, framework } = manifest;
    const fact: CodeRootFact = {
      kind: 'code-root',
      folder: folderOf(path),
      manifest: fileName,
      ...(name !== undefined && { name }),
      ...(group !== undefined && { group }),
      runnable,
      dependencies: dependencies.map((dependency) => ({
        name: dependency.name,
        version: dependency.version,
        site: { path, span: dependency.span },
      })),
      members,
      ...(framework !== undefined && { framework }),
      site: { path, span: nameSpan },
    };
    return { facts: [fact], problems: [] };
  },
};

function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function readerOf(fileName: string): ManifestReader | undefined {
  return /\.(?:cs|fs|vb)proj$/i.test(fileName) ? readProject : READERS.get(fileName);
}

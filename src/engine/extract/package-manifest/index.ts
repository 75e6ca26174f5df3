import type { CodeRootFact } from '../../model/deployment-facts.js';
import type { Extraction, Extractor } from '../../model/facts.js';
import { folderOf } from '../../model/text.js';
import { readProject } from './dotnet.js';
import { readGoModule, readGoWorkspace } from './go.js';
import { readGradleBuild, readGradleSettings, readPom } from './jvm.js';
import type { ManifestReader } from './manifest.js';
import { readLerna, readPackageJson, readPnpmWorkspace } from './node.js';
import { readCargo, readComposer, readGemfile } from './others.js';
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
]);

/** Package manifests: folders with code, what the code is called, what it depends on, and whether it runs by itself. */
export const packageManifestExtractor: Extractor = {
  id: 'package-manifest',
  coverage: { title: 'Package manifests', readings: [], notRead: [] },
  version: 2,
  accepts: (path) => readerOf(fileNameOf(path)) !== undefined,
  mayMatch: () => true,
  extract(path, text): Extraction {
    const fileName = fileNameOf(path);
    const manifest = readerOf(fileName)?.(text, fileName);
    if (manifest === undefined) {
      return { facts: [], problems: [{ site: { path, span: { start: 0, end: 0 } }, message: `${fileName} could not be read` }] };
    }
    const { name, nameSpan = { start: 0, end: 0 }, runnable, dependencies, members } = manifest;
    const fact: CodeRootFact = {
      kind: 'code-root',
      folder: folderOf(path),
      manifest: fileName,
      ...(name !== undefined && { name }),
      runnable,
      dependencies: dependencies.map((dependency) => ({
        name: dependency.name,
        version: dependency.version,
        site: { path, span: dependency.span },
      })),
      members,
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

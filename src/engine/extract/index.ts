import type { Extractor } from '../model/facts.js';
import type { Path } from '../model/text.js';
import type { Grammar } from '../syntax/tree-sitter.js';
import { applicationConfigExtractor } from './application-config.js';
import { appsettingsExtractor } from './appsettings.js';
import { architectureModelExtractor } from './architecture-models.js';
import { backstageExtractor } from './backstage.js';
import { languageOf } from './code/languages.js';
import { mayHoldFact } from './code/language.js';
import { contractExtractor } from './contracts/index.js';
import { grpcStubExtractor } from './contracts/grpc-stubs.js';
import { consulExtractor } from './consul.js';
import { baselineExtractor } from './baseline.js';
import { codeOwnersExtractor } from './code-owners.js';
import { composeExtractor } from './compose/index.js';
import { daprAppsExtractor } from './dapr-apps.js';
import { deadLetterPolicyExtractor } from './dead-letter-policies.js';
import { dockerfileExtractor } from './dockerfile/index.js';
import { entryPointExtractor } from './entry-points.js';
import { envFileExtractor } from './env-file.js';
import { frameworkConfigExtractor } from './framework-config/index.js';
import { helmExtractor } from './helm.js';
import { imageSourceExtractor } from './image-sources/index.js';
import { kubernetesExtractor } from './kubernetes/index.js';
import { kustomizeExtractor } from './kubernetes/kustomize.js';
import { listeningPortsExtractor } from './listening-ports.js';
import { loggingConfigExtractor } from './logging-config/index.js';
import { serilogExtractor } from './serilog.js';
import { symfonyExtractor } from './symfony.js';
import { tyeExtractor } from './tye.js';
import { nodeConfigExtractor } from './node-config.js';
import { packageManifestExtractor } from './package-manifest/index.js';
import { pipelineExtractor } from './pipelines/index.js';
import { plainCodeExtractor } from './plain-code.js';
import { policyExtractor } from './policy/index.js';
import { prismaExtractor } from './prisma.js';
import { procfileExtractor } from './procfile.js';
import { moleculerExtractor } from './moleculer.js';
import { remoteInterfaceExtractor } from './remote-interfaces/index.js';
import { isScriptPath } from './script-paths.js';
import { scriptProjectExtractor } from './script-projects.js';
import { serverConfigExtractor } from './server-config/index.js';
import { entityExtractor } from './structure/entities.js';
import { globalTransactionExtractor } from './structure/global-transactions.js';
import { importExtractor } from './structure/imports.js';
import { tableExtractor } from './tables/index.js';
import { storeWriteExtractor } from './structure/store-writes.js';
import { pathAliasExtractor } from './structure/path-aliases.js';
import { settingsFileExtractor } from './settings-file.js';
import { submoduleExtractor } from './submodules.js';
import { suppressionExtractor } from './suppression.js';
import { isForeignPath } from '../model/source-paths.js';
import { mayHoldCodeFact } from './typescript/prefilter.js';

/** Extractors that need no heavy parser: they run at once, and give the first picture. Others are in `source.ts`. */
export const documentExtractors: readonly Extractor[] = [
  composeExtractor,
  kubernetesExtractor,
  helmExtractor,
  kustomizeExtractor,
  daprAppsExtractor,
  procfileExtractor,
  tyeExtractor,
  consulExtractor,
  envFileExtractor,
  dockerfileExtractor,
  packageManifestExtractor,
  scriptProjectExtractor,
  prismaExtractor,
  applicationConfigExtractor,
  loggingConfigExtractor,
  serilogExtractor,
  symfonyExtractor,
  serverConfigExtractor,
  appsettingsExtractor,
  nodeConfigExtractor,
  settingsFileExtractor,
  frameworkConfigExtractor,
  plainCodeExtractor,
  contractExtractor,
  grpcStubExtractor,
  remoteInterfaceExtractor,
  moleculerExtractor,
  importExtractor,
  pathAliasExtractor,
  entityExtractor,
  tableExtractor,
  globalTransactionExtractor,
  storeWriteExtractor,
  policyExtractor,
  codeOwnersExtractor,
  backstageExtractor,
  architectureModelExtractor,
  pipelineExtractor,
  imageSourceExtractor,
  listeningPortsExtractor,
  entryPointExtractor,
  deadLetterPolicyExtractor,
  baselineExtractor,
  submoduleExtractor,
  suppressionExtractor,
];

/** Whether any extractor may have something to say about a path. Foreign folders are left out whole. */
export function isRelevantPath(path: Path): boolean {
  return !isForeignPath(path) && (languageOf(path) !== undefined || documentExtractors.some((extractor) => extractor !== suppressionExtractor && extractor.accepts(path)));
}

/** Whether the source extractors should read a text: a cheap test, without their parsers, that must never lose a fact. */
export function mayHoldSource(path: Path, text: string): boolean {
  if (isScriptPath(path)) return mayHoldCodeFact(text);
  const language = languageOf(path);
  return language !== undefined && mayHoldFact(language, text);
}

/** The grammars that the source extractors need for some paths, each once. */
export function grammarsFor(paths: Iterable<Path>): Grammar[] {
  const grammars = new Set<Grammar>();
  for (const path of paths) {
    const language = languageOf(path);
    if (language !== undefined) grammars.add(language.grammar);
  }
  return [...grammars];
}

import type { ReleaseFact } from '../../model/packaging-facts.js';
import type { Extractor } from '../../model/facts.js';
import { parseYaml } from '../../syntax/yaml.js';
import { readWorkflow } from './github-actions.js';
import { readPipeline } from './gitlab-ci.js';

const GITHUB = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const GITLAB = /(?:^|\/)\.?gitlab-ci[^/]*\.ya?ml$|^\.gitlab\/(?:.*\/)?[^/]+\.ya?ml$/;

/** Pipelines: which images are built and published together, and which of them for themselves. Nothing else of them is part of the system. */
export const pipelineExtractor: Extractor = {
  id: 'pipelines',
  coverage: {
    title: 'Pipelines',
    readings: [
      { technology: 'GitHub Actions', reads: 'images that jobs build and push with actions, reusable workflows and Docker commands; matrices, triggers, filters of paths; whether the run deploys them, or gives them one version', yields: 'release' },
      { technology: 'GitLab CI', reads: 'images that jobs build and push with Docker, Podman, Buildah and Kaniko; `extends`, `parallel: matrix`, `rules: changes`, manual jobs', yields: 'release' },
      { technology: 'docker compose push', reads: 'all that a Compose file builds, or the services that are named', yields: 'release' },
    ],
    notRead: ['matrices that a run computes', 'scripts that a job calls', 'GitLab files of other repositories', 'Jenkins, Azure Pipelines, CircleCI'],
  },
  version: 2,
  accepts: (path) => GITHUB.test(path) || GITLAB.test(path),
  mayMatch: (text) => /docker|podman|buildah|kaniko|nerdctl|image|az acr/i.test(text),
  extract(path, text) {
    const { documents, problems } = parseYaml(text);
    const facts = documents.flatMap(({ root }) => (GITHUB.test(path) ? readWorkflow(path, root, text) : readPipeline(path, root, text)));
    return { facts: distinct(facts), problems: problems.map(({ span, message }) => ({ site: { path, span }, message })) };
  },
};

/** A matrix of platforms builds one image several times. */
function distinct(facts: readonly ReleaseFact[]): ReleaseFact[] {
  const byBuild = new Map(facts.map((fact) => [[fact.scope, fact.trigger, fact.isFiltered, fact.context, fact.dockerfile, fact.image].join(' '), fact] as const).reverse());
  return [...byBuild.values()].reverse();
}

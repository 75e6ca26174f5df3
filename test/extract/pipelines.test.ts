import { expect, test } from 'vitest';
import { pipelineExtractor } from '../../src/engine/extract/pipelines/index.js';

/** `trigger: what is built`, with `alone` where it does not go with the others. */
function releasesIn(text: string, path = '.github/workflows/ci.yml'): string[] {
  return pipelineExtractor.extract(path, text).facts.flatMap((fact) => {
    if (fact.kind !== 'release') return [];
    const built = [fact.scope === 'compose' ? 'compose' : undefined, fact.dockerfile ?? (fact.context === undefined ? undefined : `${fact.context}/`), fact.image];
    return [`${fact.trigger}: ${built.filter((part) => part !== undefined).join(' ')}${fact.isFiltered ? ' alone' : ''}`];
  });
}

const workflow = (job: string, on = 'push: { branches: [main] }'): string => `on:\n  ${on}\njobs:\n  image:\n${job.replace(/^/gm, '    ')}\n`;

test('a matrix is one image for each of its entries, whatever their platforms', () => {
  expect(releasesIn(workflow(`
strategy: { matrix: { service: [orders, stock], arch: [amd64, arm64] } }
steps:
  - uses: docker/build-push-action@v6
    with: { context: 'services/\${{ matrix.service }}', push: true, tags: 'ghcr.io/\${{ github.repository_owner }}/\${{ matrix.service }}:\${{ github.sha }}' }`)))
    .toEqual(['push to main: services/orders/ orders', 'push to main: services/stock/ stock']);
});

test('entries of include may be all there is, or add to what they agree with', () => {
  const step = `
steps:
  - uses: docker/build-push-action@v6
    with: { context: ., file: '\${{ matrix.file }}', push: true }`;
  expect(releasesIn(workflow(`strategy: { matrix: { include: [{ name: a, file: a/Dockerfile }, { name: b, file: b/Dockerfile }] } }${step}`)))
    .toEqual(['push to main: a/Dockerfile', 'push to main: b/Dockerfile']);
  expect(releasesIn(workflow(`strategy: { matrix: { name: [a], include: [{ name: a, file: a/Dockerfile }] } }${step}`))).toEqual(['push to main: a/Dockerfile']);
});

test('commands: folders, continuations, variables and loops are followed', () => {
  expect(releasesIn(workflow(`
env: { REGISTRY: ghcr.io/shop }
steps:
  - working-directory: services
    run: |
      for name in orders stock; do
        docker buildx build --platform linux/amd64 \\
          -t $REGISTRY/$name:\${GITHUB_SHA} --push ./$name
      done
      cd web && docker build -f docker/Dockerfile . -t web`)))
    .toEqual(['push to main: services/orders/ orders', 'push to main: services/stock/ stock', 'push to main: services/web/docker/Dockerfile web']);
});

test('what is only built is no release: no push, or a run for pull requests', () => {
  const built = 'steps:\n  - run: docker build -t shop/orders orders\n  - uses: docker/build-push-action@v6\n    with: { context: orders, push: false }';
  expect(releasesIn(workflow(built))).toEqual([]);
  expect(releasesIn(workflow(`${built}\n  - run: docker push shop/orders`, 'pull_request: {}'))).toEqual([]);
  expect(releasesIn(workflow(`${built}\n  - run: docker push shop/orders`))).toEqual(['push to main: orders/ orders']);
});

test('a workflow that finds out what changed, and a job for one choice, build for themselves', () => {
  const step = 'steps:\n  - uses: docker/build-push-action@v6\n    with: { context: orders, push: true }';
  expect(releasesIn(workflow(`if: needs.changes.outputs.orders == 'true'\n${step}\n  - uses: dorny/paths-filter@v3`))).toEqual(['push to main: orders/ alone']);
  expect(releasesIn(workflow(`if: inputs.service == 'orders'\n${step}`, 'workflow_dispatch: {}'))).toEqual(['workflow_dispatch of .github/workflows/ci.yml: orders/ alone']);
});

test('reusable workflows and the actions of others are told by what they are called and given', () => {
  expect(releasesIn('on: push\njobs:\n  a:\n    uses: ./.github/workflows/docker-build.yml\n    with: { dockerfile: orders/Dockerfile, service-name: orders }\n  b:\n    uses: ./.github/workflows/test.yml\n    with: { path: stock }\n'))
    .toEqual(['push: orders/Dockerfile orders']);
});

test('lists that a run computes and paths that only it knows say nothing', () => {
  expect(releasesIn(workflow("strategy: { matrix: { service: '${{ fromJson(needs.list.outputs.all) }}' } }\nsteps:\n  - uses: docker/build-push-action@v6\n    with: { context: '${{ matrix.service }}', push: true }"))).toEqual([]);
});

test('GitLab: templates, parallel jobs, rules by path, Kaniko, and a project in a folder', () => {
  expect(releasesIn(`
variables: { ROOT: $CI_PROJECT_DIR/services }
.image:
  script: [ '/kaniko/executor --context "$ROOT/$NAME" --destination "$CI_REGISTRY_IMAGE/$NAME:$CI_COMMIT_SHA"' ]
all:
  extends: .image
  parallel: { matrix: [ { NAME: [orders, stock] } ] }
web:
  extends: [.image]
  variables: { NAME: web }
  rules: [ { changes: [services/web/**/*] } ]
`, '.gitlab-ci.yml')).toEqual(['pipeline of .gitlab-ci.yml: services/orders/ orders', 'pipeline of .gitlab-ci.yml: services/stock/ stock', 'pipeline of .gitlab-ci.yml: services/web/ web alone']);
  expect(releasesIn('image:\n  script: [docker build -t $IMAGE ., docker push $IMAGE]\n', 'orders/.gitlab-ci.yml')).toEqual(['pipeline of orders/.gitlab-ci.yml: orders/']);
});

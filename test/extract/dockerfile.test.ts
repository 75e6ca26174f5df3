import { expect, test } from 'vitest';
import { dockerfileExtractor } from '../../src/engine/extract/dockerfile.js';
import type { DockerfileFact } from '../../src/engine/model/packaging-facts.js';

function dockerfile(text: string): DockerfileFact {
  const [fact] = dockerfileExtractor.extract('Dockerfile', text).facts;
  if (fact?.kind !== 'dockerfile') throw new Error('the example is no Dockerfile');
  return fact;
}

test('stages: sources of all, settings of the last and of those below it', () => {
  const fact = dockerfile(`# syntax=docker/dockerfile:1
ARG VERSION=20
FROM node:\${VERSION} AS base
ENV HOST=shop PORT=8080
WORKDIR /app

FROM base AS build
COPY --chown=node package*.json ./
# comment
COPY services/orders \\
  # a comment inside
  services/common \\

  ./
RUN npm ci && echo 'FROM nothing'

FROM base
COPY --from=build /app/dist ./dist
COPY ["config dir/", "/etc/shop"]
ADD https://example.org/tool.tgz /tmp
ENV URL="http://\${HOST}:$PORT/x" TOKEN=$TOKEN
EXPOSE 8080/tcp 9090
ENTRYPOINT ["node"]
CMD ["dist/main.js"]
`);
  expect(fact).toMatchObject({
    sources: ['package*.json', 'services/orders', 'services/common', 'config dir/'],
    arguments: [{ name: 'VERSION', value: '20' }],
    baseImages: ['node:20'],
    exposes: [8080, 9090],
    workdir: '/app',
    command: { text: 'node dist/main.js' },
  });
  expect(fact.environment.map(({ name, value }) => [name, value?.length === 1 ? value[0] : value])).toEqual([
    ['HOST', 'shop'],
    ['PORT', '8080'],
    ['URL', ['http://', 'shop', ':', '8080', '/x']],
    ['TOKEN', { hole: 'unknown' }],
  ]);
});

test('the old form of ENV, shell form of CMD, places in the file', () => {
  const text = 'FROM scratch\nENV GREETING hello world\nENV A="b c" \\\n    D=e\nCMD run --fast\n';
  const fact = dockerfile(text);
  expect(fact.command?.text).toBe('run --fast');
  expect(fact.environment.map(({ name, value, site }) => [name, value, text.slice(site.span.start, site.span.end)])).toEqual([
    ['GREETING', ['hello world'], 'GREETING hello world'],
    ['A', ['b c'], 'A="b c"'],
    ['D', ['e'], 'D=e'],
  ]);
});

test('here-documents are no instructions, and one that is not closed hides nothing', () => {
  expect(dockerfile('FROM a\nRUN <<EOF\nCOPY x y\nEOF\nCOPY <<E /f\nCOPY z z\nE\nCOPY src .\n').sources).toEqual(['src']);
  expect(dockerfile('FROM a\nRUN <<EOF\nCOPY src .\n').sources).toEqual(['src']);
});

test('variables that double themselves stay small', () => {
  const lines = Array.from({ length: 60 }, () => 'ENV A=$A$A');
  const [variable] = dockerfile(`FROM a\nENV A=x\n${lines.join('\n')}\n`).environment;
  expect(variable?.value?.length).toBeLessThanOrEqual(64);
});

test.each(['', 'FROM', 'FROM \\', 'FROM a\nCOPY [1, "x\nENV\nEXPOSE $PORT\nCMD [', '\0FROM x', 'FROM a\nENV "unclosed=1'])('%j does not throw', (text) => {
  expect(() => dockerfileExtractor.extract('Dockerfile', text)).not.toThrow();
});

test.each([
  ['Dockerfile', true],
  ['services/a/Dockerfile.prod', true],
  ['dev.Dockerfile', true],
  ['Containerfile', true],
  ['Dockerfile.dockerignore', false],
  ['docs/dockerfiles.md', false],
])('%s', (path, accepted) => {
  expect(dockerfileExtractor.accepts(path)).toBe(accepted);
});

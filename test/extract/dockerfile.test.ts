import { expect, test } from 'vitest';
import { dockerfileExtractor } from '../../src/engine/extract/dockerfile/index.js';
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

test.each([
  ['Go', 'COPY . /app\nWORKDIR /app\nRUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /bin/orders ./cmd/orders', ['cmd/orders']],
  ['a file of Go in a folder that is entered', 'COPY . .\nRUN cd services/orders && go build -o /orders main.go', ['services/orders/main.go']],
  ['Go where it stands', 'COPY . /src\nWORKDIR /src/services/orders\nRUN go build -o /orders', ['services/orders']],
  ['all of Go is nothing in particular', 'COPY . .\nRUN go build ./... && go install example.org/tool@latest'],
  ['a part of the context under another name', 'COPY backend/ /app/\nRUN go build -o /x /app/orders/main.go', ['backend/orders/main.go']],
  ['what is not copied', 'WORKDIR /src\nRUN go build ./cmd/orders'],
  ['a mounted context', 'WORKDIR /src\nRUN --mount=type=cache,target=/root/.cache --mount=type=bind,target=. go build -o /bin/orders ./cmd/orders', ['cmd/orders']],
  ['a tool that builds again at each change', 'COPY . /app\nWORKDIR /app\nENTRYPOINT CompileDaemon --build="go build -o main orders/cmd/main.go" --command=./main', ['orders/cmd/main.go']],
  ['.NET', 'WORKDIR /src\nCOPY . .\nRUN dotnet publish "src/Orders/Orders.csproj" -c Release -o /app', ['src/Orders/Orders.csproj']],
  ['.NET where it stands', 'WORKDIR /src\nCOPY . .\nWORKDIR "/src/Orders"\nRUN dotnet build -c Release', ['Orders']],
  ['Cargo', 'RUN cargo build --release --bin orders && cargo build -p stock-api', ['= orders', '= stock-api']],
  ['Maven', 'RUN ./mvnw -B -pl services/orders -am package', ['= orders']],
  ['Gradle', 'RUN ./gradlew --no-daemon :services:orders:bootJar', ['= orders']],
  ['Nx', 'RUN npx nx build orders --prod', ['= orders']],
  ['workspaces of Node', 'RUN pnpm --filter @shop/orders build\nRUN yarn workspace @shop/stock build\nCMD ["npm", "start", "-w", "mail"]', ['= orders', '= stock', '= mail']],
  ['an argument of the build', 'ARG SERVICE\nCOPY . .\nRUN go build -o /app ./cmd/${SERVICE}', ['cmd/${SERVICE}']],
])('what build tools are told to make: %s', (_, instructions, builds: readonly string[] = []) => {
  expect(dockerfile(`FROM a\n${instructions}\n`).builds.map((build) => ('path' in build ? build.path : `= ${build.name}`))).toEqual(builds);
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

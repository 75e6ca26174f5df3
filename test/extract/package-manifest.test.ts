import { describe, expect, test } from 'vitest';
import { packageManifestExtractor } from '../../src/engine/extract/package-manifest/index.js';
import type { CodeRootFact } from '../../src/engine/model/packaging-facts.js';

function manifest(path: string, text: string): CodeRootFact {
  const [fact] = packageManifestExtractor.extract(path, text).facts;
  if (fact?.kind !== 'code-root') throw new Error('the example is no manifest');
  return fact;
}

const summary = (path: string, text: string) => {
  const { name, runnable, dependencies, members } = manifest(path, text);
  return { name, runnable, dependencies: dependencies.map((dependency) => `${dependency.name} ${dependency.version}`.trim()), members };
};

test('package.json: folder, name and dependencies have a place', () => {
  const text = '{\n\t"name": "@shop/orders",\n\t"scripts": { "start": "node main.js" },\n\t"dependencies": { "@shop/common": "workspace:*" },\n\t"devDependencies": { "jest": "1" }\n}\n';
  const fact = manifest('services/orders/package.json', text);
  expect(fact).toMatchObject({ folder: 'services/orders', manifest: 'package.json', name: '@shop/orders', runnable: 'yes', members: [] });
  expect(fact.dependencies.map(({ name, version, site }) => [name, version, text.slice(site.span.start, site.span.end)])).toEqual([
    ['@shop/common', 'workspace:*', '@shop/common'],
  ]);
});

describe('whether a Node package runs', () => {
  test.each([
    ['{ "scripts": { "start": "node ." } }', 'yes'],
    ['{ "scripts": { "start": "./run.sh" } }', 'yes'],
    ['{ "scripts": { "dev": "run-p watch:*", "watch:service": "nodemon src" } }', 'yes'],
    ['{ "scripts": { "dev": "next dev" } }', 'yes'],
    ['{ "bin": "cli.js" }', 'yes'],
    ['{ "scripts": { "start": "tsc -w" }, "types": "index.d.ts" }', 'no'],
    ['{ "main": "index.js", "exports": {} }', 'no'],
    ['{ "main": "server.js", "dependencies": { "express": "4" } }', 'unknown'],
    ['{ "workspaces": ["a"], "scripts": { "start": "turbo start" } }', 'no'],
  ])('%s: %s', (text, runnable) => {
    expect(manifest('package.json', text).runnable).toBe(runnable);
  });
});

test.each([
  ['package.json', '{ "name": "root", "workspaces": { "packages": ["services/*"] } }', ['services/*']],
  ['pnpm-workspace.yaml', "packages:\n  - 'services/*'\n  - libs/**\n", ['services/*', 'libs/**']],
  ['lerna.json', '{ "packages": ["packages/*"] }', ['packages/*']],
  ['pom.xml', '<project><packaging>pom</packaging><modules><module>a</module><module>b</module></modules></project>', ['a', 'b']],
  ['settings.gradle.kts', 'rootProject.name = "shop"\ninclude(\n  "a",\n  ":libs:b"\n)\nincludeBuild("c")\n', ['a', 'libs/b']],
  ['go.work', 'go 1.22\nuse (\n\t./a\n\t./b // note\n)\nuse ./c\n', ['./a', './c']],
  ['Cargo.toml', '[workspace]\nmembers = [\n  "a", # first\n  "b",\n]\n', ['a', 'b']],
])('members of a workspace: %s', (path, text, members) => {
  expect(manifest(path, text)).toMatchObject({ runnable: 'no', members });
});

test('Maven', () => {
  const text = `<project>
  <parent><groupId>g</groupId><artifactId>parent</artifactId></parent>
  <!-- <artifactId>old</artifactId> -->
  <artifactId>orders</artifactId>
  <dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>bom</artifactId></dependency></dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>g</groupId><artifactId>common</artifactId><version>1</version><exclusions><exclusion><artifactId>x</artifactId></exclusion></exclusions></dependency>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><scope>test</scope></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>
</project>`;
  expect(summary('pom.xml', text)).toEqual({ name: 'orders', runnable: 'yes', dependencies: ['g:common 1'], members: [] });
  const { site } = manifest('pom.xml', text);
  expect(text.slice(site.span.start, site.span.end)).toBe('orders');
});

test.each([
  ['<properties><main.verticle>shop.Main</main.verticle></properties>', 'yes'],
  ['<build><plugins><plugin><artifactId>helidon-maven-plugin</artifactId></plugin></plugins></build>', 'yes'],
  ['', 'unknown'],
])('a Maven project that says what it starts is a program: %s', (body, runnable) => {
  expect(manifest('pom.xml', `<project><artifactId>orders</artifactId>${body}</project>`).runnable).toBe(runnable);
});

test.each([
  [
    'build.gradle',
    "plugins {\n  id 'org.springframework.boot' version '3'\n}\ndependencies {\n  implementation 'g:a:1'\n  // implementation 'g:old:1'\n  implementation project(':common')\n  testImplementation 'g:t:1'\n}\n",
    { name: undefined, runnable: 'yes', dependencies: ['g:a 1', ':common'] },
  ],
  ['build.gradle.kts', 'plugins {\n  id("org.springframework.boot") version "3" apply false\n  `java-library`\n}\n', { name: undefined, runnable: 'no', dependencies: [] }],
  ['go.mod', 'module shop/orders\n\ngo 1.22\n\nrequire (\n\tgithub.com/a/b v1.2.3\n\tgithub.com/c/d v0.1.0 // indirect\n)\n', { name: 'shop/orders', runnable: 'unknown', dependencies: ['github.com/a/b v1.2.3'] }],
  [
    'Orders.csproj',
    '<Project Sdk="Microsoft.NET.Sdk.Web">\n<ItemGroup><PackageReference Include="Dapper" Version="2" /><ProjectReference Include="..\\Common\\Common.csproj" /></ItemGroup></Project>',
    { name: 'Orders', runnable: 'yes', dependencies: ['Dapper 2', 'Common ../Common/Common.csproj'] },
  ],
  ['Common.csproj', '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><AssemblyName>Shop.Common</AssemblyName></PropertyGroup></Project>', { name: 'Shop.Common', runnable: 'no', dependencies: [] }],
  [
    'pyproject.toml',
    '[project]\nname = "orders"\ndependencies = [\n  "uvicorn[standard]>=0.20", # server\n  "Shop_Common",\n]\n[tool.x]\nname = "y"\n',
    { name: 'orders', runnable: 'yes', dependencies: ['uvicorn >=0.20', 'shop-common'] },
  ],
  ['pyproject.toml', '[tool.poetry]\nname = "lib"\n[tool.poetry.dependencies]\npython = "^3"\nflask = "^2"\n', { name: 'lib', runnable: 'unknown', dependencies: ['flask ^2'] }],
  ['requirements.txt', '-r base.txt\nFlask==2.0 # web\nrequests\n', { name: undefined, runnable: 'yes', dependencies: ['flask ==2.0', 'requests'] }],
  ['setup.py', 'setup(name="lib", install_requires=["requests>=2", "six"])\n', { name: 'lib', runnable: 'unknown', dependencies: ['requests >=2', 'six'] }],
  ['Cargo.toml', '[package]\nname = "orders"\n[dependencies]\naxum = "0.7"\ncommon = { path = "../common" }\n[[bin]]\nname = "x"\n', { name: 'orders', runnable: 'yes', dependencies: ['axum 0.7', 'common ../common'] }],
  ['composer.json', '{ "name": "shop/ratings", "type": "project", "require": { "php": "8", "psr/log": "*" } }', { name: 'shop/ratings', runnable: 'yes', dependencies: ['psr/log *'] }],
  ['Gemfile', "source 'x'\ngem 'sinatra', '~> 3'\ngem 'pg'\n", { name: undefined, runnable: 'yes', dependencies: ['sinatra ~> 3', 'pg'] }],
])('%s: %s', (path, text, expected) => {
  expect(summary(path, text)).toMatchObject(expected);
});

describe('broken input', () => {
  test('a half-typed package.json still has a name', () => {
    expect(manifest('package.json', '{ "name": "a", "dependencies": { "x": ').name).toBe('a');
  });

  test('a file that is no manifest is a problem', () => {
    expect(packageManifestExtractor.extract('package.json', '[1]').problems).toMatchObject([{ message: 'package.json could not be read' }]);
  });

  const FILES = ['package.json', 'lerna.json', 'pnpm-workspace.yaml', 'pom.xml', 'build.gradle', 'settings.gradle', 'go.mod', 'go.work', 'a.csproj', 'pyproject.toml', 'requirements.txt', 'setup.py', 'Cargo.toml', 'composer.json', 'Gemfile'];
  const TEXTS = ['', '\0\x01', '{"name":[1],"scripts":"x","workspaces":3,"dependencies":["a"],"__proto__":{"x":1}}', '<project><artifactId>', '[project\nname = [', 'a = [\n'.repeat(2_000), '<dependency '.repeat(2_000)];

  test.each(FILES)('%s never throws', (path) => {
    for (const text of TEXTS) expect(() => packageManifestExtractor.extract(path, text)).not.toThrow();
  });
});

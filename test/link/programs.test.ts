import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('python', 'java'));

/** Services of a workspace with the places of their code. */
const programsIn = (texts: Readonly<Record<string, string>>): string[] =>
  [...linkTexts(texts).elements.values()].filter(({ kind }) => kind === 'service').map(({ name, codeFolders }) => `${name}: ${codeFolders.join()}`);

const goMain = 'package main\n\nfunc main() {}\n';
const flask = (port: number): string => `from flask import Flask\napp = Flask(__name__)\nif __name__ == "__main__":\n    app.run(port=${port})\n`;

test('programs without any manifest, each by its folder', () => {
  expect(programsIn({ 'src/orders/main.go': goMain, 'src/stock/main.go': goMain, 'src/stock/stock.go': 'package main\n', 'src/shared/money.go': 'package shared\n' }))
    .toEqual(['orders: src/orders', 'stock: src/stock']);
});

test('several programs of one manifest: folders in Go, files in Python', () => {
  expect(programsIn({ 'go.mod': 'module example.org/shop\n', 'cmd/orders/main.go': goMain, 'cmd/stock/main.go': goMain })).toEqual(['orders: cmd/orders', 'stock: cmd/stock']);
  expect(programsIn({ 'setup.py': "setup(name='shop', install_requires=['Flask'])\n", 'services/orders.py': flask(5001), 'services/stock.py': flask(5002) }))
    .toEqual(['orders: services/orders.py', 'stock: services/stock.py']);
});

test('a manifest with one program in it is that program', () => {
  expect(programsIn({ 'orders/go.mod': 'module example.org/orders\n', 'orders/cmd/main.go': goMain })).toEqual(['orders: orders']);
});

test('what is deployed tells the programs: others that start are tools', () => {
  expect(programsIn({
    'compose.yaml': 'services:\n  orders: { build: ./orders }\n',
    'orders/Dockerfile': 'FROM golang\nCOPY . .\n', 'orders/main.go': goMain, 'hack/main.go': goMain,
  })).toEqual(['orders: orders']);
});

test('tools are no services', () => {
  expect(programsIn({ 'go.mod': 'module example.org/shop\n', 'cmd/orders/main.go': goMain, 'tools/lint/main.go': goMain })).toEqual(['orders: cmd/orders']);
});

test('a program in PHP that requires a framework as a whole', () => {
  expect(programsIn({ 'composer.json': '{ "require": { "symfony/framework-bundle": "^7.0" } }' })).toEqual(['app: ']);
  expect(programsIn({ 'composer.json': '{ "type": "library", "require": { "symfony/framework-bundle": "^7.0" } }' })).toEqual([]);
});

test('what one of several programs of a project is, the project is not', () => {
  const texts = {
    'pom.xml': '<project><artifactId>shop</artifactId><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>',
    'src/main/java/shop/registry/Registry.java': 'package shop.registry;\n@SpringBootApplication\n@EnableEurekaServer\npublic class Registry {}\n',
  };
  expect(programsIn(texts)).toEqual([]);
  expect(programsIn({ ...texts, 'src/main/java/shop/orders/Orders.java': 'package shop.orders;\n@SpringBootApplication\npublic class Orders {}\n' })).toEqual(['shop: ']);
});

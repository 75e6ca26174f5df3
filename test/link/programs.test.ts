import { beforeAll, expect, test } from 'vitest';
import { loadGrammarsForTest } from '../support/grammars.js';
import { linkTexts } from '../support/link-texts.js';

beforeAll(() => loadGrammarsForTest('python', 'java'));

/** Services of a workspace with the places of their code. */
const programsIn = (texts: Readonly<Record<string, string>>): string[] =>
  [...linkTexts(texts).elements.values()].filter(({ kind }) => kind === 'service').map(({ name, codeFolders }) => `${name}: ${codeFolders.join()}`);

/** Ids of all elements of a workspace. */
const elementsOf = (texts: Readonly<Record<string, string>>): string[] => [...linkTexts(texts).elements.keys()];

const BOOT = (name: string): string => `<project><artifactId>${name}</artifactId><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>`;

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

test('files of Python that may start the same are one program, also where a Procfile starts it', () => {
  const requirements = { 'requirements.txt': 'flask==3.0\n' };
  expect(programsIn({ ...requirements, 'run.py': flask(5001), 'shop_dev.py': flask(5001) })).toEqual(['app: ']);
  expect(programsIn({ ...requirements, 'shop.py': flask(5001), Procfile: 'web: gunicorn shop:app\n' })).toEqual(['app: ']);
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
  expect(programsIn({ ...texts, Procfile: 'web: java -jar target/shop.jar\n' })).toEqual([]);
});

test('programs that no deployment file mentions are elements when nothing else is deployed', () => {
  expect(elementsOf({
    'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
    'stock/package.json': '{ "name": "stock", "scripts": { "start": "node ." } }',
    'e2e/package.json': '{ "name": "e2e", "scripts": { "start": "playwright" } }',
  })).toEqual(['service:orders', 'service:stock']);
});

test('a name within a name makes no tool of a program; a program that deploys is one', () => {
  const project = '<Project Sdk="Microsoft.NET.Sdk.Web" />';
  expect(elementsOf({
    'src/Acme.Tools.Shop/Acme.Tools.Shop.csproj': project,
    'src/Shop.Tests/Shop.Tests.csproj': project,
    'Deployment/Infrastructure/Infrastructure.csproj': project,
  })).toEqual(['service:Acme.Tools.Shop']);
});

test('the applications of an Nx or Nest workspace run, its libraries do not', () => {
  expect(elementsOf({
    'package.json': '{ "name": "shop", "scripts": { "start": "nest start" } }',
    'nest-cli.json': '{ "monorepo": true, "projects": { "orders": { "type": "application", "root": "apps/orders" }, "common": { "type": "library", "root": "libs/common" } } }',
    'apps/stock/project.json': '{ "name": "stock", "projectType": "application" }',
    'apps/stock-e2e/project.json': '{ "name": "stock-e2e", "projectType": "application" }',
  }).sort()).toEqual(['service:orders', 'service:stock']);
});

test('beside what is deployed, a program whose build makes an image of it is one as well, wherever in the project its Dockerfile stands', () => {
  const compose = { 'docker/compose.yaml': 'services:\n  orders: { image: shop/orders }\n', 'orders/pom.xml': BOOT('orders') };
  expect(elementsOf({ ...compose, 'stock/pom.xml': BOOT('stock') })).toEqual(['service:orders']);
  for (const folder of ['stock', 'stock/docker', 'stock/src/main/docker', 'stock/src/main/resources/docker']) {
    expect(elementsOf({ ...compose, 'stock/pom.xml': BOOT('stock'), [`${folder}/Dockerfile`]: 'FROM eclipse-temurin:21\n' })).toEqual(['service:orders', 'service:stock']);
  }
});

test('a program that carries the server of Nacos along is the registry', () => {
  const server = (group: string): string => BOOT('register').replace('<build>', `<dependencies><dependency><groupId>${group}</groupId><artifactId>nacos-server</artifactId></dependency></dependencies><build>`);
  expect(elementsOf({ 'register/pom.xml': server('com.alibaba.nacos') })).toEqual(['registry:register']);
});

test('an image that is called like a program runs it, also where the image could be that of somebody else', () => {
  expect(elementsOf({
    'compose.yaml': 'services:\n  eureka: { image: shop/eureka-server }\n  orders: { image: shop/orders }\n', 'orders/pom.xml': BOOT('orders'),
    'eureka-server/pom.xml': BOOT('eureka-server'), 'eureka-server/src/main/docker/Dockerfile': 'FROM eclipse-temurin:21\n',
  })).toEqual(['registry:eureka', 'service:orders']);
});

test('the web pages that a program serves are a part of it, wherever their package stands inside', () => {
  const pages = '{ "name": "ui", "scripts": { "start": "react-scripts start" }, "dependencies": { "react": "^18.0.0" } }';
  expect(programsIn({ 'shop-ui/pom.xml': BOOT('shop-ui'), 'shop-ui/frontend/package.json': pages, 'orders/pom.xml': BOOT('orders') })).toEqual(['orders: orders', 'shop-ui: shop-ui']);
  expect(programsIn({ 'Shop.Web/Shop.Web.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web" />', 'Shop.Web/ClientApp/package.json': pages })).toEqual(['Shop.Web: Shop.Web']);
});

test('web pages with a Dockerfile of their own are a program, also inside another', () => {
  const pages = '{ "name": "ui", "scripts": { "start": "node server.js" } }';
  expect(programsIn({ 'shop/pom.xml': BOOT('shop'), 'shop/frontend/package.json': pages, 'shop/frontend/Dockerfile': 'FROM node:22\nCOPY . .\n' })).toEqual(['frontend: shop/frontend']);
});

test('settings of a server that stand beside a deployment are no sign that it runs the projects of the whole workspace', () => {
  expect(programsIn({
    'pom.xml': '<project><artifactId>shop</artifactId><packaging>pom</packaging><modules><module>orders</module></modules></project>',
    'deploy/compose.yaml': 'services:\n  ledger: { image: "acme/ledger:1", volumes: ["./ledger:/settings"] }\n',
    'deploy/ledger/application.yml': 'spring:\n  application:\n    name: ledger\n',
    'orders/pom.xml': BOOT('orders'),
    'orders/Dockerfile': 'FROM eclipse-temurin:21\nCOPY target/orders.jar /app.jar\n',
  })).toEqual(['ledger: ', 'orders: orders']);
});

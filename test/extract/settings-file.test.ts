import { expect, test } from 'vitest';
import { settingsFileExtractor } from '../../src/engine/extract/settings-file.js';
import { relationsOf, linkTexts } from '../support/link-texts.js';

test.each(['orders/config.toml', 'orders/config/docker.ini', 'orders/settings.yaml', 'orders/configs/local/service.yaml', 'orders/config.json'])('%s is read', (path) => {
  expect(settingsFileExtractor.accepts(path)).toBe(true);
});

test.each(['orders/tsconfig.json', '.vscode/settings.json', 'orders/test/config.json', 'orders/config/default.json', 'orders/config/routes.yaml', 'package.json', 'k8s/orders.yaml'])('%s is not', (path) => {
  expect(settingsFileExtractor.accepts(path)).toBe(false);
});

test('manifests and configuration of servers under such a name are none of a program', () => {
  expect(settingsFileExtractor.extract('orders/config.yaml', 'apiVersion: v1\nkind: ConfigMap\ndata: { url: "http://stock" }\n').facts).toEqual([]);
  expect(settingsFileExtractor.extract('otel/config.yaml', 'receivers: {}\nexporters: { otlp: { endpoint: "tempo:4317" } }\n').facts).toEqual([]);
});

test('what a program’s own file names is what it is connected to; what holds on a developer’s machine alone is not', () => {
  const compose = 'services: { orders: { build: ./orders }, stock: { image: shop/stock }, prices: { image: shop/prices } }\n';
  const graph = linkTexts({
    'compose.yaml': compose,
    'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
    'orders/config.json': '{ "stock": { "url": "http://stock:8080" } }',
    'orders/config.development.json': '{ "prices": { "url": "http://prices:8080" } }',
  });
  expect(relationsOf(graph)).toEqual(['service:orders -calls-> service:stock, config']);
});

import { expect, test } from 'vitest';
import { symfonyExtractor } from '../../src/engine/extract/symfony.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';
import { write } from '../support/code-facts.js';

function clientsOf(text: string): string[] {
  return symfonyExtractor.extract('config/packages/framework.yaml', text).facts.flatMap((fact) =>
    fact.kind === 'use' ? [`${fact.relation} ${write(fact.target ?? [])} within ${fact.care.timeout?.known === true ? fact.care.timeout.value : `default ${fact.care.defaultTimeout}`}`] : []);
}

test('scoped clients: base address, time-out of their own or of all, the environment', () => {
  expect(clientsOf(`
framework:
  http_client:
    scoped_clients:
      stock.client: { base_uri: '%env(resolve:STOCK_URL)%/api/', timeout: 2.5 }
      payments.client: { base_uri: 'https://payments.example.com' }
      parameter.client: { base_uri: '%stock_url%' }
      pattern.client: { scope: 'https://api[.]example[.]com' }
when@test:
  framework: { http_client: { scoped_clients: { fake.client: { base_uri: 'http://fake' } } } }
`)).toEqual([
    'calls ${env:STOCK_URL}/api/ within 2500',
    'calls https://payments.example.com within default 60000',
    'calls ${?} within default 60000',
  ]);
  expect(clientsOf('framework:\n  http_client:\n    default_options: { timeout: 3 }\n    scoped_clients: { stock: { base_uri: "http://stock" } }\n')).toEqual(['calls http://stock within 3000']);
  expect(clientsOf('framework: { http_client: { scoped_clients: none } }\n')).toEqual([]);
});

test('the program around the file calls what its clients name', () => {
  expect(relationsOf(linkTexts({
    'compose.yaml': 'services:\n  orders: { build: orders, environment: { STOCK_URL: "http://stock:8080" } }\n  stock: { image: shop/stock }\n',
    'orders/Dockerfile': 'FROM php:8.3\nCOPY . .\n',
    'orders/composer.json': '{ "type": "project", "require": { "symfony/http-client": "^7" } }',
    'orders/config/packages/framework.yaml': "framework:\n  http_client:\n    scoped_clients:\n      stock: { base_uri: '%env(STOCK_URL)%' }\n      ship: { base_uri: 'https://api.fedex.com' }\n",
  }))).toEqual(['service:orders -calls-> external:fedex.com, declared', 'service:orders -calls-> service:stock, declared']);
});

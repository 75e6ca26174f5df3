import { expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

/** Relations of a service with two clients of S3 and one of Stripe, deployed by a Compose file. */
function relations(services: string): string[] {
  return relationsOf(linkTexts({
    'compose.yaml': `services:\n  orders:\n    build: ./orders\n${services}`,
    'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }',
    'orders/index.js': `const { S3Client } = require('@aws-sdk/client-s3');\nconst Stripe = require('stripe');\nnew S3Client({ endpoint: process.env.FILES });\nnew S3Client({});\nnew Stripe(process.env.KEY);\n`,
  })).filter((relation) => relation.startsWith('service:orders'));
}

test('clients without an address lead to the service that their library knows', () => {
  expect(relations('')).toEqual(['service:orders -calls-> external:Stripe, declared', 'service:orders -stores-> external:Amazon S3, declared']);
});

test('an address goes before the library, for all clients of the same service', () => {
  const relation = relations('    environment: { FILES: "https://files.acme.io" }\n');
  expect(relation).toEqual(['service:orders -calls-> external:Stripe, declared', 'service:orders -stores-> external:acme.io, declared']);
});

test('the variable of the library goes before both', () => {
  expect(relations('    environment: { AWS_ENDPOINT_URL_S3: "http://files:9000" }\n  files: { image: quay.io/minio/minio }\n')).toContain('service:orders -stores-> datastore:files, declared');
});

test('where something stands in for the service, it may be meant', () => {
  expect(relations('  files: { image: localstack/localstack }\n')).toEqual(['service:orders -calls-> external:Stripe, declared']);
});

test('an address of a hosted service is that service', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  orders:\n    build: ./orders\n  billing:\n    build: ./billing\n',
    'orders/package.json': '{ "name": "orders", "scripts": { "start": "node ." } }', 'orders/index.js': `const Stripe = require('stripe');\nnew Stripe(process.env.KEY);\n`,
    'billing/package.json': '{ "name": "billing", "scripts": { "start": "node ." } }', 'billing/index.js': `fetch('https://api.stripe.com/v1/charges');\n`,
  });
  expect(relationsOf(graph)).toEqual(['service:billing -calls-> external:Stripe, declared', 'service:orders -calls-> external:Stripe, declared']);
});

import { expect, test } from 'vitest';
import { isRelevantPath } from '../../src/engine/extract/index.js';
import { linkTexts } from '../support/link-texts.js';

const SYSTEM = {
  'compose.yaml': 'services:\n  orders: { build: orders }\n  stock: { build: stock }\n  web: { build: web, image: shop/front }\n  db: { image: postgres }\n',
  'orders/Dockerfile': 'FROM node\n', 'stock/Dockerfile': 'FROM node\n', 'web/Dockerfile': 'FROM node\n',
};

/** `trigger: elements`, largest first. */
function releasesOf(workflows: Readonly<Record<string, string>>): string[] {
  const texts = Object.fromEntries(Object.entries(workflows).map(([name, text]) => [`.github/workflows/${name}.yml`, text]));
  return linkTexts({ ...SYSTEM, ...texts }).releases.map(({ trigger, elements }) => `${trigger}: ${elements.map(({ name }) => name).join(' ')}`);
}

const build = (on: string, ...images: readonly string[]): string => `on: ${on}\njobs:\n  image:\n    steps:\n${images.map((image) => `      - run: docker build -t shop/${image} ${image} && docker push shop/${image}\n`).join('')}`;

test('what one trigger builds goes together, over several workflows', () => {
  expect(releasesOf({ a: build('push', 'orders', 'stock'), b: build('push', 'web') })).toEqual(['push: orders stock web']);
});

test('workflows for the paths of each service are releases of their own, whatever a release of all builds', () => {
  expect(releasesOf({ all: build('release', 'orders', 'stock', 'web'), a: build('{ push: { paths: [orders/**] } }', 'orders'), b: build('{ push: { paths: [stock/**] } }', 'stock') }))
    .toEqual(['push in orders/**: orders', 'push in stock/**: stock', 'release: web']);
});

test('a push of the Compose file releases what it builds; a push by name finds the image', () => {
  expect(releasesOf({ all: 'on: push\njobs:\n  a:\n    steps:\n      - run: docker compose push\n' })).toEqual(['push: orders stock web']);
  expect(releasesOf({ one: 'on: push\njobs:\n  a:\n    steps:\n      - run: make images && docker push registry.shop.example/shop/front:1\n' })).toEqual(['push: web']);
});

test('of the automation of a repository only its workflows are looked at', () => {
  expect(['.github/workflows/ci.yml', '.github/actions/build/action.yml', '.github/dependabot.yml'].map(isRelevantPath)).toEqual([true, false, false]);
});

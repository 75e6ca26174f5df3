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

/** `trigger: elements`, how they go out. */
function shippingOf(workflow: string): string[] {
  return linkTexts({ ...SYSTEM, '.github/workflows/ci.yml': workflow }).releases.map(({ trigger, shipping }) => `${trigger}: ${shipping ?? 'published'}`);
}

test.each([
  ['images of every commit: who deploys which, and when, is not said', build('push', 'orders', 'stock'), 'push: published'],
  ['a run that deploys them', `${build('push', 'orders', 'stock')}      - run: kubectl -n shop apply -f k8s\n`, 'push: deployed'],
  ['an action that deploys', `${build('push', 'orders', 'stock')}      - uses: azure/k8s-deploy@v5\n`, 'push: deployed'],
  ['a job that deploys, by a program of its own', `${build('push', 'orders', 'stock')}  deploy-production:\n    steps:\n      - run: ./ship.sh\n`, 'push: deployed'],
  ['documents that are deployed', `${build('push', 'orders', 'stock')}  deploy-docs:\n    steps:\n      - uses: actions/deploy-pages@v4\n`, 'push: published'],
  ['a command that nobody runs', `${build('push', 'orders', 'stock')}# kubectl apply -f k8s\n`, 'push: published'],
  ['one version for all', build("{ push: { tags: ['v*'] } }", 'orders', 'stock'), 'push to v*: versioned'],
  ['versions of one service', build("{ push: { tags: ['orders-v*'] } }", 'orders', 'stock'), 'push to orders-v*: published'],
  ['commits as well as versions', build("{ push: { branches: [main], tags: ['v*'] } }", 'orders', 'stock'), 'push to main, v*: published'],
  ['a release', build('release', 'orders', 'stock'), 'release: versioned'],
])('how a run brings out what it builds: %s', (_, workflow, expected) => {
  expect(shippingOf(workflow)).toEqual([expected]);
});

test('GitLab: a job that deploys ships what the pipeline builds', () => {
  const pipeline = 'images:\n  script: [docker build -t shop/orders orders, docker push shop/orders, docker build -t shop/stock stock, docker push shop/stock]\n';
  const shipping = (text: string): unknown => linkTexts({ ...SYSTEM, '.gitlab-ci.yml': text }).releases[0]?.shipping;
  expect(shipping(pipeline)).toBeUndefined();
  expect(shipping(`${pipeline}production:\n  script: [helm upgrade --install shop ./chart]\n`)).toBe('deployed');
});

test('of the automation of a repository only its workflows are looked at', () => {
  expect(['.github/workflows/ci.yml', '.github/actions/build/action.yml', '.github/dependabot.yml'].map(isRelevantPath)).toEqual([true, false, false]);
});

import { expect, test } from 'vitest';
import { policyExtractor } from '../../src/engine/extract/policy/index.js';
import { createWorkspace, defaultConfig } from '../../src/engine/index.js';

const PATH = 'coupling.policy.yaml';
const COMPOSE = 'services:\n  orders:\n    image: shop/orders\n    environment: { PAYMENTS_URL: "http://payments:8080" }\n  payments:\n    image: shop/payments\n';

test('what a team says of its services', () => {
  const { facts, problems } = policyExtractor.extract(PATH, 'services:\n  orders: { owner: team-a, subdomain: core, slo: 0.9995, objective: 99.9 % }\n  payments: {}\n');

  expect(facts).toMatchObject([
    { service: 'orders', owner: 'team-a', subdomain: 'core', slo: 0.9995, objective: 0.999 },
    { service: 'payments' },
  ]);
  expect(problems).toEqual([]);
});

test('what cannot be used is a problem at its place; the rest holds', () => {
  const text = 'services:\n  orders: { owner: team-a, subdomain: kernel, slo: 99 }\n  payments: often\n';
  const { facts, problems } = policyExtractor.extract(PATH, text);

  expect(facts).toMatchObject([{ service: 'orders', owner: 'team-a' }]);
  expect(problems.map(({ site, message }) => [site && text.slice(site.span.start, site.span.end), message])).toEqual([
    ['kernel', 'orders: subdomain must be core, supporting or generic; it is ignored'],
    ['99', 'orders: slo must be a share between 0 and 1, such as 0.999 or 99.9 %; it is ignored'],
    ['often', 'payments: a service must be a mapping of owner, subdomain, slo or objective; it is ignored'],
  ]);
});

test.each(['', 'services:', 'services: []\n', 'services: {orders: {owner: {a: b}}}', 'services:\n\t- x', 'forbidden: []'])('no text is too broken: %j', (text) => {
  expect(policyExtractor.extract(PATH, text).facts.every(({ kind }) => kind === 'service-policy')).toBe(true);
});

function analysed(policy: string) {
  const workspace = createWorkspace();
  workspace.set('compose.yaml', COMPOSE);
  workspace.set(PATH, policy);
  return workspace.analyseWith([], defaultConfig);
}

test('owners put services apart, subdomains say how often they change, a stated availability replaces the assumed one', () => {
  const { metrics } = analysed('services:\n  orders: { owner: team-a }\n  payments: { owner: team-b, subdomain: core, slo: 0.99 }\n');

  expect(metrics.relations.get('service:orders -calls-> service:payments')).toMatchObject({
    distance: 0.75, volatility: 0.9, volatilitySource: 'policy', because: { distance: 'another owner: team-a and team-b', volatility: 'core subdomain, says the policy file' },
  });
  expect(metrics.elements.get('service:orders')?.availability).toBeCloseTo(0.999 * 0.99, 10);
});

test('a service that nobody knows is a problem at its place', () => {
  const { graph } = analysed('services:\n  oders: { owner: team-a }\n');

  expect(graph.problems).toMatchObject([{ site: { path: PATH } }]);
  expect(graph.problems[0]?.message).toContain('oders');
});

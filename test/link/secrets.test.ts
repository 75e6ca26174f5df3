import { expect, test } from 'vitest';
import { linkTexts } from '../support/link-texts.js';

const secret = (name: string, data: string): string => `apiVersion: v1\nkind: Secret\nmetadata: { name: ${name} }\nstringData: { ${data} }\n---\n`;
const workload = (name: string, container: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: main, ${container} }] } } }\n---\n` +
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} }, ports: [{ port: 80 }] }\n---\n`;

function relationsOf(...manifests: readonly string[]): string[] {
  return linkTexts({ 'k8s/all.yaml': manifests.join('') }).relations.map(({ from, kind, to }) => `${from.name} ${kind} ${to.name}`);
}

const DATABASE = workload('orders-db', 'image: postgres:16');

test('an address that a workload takes from a Secret is a relation, by key or as a whole', () => {
  const keys = secret('keys', 'DATABASE_URL: "postgres://ann:s@orders-db:5432/orders"');
  expect(relationsOf(keys, DATABASE, workload('orders', 'image: acme/orders, env: [{ name: DB, valueFrom: { secretKeyRef: { name: keys, key: DATABASE_URL } } }]'))).toEqual(['orders stores orders-db']);
  expect(relationsOf(keys, DATABASE, workload('orders', 'image: acme/orders, envFrom: [{ secretRef: { name: keys } }]'))).toEqual(['orders stores orders-db']);
});

test('a ConfigMap and a Secret of one name are two things', () => {
  const both = secret('keys', 'STOCK_URL: http://stock') + 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: keys }\ndata: { STOCK_URL: http://prices }\n---\n';
  const reads = (source: string): string => workload('orders', `image: acme/orders, envFrom: [{ ${source}: { name: keys } }]`);
  const others = [workload('stock', 'image: acme/stock'), workload('prices', 'image: acme/prices')];
  expect(relationsOf(both, ...others, reads('secretRef'))).toEqual(['orders calls stock']);
  expect(relationsOf(both, ...others, reads('configMapRef'))).toEqual(['orders calls prices']);
});

import { expect, test } from 'vitest';
import { linkTexts } from '../support/link-texts.js';

function elementsOf(texts: Readonly<Record<string, string>>): string[] {
  return [...linkTexts(texts).elements.keys()];
}

test('Compose files of different folders that start the same published images are one system', () => {
  const files = (version: string, more = ''): string => `services:\n  api: { image: "acme/api:${version}", environment: { DB: "postgres://db/acme" } }\n  front: { image: "acme/front:${version}" }\n  db: { image: "postgres:15" }\n${more}`;
  const workers = ['mails', 'bills', 'prints', 'cleans'].map((name) => `  ${name}: { image: "acme/worker:1" }\n`).join('');
  expect(elementsOf({ 'docker-compose.yml': files('2', workers), 'deploy/docker-compose.prod.yml': files('1', '  keys: { image: "acme/keys" }\n  proxy: { image: "acme/proxy" }\n') })).toEqual([
    'datastore:db', 'service:api', 'service:bills', 'service:cleans', 'service:front', 'service:keys', 'service:mails', 'service:prints', 'service:proxy',
  ]);
  // Ready-made images alone say nothing: every system has its own.
  expect(elementsOf({ 'a/docker-compose.yml': 'services:\n  a: { image: "acme/a" }\n  cache: { image: "redis:8" }\n', 'b/docker-compose.yml': 'services:\n  b: { image: "acme/b" }\n  cache: { image: "redis:8" }\n' })).toEqual([
    'datastore:a/cache', 'datastore:b/cache', 'service:a', 'service:b',
  ]);
});

test('an image that is called after a database with more in it is that database, unless it only works on one', () => {
  const kinds = elementsOf({ 'compose.yaml': ['postgres-partman', 'mysql-custom', 'postgres-backup', 'mysql-operator', 'postgres-orders-api'].map((name, index) => `  s${index}: { image: acme/${name} }\n`).reduce((all, one) => all + one, 'services:\n') });
  expect(kinds).toEqual(['datastore:s0', 'datastore:s1', 'service:s2', 'service:s3', 'service:s4']);
});

test('how a server is packed or run does not change what it is', () => {
  const images = ['docker-kafka-kraft', 'redis-standalone', 'mongodb-sharded', 'docker-orders', 'orders-cluster'];
  expect(elementsOf({ 'compose.yaml': `services:\n${images.map((name, index) => `  s${index}: { image: acme/${name} }\n`).join('')}` })).toEqual(['broker:s0', 'datastore:s1', 'datastore:s2', 'service:s3', 'service:s4']);
});

test('a container with the image of a broker that only makes its topics is a task', () => {
  const graph = linkTexts({ 'compose.yaml': 'services:\n  redpanda: { image: redpandadata/redpanda, command: ["redpanda start", "--smp 1"] }\n  topics: { image: redpandadata/redpanda, entrypoint: create-topics, command: [orders, bills] }\n' });
  expect([...graph.elements.values()].map(({ id, isTask }) => `${id} ${isTask}`)).toEqual(['broker:redpanda false', 'other:topics true']);
});

test('a workload whose name says nothing is called as its Service calls it', () => {
  const workload = (name: string, service: string, image: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec: { template: { metadata: { labels: { app: ${service} } }, spec: { containers: [{ name: main, image: ${image} }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: ${service} }
spec: { selector: { app: ${service} }, ports: [{ port: 80 }] }
`;
  expect(elementsOf({ 'orders.yaml': workload('app', 'orders', 'shop/orders'), 'stock.yaml': workload('server', 'stock-server', 'shop/stock') })).toEqual(['service:orders', 'service:server']);
});

test('what others wait for to end is a task, whatever image it has', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  clickhouse:\n    image: clickhouse/clickhouse-server\n    depends_on: { prepare: { condition: service_completed_successfully } }\n'
      + '  prepare: { image: clickhouse/clickhouse-server, command: [bash, -c, "wget https://tools.example/functions && mv functions /scripts"] }\n',
  });
  expect([...graph.elements.values()].map(({ id, isTask }) => `${id} ${isTask}`)).toEqual(['datastore:clickhouse false', 'other:prepare true']);
});

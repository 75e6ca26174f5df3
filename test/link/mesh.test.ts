import { expect, test } from 'vitest';
import type { Relation } from '../../src/engine/model/graph.js';
import { linkTexts } from '../support/link-texts.js';

const workload = (name: string, pod = '', environment = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: ${name}${pod} } }
    spec: { containers: [{ name: main, image: shop/${name}, env: [${environment}] }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
---
`;

const SHOP = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
${workload('orders', '', '{ name: STOCK_URL, value: "http://stock" }')}
${workload('stock')}
`;

const rule = (settings: string): string => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: stock, namespace: shop }
spec: { host: stock, trafficPolicy: ${settings} }
`;

function callIn(texts: Readonly<Record<string, string>>): Relation | undefined {
  return linkTexts({ 'shop.yaml': SHOP, ...texts }).relations.find(({ kind }) => kind === 'calls');
}

test('the route of the mesh bounds a call inside the mesh', () => {
  const route = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: stock, namespace: shop }
spec: { hosts: [stock], http: [{ timeout: 2s, route: [{ destination: { host: stock } }] }] }
`;

  expect(callIn({ 'stock.yaml': route })).toMatchObject({ via: 'mesh', care: { timeout: { known: true, value: 2000 } } });
  expect(callIn({ 'stock.yaml': route.replace('http:', 'gateways: [public], http:') })?.care.timeout).toBeUndefined();
});

test('a breaker counts only when it can eject one of the instances there are', () => {
  expect(callIn({ 'stock.yaml': rule('{ outlierDetection: { consecutive5xxErrors: 5 } }') })?.care.hasBreaker).toBe(false);
  expect(callIn({ 'stock.yaml': rule('{ outlierDetection: { consecutive5xxErrors: 5, maxEjectionPercent: 50 } }') })?.care.hasBreaker).toBe(true);
  expect(callIn({ 'stock.yaml': rule('{ connectionPool: { http: { http1MaxPendingRequests: 10 } } }') })?.care.hasBreaker).toBe(true);
});

test('rules of a foreign namespace do not act', () => {
  expect(callIn({ 'stock.yaml': rule('{ connectionPool: { http: { http1MaxPendingRequests: 10 } } }').replace('namespace: shop', 'namespace: other').replace('host: stock', 'host: stock.shop.svc.cluster.local') })?.care.policies).toEqual([]);
});

test('the label of a pod wins over its namespace, and says what switched the proxy off', () => {
  const graph = linkTexts({ 'shop.yaml': SHOP, 'batch.yaml': workload('batch', ', "sidecar.istio.io/inject": "false"') });

  expect(graph.elements.get('service:orders')?.mesh).toMatchObject({ state: 'in', mesh: 'istio' });
  expect(graph.elements.get('service:batch')?.mesh).toMatchObject({ state: 'out', optOut: { cause: 'label', value: 'false' } });
});

test('without a namespace that says so, nobody knows whether the mesh is on', () => {
  const graph = linkTexts({ 'shop.yaml': SHOP.replace(', labels: { istio-injection: enabled }', ''), 'rule.yaml': rule('{ tls: { mode: ISTIO_MUTUAL } }') });

  expect(graph.elements.get('service:orders')?.mesh).toEqual({ state: 'unknown' });
});

test('a namespace that is declared without a label is out of a mesh that others are in', () => {
  const elsewhere = (namespace: string): string => workload('ledger').replaceAll('namespace: shop', `namespace: ${namespace}`);
  const stateOf = (text: string): string | undefined => linkTexts({ 'shop.yaml': SHOP, 'ledger.yaml': text }).elements.get('service:ledger')?.mesh.state;

  expect(stateOf(`apiVersion: v1\nkind: Namespace\nmetadata: { name: books }\n---\n${elsewhere('books')}`)).toBe('out');
  expect(stateOf(elsewhere('books'))).toBe('unknown');
});

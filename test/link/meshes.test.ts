import { expect, test } from 'vitest';
import type { Relation } from '../../src/engine/model/graph.js';
import { deployed, object } from '../support/cluster.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

/** The call from orders to stock, in a namespace with these switches. */
function callIn(namespace: string, text: string, service = ''): Relation | undefined {
  const shop = `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, ${namespace} }\n---\n`;
  const orders = deployed('orders', { environment: '{ name: STOCK_URL, value: "http://stock" }' });
  return linkTexts({ 'shop.yaml': shop + orders + deployed('stock', { service }) + text }).relations.find(({ kind }) => kind === 'calls');
}

const LINKERD = 'annotations: { linkerd.io/inject: enabled }';
const KUMA = 'labels: { kuma.io/sidecar-injection: enabled }';
const APP_MESH = 'labels: { appmesh.k8s.aws/sidecarInjectorWebhook: enabled }';

const toStock = (settings: string, caller = '{ kind: Mesh }'): string => `{ targetRef: ${caller}, to: [{ targetRef: { kind: MeshService, name: stock_shop_svc_80 }, default: ${settings} }] }`;

test.each([
  ['an annotation of Linkerd', LINKERD, '', ', annotations: { timeout.linkerd.io/request: 2s }'],
  ['a ServiceProfile of Linkerd', LINKERD, object('linkerd.io/v1alpha2/ServiceProfile', 'stock.shop.svc.cluster.local', '{ routes: [{ name: all, condition: { pathRegex: /.* }, timeout: 2s, isRetryable: true }] }'), ''],
  ['an HTTPRoute for a Service', LINKERD, object('gateway.networking.k8s.io/v1/HTTPRoute', 'stock', '{ parentRefs: [{ kind: Service, group: core, name: stock }], rules: [{ timeouts: { request: 2s }, backendRefs: [{ name: stock }] }] }'), ''],
  ['a ServiceRouter of Consul', '', object('consul.hashicorp.com/v1alpha1/ServiceRouter', 'stock', '{ routes: [{ destination: { requestTimeout: 2s, numRetries: 3 } }] }'), ''],
  ['a MeshTimeout of Kuma', KUMA, object('kuma.io/v1alpha1/MeshTimeout', 'stock', toStock('{ http: { requestTimeout: 2s } }')), ''],
  ['a MeshTimeout of Kuma beside a MeshRetry', KUMA, object('kuma.io/v1alpha1/MeshTimeout', 'stock', toStock('{ http: { requestTimeout: 2s } }')) + object('kuma.io/v1alpha1/MeshRetry', 'stock', toStock('{ http: { numRetries: 3 } }')), ''],
  ['a MeshTimeout of Kuma for all', KUMA, object('kuma.io/v1alpha1/MeshTimeout', 'all', '{ to: [{ targetRef: { kind: Mesh }, default: { http: { requestTimeout: 2s } } }] }'), ''],
  ['a Timeout of Kuma', KUMA, object('kuma.io/v1alpha1/Timeout', 'stock', '{ sources: [{ match: { kuma.io/service: "*" } }], destinations: [{ match: { kuma.io/service: stock_shop_svc_80 } }], conf: { http: { requestTimeout: 2s } } }'), ''],
  ['a VirtualRouter of App Mesh', APP_MESH, object('appmesh.k8s.aws/v1beta2/VirtualRouter', 'stock', '{ routes: [{ name: r, httpRoute: { action: { weightedTargets: [{ virtualNodeRef: { name: stock }, weight: 1 }] }, timeout: { perRequest: { unit: s, value: 2 } } } }] }'), ''],
])('%s bounds a call', (_, namespace, text, service) => {
  expect(callIn(namespace, text, service)?.care.timeout).toMatchObject({ known: true, value: 2000 });
});

test('meshes that keep the limit of their proxy bound calls where nothing is written', () => {
  expect(callIn(KUMA, '')?.care.timeout).toMatchObject({ value: 15_000 });
  expect(callIn(LINKERD, '')?.care.timeout).toBeUndefined();
});

test('a policy for other callers does not act', () => {
  const timeout = (caller: string): string => object('kuma.io/v1alpha1/MeshTimeout', 'stock', toStock('{ http: { requestTimeout: 2s } }', caller));
  expect(callIn(KUMA, timeout('{ kind: Dataplane, labels: { app: orders } }'))?.care.timeout).toMatchObject({ value: 2000 });
  expect(callIn(KUMA, timeout('{ kind: Dataplane, labels: { app: web } }'))?.care.timeout).toMatchObject({ value: 15_000 });
  expect(callIn(KUMA, timeout('{ kind: MeshService, name: stock_shop_svc_80 }'))?.care.timeout).toMatchObject({ value: 15_000 });
});

test.each([
  ['failure accrual of Linkerd', LINKERD, '', ', annotations: { balancer.linkerd.io/failure-accrual: consecutive }'],
  ['ServiceDefaults of Consul', '', object('consul.hashicorp.com/v1alpha1/ServiceDefaults', 'orders', '{ upstreamConfig: { overrides: [{ name: stock, passiveHealthCheck: { maxFailures: 3 } }] } }'), ''],
  ['defaults in ServiceDefaults of Consul', '', object('consul.hashicorp.com/v1alpha1/ServiceDefaults', 'orders', '{ upstreamConfig: { defaults: { limits: { maxConnections: 9 } } } }'), ''],
  ['a MeshCircuitBreaker of Kuma', KUMA, object('kuma.io/v1alpha1/MeshCircuitBreaker', 'stock', toStock('{ outlierDetection: { detectors: { totalFailures: { consecutive: 5 } } } }')), ''],
  ['a CircuitBreaker of Kuma', KUMA, object('kuma.io/v1alpha1/CircuitBreaker', 'stock', '{ sources: [{ match: { kuma.io/service: orders_shop_svc_80 } }], destinations: [{ match: { kuma.io/service: stock_shop_svc_80 } }], conf: { detectors: { totalErrors: { consecutive: 5 } } } }'), ''],
  ['outlier detection of App Mesh', APP_MESH, object('appmesh.k8s.aws/v1beta2/VirtualNode', 'stock', '{ podSelector: { matchLabels: { app: stock } }, listeners: [{ outlierDetection: { maxServerErrors: 5 } }], serviceDiscovery: { dns: { hostname: stock.shop.svc.cluster.local } } }'), ''],
])('%s is a breaker', (_, namespace, text, service) => {
  expect(callIn(namespace, text, service)?.care.hasBreaker).toBe(true);
});

test('a breaker that is switched off, or another caller’s, is none', () => {
  expect(callIn(KUMA, object('kuma.io/v1alpha1/MeshCircuitBreaker', 'stock', toStock('{ outlierDetection: { disabled: true, detectors: { totalFailures: { consecutive: 5 } } } }')))?.care.hasBreaker).toBe(false);
  expect(callIn('', object('consul.hashicorp.com/v1alpha1/ServiceDefaults', 'web', '{ upstreamConfig: { defaults: { limits: { maxConnections: 9 } } } }'))?.care.hasBreaker).toBe(false);
});

test.each([
  ['linkerd', 'annotations: { linkerd.io/inject: enabled }'],
  ['kuma', 'labels: { kuma.io/sidecar-injection: enabled }'],
  ['app-mesh', 'labels: { appmesh.k8s.aws/sidecarInjectorWebhook: enabled }'],
  ['open-service-mesh', 'annotations: { openservicemesh.io/sidecar-injection: enabled }'],
])('a namespace joins %s', (mesh, switches) => {
  expect(callIn(switches, '')).toMatchObject({ via: 'mesh', from: { mesh: { state: 'in', mesh } } });
});

test('upstreams of Consul and backends of App Mesh are there to be called', () => {
  const shop = deployed('orders', { pod: ', annotations: { consul.hashicorp.com/connect-service-upstreams: "stock:9090, prices.shop:9091:dc1" }' }) + deployed('stock') + deployed('prices');
  expect(relationsOf(linkTexts({ 'shop.yaml': shop }))).toEqual(['service:orders -calls-> service:prices, config', 'service:orders -calls-> service:stock, config']);

  const node = object('appmesh.k8s.aws/v1beta2/VirtualNode', 'orders', '{ podSelector: { matchLabels: { app: orders } }, backends: [{ virtualService: { virtualServiceRef: { name: stock } } }] }');
  expect(relationsOf(linkTexts({ 'shop.yaml': deployed('orders') + deployed('stock') + node }))).toEqual(['service:orders -calls-> service:stock, config']);
});

test('who may call whom is no relation', () => {
  const policies = [
    object('policy.linkerd.io/v1alpha1/AuthorizationPolicy', 'p', '{ targetRef: { kind: Server, name: stock }, requiredAuthenticationRefs: [{ kind: ServiceAccount, name: orders }] }'),
    object('consul.hashicorp.com/v1alpha1/ServiceIntentions', 'p', '{ destination: { name: stock }, sources: [{ name: orders, action: allow }] }'),
    object('kuma.io/v1alpha1/MeshTrafficPermission', 'p', '{ targetRef: { kind: MeshService, name: stock }, from: [{ targetRef: { kind: MeshService, name: orders }, default: { action: Allow } }] }'),
    object('access.smi-spec.io/v1alpha3/TrafficTarget', 'p', '{ destination: { kind: ServiceAccount, name: stock }, sources: [{ kind: ServiceAccount, name: orders }] }'),
    object('cilium.io/v2/CiliumNetworkPolicy', 'p', '{ endpointSelector: { matchLabels: { app: stock } }, ingress: [{ fromEndpoints: [{ matchLabels: { app: orders } }] }] }'),
  ];
  expect(relationsOf(linkTexts({ 'shop.yaml': deployed('orders') + deployed('stock') + policies.join('') }))).toEqual([]);
});

test('a TrafficSplit carries calls to the service that it splits', () => {
  const split = object('split.smi-spec.io/v1alpha4/TrafficSplit', 'stock', '{ service: stock, backends: [{ service: stock, weight: 90 }] }');
  expect(callIn(LINKERD, split)?.care.routes.map(({ fact }) => [fact.mesh, fact.name])).toEqual([['smi', 'stock']]);
});

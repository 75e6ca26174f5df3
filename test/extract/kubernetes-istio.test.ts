import { describe, expect, test } from 'vitest';
import type { PolicyLevel } from '../../src/engine/model/mesh-facts.js';
import { applyEdits, fill, valueOf, type Slot } from '../../src/engine/model/text.js';
import { factsOf, only, underlined } from './kubernetes-examples.js';

function object(group: string, kind: string, spec: string): string {
  return `apiVersion: ${group}.istio.io/v1\nkind: ${kind}\nmetadata: { name: a, namespace: shop }\nspec:\n${spec.trim().replace(/^/gm, '  ')}\n`;
}

function filled(text: string, slot: Slot | undefined, item: Parameters<typeof fill>[1]): string {
  if (slot === undefined) throw new Error('no slot');
  return applyEdits(text, [fill(slot, item)]);
}

describe('a VirtualService', () => {
  const text = object('networking', 'VirtualService', `
hosts: [stock, "*.example.com"]
gateways: [mesh, edge]
http:
- match: [{ uri: { prefix: /v2 } }]
  route:
  - destination: { host: stock, subset: v2, port: { number: 8080 } }
  timeout: 1.5s
  retries: { attempts: 3, perTryTimeout: 500ms }
- route:
  - destination:
      host: stock.shop.svc.cluster.local
tcp:
- route: [{ destination: { host: db } }]
`);

  test('has routes with their destinations and care', () => {
    const fact = only(text, 'traffic-route');
    expect(fact).toMatchObject({ name: 'a', namespace: 'shop', hosts: ['stock', '*.example.com'], gateways: ['mesh', 'edge'] });
    expect(fact.routes.map(({ protocol, destinations, timeout, attempts }) => [protocol, destinations[0]?.host, valueOf(timeout), valueOf(attempts)])).toEqual([
      ['http', 'stock', 1500, 3],
      ['http', 'stock.shop.svc.cluster.local', undefined, undefined],
      ['tcp', 'db', undefined, undefined],
    ]);
    expect(fact.routes[0]?.destinations).toMatchObject([{ host: 'stock', subset: 'v2', port: 8080 }]);
    expect(underlined(text, fact.routes[1]?.site)).toBe('stock.shop.svc.cluster.local');
  });

  test('takes a time-out where an http route has none', () => {
    const [first, second, tcp] = only(text, 'traffic-route').routes;
    expect(first?.timeoutSlot).toBeUndefined();
    expect(tcp?.timeoutSlot).toBeUndefined();
    const edited = filled(text, second?.timeoutSlot, { timeout: '2s' });
    expect(edited).toContain('      host: stock.shop.svc.cluster.local\n    timeout: 2s\n');
    expect(valueOf(only(edited, 'traffic-route').routes[1]?.timeout)).toBe(2000);
  });

  test.each([
    ['2s', 2000], ['500ms', 500], ['1h', 3_600_000], ['1m30s', 90_000], ['0s', 0], ['0', 0], ['.5s', 500],
    ['10', undefined], ['fast', undefined], ['1s2', undefined], ['-1s', undefined], ['1'.repeat(70), undefined],
  ])('time-out %s is %s ms', (written, milliseconds) => {
    const { timeout } = only(object('networking', 'VirtualService', `http: [{ timeout: ${written} }]`), 'traffic-route').routes[0] ?? {};
    expect(timeout?.known).toBe(milliseconds !== undefined);
    expect(valueOf(timeout)).toBe(milliseconds);
  });
});

describe('a DestinationRule', () => {
  const text = object('networking', 'DestinationRule', `
host: stock.shop.svc.cluster.local
trafficPolicy:
  connectionPool: { tcp: { connectTimeout: 1s } }
  outlierDetection:
    consecutive5xxErrors: 5
  tls: { mode: DISABLE }
  portLevelSettings:
  - port: { number: 8080 }
    connectionPool: { http: { http1MaxPendingRequests: 10 } }
subsets:
- name: v1
  labels: { version: v1 }
- name: v2
  labels: { version: v2 }
  trafficPolicy:
    outlierDetection: { maxEjectionPercent: 50 }
`);

  test('has levels: the host, its ports, its subsets', () => {
    const fact = only(text, 'traffic-policy');
    expect(fact.host).toBe('stock.shop.svc.cluster.local');
    expect(underlined(text, fact.hostSite)).toBe(fact.host);
    expect(fact.subsets).toMatchObject([{ name: 'v1', labels: { version: 'v1' } }, { name: 'v2', labels: { version: 'v2' } }]);
    expect(fact.levels.map(({ level, name, limitsLoad, outlierDetection, tlsMode }) => ({
      level, name, limitsLoad, tls: valueOf(tlsMode), errors: valueOf(outlierDetection?.consecutive5xxErrors), percent: valueOf(outlierDetection?.maxEjectionPercent),
    }))).toEqual([
      { level: 'host', name: undefined, limitsLoad: false, tls: 'DISABLE', errors: 5, percent: undefined },
      { level: 'port', name: '8080', limitsLoad: true, tls: undefined, errors: undefined, percent: undefined },
      { level: 'subset', name: 'v2', limitsLoad: false, tls: undefined, errors: undefined, percent: 50 },
    ]);
    expect(underlined(text, fact.levels[0]?.outlierDetection?.site)).toBe('outlierDetection');
    expect(underlined(text, fact.levels[0]?.tlsMode?.site)).toBe('DISABLE');
  });

  test('takes more entries on every level', () => {
    const fact = only(text, 'traffic-policy');
    expect(filled(text, fact.levels[0]?.outlierDetection?.slot, { maxEjectionPercent: 50 })).toContain(
      '      consecutive5xxErrors: 5\n      maxEjectionPercent: 50\n',
    );
    expect(filled(text, fact.policySlot, { warmup: '1s' })).toContain('http1MaxPendingRequests: 10 } }\n    warmup: 1s\n');
    const bare = object('networking', 'DestinationRule', 'host: stock');
    const policy = only(bare, 'traffic-policy');
    expect(policy.policySlot).toBeUndefined();
    expect(filled(bare, policy.specSlot, { trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } })).toContain(
      '  host: stock\n  trafficPolicy:\n    tls:\n      mode: ISTIO_MUTUAL\n',
    );
  });

  test.each([
    ['{ tcp: { maxConnections: 1 } }', true],
    ['{ http: { http2MaxRequests: 1 } }', true],
    ['{ http: { maxRetries: 1 } }', true],
    ['{ http: { maxRequestsPerConnection: 1, idleTimeout: 1s } }', false],
    ['{}', false],
  ])('connection pool %s bounds load: %s', (pool, bounds) => {
    const { levels } = only(object('networking', 'DestinationRule', `host: a\ntrafficPolicy: { connectionPool: ${pool} }`), 'traffic-policy');
    expect(levels).toEqual<PolicyLevel[]>([{ level: 'host', limitsLoad: bounds, hasConnectionPool: true }]);
  });

  test.each([
    ['trafficPolicy: {{ .Values.policy }}'],
    ['trafficPolicy:\n  {{- toYaml .Values.policy | nindent 4 }}'],
    ['trafficPolicy:\n  tls: { mode: SIMPLE }\n  {{- toYaml .Values.policy | nindent 4 }}'],
    ['trafficPolicy:\n  outlierDetection:\n    {{- toYaml .Values.outliers | nindent 6 }}'],
    ['trafficPolicy:\n  connectionPool:\n    http:\n      {{- toYaml .Values.http | nindent 8 }}'],
  ])('whose care a template writes counts as careful: %s', (policy) => {
    expect(only(object('networking', 'DestinationRule', `host: a\n${policy}`), 'traffic-policy').levels[0]?.limitsLoad).toBe(true);
  });
});

describe('a PeerAuthentication', () => {
  test('has a mode, per port too', () => {
    const text = object('security', 'PeerAuthentication', `
selector: { matchLabels: { app: stock } }
mtls: { mode: STRICT }
portLevelMtls:
  8080: { mode: DISABLE }
`);
    const fact = only(text, 'peer-authentication');
    expect(fact).toMatchObject({ selector: { app: 'stock' }, mode: { value: 'STRICT' }, portModes: [{ port: 8080, mode: { value: 'DISABLE' } }] });
  });

  test('without a selector holds for its namespace; with a hidden one it says nothing', () => {
    expect(only(object('security', 'PeerAuthentication', 'mtls: { mode: STRICT }'), 'peer-authentication').selector).toEqual({});
    const hidden = object('security', 'PeerAuthentication', 'selector:\n  matchLabels:\n    {{- include "x.labels" . | nindent 6 }}\nmtls: { mode: STRICT }');
    expect(factsOf(hidden)).toEqual([]);
  });
});

test('the other resources', () => {
  expect(only(object('networking', 'ServiceEntry', 'hosts: [api.example.com]\nendpoints: [{ address: 1.2.3.4 }]'), 'service-entry')).toMatchObject({
    hosts: ['api.example.com'], external: true, endpoints: 1,
  });
  expect(only(object('networking', 'ServiceEntry', 'location: MESH_INTERNAL'), 'service-entry').external).toBe(false);

  expect(only(object('networking', 'Gateway', 'selector: { istio: ingress }\nservers: [{ hosts: [shop.example.com] }, { hosts: ["*"] }]'), 'mesh-gateway')).toMatchObject({
    selector: { istio: 'ingress' }, hosts: ['shop.example.com', '*'],
  });
  expect(only(object('networking', 'Sidecar', `
workloadSelector: { labels: { app: orders } }
egress: [{ hosts: ["./*"] }]
outboundTrafficPolicy: { mode: REGISTRY_ONLY }
`), 'sidecar')).toMatchObject({ selector: { app: 'orders' }, egressHosts: ['./*'], outboundMode: 'REGISTRY_ONLY' });

  expect(only(object('telemetry', 'Telemetry', 'tracing: []'), 'telemetry').selector).toEqual({});
});

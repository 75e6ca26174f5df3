import { expect, test } from 'vitest';
import { deployed, object } from '../support/cluster.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

const SHOP = deployed('orders') + deployed('stock');

const ingress = (name: string, service: string, metadata = '', spec = ''): string =>
  object('networking.k8s.io/v1/Ingress', name, `{ ${spec}rules: [{ http: { paths: [{ path: /${service}, backend: { service: { name: ${service} } } }] } }] }`, metadata);

const routes = (text: string): string[] => relationsOf(linkTexts({ 'shop.yaml': SHOP + text })).map((line) => line.replace(/, declared$/, ''));

test('Ingresses of a class are served by one controller, those of another class by another', () => {
  const nginx = 'ingressClassName: nginx, ';
  expect(routes(ingress('shop', 'orders', '', nginx))).toEqual(['gateway:shop -routes-> service:orders']);
  expect(routes(ingress('a', 'orders', '', nginx) + ingress('b', 'stock', ', annotations: { nginx.ingress.kubernetes.io/rewrite-target: / }'))).toEqual([
    'gateway:nginx-ingress -routes-> service:orders', 'gateway:nginx-ingress -routes-> service:stock',
  ]);
  expect(routes(ingress('a', 'orders', '', nginx) + ingress('b', 'stock', ', annotations: { kubernetes.io/ingress.class: traefik }'))).toEqual([
    'gateway:a -routes-> service:orders', 'gateway:b -routes-> service:stock',
  ]);
});

test('a controller that the workspace deploys is the gateway itself', () => {
  const controller = deployed('edge', { image: 'registry.k8s.io/ingress-nginx/controller:v1.9' });
  expect(routes(controller + ingress('shop', 'orders', '', 'ingressClassName: nginx, '))).toEqual(['gateway:edge -routes-> service:orders']);
});

test('an Ingress called like its service does not take the name', () => {
  expect(routes(ingress('orders', 'orders'))).toEqual(['gateway:ingress -routes-> service:orders']);
});

test('the same edge in several forms of Istio is one gateway', () => {
  const gateway = object('networking.istio.io/v1/Gateway', 'shop-gateway', '{ selector: { istio: ingressgateway }, servers: [] }');
  const virtual = object('networking.istio.io/v1/VirtualService', 'shop', '{ hosts: ["*"], gateways: [shop-gateway], http: [{ route: [{ destination: { host: orders } }] }] }');
  const api = object('gateway.networking.k8s.io/v1/Gateway', 'shop-gateway', '{ gatewayClassName: istio }')
    + object('gateway.networking.k8s.io/v1/HTTPRoute', 'shop', '{ parentRefs: [{ name: shop-gateway }], rules: [{ backendRefs: [{ name: orders }] }] }');
  expect(routes(gateway + virtual + api + ingress('outside', 'orders', '', 'ingressClassName: istio, '))).toEqual(['gateway:istio-ingressgateway -routes-> service:orders']);
});

test('Gateways of one class with different names are different gateways', () => {
  const gateway = (name: string): string => object('gateway.networking.k8s.io/v1/Gateway', name, '{ gatewayClassName: eg }');
  const route = (name: string, backend: string): string => object('gateway.networking.k8s.io/v1/TCPRoute', backend, `{ parentRefs: [{ name: ${name} }], rules: [{ backendRefs: [{ name: ${backend} }] }] }`);
  expect(routes(gateway('public') + gateway('partners') + route('public', 'orders') + route('partners', 'stock'))).toEqual([
    'gateway:partners -routes-> service:stock', 'gateway:public -routes-> service:orders',
  ]);
});

test('a Route of OpenShift opens a service, and is no gateway', () => {
  const graph = linkTexts({ 'shop.yaml': SHOP + object('route.openshift.io/v1/Route', 'shop', '{ to: { kind: Service, name: orders } }') });
  expect(relationsOf(graph)).toEqual([]);
  expect(graph.elements.get('service:orders')?.isEntry).toBe(true);
});

test.each([
  ['projectcontour.io/v1/HTTPProxy', '{ virtualhost: { fqdn: a.b }, routes: [{ conditions: [{ prefix: / }], services: [{ name: orders, port: 80 }] }], tcpproxy: { services: [{ name: stock }] } }'],
  ['getambassador.io/v3alpha1/Mapping', '{ hostname: "*", prefix: /orders/, service: "https://orders.shop:8443" }'],
  ['apisix.apache.org/v2/ApisixRoute', '{ http: [{ match: { paths: [/*] }, backends: [{ serviceName: orders, servicePort: 80 }] }], stream: [{ backend: { serviceName: stock } }] }'],
  ['k8s.nginx.org/v1/VirtualServer', '{ host: a.b, upstreams: [{ name: o, service: orders, port: 80 }], routes: [{ path: /, action: { pass: o } }] }'],
  ['configuration.konghq.com/v1beta1/TCPIngress', '{ rules: [{ port: 9000, backend: { serviceName: orders, servicePort: 80 } }] }'],
  ['traefik.io/v1alpha1/IngressRoute', '{ routes: [{ match: "PathPrefix(`/o`)", services: [{ name: orders }, { kind: TraefikService, name: split }] }] }'],
  ['traefik.io/v1alpha1/TraefikService', '{ weighted: { services: [{ name: orders }] }, mirroring: { name: orders, mirrors: [{ name: stock }] } }'],
])('%s names the services behind it', (type, spec) => {
  const expected = ['gateway:edge -routes-> service:orders', ...(spec.includes('stock') ? ['gateway:edge -routes-> service:stock'] : [])];
  expect(routes(object(type, 'edge', spec))).toEqual(expected);
});

test('a gateway calls what it asks on each request', () => {
  const asking = ingress('edge', 'orders', ', annotations: { nginx.ingress.kubernetes.io/auth-url: "http://stock.shop.svc.cluster.local/check" }');
  expect(routes(asking)).toEqual(['gateway:edge -calls-> service:stock', 'gateway:edge -routes-> service:orders']);
});

test('an EnvoyFilter makes proxies call what its clusters name, inside the workspace or not', () => {
  const filter = (address: string): string => object('networking.istio.io/v1alpha3/EnvoyFilter', 'limits', `
  workloadSelector: { labels: { app: orders } }
  configPatches:
  - applyTo: CLUSTER
    patch: { operation: ADD, value: { name: limits, load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: ${address}, port_value: 81 } } } }] }] } } }
`);
  expect(routes(filter('stock.shop.svc.cluster.local'))).toEqual(['service:orders -calls-> service:stock']);
  expect(routes(filter('limits.tools.svc.cluster.local'))).toEqual(['service:orders -calls-> external:limits']);
  expect(routes(filter('10.0.0.7'))).toEqual([]);
});

test('a ServiceEntry gives pods, or another host, a name', () => {
  const caller = deployed('web', { environment: '{ name: A_URL, value: "http://old.shop.example" }, { name: B_URL, value: "http://vm.shop.example" }' });
  const entries = object('networking.istio.io/v1/ServiceEntry', 'old', '{ hosts: [old.shop.example], endpoints: [{ address: orders.shop.svc.cluster.local }] }')
    + object('networking.istio.io/v1/ServiceEntry', 'vm', '{ hosts: [vm.shop.example], workloadSelector: { labels: { app: stock } } }');
  expect(routes(caller + entries)).toEqual(['service:web -calls-> service:orders, config', 'service:web -calls-> service:stock, config']);
});

test('what a gateway asks with code of its own is a call, and no route besides', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  api-gateway: { build: ./gateway, environment: { STOCK_URL: "http://stock:8080", ORDERS_URL: "http://orders:8080" } }\n  orders: { build: ./orders }\n  stock: { build: ./stock }\n',
    'gateway/package.json': '{ "name": "gateway", "scripts": { "start": "node ." } }',
    'gateway/index.js': "const { STOCK_URL } = process.env;\nexport const load = () => fetch(`${STOCK_URL}/items`);\n",
  });

  expect(relationsOf(graph)).toEqual(['gateway:api-gateway -calls-> service:stock, declared', 'gateway:api-gateway -routes-> service:orders, config']);
});

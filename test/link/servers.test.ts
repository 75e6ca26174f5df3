import { expect, test } from 'vitest';
import { deployed } from '../support/cluster.js';
import { linkTexts, relationsOf } from '../support/link-texts.js';

const ROUTES = 'server { location /orders { proxy_pass http://orders:8080; } }';

test('a mounted configuration is that of the service which mounts it', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  entrance: { image: nginx, volumes: ["./edge/nginx.conf:/etc/nginx/nginx.conf:ro"], ports: ["80:80"] }
  other: { image: nginx }
  orders: { image: shop/orders }
  watch: { image: prom/prometheus, volumes: ["$PWD/monitoring:/etc/prometheus"] }
  board: { image: grafana/grafana, volumes: [{ type: bind, source: ./monitoring, target: /etc/grafana }] }
`,
    'edge/nginx.conf': ROUTES,
    'monitoring/prometheus.yml': 'scrape_configs: [{ static_configs: [{ targets: ["orders:8080", "localhost:9090", "nobody:1"] }] }]',
    'monitoring/sources.yml': 'datasources: [{ name: P, type: prometheus, url: "http://watch:9090" }]',
  });

  expect(relationsOf(graph)).toEqual([
    'telemetry:board -telemetry-> telemetry:watch, declared',
    'telemetry:watch -telemetry-> service:orders, declared',
    'webserver:entrance -routes-> service:orders, declared',
  ]);
  expect(graph.elements.get('service:orders')?.isEntry).toBe(true);
});

test('a copied configuration belongs to the image, with the environment that fills it', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  web: { build: ./web, environment: { STOCK_HOST: stock } }
  orders: { image: shop/orders }
  stock: { image: shop/stock }
`,
    'web/Dockerfile': 'FROM node AS build\nCOPY . .\nFROM nginx\nENV ORDERS_HOST=orders\nCOPY default.conf.template /etc/nginx/templates/',
    'web/default.conf.template': 'location /o { proxy_pass http://${ORDERS_HOST}:8080; } location /s { proxy_pass http://${STOCK_HOST}; } location /x { proxy_pass http://${NOBODY}; }',
  });

  expect(relationsOf(graph)).toEqual(['webserver:web -routes-> service:orders, declared', 'webserver:web -routes-> service:stock, declared']);
  expect(graph.relations[0]?.evidence.map(({ site, confidence }) => `${site.path} ${confidence}`)).toEqual(['web/default.conf.template declared', 'web/Dockerfile config']);
});

test('the only server with an image of the team\'s own has the only configuration that nobody else takes', () => {
  const relations = (edge: string, more: Record<string, string> = {}): string[] => relationsOf(linkTexts({
    'compose.yaml': `services:\n${edge}  orders: { image: shop/orders }\n`,
    'Caddyfile': 'shop.example.com {\n\treverse_proxy http://orders:8080\n}\n',
    ...more,
  }));

  expect(relations('  edge: { image: "acme/shop-caddy:1.0" }\n')).toEqual(['gateway:edge -routes-> service:orders, declared']);
  // Somebody else's image has settings of its own, of two servers nobody knows which, and of two files neither.
  expect(relations('  edge: { image: "caddy:2" }\n')).toEqual([]);
  expect(relations('  edge: { image: "acme/shop-caddy:1.0" }\n  inner: { image: "acme/caddy-inner:1.0" }\n')).toEqual([]);
  expect(relations('  edge: { image: "acme/shop-caddy:1.0" }\n', { 'old/Caddyfile': 'reverse_proxy orders:80\n' })).toEqual([]);
});

test('a configuration beside the code of something else is nobody\'s', () => {
  const graph = linkTexts({
    'compose.yaml': 'services:\n  shop: { build: . }\n  orders: { image: shop/orders }\n',
    'Dockerfile': 'FROM node\nCOPY src ./src\nCMD ["node", "src"]',
    'deploy/nginx.conf': ROUTES,
  });

  expect(relationsOf(graph)).toEqual([]);
});

test('a collector sends, watches and reads; a variable it fills makes no relation of its own', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  collector:
    image: otel/opentelemetry-collector
    environment: { CACHE_ADDR: "cache:6379" }
    volumes: ["\${OTEL_CONFIG}:/etc/otel.yaml"]
  logstash: { image: logstash, volumes: ["./logstash:/usr/share/logstash/pipeline"] }
  cache: { image: redis }
  jaeger: { image: jaegertracing/all-in-one }
  kafka: { image: apache/kafka }
  elastic: { image: elasticsearch }
`,
    'telemetry/otel.yaml': 'receivers: { redis: { endpoint: "${env:CACHE_ADDR}" } }\nexporters: { otlp: { endpoint: "jaeger:4317" } }\n',
    'logstash/shop.conf': 'input { kafka { bootstrap_servers => "kafka:9092" } }\noutput { elasticsearch { hosts => ["elastic:9200"] } }',
  });

  expect(relationsOf(graph)).toEqual([
    'telemetry:collector -telemetry-> datastore:cache, declared',
    'telemetry:collector -telemetry-> telemetry:jaeger, declared',
    'telemetry:logstash -stores-> datastore:elastic, declared',
    'telemetry:logstash -subscribes-> broker:kafka, declared',
  ]);
});

test('a ConfigMap is the configuration of the workload that mounts it', () => {
  const workload = (name: string, image: string, volumes = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec: { template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: main, image: ${image}, volumeMounts: [{ name: config, mountPath: /etc/config }] }], volumes: [${volumes}] } } }
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
---`;
  const graph = linkTexts({
    'k8s.yaml': `${workload('entrance', 'nginx', '{ name: config, configMap: { name: edge-config } }')}${workload('orders', 'shop/orders')}
apiVersion: v1
kind: ConfigMap
metadata: { name: edge-config, namespace: shop }
data:
  nginx.conf: |
    server { location / { proxy_pass http://orders.shop.svc.cluster.local:80; } }
`,
  });

  expect(relationsOf(graph)).toEqual(['webserver:entrance -routes-> service:orders, declared']);
});

test('labels tell the only Traefik what to route to', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  proxy: { image: "traefik:v3" }
  orders: { image: shop/orders, labels: ["traefik.http.routers.orders.rule=PathPrefix(\`/orders\`)"] }
  stock: { image: shop/stock, labels: { traefik.enable: "false", traefik.http.routers.stock.rule: x } }
  users: { image: shop/users, labels: { traefik.enable: "true" } }
  cart: { image: shop/cart, labels: { com.example.owner: carts } }
`,
  });

  expect(relationsOf(graph)).toEqual(['gateway:proxy -routes-> service:orders, declared', 'gateway:proxy -routes-> service:users, declared']);
});

test('routes of the Gateway API lead from their shared Gateway to Services', () => {
  const service = (name: string): string => `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} } }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: main, image: shop/${name} }] } } }\n---\n`;
  const route = (kind: string, backend: string): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: { name: ${backend}-route }
spec:
  parentRefs: [{ name: edge }, { kind: Service, name: nobody }]
  rules: [{ matches: [{ path: { value: /${backend} } }], timeouts: { request: 2s }, backendRefs: [{ name: ${backend}, port: 80 }, { kind: Bucket, name: files }] }]
---`;
  const graph = linkTexts({ 'k8s.yaml': `${service('orders')}${service('stock')}${route('HTTPRoute', 'orders')}${route('GRPCRoute', 'stock')}` });

  expect(relationsOf(graph)).toEqual(['gateway:edge -routes-> service:orders, declared', 'gateway:edge -routes-> service:stock, declared']);
});

test('log drivers reach the service that publishes their port on the machine; images reach their documented default', () => {
  const graph = linkTexts({
    'compose.yaml': `services:
  orders: { image: shop/orders, logging: { driver: syslog, options: { syslog-address: "tcp://127.0.0.1:25826" } } }
  stock: { image: shop/stock, logging: { driver: gelf, options: { gelf-address: "udp://localhost:12201" } } }
  logstash: { image: logstash, ports: ["25826:5000"] }
  kibana: { image: docker.elastic.co/kibana/kibana:8.1.0 }
  other-kibana: { image: kibana, environment: { ELASTICSEARCH_HOSTS: "http://search:9200" } }
  elasticsearch: { image: elasticsearch }
  search: { image: elasticsearch }
`,
  });

  expect(relationsOf(graph)).toEqual([
    'service:orders -telemetry-> telemetry:logstash, declared',
    'telemetry:kibana -stores-> datastore:elasticsearch, inferred',
    'telemetry:other-kibana -stores-> datastore:search, config',
  ]);
});

test('a shipper of logs that the Dockerfile beside its configuration adds is part of the program', () => {
  const texts = {
    'compose.yaml': 'services:\n  orders: { image: shop/orders }\n  elk: { image: sebp/elk }\n',
    'orders/pom.xml': '<project><artifactId>orders</artifactId><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>',
    'orders/src/main/docker/filebeat.yml': 'output:\n  logstash:\n    hosts: ["elk:5044"]\n',
  };
  expect(relationsOf(linkTexts({ ...texts, 'orders/src/main/docker/Dockerfile': 'FROM eclipse-temurin\nADD filebeat.yml /etc/filebeat/\n' }))).toEqual(['service:orders -telemetry-> telemetry:elk, declared']);
  expect(relationsOf(linkTexts({ ...texts, 'orders/src/main/docker/Dockerfile': 'FROM eclipse-temurin\n' }))).toEqual([]);
});

test('a key of a ConfigMap that tells nothing is the file that a pod makes of it, or what its text says', () => {
  const edge = (name: string, mount: string, volume: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec: { template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: main, image: ${name === 'metrics' ? 'prom/prometheus' : 'nginx'}, volumeMounts: [{ name: config, ${mount} }] }], volumes: [{ name: config, configMap: { name: ${name}-config${volume} } }] } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}-config, namespace: shop }
data:
  config: |
    ${name === 'metrics' ? 'scrape_configs: [{ job_name: orders, static_configs: [{ targets: ["orders:80"] }] }]' : 'server { location / { proxy_pass http://orders; } }'}
---
`;
  const orders = deployed('orders');
  expect(relationsOf(linkTexts({
    'edge.yaml': edge('pages', 'mountPath: /etc/nginx/conf.d', ', items: [{ key: config, path: default.conf }]'),
    'front.yaml': edge('front', 'mountPath: /etc/nginx/nginx.conf, subPath: config', ''),
    'bare.yaml': edge('bare', 'mountPath: /etc/nginx', ''),
    'metrics.yaml': edge('metrics', 'mountPath: /etc/prometheus', ', items: [{ key: config, path: prometheus.yml }]'),
    'orders.yaml': orders,
  }))).toEqual([
    'telemetry:metrics -telemetry-> service:orders, declared',
    'webserver:bare -routes-> service:orders, declared',
    'webserver:front -routes-> service:orders, declared',
    'webserver:pages -routes-> service:orders, declared',
  ]);
});

test('programs read the files that a ConfigMap gives them, whatever format these have', () => {
  const program = (name: string, file: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec: { template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: main, image: shop/${name}, volumeMounts: [{ name: config, mountPath: /config }] }], volumes: [{ name: config, configMap: { name: ${name}-config } }] } } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}-config, namespace: shop }
data:
  file: |
${file.split('\n').map((line) => `    ${line}`).join('\n')}
---
`;
  const graph = linkTexts({
    'bills.yaml': program('bills', '{\n  "db_connection": "host=db port=5432 user=app dbname=bills sslmode=disable",\n  "bind_address": ":9090",\n  "allowed_origins": "http://orders"\n}'),
    'carts.yaml': program('carts', 'redis:\n  host: cache\n# url: http://bills\nname: orders\nkafka:\n  - queue:9092'),
    'stock.yaml': program('stock', '[orders]\nurl = "http://orders/api"\n'),
    'orders.yaml': deployed('orders') + deployed('bills-only', { image: 'shop/none' }),
    'data.yaml': deployed('db', { image: 'postgres:17' }) + deployed('cache', { image: 'redis:8' }) + deployed('queue', { image: 'apache/kafka:4' }),
  });
  expect(relationsOf(graph)).toEqual([
    'service:bills -stores-> datastore:db, config',
    'service:carts -publishes-> broker:queue, config',
    'service:carts -stores-> datastore:cache, config',
    'service:stock -calls-> service:orders, config',
  ]);
  expect(graph.databases.map(({ id }) => id)).toEqual(['datastore:cache/?', 'datastore:db/bills']);
});

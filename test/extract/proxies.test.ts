import { expect, test } from 'vitest';
import { endpointsOf } from '../support/server-endpoints.js';

test('Apache: ProxyPass, balancers, rewriting, handlers', () => {
  expect(endpointsOf('apache/000-default.conf', `
Define STOCK_HOST stock
<VirtualHost *:80>
  ProxyPass /static !
  ProxyPass        /orders http://orders:8080/orders retry=0
  ProxyPassReverse /orders http://orders:8080/orders
  <Location "/stock">
    ProxyPass http://\${STOCK_HOST}:8080/ timeout=5
  </Location>
  <Proxy "balancer://carts">
    BalancerMember http://cart-1:80
    BalancerMember http://\${CART_2}:80 \\
      loadfactor=2
  </Proxy>
  ProxyPassMatch ^/cart/(.*)$ balancer://carts/$1
  RewriteRule ^/users/(.*) http://users/$1 [P,L]
  RewriteRule ^/old http://nowhere/ [R=301]
  # ProxyPass /no http://nobody
  <FilesMatch \\.php$>
    SetHandler "proxy:fcgi://php:9000"
  </FilesMatch>
</VirtualHost>`)).toEqual([
    'apache routes /orders http://orders:8080/orders',
    'apache routes /stock http://stock:8080/',
    'apache routes ^/cart/(.*)$ http://cart-1:80',
    'apache routes ^/cart/(.*)$ http://${CART_2}:80',
    'apache routes ^/users/(.*) http://users/?',
    'apache routes fcgi://php:9000',
  ]);
});

test('Caddy: matchers, blocks, place-holders', () => {
  expect(endpointsOf('Caddyfile', `
{
  email me@shop.io
}
shop.io {
  @api path /api/*
  reverse_proxy @api orders:8080 h2c://orders-2:8080
  handle_path /stock/* {
    reverse_proxy {$STOCK_HOST:stock}:8080 {
      lb_policy first
      to {env.STOCK_2}:80
      header_up Host {host}
    }
  }
  php_fastcgi /php/* php:9000
  reverse_proxy /x* {http.request.host}
  file_server
}`)).toEqual([
    'caddy routes orders:8080',
    'caddy routes h2c://orders-2:8080',
    'caddy routes /stock/* ${STOCK_HOST:-stock}:8080',
    'caddy routes /stock/* ${STOCK_2}:80',
    'caddy routes /php/* php:9000',
    'caddy routes /x* ?',
  ]);
});

test('HAProxy: servers of backends, not of peers', () => {
  expect(endpointsOf('haproxy/haproxy.cfg', `
frontend http
  bind *:80
  default_backend orders
backend orders
  option httpchk
  server one orders-1:8080 check
  server two "\${ORDERS_2}":8080 check # server three nobody:80
  server-template web 3 web:80 resolvers docker
listen stats
  bind *:9000
peers mine
  server one proxy-1:1024
`)).toEqual(['haproxy routes orders-1:8080', 'haproxy routes ${ORDERS_2}', 'haproxy routes web:80']);
});

test('Traefik: dynamic configuration in YAML and TOML', () => {
  expect(endpointsOf('traefik/dynamic.yml', `
http:
  routers:
    orders: { rule: "Host(\`shop.io\`) && PathPrefix(\`/orders\`)", service: orders }
  services:
    orders: { loadBalancer: { servers: [{ url: "http://orders:8080" }, { url: "{{ env \\"X\\" }}" }] } }
tcp:
  services:
    db: { loadBalancer: { servers: [{ address: "db:5432" }] } }
`)).toEqual(['traefik routes /orders http://orders:8080', 'traefik routes /orders ?', 'traefik routes db:5432']);
  expect(endpointsOf('traefik.toml', `
[[http.services.orders.loadBalancer.servers]]
  url = "http://orders:8080"
[backends.stock.servers.one]
  url = "http://stock"
  weight = 10
`)).toEqual(['traefik routes http://orders:8080', 'traefik routes http://stock']);
});

test('Envoy: what is asked of the sidecar of Dapr goes to the application in the path', () => {
  expect(endpointsOf('envoy.yaml', `
static_resources:
  listeners:
  - filter_chains:
    - filters:
      - typed_config:
          route_config:
            virtual_hosts:
            - routes:
              - { match: { prefix: /o/ }, route: { prefix_rewrite: /v1.0/invoke/orders/method/, cluster: dapr } }
              - { match: { prefix: /s/ }, route: { prefix_rewrite: /v1.0/invoke/stock/method/, cluster: remote } }
  clusters:
  - { name: dapr, hosts: [{ socket_address: { address: 127.0.0.1, port_value: 3500 } }] }
  - { name: remote, hosts: [{ socket_address: { address: sidecar, port_value: 3500 } }] }
`)).toEqual(['envoy routes /o/ orders', 'envoy routes /s/ sidecar:3500']);
});

test('Envoy: routes to clusters, and what filters call', () => {
  expect(endpointsOf('envoy.yaml', `
static_resources:
  listeners:
  - filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          route_config:
            virtual_hosts:
            - routes:
              - { match: { prefix: /orders }, route: { cluster: orders } }
              - match: { path: /stock }
                route: { weighted_clusters: { clusters: [{ name: stock, weight: 90 }, { name: missing, weight: 10 }] } }
          http_filters:
          - typed_config: { grpc_service: { envoy_grpc: { cluster_name: auth } } }
  clusters:
  - name: orders
    load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: orders, port_value: 8080 } } } }] }] }
  - { name: stock, hosts: [{ socket_address: { address: "\${STOCK_HOST}", port_value: 80 } }] }
  - { name: auth, hosts: [{ socketAddress: { address: auth, portValue: 9000 } }] }
  - { name: unused, hosts: [{ socket_address: { address: nobody, port_value: 1 } }] }
`)).toEqual(['envoy routes /orders orders:8080', 'envoy routes /stock ${STOCK_HOST}:80', 'envoy sends auth:9000']);
});

test('Kong and KrakenD: services and backends', () => {
  expect(endpointsOf('kong.yml', `
_format_version: "3.0"
services:
- { name: orders, url: "http://orders:8080", routes: [{ paths: [/orders] }] }
- { name: stock, host: stock-upstream, port: 80 }
- { name: cart, host: cart }
upstreams:
- { name: stock-upstream, targets: [{ target: "stock-1:80" }, { target: "stock-2:80" }] }
`)).toEqual(['kong routes /orders http://orders:8080', 'kong routes stock-1:80', 'kong routes stock-2:80', 'kong routes cart']);
  expect(endpointsOf('krakend.json', '{ "version": 3, "endpoints": [{ "endpoint": "/o", "backend": [{ "host": ["http://orders:80"], "url_pattern": "/" }] }] }')).toEqual(['krakend routes /o http://orders:80']);
});

test('KrakenD: keys of tokens, queues of its agents, where its telemetry goes', () => {
  expect(endpointsOf('config/krakend/krakend.json', `{
    "host": ["http://orders"],
    "endpoints": [{ "endpoint": "/o", "backend": [{ "url_pattern": "/" }], "extra_config": { "auth/validator": { "jwk_url": "http://keycloak:8080/certs" } } }],
    "async_agent": [{ "name": "paid", "backend": [{ "host": ["http://stock"], "url_pattern": "/paid" }], "extra_config": { "async/amqp": { "host": "amqp://rabbitmq:5672/", "exchange": "shop" } } }],
    "extra_config": {
      "telemetry/gelf": { "address": "logstash:12201" },
      "telemetry/metrics": { "listen_address": ":8090" },
      "telemetry/opentelemetry": { "exporters": { "otlp": [{ "name": "tempo", "host": "tempo", "port": 4317 }] } },
      "router": { "host": "nobody" }
    } }`)).toEqual([
    'krakend routes /o http://orders', 'krakend routes http://stock', 'krakend reads amqp://rabbitmq:5672/', 'krakend sends http://keycloak:8080/certs', 'krakend sends logstash:12201', 'krakend sends tempo',
  ]);
});

test('Apollo Federation: a composed supergraph, its declaration, overrides of the router', () => {
  expect(endpointsOf('gateway/schema.graphql', 'directive @join__graph(name: String!, url: String!) on ENUM_VALUE\nenum join__Graph {\n  ORDERS @join__graph(name: "orders", url: "http://orders:4000/graphql")\n  STOCK @join__graph(name: "stock" url: "http://stock:4000/")\n}\n'))
    .toEqual(['apollo routes http://orders:4000/graphql', 'apollo routes http://stock:4000/']);
  expect(endpointsOf('supergraph.yaml', 'subgraphs:\n  orders:\n    routing_url: http://orders:4000/graphql\n    schema: { file: orders.graphql }\n')).toEqual(['apollo routes http://orders:4000/graphql']);
  expect(endpointsOf('router.yaml', 'override_subgraph_url:\n  orders: http://\${ORDERS_HOST}:4000/\n')).toEqual(['apollo routes http://\${ORDERS_HOST}:4000/']);
});

test('ConfigMaps hold the same texts; their keys tell what they are', () => {
  expect(endpointsOf('k8s/web.yaml', `
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data:
  default.conf: |
    server { location / { proxy_pass http://orders.shop.svc.cluster.local; } }
  notes.txt: proxy_pass http://nobody;
`)).toEqual(['nginx routes / http://orders.shop.svc.cluster.local']);
});

import { expect, test } from 'vitest';
import { endpointsOf } from '../support/server-endpoints.js';

test('Prometheus: scrapes, alerts, writes', () => {
  expect(endpointsOf('prometheus.yml', `
scrape_configs:
- job_name: shop
  static_configs: [{ targets: ['orders:8080', "stock:8080"] }]
- job_name: swarm
  dns_sd_configs: [{ names: [tasks.cart], type: A, port: 80 }]
- job_name: registry
  consul_sd_configs: [{ server: "consul:8500" }]
- job_name: pods
  kubernetes_sd_configs: [{ role: pod }]
alerting: { alertmanagers: [{ static_configs: [{ targets: ['alertmanager:9093'] }] }] }
remote_write: [{ url: "http://mimir:9009/push" }]
`)).toEqual([
    'prometheus watches orders:8080', 'prometheus watches stock:8080', 'prometheus watches cart', 'prometheus reads consul:8500', 'prometheus sends alertmanager:9093', 'prometheus sends http://mimir:9009/push',
  ]);
});

test('OpenTelemetry collector: exporters in use, receivers that fetch', () => {
  expect(endpointsOf('otel.yaml', `
receivers:
  otlp: { protocols: { grpc: { endpoint: "0.0.0.0:4317" } } }
  redis: { endpoint: "\${env:CACHE_HOST:-cache}:6379" }
  kafka: { brokers: ["kafka:9092"] }
  prometheus: { config: { scrape_configs: [{ static_configs: [{ targets: ["orders:80"] }] }] } }
  httpcheck/web: { targets: [{ endpoint: "http://web" }] }
exporters:
  otlp/jaeger: { endpoint: "jaeger:4317" }
  prometheus: { endpoint: "0.0.0.0:8889" }
  otlp/unused: { endpoint: "nobody:4317" }
service:
  pipelines:
    traces: { receivers: [otlp], exporters: [otlp/jaeger] }
    metrics: { receivers: [redis, kafka, prometheus, httpcheck/web], exporters: [prometheus] }
`)).toEqual(['otel sends jaeger:4317', 'otel watches ${CACHE_HOST:-cache}:6379', 'otel reads kafka:9092', 'otel watches orders:80', 'otel watches http://web']);
});

test('Fluentd and Fluent Bit: outputs, and inputs that fetch', () => {
  expect(endpointsOf('fluent.conf', `
<source>
  @type forward
  bind 0.0.0.0
  host ignored
</source>
<match **>
  @type copy
  <store>
    @type elasticsearch
    host "#{ENV['ELASTIC_HOST'] || 'elasticsearch'}"
    port 9200
  </store>
  <store>
    @type forward
    <server>
      host aggregator
    </server>
  </store>
</match>
`)).toEqual(['fluent sends ${ELASTIC_HOST:-elasticsearch}', 'fluent sends aggregator']);
  expect(endpointsOf('fluent-bit/fluent-bit.conf', '[INPUT]\n  Name forward\n  Host nobody\n[FILTER]\n  Name grep\n[OUTPUT]\n  Name loki\n  Match *\n  Host ${LOKI}\n')).toEqual(['fluent sends ${LOKI}']);
  expect(endpointsOf('fluent-bit.yaml', 'pipeline:\n  inputs: [{ name: tail, path: /x }]\n  outputs: [{ name: es, host: elastic, port: 9200 }]\n')).toEqual(['fluent sends elastic']);
});

test('Logstash and Elastic programs: where events come from and go to', () => {
  expect(endpointsOf('pipeline/logstash.conf', `
input {
  tcp { host => "0.0.0.0" port => 5000 }
  kafka { bootstrap_servers => "kafka:9092" topics => ["logs"] }
  http_poller { urls => { orders => { url => "http://orders/metrics" } stock => "http://stock" } }
}
filter { if [host] == "x" { mutate { add_field => { "host" => "nobody" } } } }
output {
  if "error" in [tags] { http { url => "http://alerts" } }
  elasticsearch { hosts => ["elastic-1:9200", "\${ELASTIC_2:elastic-2}:9200"] index => "x" }
}`)).toEqual([
    'logstash reads kafka:9092', 'logstash watches http://orders/metrics', 'logstash watches http://stock',
    'logstash sends http://alerts', 'logstash sends elastic-1:9200', 'logstash sends ${ELASTIC_2:-elastic-2}:9200',
  ]);
  expect(endpointsOf('filebeat.yml', 'filebeat.inputs: [{ type: log }]\noutput.logstash:\n  hosts: ["logstash:5044"]\n')).toEqual(['elastic sends logstash:5044']);
  expect(endpointsOf('kibana/kibana.yml', 'elasticsearch.hosts: ["http://elastic:9200"]\nserver.host: nobody\n')).toEqual(['elastic reads http://elastic:9200']);
});

test('Grafana and Promtail', () => {
  expect(endpointsOf('grafana/datasources/all.yml', 'datasources:\n- { name: P, type: prometheus, url: "http://prometheus:9090" }\n- { name: L, type: loki, url: $LOKI_URL }\n')).toEqual([
    'grafana reads http://prometheus:9090', 'grafana reads ${LOKI_URL}',
  ]);
  expect(endpointsOf('promtail.yaml', 'positions: { filename: /x }\nclients: [{ url: "http://loki:3100/loki/api/v1/push" }]\nscrape_configs: [{ static_configs: [{ targets: [localhost] }] }]\n')).toEqual(['promtail sends http://loki:3100/loki/api/v1/push']);
});

test('other YAML with the same words names nothing', () => {
  expect(endpointsOf('config.yml', 'datasources:\n  default: { url: "jdbc:h2:mem" }\nexporters: [csv]\nreceivers: everybody\n')).toEqual([]);
});

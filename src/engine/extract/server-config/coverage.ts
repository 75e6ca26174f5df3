import type { Coverage, Reading } from '../../model/facts.js';

function row(technology: string, reads: string): Reading {
  return { technology, reads, yields: 'server-endpoint' };
}

/** What is read of the configuration of ready-made servers. */
export const SERVER_CONFIG_COVERAGE: Coverage = {
  title: 'Proxies, gateways and telemetry',
  readings: [
    row('nginx and OpenResty', '`*_pass`, `upstream`, `set`, `map`, `conf.d`, templates for `envsubst`, the exporter of traces'),
    row('Apache httpd', '`ProxyPass`, `ProxyPassMatch`, balancers, `RewriteRule` with `[P]`, `SetHandler proxy:`, `Define`'),
    row('Caddy', 'Caddyfiles and JSON: `reverse_proxy`, `php_fastcgi`, place-holders of the environment'),
    row('HAProxy', 'servers of `backend` and `listen`, `server-template`'),
    row('Traefik', 'file provider in YAML and TOML, version 1 too: servers of services, `forwardAuth`'),
    row('Envoy', 'static listeners, routes, weighted clusters and the clusters that filters call, in both API versions'),
    row('Kong', 'declarative configuration: services, upstreams, addresses in plug-ins'),
    row('KrakenD', 'hosts of backends, queues of agents, keys of tokens, telemetry'),
    row('Apollo Federation', 'graphs of a supergraph: the composed schema, and the YAML files of its composition and of the router'),
    row('Tyk', 'API definitions, and OpenAPI with `x-tyk-api-gateway`'),
    row('Apache APISIX', 'standalone: nodes of routes, services and upstreams'),
    row('Express Gateway', '`serviceEndpoints`'),
    row('Prometheus', 'static and DNS targets, Alertmanagers, remote write and read'),
    row('Alertmanager', 'URLs of receivers'),
    row('Grafana', 'provisioned data sources'),
    row('Promtail', 'clients'),
    row('Loki, Tempo, Mimir', 'object stores, Alertmanager, remote write'),
    row('OpenTelemetry Collector', 'exporters and fetching receivers that a pipeline uses'),
    row('Fluentd and Fluent Bit', 'outputs, and inputs that fetch, in all formats'),
    row('Logstash', 'outputs, and inputs that fetch'),
    row('Beats, Kibana, APM Server', 'outputs, monitored hosts, Elasticsearch'),
    row('Vector', 'sinks, and sources that fetch, in YAML, TOML and JSON'),
    row('Telegraf', 'outputs and inputs'),
    row('Grafana Alloy', 'writers, exporters and scrape targets with literal addresses'),
  ],
  notRead: [
    'Lua of OpenResty, and other code inside of configurations',
    'targets that are discovered while the server runs (`kubernetes_sd_configs`, xDS, Consul catalogues)',
  ],
};

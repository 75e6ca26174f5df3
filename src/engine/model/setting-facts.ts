import type { Expression } from './expression.js';
import type { Site } from './text.js';

/** What environment files and the configuration of programs and ready-made servers say. */
export type SettingFact = VariableFact | ConfigurationFact | ServerEndpointFact;

/** A line of an `.env` file. */
export interface VariableFact {
  readonly kind: 'variable';
  readonly name: string;
  readonly value: Expression;
  readonly site: Site;
}

/** One key of an application's own configuration: Spring `application.yml`, .NET `appsettings.json`, ... */
export interface ConfigurationFact {
  readonly kind: 'configuration';
  /** Dotted, as the framework looks it up: `spring.datasource.url`, `spring.kafka.bootstrap-servers[0]`. */
  readonly key: string;
  readonly value: Expression;
  /** True for a file of a program's own, which no framework hands to every program around it. */
  readonly isOfOneProgram?: boolean;
  /** Holds only when this profile (environment) is active; absent: always. */
  readonly profile?: string;
  /** In a folder of configurations for several applications: the file's name, which starts with the application's (`orders`, `orders-docker`); absent: for the code around the file. */
  readonly application?: string;
  readonly site: Site;
}

/** An address in the configuration of a ready-made server (a proxy, a collector, a dashboard), for whoever runs it with this file. */
export interface ServerEndpointFact {
  readonly kind: 'server-endpoint';
  /** `nginx`, `apache`, `caddy`, `haproxy`, `traefik`, `envoy`, `kong`, `prometheus`, `otel`, `fluent`, `logstash`, `grafana`, ... */
  readonly technology: string;
  /** `routes`: requests go there; `watches`: it is scraped or probed; `sends`: data go there; `reads`: data are fetched from there. */
  readonly purpose: 'routes' | 'watches' | 'sends' | 'reads';
  /** URL, host or host:port; `environment` holes are filled by the process that runs the server. */
  readonly target: Expression;
  /** For routes, the path or pattern they are for, as written. */
  readonly path?: string;
  /** The ConfigMap that holds the configuration; absent: the file itself is it. */
  readonly configMap?: { readonly name: string; readonly namespace?: string };
  readonly site: Site;
}

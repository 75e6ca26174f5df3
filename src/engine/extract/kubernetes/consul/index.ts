import { intentionsFact } from '../access/named-permissions.js';
import type { ReaderEntry } from '../manifest.js';
import { mutualTlsFact } from './security.js';
import { resolverFact, routerFact, splitterFact } from './routes.js';
import { serviceDefaultsFacts } from './service-defaults.js';

/** Configuration entries of Consul, as objects of Kubernetes. */
export const CONSUL_READERS: readonly ReaderEntry[] = [
  ['consul.hashicorp.com/ServiceIntentions', intentionsFact],
  ['consul.hashicorp.com/ServiceDefaults', serviceDefaultsFacts],
  ['consul.hashicorp.com/ProxyDefaults', mutualTlsFact],
  ['consul.hashicorp.com/ServiceResolver', resolverFact],
  ['consul.hashicorp.com/ServiceSplitter', splitterFact],
  ['consul.hashicorp.com/ServiceRouter', routerFact],
];

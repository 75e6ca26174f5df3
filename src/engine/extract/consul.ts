import type { Extractor } from '../model/facts.js';
import type { MeshServiceFact, Upstream } from '../model/mesh-facts.js';
import type { Path, Span } from '../model/text.js';
import { hclEntries } from '../syntax/hcl.js';
import { parseJson } from '../syntax/json.js';
import { scalarsIn } from '../syntax/yaml-scalars.js';

/** A value under its path, with '/' between. */
interface Entry {
  readonly path: string;
  readonly text: string;
  readonly span: Span;
}

/** Reads services that are registered with Consul by files, also those in jobs of Nomad: the upstreams that their sidecars open. */
export const consulExtractor: Extractor = {
  id: 'consul',
  coverage: {
    title: 'Consul and Nomad files',
    readings: [{ technology: 'Consul service mesh', reads: 'service definitions in HCL and JSON, and services of Nomad jobs: upstreams of the sidecar', yields: 'mesh-service' }],
    notRead: ['what Nomad jobs run'],
  },
  version: 1,
  accepts: (path) => /\.(?:hcl|nomad|json)$/i.test(path),
  mayMatch: (text) => text.includes('sidecar_service') && text.includes('destination_name'),
  extract(path, text) {
    const entries = /\.json$/i.test(path) ? jsonEntries(text) : hclEntries(text);
    return { facts: servicesIn(entries).flatMap((service) => toFact(path, service, entries)), problems: [] };
  },
};

function jsonEntries(text: string): Entry[] {
  return parseJson(text).documents.flatMap(({ root }) => scalarsIn(root, (path, step) => (path === '' ? String(step) : `${path}/${step}`))).map(({ key, text: value, span }) => ({ path: key, text: value, span }));
}

/** The block or object of a service: `service`, `service "web"`, an item of `services`. */
const SERVICE = /(?:^|\/)services?(?:#\d+)?(?:\/[\w#-]+)?$/i;

/** Names of services, by the path of the service. */
function servicesIn(entries: readonly Entry[]): (Entry & { readonly at: string })[] {
  return entries.flatMap((entry) => {
    const at = entry.path.replace(/\/name$/i, '');
    return at !== entry.path && SERVICE.test(at) ? [{ ...entry, at }] : [];
  });
}

function toFact(path: Path, { at, text: name, span }: Entry & { readonly at: string }, entries: readonly Entry[]): MeshServiceFact[] {
  const upstreams = entries.flatMap((entry): Upstream[] =>
    entry.path.startsWith(`${at}/`) && /\/upstreams(?:#\d+)?(?:\/\d+)?\/destination_name$/i.test(entry.path) ? [{ host: entry.text, site: { path, span: entry.span } }] : []);
  return upstreams.length === 0 ? [] : [{ kind: 'mesh-service', mesh: 'consul', name, site: { path, span }, selector: {}, upstreams }];
}

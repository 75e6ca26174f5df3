import type { UnitFact } from '../../model/deployment-facts.js';
import { daprApplications } from './dapr-ids.js';
import type { Draft } from '../draft.js';
import { isLoopback } from './addresses.js';
import type { Inventory } from '../inventory.js';
import { child } from '../inventory.js';
import type { Projects } from '../deployables/projects.js';
import { selectedDrafts } from '../deployables/selectors.js';

/** Where a host name is used: in a unit's network, or in a namespace. */
export interface Place {
  readonly unit?: UnitFact;
  readonly namespace?: string;
}

/** Finds who answers to a host name at some place; undefined when nobody is known to. */
export type FindHost = (host: string, place: Place) => Draft | undefined;

/** .NET's service discovery puts the name of an endpoint before that of the service: `_grpc.catalog`. */
const NAMED_ENDPOINT = /^_[a-z][\w-]*\.(?=[^.]+$)/;

/** Longest chain of `ExternalName` services. */
const MAX_REDIRECTS = 3;

/**
 * Indexes network names. Order of resolution: names of the same Compose project and links of the unit, or Services of the same namespace;
 * then a Service with its namespace spelt out; then a name that only one element in the workspace has.
 */
export function indexHosts(inventory: Inventory, projects: Projects, drafts: readonly Draft[], applicationName: (draft: Draft) => string | undefined): FindHost {
  const composeNames = new Map<string, Map<string, Draft>>();
  const serviceNames = new Map<string, Draft>();
  const anywhere = new Map<string, Draft | 'several'>();
  const put = (name: string, draft: Draft): void => {
    const known = anywhere.get(name);
    if (known === undefined) anywhere.set(name, draft);
    else if (known !== draft) anywhere.set(name, 'several');
  };
  for (const draft of drafts) {
    for (const unit of draft.units) {
      for (const name of [unit.name, ...unit.aliases].map(lower)) {
        put(name, draft);
        if (unit.workload === 'HelmRelease') setOnce(serviceNames, `${unit.namespace ?? ''}/${name}`, draft);
        if (unit.technology !== 'kubernetes') setOnce(child(composeNames, projects.get(unit.site.path) ?? ''), name, draft);
      }
    }
    for (const { name, namespace } of draft.services) {
      put(lower(name), draft);
      setOnce(serviceNames, `${namespace ?? ''}/${lower(name)}`, draft);
    }
    // What clients of a registry write as host.
    for (const name of [draft.name, applicationName(draft)]) if (name !== undefined) put(lower(name), draft);
  }
  for (const [id, draft] of daprApplications(inventory.units, drafts)) put(lower(id), draft);
  const redirects = new Map<string, string>();
  for (const { name, externalName } of inventory.networkServices) if (externalName !== undefined) redirects.set(lower(name), lower(externalName));

  const entries = serviceEntries(inventory, drafts);

  function find(host: string, place: Place, depth: number): Draft | undefined {
    if (isLoopback(host)) return undefined;
    const found = inCompose(host, place) ?? inCluster(host, place) ?? unique(host);
    if (found !== undefined) return found;
    const entry = entries.get(host);
    if (typeof entry === 'object') return entry;
    const redirect = entry ?? redirects.get(host.split('.')[0] ?? host);
    return redirect === undefined || depth > MAX_REDIRECTS ? undefined : find(redirect, place, depth + 1);
  }

  function inCompose(host: string, { unit }: Place): Draft | undefined {
    if (unit === undefined || unit.technology === 'kubernetes') return undefined;
    const names = composeNames.get(projects.get(unit.site.path) ?? '');
    const link = unit.links.find(({ alias }) => alias !== undefined && lower(alias) === host);
    return names?.get(link === undefined ? host : lower(link.service));
  }

  function inCluster(host: string, place: Place): Draft | undefined {
    const namespace = place.unit?.namespace ?? place.namespace;
    const labels = host.split('.');
    const [name = '', second] = labels;
    if (second === undefined) return serviceNames.get(`${namespace ?? ''}/${name}`) ?? serviceNames.get(`/${name}`);
    // `name.namespace`, `name.namespace.svc` and the full form; anything else with dots is no cluster name.
    if (labels.length > 2 && labels[2] !== 'svc') return podOfStatefulSet(labels, place);
    return serviceNames.get(`${second}/${name}`) ?? serviceNames.get(`/${name}`) ?? (labels[2] === 'svc' ? unique(name) : undefined) ?? podOfStatefulSet(labels, place);
  }

  /** `mongo-0.mongo` is a pod behind the headless Service `mongo`. */
  function podOfStatefulSet(labels: readonly string[], place: Place): Draft | undefined {
    return /-\d+$/.test(labels[0] ?? '') ? inCluster(labels.slice(1).join('.'), place) : undefined;
  }

  function unique(host: string): Draft | undefined {
    const found = anywhere.get(host);
    return found === 'several' ? undefined : found;
  }

  return (host, place) => find(lower(host).replace(/\.$/, '').replace(NAMED_ENDPOINT, ''), place, 0);
}

/** Names that Istio's ServiceEntries give to pods, or to another host. */
function serviceEntries({ serviceEntries: facts }: Inventory, drafts: readonly Draft[]): Map<string, Draft | string> {
  const entries = new Map<string, Draft | string>();
  for (const { hosts, addresses, selector, namespace } of facts) {
    const [selected] = selectedDrafts(drafts, selector, namespace);
    const [address, ...others] = addresses;
    const target = selected ?? (others.length === 0 ? address : undefined);
    for (const host of hosts) if (target !== undefined) setOnce(entries, lower(host), typeof target === 'string' ? lower(target) : target);
  }
  return entries;
}

function lower(name: string): string {
  return name.toLowerCase();
}

function setOnce<V>(map: Map<string, V>, key: string, value: V): void {
  if (!map.has(key)) map.set(key, value);
}

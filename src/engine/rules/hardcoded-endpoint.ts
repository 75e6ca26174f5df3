import type { EnvironmentVariable } from '../model/deployment-facts.js';
import { literalOf } from '../model/expression.js';
import type { CouplingGraph, Evidence, Relation } from '../model/graph.js';
import { hostsIn, instanceAddressOf, publishedAt, type HostInText } from '../model/hosts.js';
import type { Fix, Report, Rule } from '../model/rule.js';
import type { Site } from '../model/text.js';
import { isBusinessService } from '../model/services.js';
import { editValue, editVariable, siteKey } from '../model/value-edit.js';

const KINDS: ReadonlySet<string> = new Set(['calls', 'stores', 'publishes', 'subscribes']);

/** Test code may point wherever it wants. */
const TEST_PATH = /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|e2e)\/|[.](?:test|spec)[.]/;

/** An address as a file writes it. */
interface Written {
  readonly site: Site;
  readonly text: string;
  /** Set when an environment variable holds it. */
  readonly variable?: EnvironmentVariable;
}

/** A relation whose address names one machine, one instance or one container. */
interface Hardcoded {
  readonly relation: Relation;
  readonly written: Written;
  readonly host: HostInText;
}

export const hardcodedEndpoint: Rule = {
  id: 'hardcoded-endpoint',
  severity: 'warning',
  title: 'An address instead of a name',
  why: 'An IP address, a single pod, a container instance or the host machine stands for one place. It breaks when the callee moves or scales, and in a mesh the call skips mTLS, balancing and retries.',
  remedy: 'Use the name of the service.',

  *check({ graph }) {
    for (const hardcoded of findHardcoded(graph)) yield toReport(hardcoded, graph);
  },
};

function* findHardcoded(graph: CouplingGraph): Iterable<Hardcoded> {
  const seen = new Set<string>();
  for (const relation of graph.relations) {
    if (!KINDS.has(relation.kind) || !isBusinessService(relation.from) || relation.confidence === 'inferred') continue;
    for (const evidence of relation.evidence) {
      const key = siteKey(evidence.site);
      if (seen.has(key) || TEST_PATH.test(evidence.site.path)) continue;
      const written = writtenAt(evidence, relation);
      const host = written && hostsIn(written.text).find((candidate) => isHardcoded(candidate, relation));
      if (!host) continue;
      seen.add(key);
      yield { relation, host, written };
    }
  }
}

/** The text that names the target of a relation, as far as a file writes it down. */
function writtenAt({ site }: Evidence, { from, to, uses }: Relation): Written | undefined {
  const key = siteKey(site);
  const use = uses.find((candidate) => siteKey(candidate.site) === key || (candidate.targetSite && siteKey(candidate.targetSite) === key));
  const inCode = literalOf(use?.target);
  if (use && inCode !== undefined) return { site: use.targetSite ?? use.site, text: inCode };
  const variables = from.units.flatMap(({ containers }) => containers.flatMap(({ environment }) => environment));
  const variable = variables.find((candidate) => siteKey(candidate.site) === key);
  const inEnvironment = literalOf(variable?.value);
  if (variable && inEnvironment !== undefined) return { site, text: inEnvironment, variable };
  // A host outside is called as it was written.
  return to.kind === 'external' ? { site, text: to.name } : undefined;
}

function isHardcoded({ host }: HostInText, { from, to, kind }: Relation): boolean {
  if (from.units.some(({ extraHosts }) => extraHosts.some((entry) => entry.host === host))) return true;
  const address = instanceAddressOf(host);
  if (address !== 'pod' && address !== 'container') return address !== undefined;
  // Members of a database or broker cluster have to be addressed one by one, and some services have such a name.
  const name = host.split('.')[0];
  return kind === 'calls' && to.kind !== 'external' && to.name !== name && !to.units.some((unit) => unit.name === name);
}

function toReport({ relation, written, host }: Hardcoded, graph: CouplingGraph): Report {
  const { from, to } = relation;
  const target = nameFor(relation, host, graph);
  const isMeshed = from.mesh.state === 'in' && to.mesh.state === 'in';
  const loss = isMeshed ? ' and skips the mesh: no mTLS, balancing or retries' : '';
  const pinned = from.units.flatMap(({ extraHosts }) => extraHosts).find((entry) => entry.host === host.host);
  return {
    site: written.site,
    severity: isMeshed ? 'error' : 'warning',
    message: `${from.name} reaches ${to.kind === 'external' ? 'a machine' : to.name} by the fixed address ${host.host}, which breaks when it moves or scales${loss}. Use ${target ? `the name ${target}` : 'the name of the service'}.`,
    related: pinned ? [{ site: pinned.site, message: `${host.host} is fixed to ${pinned.address} here` }] : [],
    elements: [from, to],
    relations: [relation],
    fixes: target === undefined ? [] : fixesOf(written, host, target),
  };
}

/** `host:port` of the service behind an address, where the workspace tells; without port where there was none. */
function nameFor({ from, to }: Relation, { host, port }: HostInText, graph: CouplingGraph): string | undefined {
  const suffix = port === undefined ? '' : `:${port}`;
  // Without the name of the pod it is that of its headless service.
  if (instanceAddressOf(host) === 'pod') return host.slice(host.indexOf('.') + 1) + suffix;
  if (host === 'host.docker.internal') {
    const published = port === undefined ? undefined : publishedAt(port, from.group, graph.elements.values());
    return published && `${published.element.name}:${published.port}`;
  }
  return to.kind === 'external' ? undefined : to.name + suffix;
}

function fixesOf({ site, text, variable }: Written, { span }: HostInText, target: string): Fix[] {
  const edit = variable ? editVariable(variable, span, target) : editValue(site, text, span, target);
  return edit ? [{ title: `Use the name ${target}`, edits: [edit], preferred: true }] : [];
}

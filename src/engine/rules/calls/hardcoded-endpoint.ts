import { groupBy, uniqueBy } from '../../model/collections.js';
import { literalOf } from '../../model/expression.js';
import type { CouplingGraph, Element, Relation, Unresolved } from '../../model/graph.js';
import { hostsIn, instanceAddressOf, isHostMachine, publishedAt, type HostInText } from '../../model/hosts.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { isOwnProgram } from '../../model/services.js';
import type { Site, TextEdit } from '../../model/text.js';
import { editValue, editVariable, siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
import { NOT_A_TARGET, TEST_PATH, variablesBySite, variablesOf, writtenAt, type VariablesBySite, type Written } from './written-addresses.js';

const KINDS: ReadonlySet<string> = new Set(['calls', 'stores', 'publishes', 'subscribes']);

/** The name that tokens carry has to be one and the same for browsers and services. */
const ISSUER = /issuer|authority/i;

/** An address that names one machine, one instance or one container. */
interface Hardcoded {
  readonly from: Element;
  readonly written: Written;
  readonly host: HostInText;
  /** Absent when no element answers to the address. */
  readonly relation?: Relation;
}

export const hardcodedEndpoint: Rule = {
  id: 'hardcoded-endpoint',
  severity: 'warning',
  preset: 'recommended',
  title: 'An address instead of a name',
  why: 'An IP address, a single pod, a container instance or the host machine stands for one place. It breaks when the callee moves or scales, and in a mesh the call skips mTLS, balancing and retries.',
  remedy: 'Use the name of the service.',
  ignoreWhen: 'The address is a fixture, or really is the same in every environment.',

  *check({ graph }) {
    const elements = [...graph.elements.values()];
    const variables = variablesBySite(graph);
    const found = [
      ...graph.relations.flatMap((relation) => inRelation(relation, variables)),
      ...elements.flatMap((element) => inEnvironment(element, elements)),
      ...graph.unresolved.flatMap(inLooseEnd),
    ];
    const places = uniqueBy(found, ({ written }) => siteKey(written.site)).filter(({ written }) => !TEST_PATH.test(written.site.path));
    // The same address in several places and services is one decision; of a machine that nobody here answers for, whatever runs on it.
    for (const group of groupBy(places, (place) => causeOf(place, graph)).values()) yield toReport(group, graph);
  },
};

/** Where names can take the place of the address each is a change of its own; where none is known the address is the one thing to change. */
function causeOf({ from, host, relation }: Hardcoded, graph: CouplingGraph): string {
  return relation === undefined || nameFor(from, host, relation.to, graph) === undefined ? host.host : `${host.host} ${host.port ?? ''} ${relation.to.id}`;
}

function inRelation(relation: Relation, variables: VariablesBySite): Hardcoded[] {
  const { from, kind, confidence, evidence } = relation;
  if (!KINDS.has(kind) || !isOwnProgram(from) || confidence === 'inferred') return [];
  return evidence.flatMap((piece) => {
    const written = writtenAt(piece, relation, variables);
    const host = written && !ISSUER.test(written.variable?.name ?? '') && hostsIn(written.text).find((candidate) => isHardcoded(candidate, relation));
    return host ? [{ from, written, host, relation }] : [];
  });
}

/** URLs of machines in the environment, which no element answers to. Where a service itself is reached from outside it has to be told. */
function inEnvironment(from: Element, elements: readonly Element[]): Hardcoded[] {
  if (!isOwnProgram(from)) return [];
  return variablesOf(from).flatMap((variable) => {
    const text = literalOf(variable.value) ?? '';
    // Without a scheme it may be a version, a range or an address to listen at.
    if (!text.includes('://') || NOT_A_TARGET.test(variable.name)) return [];
    const host = hostsIn(text).find((candidate) => isMachine(candidate.host));
    if (host?.port !== undefined && publishedAt(host.port, from.group, elements)?.element === from) return [];
    return host ? [{ from, written: { site: variable.site, text, variable }, host }] : [];
  });
}

function inLooseEnd({ from, target, site }: Unresolved): Hardcoded[] {
  if (!from || !isOwnProgram(from) || !isMachine(target)) return [];
  return [{ from, written: { site, text: target }, host: { host: target, span: { start: 0, end: target.length } } }];
}

function isMachine(host: string): boolean {
  const address = instanceAddressOf(host);
  return address === 'ip' || address === 'host-machine';
}

function isHardcoded({ host }: HostInText, { from, to, kind }: Relation): boolean {
  if (isMachine(host) || pinOf(from, host)) return true;
  if (instanceAddressOf(host) === undefined) return false;
  // Members of a database or broker cluster have to be addressed one by one, and some services have such a name.
  const name = host.split('.')[0];
  return kind === 'calls' && to.kind !== 'external' && to.name !== name && !to.units.some((unit) => unit.name === name);
}

/** The `extra_hosts` entry that fixes a name to a machine. */
function pinOf({ units }: Element, host: string): { readonly address: string; readonly site: Site } | undefined {
  const entries = units.flatMap(({ extraHosts }) => extraHosts);
  return entries.find((entry) => entry.host === host && (entry.address === 'host-gateway' || isMachine(entry.address)));
}

function toReport(group: readonly Hardcoded[], graph: CouplingGraph): Report {
  const { from, host, relation, written } = group[0] as Hardcoded;
  const callers = uniqueBy(group.map((other) => other.from), ({ id }) => id);
  const target = nameFor(from, host, relation?.to, graph);
  const callees = uniqueBy(group.flatMap((other) => other.relation?.to ?? []), ({ id }) => id);
  const [callee] = callees;
  const isMeshed = from.mesh.state === 'in' && callee?.mesh.state === 'in';
  const loss = isMeshed ? ' and skips the mesh: no mTLS, balancing or retries' : '';
  const pin = pinOf(from, host.host);
  const advice = pin ? `Remove the extra_hosts entry for ${host.host}.` : `Use ${target ? `the name ${target}` : 'the name of the service'}.`;
  const how = pin ? `${host.host}, fixed to ${pin.address},` : `the fixed address ${host.host},`;
  return {
    site: written.site,
    severity: isMeshed ? 'error' : 'warning',
    message: `${listOf(callers.map(({ name }) => name))} ${callers.length === 1 ? 'reaches' : 'reach'} ${callees.length === 0 ? 'a machine' : listOf(callees.map(({ name }) => name))} by ${how} which breaks when ${callees.length > 1 ? 'one of them' : 'it'} moves or scales${loss}. ${advice}`,
    related: [
      ...(pin ? [{ site: pin.site, message: `${host.host} is fixed to ${pin.address} here` }] : []),
      ...group.slice(1).map((other) => ({ site: other.written.site, message: `${host.host} is written here too` })),
    ],
    elements: [...callers, ...callees],
    relations: uniqueBy(group.flatMap((other) => other.relation ?? []), ({ id }) => id),
    // The name stays right where only its address is fixed.
    fixes: pin || target === undefined ? [] : fixesOf(group, target),
  };
}

/** `host:port` of the service behind an address, where the workspace tells; without port where there was none. */
function nameFor(from: Element, { host, port }: HostInText, callee: Element | undefined, graph: CouplingGraph): string | undefined {
  const suffix = port === undefined ? '' : `:${port}`;
  // Without the name of the pod it is that of its headless service.
  if (instanceAddressOf(host) === 'pod') return host.slice(host.indexOf('.') + 1) + suffix;
  if (isHostMachine(host)) {
    const published = port === undefined ? undefined : publishedAt(port, from.group, graph.elements.values());
    return published && `${published.element.name}:${published.port}`;
  }
  return callee && callee.kind !== 'external' ? callee.name + suffix : undefined;
}

function fixesOf(group: readonly Hardcoded[], target: string): Fix[] {
  // Several ports of one machine are several programs.
  if (new Set(group.map(({ host }) => host.port)).size > 1) return [];
  const edits = group.flatMap(({ written, host }) => editOf(written, host, target) ?? []);
  return edits.length < group.length ? [] : [{ title: `Use the name ${target}`, edits, preferred: true }];
}

function editOf({ site, text, variable }: Written, { span }: HostInText, target: string): TextEdit | undefined {
  return variable ? editVariable(variable, span, target) : editValue(site, text, span, target);
}

import { groupBy, uniqueBy } from '../../model/collections.js';
import type { CouplingGraph, Element, PublicHost, Relation } from '../../model/graph.js';
import { hostsIn, type HostInText } from '../../model/hosts.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import type { TextEdit } from '../../model/text.js';
import { editValue, editVariable, siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
import { BROWSER_CODE } from './browser-code.js';
import { NOT_A_TARGET, TEST_PATH, variablesBySite, writtenAt, type VariablesBySite, type Written } from './written-addresses.js';

/** A call of a service through the host that the system has for the outside. */
interface Detour {
  readonly relation: Relation;
  readonly written: Written;
  readonly host: HostInText;
  /** What the host leads to. */
  readonly behind: readonly PublicHost[];
}

export const internalCallViaPublicEdge: Rule = {
  id: 'internal-call-via-public-edge',
  severity: 'warning',
  preset: 'strict',
  title: 'A call between services that goes round by the public host',
  why: 'The call leaves the cluster, and comes back through DNS, load balancer, TLS and gateway as if from a stranger. Each of them has to be up for two services to talk, takes time and money, and rules of the mesh for calls between the two do not hold. A change of the public name or of its routes breaks what is inside.',
  remedy: 'Call the service by its own name.',
  ignoreWhen: 'The gateway does something for the call that nothing inside does, as checking a token, or the two run in different clusters.',

  *check({ graph }) {
    if (graph.publicHosts.length === 0) return;
    const behindHost = groupBy(graph.publicHosts, ({ host }) => host);
    const variables = variablesBySite(graph);
    const detours = graph.relations.flatMap((relation) => detoursOf(relation, behindHost, variables));
    // Who goes round by which host is one decision, at however many places it is written.
    for (const group of groupBy(detours, ({ relation: { from }, host }) => `${from.id} ${host.host.toLowerCase()}`).values()) yield toReport(group, graph);
  },
};

function detoursOf(relation: Relation, behindHost: ReadonlyMap<string, readonly PublicHost[]>, variables: VariablesBySite): Detour[] {
  const { kind, from, to, evidence, uses } = relation;
  // Without a call in code an address may be what the service calls itself, in its mails say.
  if (kind !== 'calls' || to.kind !== 'external' || !isBusinessService(from) || from.isUserInterface || uses.every(({ site }) => BROWSER_CODE.test(site.path))) return [];
  const found = evidence.flatMap((piece): Detour[] => {
    const written = writtenAt(piece, relation, variables);
    if (written === undefined || TEST_PATH.test(written.site.path) || BROWSER_CODE.test(written.site.path) || NOT_A_TARGET.test(written.variable?.name ?? '')) return [];
    return hostsIn(written.text).flatMap((host): Detour[] => {
      const behind = inPath(behindHost.get(host.host.toLowerCase()) ?? [], written.text.slice(host.span.end));
      return behind.some(({ element }) => element !== from) && behind.every(({ element }) => element !== from) ? [{ relation, written, host, behind }] : [];
    });
  });
  return uniqueBy(found, ({ written }) => siteKey(written.site));
}

/** The entries for the longest path that the address is under; all of them where it names none. */
function inPath(entries: readonly PublicHost[], rest: string): readonly PublicHost[] {
  const path = /^\/[^?#]*/.exec(rest)?.[0] ?? '';
  const known = entries.filter((entry) => /^\/[\w./-]*$/.test(entry.path) && path.startsWith(entry.path));
  const longest = Math.max(0, ...known.map((entry) => entry.path.length));
  return path.length > 1 && known.length > 0 ? known.filter((entry) => entry.path.length === longest) : entries;
}

function toReport(group: readonly [Detour, ...Detour[]], { publicHosts }: CouplingGraph): Report {
  const [{ relation, written, host, behind }] = group;
  const { from } = relation;
  const targets = uniqueBy(group.flatMap((detour) => detour.behind.map(({ element }) => element)), ({ id }) => id);
  const name = host.host.toLowerCase();
  const names = listOf(targets.map((element) => element.name));
  const gate = publicHosts.find((entry) => entry.host === name) ?? behind[0];
  return {
    site: written.site,
    message: `${from.name} calls ${targets.length === 1 ? names : `what is behind the gateway (${names})`} by the public host ${name}: the call leaves the system and comes back through its edge, which has to be up for two services to talk. Use ${targets.length === 1 ? `the name of ${names}` : 'the names of the services'}.`,
    related: [
      ...group.slice(1).map((detour) => ({ site: detour.written.site, message: `${name} is written here too` })),
      ...(gate ? [{ site: gate.site, message: `${name} leads to ${names} here` }] : []),
    ],
    elements: [from, ...targets],
    relations: uniqueBy(group.map((detour) => detour.relation), ({ id }) => id),
    fixes: fixesOf(group),
  };
}

/** Where the gateway passes everything on, the paths are those of the service; elsewhere they may be rewritten. */
function fixesOf(group: readonly Detour[]): Fix[] {
  const edits = group.map((detour) => ownName(detour));
  const [first] = edits;
  if (first === undefined || !edits.every((edit) => edit !== undefined)) return [];
  return [{ title: `Call ${first.name}`, edits: edits.map(({ edit }) => edit), preferred: false }];
}

function ownName({ relation, written, host, behind }: Detour): { readonly name: string; readonly edit: TextEdit } | undefined {
  const [entry, ...others] = behind;
  const service = entry?.element.services.length === 1 ? entry.element.services[0] : undefined;
  const [port, ...ports] = service?.ports ?? [];
  if (entry?.path !== '/' || others.length > 0 || service === undefined || port === undefined || ports.length > 0) return undefined;
  const name = `${service.name}${isBeside(relation.from, entry.element) ? '' : `.${service.namespace ?? ''}`}:${port.port}`;
  const start = /^https?:\/\/$/.test(written.text.slice(0, host.span.start)) ? 0 : undefined;
  const range = start === undefined ? undefined : { start, end: host.span.end };
  if (range === undefined || name.includes('.:')) return undefined;
  const edit = written.variable ? editVariable(written.variable, range, `http://${name}`) : editValue(written.site, written.text, range, `http://${name}`);
  return edit && { name, edit };
}

function isBeside(a: Element, b: Element): boolean {
  return a.group === b.group;
}

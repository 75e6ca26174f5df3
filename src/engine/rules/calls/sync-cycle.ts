import type { EnvironmentVariable } from '../../model/deployment-facts.js';
import type { Element, Relation } from '../../model/graph.js';
import type { Rule } from '../../model/rule.js';
import type { Severity } from '../../model/severity.js';
import { compareText } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { callersBySite, isOfSeveral } from './call-sites.js';

/** Words of a call that reports back to somebody who asked to be told. */
const CALLBACK = /callback|webhook/i;

const PROOF = { inferred: 0, config: 1, declared: 2 } as const;

export const syncCycle: Rule = {
  id: 'sync-cycle',
  severity: 'error',
  preset: 'recommended',
  title: 'Services call each other in a loop',
  why: 'Services of a cycle can only be deployed, tested and up together, and one slow member stalls all of them. A value that merely names a service may be a link shown to users, so a cycle is an error only when every call was seen in code.',
  remedy: 'Cut the cheapest call: publish an event, pass the data along with the request, or move the shared part into one of the services.',
  ignoreWhen: 'The two services are one by nature: then merge them rather than silence the rule.',
  noFix: 'which of the calls has to go depends on which service should know the other.',

  *check({ graph, metrics }) {
    const callers = callersBySite(graph);
    for (const { members, hops } of metrics.cycles) {
      if (hops.some((hop) => isOfSeveral(hop, callers) || isSharedText(hop, members) || isFromList(hop, hops, members) || isGivenToAll(hop) || isPassedOn(hop))) continue;
      const cut = [...hops].sort(byCostOfCut)[0];
      if (cut === undefined) continue;
      const names = members.map(({ name }) => name);
      yield {
        site: cut.evidence[0].site,
        severity: severityOf(hops),
        message:
          `${[...names, names[0]].join(' → ')}: these ${names.length} services wait for each other, so none works or ships without the others. ` +
          `Cheapest to cut is this call from ${cut.from.name} to ${cut.to.name}: publish an event, or pass the data along.`,
        related: hops
          .filter((hop) => hop !== cut)
          .map(({ from, to, evidence }) => ({ site: evidence[0].site, message: `${from.name} calls ${to.name} here` })),
        elements: members,
        relations: hops,
      };
    }
  },
};

/** A list of addresses that other members get, too, proves no loop. */
function isSharedText({ from, uses, evidence }: Relation, members: readonly Element[]): boolean {
  const others = members.filter((member) => member !== from);
  return uses.length === 0 && evidence.every(({ site }) => others.some((other) => hasVariableAt(other, siteKey(site))));
}

/** A file that describes none of the members and holds the addresses of several: variables that all of them get. */
function isFromList(hop: Relation, hops: readonly Relation[], members: readonly Element[]): boolean {
  const described = new Set(members.flatMap(({ units }) => units.map(({ site }) => site.path)));
  const others = new Set(hops.flatMap((other) => (other === hop ? [] : other.evidence.map(({ site }) => site.path))));
  return hop.uses.length === 0 && hop.evidence.every(({ site: { path } }) => !described.has(path) && others.has(path));
}

/** A variable that its own target gets, too, is one of a list that every service is given: nobody calls itself. */
function isGivenToAll({ from, to, uses, evidence }: Relation): boolean {
  if (uses.length > 0) return false;
  const sites = new Set(evidence.map(({ site }) => siteKey(site)));
  const names = new Set(variablesOf(from).filter(({ site }) => sites.has(siteKey(site))).map(({ name }) => name));
  return names.size > 0 && variablesOf(to).some(({ name }) => names.has(name));
}

/** What a proxy passes requests on to is called its upstream: it answers for that, and does not ask it to answer. */
const UPSTREAM = /(?:^|_)UPSTREAMS?(?:_|$)/i;

function isPassedOn({ from, uses, evidence }: Relation): boolean {
  return uses.length === 0 && evidence.every(({ site }) => variablesOf(from).some((variable) => siteKey(variable.site) === siteKey(site) && UPSTREAM.test(variable.name)));
}

function hasVariableAt(element: Element, key: string): boolean {
  return variablesOf(element).some(({ site }) => siteKey(site) === key);
}

function variablesOf({ units }: Element): EnvironmentVariable[] {
  return units.flatMap(({ containers }) => containers.flatMap(({ environment }) => environment));
}

/** Weakest proof first, then fewest call sites. */
function byCostOfCut(a: Relation, b: Relation): number {
  return PROOF[a.confidence] - PROOF[b.confidence] || a.uses.length - b.uses.length || compareText(a.id, b.id);
}

function severityOf(hops: readonly Relation[]): Severity {
  if (hops.some(({ confidence }) => confidence === 'inferred')) return 'info';
  if (hops.some(({ confidence }) => confidence === 'config')) return 'warning';
  return hops.length === 2 && hops.some(isCallback) ? 'warning' : 'error';
}

function isCallback({ uses }: Relation): boolean {
  return uses.length > 0 && uses.every(({ target }) => target?.some((part) => typeof part === 'string' && CALLBACK.test(part)));
}

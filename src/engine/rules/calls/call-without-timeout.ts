import { deepHops, isCallerKnown, isCallToGuard, isHardCall, isProxyCall } from '../../model/calls.js';
import type { UseFact } from '../../model/code-facts.js';
import { groupBy, uniqueBy } from '../../model/collections.js';
import type { Config } from '../../model/config.js';
import type { CouplingGraph, Relation } from '../../model/graph.js';
import type { HttpRoute } from '../../model/mesh-facts.js';
import type { Fix, Report, Rule, RuleInput } from '../../model/rule.js';
import type { Site, TextEdit } from '../../model/text.js';
import { fill, valueOf } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { durationOf, listOf } from '../../model/wording.js';
import { BROWSER_CODE } from './browser-code.js';
import { callersBySite, isOfSeveral } from './call-sites.js';

/** A call without a usable time-out, and where it could get one. */
interface Gap {
  readonly relation: Relation;
  readonly anchor: Site;
  /** Call sites that wait too long; empty when only configuration shows the call. */
  readonly uses: readonly UseFact[];
  /** HTTP routes of the mesh without a time-out. */
  readonly routes: readonly HttpRoute[];
  /** Milliseconds of a time-out that is set, but too long. */
  readonly tooLong?: number;
}

export const callWithoutTimeout: Rule = {
  id: 'call-without-timeout',
  severity: 'warning',
  preset: 'recommended',
  title: 'A call may wait for ever',
  why: 'Without a time-out a caller of a slow service keeps its requests, connections and memory until it is down too. A default of the client counts only when it is short enough to protect the caller.',
  remedy: 'Set a time-out at the call, or on the route of the mesh that carries it.',
  ignoreWhen: 'The time-out is set where the analysis cannot see it, such as in a proxy of another repository.',

  *check(input) {
    const callers = callersBySite(input.graph);
    // Who of those that get one list of addresses needs which of them is not known.
    const gaps = input.graph.relations.filter((relation) => relation.uses.length > 0 || !isOfSeveral(relation, callers)).flatMap((relation) => gapOf(relation, input) ?? []);
    // The same code may run in several services: one call site, one finding.
    const onChain = deepHops(input.metrics, input.config);
    const hard = groupBy(input.graph.relations.filter(isHardCall), ({ from }) => from.id);
    for (const group of groupBy(gaps, causeOf).values()) yield toReport(group, onChain, patienceFor(group, hard, input.config), input.config);
  },
};

/** The place; but the clients that Feign makes for one program have one time-out, which one setting changes. */
function causeOf({ anchor, uses, relation }: Gap): string {
  return uses[0]?.client === 'openfeign' && uses[0].care.timeout === undefined ? `openfeign ${relation.from.id}` : siteKey(anchor);
}

/**
 * Milliseconds that a fix gives a call: those of the settings, and as many more as the callees may wait themselves, as whoever
 * gives up before them leaves them working for nobody.
 */
function patienceFor(group: readonly Gap[], hard: ReadonlyMap<string, readonly Relation[]>, config: Config): number {
  const waits = group.flatMap(({ relation }) => (hard.get(relation.to.id) ?? []).map(({ care }) => valueOf(care.timeout) ?? 0));
  const longest = Math.max(0, ...waits);
  return longest < config.fixTimeout ? config.fixTimeout : longest + config.fixTimeout;
}

function gapOf(relation: Relation, { graph, config }: RuleInput): Gap | undefined {
  // A page that waits for somebody else's answer stalls one reader.
  if (!isCallToGuard(relation) || !hasWitness(relation, graph) || (relation.from.isUserInterface && relation.to.kind === 'external')) return undefined;
  const { timeout } = relation.care;
  // A templated value may well be right.
  if (timeout?.known === false) return undefined;
  // 0 switches a time-out off.
  const limit = timeout?.value || undefined;
  if (limit !== undefined && limit <= config.maxAcceptableTimeout) return undefined;

  const uses = relation.uses.filter((use) => waitsTooLong(use, config));
  // Every call site is a stream, is protected, or says something unknown.
  if (relation.uses.length > 0 && uses.length === 0) return undefined;
  const routes = relation.care.routes.map(({ route }) => route).filter(({ protocol, timeout: own }) => protocol === 'http' && !own);
  // Where a time-out is switched off, or a client made without one for all to use, is the one cause of all its calls.
  const anchor = limit !== undefined && timeout ? timeout.site : (uses[0]?.care.timeout?.site ?? uses[0]?.site ?? routes[0]?.site ?? relation.evidence[0].site);
  return { relation, anchor, uses, routes, ...(limit !== undefined && { tooLong: limit }) };
}

/** Something in the workspace must be able to set a time-out, else its absence means nothing. */
function hasWitness(relation: Relation, graph: CouplingGraph): boolean {
  if (relation.uses.length > 0) return true;
  // Only code can set a time-out for hosts outside and for callers without a proxy. Who routes calls in the mesh may limit them there.
  return isCallerKnown(relation) && relation.to.kind !== 'external' && graph.witnesses.mesh && relation.from.mesh.state === 'in' && relation.care.routes.length > 0 && !isProxyCall(relation);
}

function waitsTooLong({ care, site }: UseFact, config: Config): boolean {
  if (BROWSER_CODE.test(site.path)) return false;
  // Streams stay open by design; an idle time-out is another matter.
  if (care.isStream || care.hasFallback) return false;
  if (care.timeout?.known === false) return false;
  const limit = care.timeout?.value || care.defaultTimeout;
  return limit === undefined || limit > config.maxAcceptableTimeout;
}

function toReport(group: readonly Gap[], onChain: ReadonlySet<Relation>, patience: number, config: Config): Report {
  const gap = group[0] as Gap;
  const callers = uniqueNames(group.map(({ relation }) => relation.from.name));
  const callees = uniqueNames(group.map(({ relation }) => relation.to.name));
  const isOnChain = group.some(({ relation }) => onChain.has(relation));
  const calls = group.flatMap((member) => member.uses);
  const uses = uniqueBy(calls, ({ site }) => siteKey(site));
  return {
    site: gap.anchor,
    // What the code of others does nobody sees here.
    severity: gap.tooLong !== undefined || gap.uses.length === 0 ? 'info' : isOnChain ? 'error' : 'warning',
    message: `${waitPhrase(gap, callers, callees)} Set a time-out, for example ${durationOf(patience)}.`,
    related: uses
      .filter(({ site }) => siteKey(site) !== siteKey(gap.anchor))
      .map(({ site, client }) => ({ site, message: `This ${client} call waits too` })),
    elements: [...new Set(group.flatMap(({ relation }) => [relation.from, relation.to]))],
    relations: group.map(({ relation }) => relation),
    // What waits longer than is acceptable is no protection.
    fixes: patience > config.maxAcceptableTimeout ? [] : fixesOf(gap, calls, patience),
  };
}

function uniqueNames(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function waitPhrase({ tooLong, uses, relation }: Gap, callers: readonly string[], callees: readonly string[]): string {
  const [caller, callee] = [listOf(callers), listOf(callees)];
  const s = callers.length === 1 ? 's' : '';
  const slow = callees.length === 1 ? 'is slow' : 'are slow';
  if (tooLong !== undefined) return `${caller} wait${s} up to ${durationOf(tooLong)} for ${callee}, too long to protect ${callers.length === 1 ? 'it' : 'them'} when ${callee} ${slow}.`;
  const ownLimit = uses[0]?.care.defaultTimeout;
  if (ownLimit !== undefined) return `${caller} stall${s} when ${callee} ${slow}: ${uses[0]?.client} gives up only after ${durationOf(ownLimit)}.`;
  if (relation.uses.length === 0) return `No route in the mesh limits how long ${caller} wait${s} when ${callee} ${slow}, and no code here shows another limit.`;
  const where = uses[0]?.care.isInjected === true ? 'the client that is made here for all has no time-out' : 'this call has no time-out, in code or mesh';
  return `${caller} wait${s} for ever when ${callee} ${slow}: ${where}.`;
}

/** One fix must protect the whole relation: at every call site where it can, else on the routes. */
function fixesOf({ routes, tooLong }: Gap, uses: readonly UseFact[], patience: number): Fix[] {
  // Replacing a value somebody chose is theirs to decide.
  if (tooLong !== undefined) return [];
  const duration = durationOf(patience);
  const inCode = uses.map((use) => codeEdits(use, patience));
  if (uses.length > 0 && isComplete(inCode)) return [{ title: `Give up after ${duration}`, edits: uniqueBy(inCode.flat(), ({ site }) => siteKey(site)), preferred: true }];
  const inMesh = routes.map(({ timeoutSlot, fault }) => (timeoutSlot === undefined || fault !== undefined ? undefined : fill(timeoutSlot, { timeout: duration })));
  if (routes.length > 0 && isComplete(inMesh)) return [{ title: `Give up after ${duration}, in the mesh`, edits: inMesh, preferred: true }];
  return [];
}

/** Several calls may share the client that is mended. */
function codeEdits({ care }: UseFact, patience: number): TextEdit[] | undefined {
  // A time-out of 0 is written down, unless it stands for the client that is made for all: one more would contradict it.
  if ((care.timeout !== undefined && care.isInjected !== true) || care.timeoutFix === undefined) return undefined;
  const { also = [], ...first } = care.timeoutFix;
  return [first, ...also].map(({ slot, item }) => fill(slot, item.replaceAll('{ms}', String(patience)).replaceAll('{s}', String(patience / 1000))));
}

function isComplete<Edit>(edits: readonly (Edit | undefined)[]): edits is readonly Edit[] {
  return edits.every((edit) => edit !== undefined);
}

import { isHardCall } from '../../model/calls.js';
import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, Relation } from '../../model/graph.js';
import type { HttpRoute } from '../../model/mesh-facts.js';
import type { Report, Rule } from '../../model/rule.js';
import type { Setting } from '../../model/text.js';
import { valueOf } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { durationOf } from '../../model/wording.js';

export const timeoutInversion: Rule = {
  id: 'timeout-inversion',
  severity: 'warning',
  preset: 'recommended',
  title: 'The caller gives up first',
  why: 'When a caller waits less than the callee may take, the callee works on for nobody, and its retries never help the one who asked. The caller retries in turn, and the work piles up. gRPC hands its deadline on and is left out.',
  remedy: 'Let time-outs shrink along a path: the outer one longer than all tries of the inner one together.',
  ignoreWhen: 'The inner call is not made for the outer one: another request of the same service needs it.',
  sources: ['Google, Site Reliability Engineering, ch. 22: Latency and Deadlines'],

  *check({ graph }) {
    yield* inRoutes(graph);
    yield* alongPaths(graph);
  },
};

/** Tries of one route that its own time-out cuts off. */
function* inRoutes({ relations }: CouplingGraph): Iterable<Report> {
  const seen = new Map<HttpRoute, Relation[]>();
  for (const relation of relations) for (const { route } of relation.care.routes) seen.set(route, [...(seen.get(route) ?? []), relation]);
  for (const [route, carried] of seen) {
    const [limit, tried, retries] = [valueOf(route.timeout), valueOf(route.tryTimeout), valueOf(route.attempts)];
    if (!limit || !tried || !retries || retries < 1 || retries > 100 || !route.tryTimeout) continue;
    // Of the last try some is left: then it is cut short, not lost.
    if (tried * retries < limit) continue;
    const [relation] = carried;
    const fitting = Math.floor(limit / (retries + 1));
    yield {
      site: route.tryTimeout.site,
      message: `The route to ${relation?.to.name} ends after ${durationOf(limit)}, but ${retries + 1} tries of ${durationOf(tried)} each take up to ${durationOf(tried * (retries + 1))}: the last ones never happen. Let each take ${durationOf(fitting)}.`,
      related: route.timeout === undefined ? [] : [{ site: route.timeout.site, message: 'The whole request must end in this time' }],
      elements: [...new Set(carried.flatMap(({ from, to }) => [from, to]))],
      relations: carried,
      fixes: fitting < 1 ? [] : [{ title: `Give each try ${durationOf(fitting)}`, edits: [{ site: route.tryTimeout.site, newText: durationOf(fitting) }], preferred: true }],
    };
  }
}

interface Inversion {
  readonly outer: Relation;
  readonly inner: Relation;
  readonly patience: Known;
  readonly wait: Known;
}

type Known = Extract<Setting<number>, { known: true }>;

/** Callers that wait less than their callee may wait for the next. */
function* alongPaths({ relations }: CouplingGraph): Iterable<Report> {
  const hard = relations.filter(isHardCall);
  const outgoing = groupBy(hard, ({ from }) => from.id);
  const found = hard.flatMap((outer) => {
    const patience = ownTimeout(outer);
    if (patience === undefined) return [];
    const worst = (outgoing.get(outer.to.id) ?? []).flatMap((inner): Inversion[] => {
      const wait = ownTimeout(inner);
      if (wait === undefined || inner.to === outer.from) return [];
      // Retries are left out: some clients give each try this long, others all of them together.
      return wait.value > patience.value ? [{ outer, inner, patience, wait }] : [];
    }).sort((a, b) => b.wait.value - a.wait.value)[0];
    return worst ?? [];
  });
  // A time-out that several calls share is one finding.
  for (const [inversion, ...others] of groupBy(found, ({ patience }) => siteKey(patience.site)).values()) yield toReport(inversion, others);
}

/** The time that a call is given by somebody who wrote it down. */
function ownTimeout({ care, protocol, uses }: Relation): Known | undefined {
  const { timeout } = care;
  if (protocol === 'grpc' || timeout?.known !== true || timeout.value <= 0) return undefined;
  // A client's own default stands where the call is.
  return uses.some(({ site }) => siteKey(site) === siteKey(timeout.site)) ? undefined : timeout;
}

function toReport({ outer, inner, patience, wait }: Inversion, others: readonly Inversion[]): Report {
  const [caller, middle, last] = [outer.from.name, outer.to.name, inner.to.name];
  return {
    site: patience.site,
    // Whether this request is the one that makes the inner call is known only where there is no other.
    severity: inner.uses.length > 1 || outer.uses.length > 1 ? 'info' : 'warning',
    message: `${caller} gives up on ${middle} after ${durationOf(patience.value)}, while ${middle} may wait ${durationOf(wait.value)} for ${last}: it then works for nobody. Give ${caller} more time than ${middle} needs, or ${middle} less.`,
    related: [{ site: wait.site, message: `${middle} waits for ${last} up to this long` }],
    elements: [outer.from, outer.to, inner.to],
    relations: [outer, inner, ...others.map((other) => other.outer)],
  };
}

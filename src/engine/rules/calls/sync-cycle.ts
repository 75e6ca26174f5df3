import type { Relation } from '../../model/graph.js';
import type { Rule } from '../../model/rule.js';
import type { Severity } from '../../model/severity.js';
import { compareText } from '../../model/text.js';

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

  *check({ metrics }) {
    for (const { members, hops } of metrics.cycles) {
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

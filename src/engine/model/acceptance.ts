import type { Element } from './graph.js';
import type { BaselineFact, SuppressionFact } from './facts.js';
import type { PolicyExceptionFact } from './policy-facts.js';
import type { Finding } from './rule.js';
import type { Path } from './text.js';
import { matchesWildcard } from './wildcard.js';

/** Whether something has ended by a day; both are ISO dates, which compare as texts. Nothing ends where nobody knows the day. */
export function hasEnded(until: string | undefined, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && until < today;
}

/** Whether a comment stands where a finding does and names its rule. */
export function isAbout({ rules, site }: SuppressionFact, finding: Pick<Finding, 'rule' | 'site'>): boolean {
  const { path, span } = finding.site;
  return path === site.path && span.start >= site.span.start && span.start <= site.span.end && rules.includes(finding.rule);
}

/** Whether an exception of the policy file names a finding's rule and all of the named elements are among those it concerns. */
export function excepts({ rule, elements }: PolicyExceptionFact, finding: Pick<Finding, 'rule' | 'elements'>, all: ReadonlyMap<string, Element>): boolean {
  return rule === finding.rule && elements.every((pattern) => finding.elements.some((id) => isCalled(all.get(id), pattern)));
}

function isCalled(element: Element | undefined, pattern: string): boolean {
  return element !== undefined && [element.name, ...element.aliases].some((name) => matchesWildcard(pattern, name));
}

/** What makes a finding the same after lines have moved: what it says of what, in which file. */
export function identityOf({ rule, file, elements, relations }: { readonly rule: string; readonly file: Path; readonly elements: readonly string[]; readonly relations: readonly string[] }): string {
  return JSON.stringify([rule, file, elements, relations]);
}

/** The findings with those of the baseline accepted: of several that are the same, the first ones, as many as there were. */
export function withBaseline(findings: readonly Finding[], baseline: readonly BaselineFact[]): readonly Finding[] {
  if (baseline.length === 0) return findings;
  const left = new Map<string, number>();
  for (const entry of baseline) left.set(identityOf(entry), (left.get(identityOf(entry)) ?? 0) + entry.count);
  return findings.map((finding) => {
    const identity = identityOf({ ...finding, file: finding.site.path });
    const known = left.get(identity) ?? 0;
    if (finding.suppressed || known < 1) return finding;
    left.set(identity, known - 1);
    return { ...finding, suppressed: true };
  });
}

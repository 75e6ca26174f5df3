import { groupBy } from './collections.js';
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

/** What a finding is known by after lines have moved: what it says of what, in which file. */
export interface Identified {
  readonly rule: string;
  readonly file: Path;
  /** Ids. */
  readonly elements: readonly string[];
  /** Ids. */
  readonly relations: readonly string[];
}

/** Findings of two states that are not the same. */
export interface FindingChanges<B, A> {
  readonly added: readonly A[];
  readonly gone: readonly B[];
}

/**
 * Pairs the findings of an earlier state with those of a later one. One that concerns less than before, as when one call of several was
 * removed, is the same still; one that concerns more is a new one.
 * @param before an entry with a `count` stands for as many findings
 */
export function compareFindings<B extends Identified & { readonly count?: number }, A extends Identified>(before: readonly B[], after: readonly A[]): FindingChanges<B, A> {
  const left = new Map(before.map((entry) => [entry, entry.count ?? 1]));
  const byPlace = groupBy(before, placeOf);
  const isLeft = (entry: B): boolean => (left.get(entry) ?? 0) > 0;
  const take = (finding: A, fits: (entry: B) => boolean): boolean => {
    const entry = byPlace.get(placeOf(finding))?.find((one) => isLeft(one) && fits(one));
    if (entry !== undefined) left.set(entry, (left.get(entry) ?? 0) - 1);
    return entry !== undefined;
  };
  const changed = after.filter((finding) => !take(finding, (entry) => identityOf(entry) === identityOf(finding)));
  const added = changed.filter((finding) => !take(finding, (entry) => holdsAll(entry.elements, finding.elements) && holdsAll(entry.relations, finding.relations)));
  return { added, gone: before.filter(isLeft) };
}

/** The same text for the same finding. */
export function identityOf({ rule, file, elements, relations }: Identified): string {
  return JSON.stringify([rule, file, elements, relations]);
}

function placeOf({ rule, file }: Identified): string {
  return `${rule} ${file}`;
}

function holdsAll(all: readonly string[], some: readonly string[]): boolean {
  return some.every((one) => all.includes(one));
}

/** The findings with those of the baseline accepted. */
export function withBaseline(findings: readonly Finding[], baseline: readonly BaselineFact[]): readonly Finding[] {
  if (baseline.length === 0) return findings;
  const open = findings.filter(({ suppressed }) => !suppressed).map((finding) => ({ ...finding, file: finding.site.path, finding }));
  const fresh = new Set(compareFindings(baseline, open).added.map(({ finding }) => finding));
  return findings.map((finding) => (finding.suppressed || fresh.has(finding) ? finding : { ...finding, suppressed: 'baseline' }));
}

import { excepts, hasEnded, isAbout } from '../../model/acceptance.js';
import type { SuppressionFact } from '../../model/facts.js';
import type { CouplingGraph } from '../../model/graph.js';
import type { PolicyExceptionFact } from '../../model/policy-facts.js';
import type { Fix, Report, Review, Rule } from '../../model/rule.js';
import type { Severity } from '../../model/severity.js';
import type { Site } from '../../model/text.js';
import { listOf } from '../../model/wording.js';

/** Shorter reasons say nothing to whoever reads them in a year (rules.md A9). */
const SHORTEST_REASON = 10;
const NO_REASON = /^(?:todo|fixme|tbd|temp(?:orary)?|tmp|wip|hack|later|fix (?:it )?later)\b/i;

export const policyExceptionUndocumented: Rule = {
  id: 'policy-exception-undocumented',
  severity: 'warning',
  preset: 'recommended',
  title: 'An exception without a reason, without an effect, or past its end',
  why: 'Exceptions are how a system of services grows together again: one call past the broker, then another. An exception that says why, and until when, can be judged; one that nobody can explain, or that hides nothing any more, only makes the next one easier.',
  remedy: 'Say in ten characters or more why it is right: `-- the reason [until 2027-01-31]` in a comment, `reason` in the policy file. Take out what has ended or hides nothing.',
  ignoreWhen: 'The finding it is meant for comes and goes with a file that is generated.',
  reviews: true,

  *check({ graph, config: { today }, review }) {
    if (review === undefined) return;
    for (const suppression of graph.suppressions) yield* judge(ofComment(suppression, review), today);
    for (const exception of graph.policy.exceptions) yield* judge(ofEntry(exception, review, graph), today);
  },
};

/** A comment or an entry of the policy file. */
interface Acceptance {
  readonly site: Site;
  readonly removal: Site | undefined;
  readonly noun: string;
  readonly reason: string | undefined;
  readonly until: string | undefined;
  readonly needsReason: boolean;
  readonly unknownRules: readonly string[];
  /** Rules of which it hides no finding, though they ran. */
  readonly idleRules: readonly string[];
  /** All its rules are unknown or idle. */
  readonly isIdle: boolean;
}

function ofComment(suppression: SuppressionFact, review: Review): Acceptance {
  const { rules, reason, until, directive, removal } = suppression;
  const isUsed = (rule: string): boolean => review.findings.some((finding) => finding.rule === rule && isAbout(suppression, finding));
  return { site: directive, removal, noun: 'comment', reason, until, needsReason: true, ...usesOf(rules, review, isUsed) };
}

function ofEntry(exception: PolicyExceptionFact, review: Review, { elements }: CouplingGraph): Acceptance {
  const { rule, reason, until, site, removal } = exception;
  const isUsed = (): boolean => review.findings.some((finding) => excepts(exception, finding, elements));
  return { site, removal, noun: 'exception', reason, until, needsReason: false, ...usesOf([rule], review, isUsed) };
}

function usesOf(rules: readonly string[], { known, ran }: Review, isUsed: (rule: string) => boolean): Pick<Acceptance, 'unknownRules' | 'idleRules' | 'isIdle'> {
  const unknownRules = rules.filter((rule) => !known.has(rule));
  // A rule that did not run, or is just running, may have had something to say.
  const idleRules = rules.filter((rule) => ran.has(rule) && rule !== policyExceptionUndocumented.id && !isUsed(rule));
  return { unknownRules, idleRules, isIdle: unknownRules.length + idleRules.length === rules.length };
}

/** The worst that is to be said of it, once. */
function* judge(acceptance: Acceptance, today: string | undefined): Iterable<Report> {
  const { noun, reason, until, unknownRules, idleRules, isIdle, needsReason } = acceptance;
  const about = (severity: Severity, message: string, isUseless: boolean): Report => ({ site: acceptance.site, severity, message, fixes: isUseless ? removalOf(acceptance) : [] });
  if (unknownRules.length > 0) yield about('warning', `There is no rule ${listOf(unknownRules)}: this ${noun} has no effect on it.`, isIdle);
  else if (hasEnded(until, today)) yield about('warning', `This ${noun} ended on ${until}: what it accepted counts again. Mend it, or give a new end with the reason.`, true);
  else if (isIdle) yield about('info', `This ${noun} hides nothing: ${listOf(idleRules)} has nothing to say here any more.`, true);
  else if (reason === undefined) yield about('warning', needsReason ? `This ${noun} has no effect: say after \`--\` why the finding is accepted.` : `This ${noun} says nothing of why: give a \`reason\`.`, false);
  else if (reason.length < SHORTEST_REASON || NO_REASON.test(reason)) yield about('warning', `"${reason}" is no reason that anybody can judge later: say why this is right, or until when.`, false);
}

function removalOf({ noun, removal }: Acceptance): Fix[] {
  return removal === undefined ? [] : [{ title: `Remove this ${noun}`, edits: [{ site: removal, newText: '' }], preferred: true }];
}

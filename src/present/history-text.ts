import { count, type ChangeHistory, type CommonChanges, type ElementMetrics, type Relation } from '../engine/index.js';
import { wholePercent } from './explanation.js';

/** Characters by which people name a commit. */
const SHORT_HASH = 8;

/** A moment (seconds since 1970) as an ISO date. */
export function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** What was read of the history, and what of it does not count. */
export function historyLine(changes: ChangeHistory | undefined): string {
  if (changes === undefined) return 'History: none was read.';
  const { from, to, commits, leftOut, isShallow } = changes;
  if (commits === 0) return `History: no changes were found${isShallow ? ', as the clone is shallow' : ''}.`;
  const reasons = [
    [leftOut.bots, 'by programs'], [leftOut.updates, leftOut.updates === 1 ? 'update of dependencies' : 'updates of dependencies'], [leftOut.reverted, 'reverted'], [leftOut.ignored, 'in .git-blame-ignore-revs'], [leftOut.large, 'too large'],
  ] as const;
  const without = reasons.filter(([number]) => number > 0).map(([number, reason]) => `${number} ${reason}`);
  return [
    `History: ${count(commits, 'commit')} from ${dateOf(from)} to ${dateOf(to)}, the newest`,
    ...(without.length === 0 ? [] : [`, without ${without.join(', ')}`]),
    isShallow ? '. The clone is shallow: there were more.' : '.',
  ].join('');
}

/** How the ends of a `changes-with` relation change together; nothing for other relations. */
export function commonChangeLines({ from, to, changes }: Pick<Relation, 'from' | 'to' | 'changes'>): string[] {
  if (changes === undefined) return [];
  const { support, revisions, degree, confidence, lift, latest } = changes;
  return [
    `Changed together in ${count(support, 'commit')}: ${wholePercent(confidence)} of the ${revisions[0]} to ${from.name}, ${wholePercent(support / revisions[1])} of the ${revisions[1]} to ${to.name}.`,
    `Degree ${wholePercent(degree)}, ${lift.toFixed(1)} times as often as by chance.`,
    `Lately: ${latest.map(commitText).join('; ')}`,
  ];
}

function commitText({ hash, subject }: CommonChanges['latest'][number]): string {
  return `${hash.slice(0, SHORT_HASH)} ${subject}`;
}

/** How often an element changed, alone and with others; nothing when that is not known. */
export function changeLines({ changes: own }: ElementMetrics): string[] {
  if (own === undefined) return [];
  return [`changed in ${count(own.revisions, 'commit')}, ${own.crossing} of them together with others (sum of coupling ${own.sumOfCoupling})`];
}

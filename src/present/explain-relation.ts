import type { Analysis, Bond, Relation, RelationMetrics } from '../engine/index.js';
import { attemptsOf, durationOf } from '../engine/index.js';
import { sectionOf, twoDigits, type Explanation, type ToPlace } from './explanation.js';
import { commonChangeLines } from './history-text.js';

/** Every number of a relation with its terms, and the evidence. */
export function explainRelation(relation: Relation, analysis: Analysis, toPlace: ToPlace): Explanation {
  return {
    title: relationTitle(relation),
    sections: [
      sectionOf('', relationLines(relation, analysis)),
      {
        heading: 'Evidence',
        lines: relation.evidence.map(({ site, extractor, confidence }) => ({ text: `${confidence}, ${extractor}`, place: toPlace(site) })),
      },
    ],
  };
}

/** `orders calls payments (http)` */
function relationTitle({ from, to, kind, protocol, channel }: Relation): string {
  const carried = [protocol, channel].filter((part) => part !== undefined).join(' ');
  return `${from.name} ${kind} ${to.name}${carried === '' ? '' : ` (${carried})`}`;
}

/** The numbers of a relation in words, the product first. */
export function relationLines(relation: Relation, { metrics }: Analysis): string[] {
  const numbers = metrics.relations.get(relation.id);
  if (numbers === undefined) return [];
  const { risk, strength, distance, volatility, level, assumed, volatilitySource, because } = numbers;
  return [
    `risk ${twoDigits(risk)} = strength ${twoDigits(strength)} × distance ${twoDigits(distance)} × volatility ${twoDigits(volatility)}`,
    `strength ${twoDigits(strength)}, ${level}${assumed ? ', assumed' : ''}: ${because.strength}`,
    `distance ${twoDigits(distance)}: ${because.distance}`,
    `volatility ${twoDigits(volatility)}${volatilitySource === 'assumed' ? ', assumed' : ''}: ${because.volatility}`,
    balanceLine(numbers),
    `If ${relation.to.name} is down, ${BOND_WORDS[numbers.bond].replace('{source}', relation.from.name)}.`,
    ...careLines(relation),
    ...commonChangeLines(relation),
    ...(numbers.inCycle ? ['It is part of a circle of calls.'] : []),
  ];
}

/** Below this balance strong knowledge, distance and change meet (rules.md, unbalanced-coupling). */
const UNBALANCED = 0.35;

function balanceLine({ strength, distance, volatility, balance }: RelationMetrics): string {
  const verdict = balance < UNBALANCED ? ': strong, far and changing at once' : '';
  return `balance ${twoDigits(balance)} = the larger of |${twoDigits(strength)} − ${twoDigits(distance)}| and 1 − ${twoDigits(volatility)}${verdict}`;
}

const BOND_WORDS: Readonly<Record<Bond, string>> = {
  hard: '{source} fails or stalls with it',
  guarded: 'requests that need it fail, but {source} stays responsive',
  soft: '{source} falls back',
  queued: 'messages wait; other work of {source} goes on',
  partial: 'what {source} routes there fails; other routes work',
  background: '{source} runs on, and misses it at its next start at the earliest',
  none: '{source} runs on',
};

function careLines(relation: Relation): string[] {
  if (relation.kind !== 'calls') return [];
  const { timeout, hasBreaker, hasFallback } = relation.care;
  const attempts = attemptsOf(relation);
  const wait = timeout === undefined ? 'no time-out was found' : timeout.known ? `time-out ${durationOf(timeout.value)}` : 'a time-out that no file states';
  const tries = attempts === undefined ? [] : [`up to ${attempts} attempts`];
  const guards = [hasBreaker === true && 'a circuit breaker', hasFallback && 'a fallback'].filter((part) => part !== false);
  return [`Care: ${[wait, ...tries, ...guards].join(', ')}.`];
}

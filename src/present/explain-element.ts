import type { Analysis, AvailabilityPromise, Config, Element, ElementMetrics, Factor, Wait } from '../engine/index.js';
import { count, durationOf, monthlyFailure, percentOf, promiseOf, waitsOf } from '../engine/index.js';
import { sectionOf, signed, twoDigits, wholePercent, type Explanation, type ExplanationSection, type ToPlace } from './explanation.js';
import { changeLines } from './history-text.js';

/** Every number of an element with its terms, and where it is declared. */
export function explainElement(element: Element, analysis: Analysis, config: Config, toPlace: ToPlace): Explanation {
  return {
    title: `${element.name} (${element.kind})`,
    sections: [
      sectionOf('', elementLines(element, analysis)),
      availabilitySection(promiseOf(analysis.graph, element, config)),
      waitSection(waitsOf(analysis.graph, element)),
      { heading: 'Declared', lines: element.definedAt.map((site) => ({ text: '', place: toPlace(site) })) },
    ],
  };
}

/** The numbers of an element in words. */
export function elementLines(element: Element, { metrics }: Analysis): string[] {
  const numbers = metrics.elements.get(element.id);
  if (numbers === undefined) return [];
  return [
    ...placeLines(numbers),
    promiseLine(element.name, numbers),
    `${wholePercent(numbers.blastRadius)} of the other services and ${wholePercent(numbers.entriesHit)} of the entries cannot answer without it`,
    ...degreeLines(numbers),
    ...changeLines(numbers),
  ];
}

/** "checkout can promise 99.50 %: 3 h 39 min of failure a month". */
function promiseLine(name: string, { availability, needs }: ElementMetrics): string {
  const others = needs === 0 ? 'it needs nothing else to answer' : `it needs ${count(needs, 'other')} to answer`;
  return `${name} can promise ${percentOf(availability)}: ${monthlyFailure(availability)} of failure a month; ${others}`;
}

function placeLines({ logical, physical, terms }: ElementMetrics): string[] {
  if (logical === undefined || physical === undefined) return [];
  return [
    `logical ${twoDigits(logical)}, from 0 monolithic to 1 modular: 1.00 ${terms.map(({ amount, label }) => `${signed(amount)} ${label.toLowerCase()}`).join(' ')}`,
    ...terms.map(({ label, amount, detail }) => `  ${label} ${signed(amount)}: ${detail}`),
    `physical ${twoDigits(physical)}: the share of the others that run in another unit`,
  ];
}

function degreeLines({ callers, callees, logical }: ElementMetrics): string[] {
  if (logical === undefined) return [];
  const instability = callers + callees === 0 ? '' : `; instability ${twoDigits(callees / (callers + callees))}`;
  return [`called by ${callers}, calls ${callees}${instability}; centrality ${callers * callees}`];
}

function availabilitySection(promise: AvailabilityPromise): ExplanationSection {
  const { availability, factors, softened, uncounted, optimistic, objective, objectiveStated, extraNine } = promise;
  const misses = availability < objective;
  return sectionOf('Availability', [
    `${percentOf(availability)} = the product of`,
    ...factors.map((factor, i) => `  ${factorText(factor)}${i === 0 ? ', itself' : ''}`),
    ...softened.map((factor) => `  ${factorText(factor)}, behind a fallback`),
    ...uncounted.map(({ name }) => `  ${name} is not counted: what another organisation promises is not known`),
    ...(optimistic === undefined ? [] : [`at best ${percentOf(optimistic)}, if replicas failed independently of each other; faulty deployments hit them all`]),
    `objective ${percentOf(objective)}${objectiveStated ? ', from the policy file' : ', from the settings'}: ${misses ? `missed; each dependency would have to promise ${(extraNine * 100).toFixed(3)} %, one nine more` : 'kept'}`,
  ]);
}

function factorText({ element, availability, stated }: Factor): string {
  return `${element.name} ${percentOf(availability)}${stated ? ', from the policy file' : ', assumed'}`;
}

/** Only what files state: a wait of unknown length is said to be unknown, and added to nothing. */
function waitSection(waits: readonly Wait[]): ExplanationSection {
  const lines = waits.map(({ relation, timeout, attempts }) => {
    if (timeout === undefined) return `for ${relation.to.name}: nothing that was found bounds it`;
    const tries = attempts === undefined || attempts === 1 ? '' : ` × ${attempts} attempts = ${durationOf(timeout * attempts)}`;
    return `for ${relation.to.name}: ${durationOf(timeout)}${tries}`;
  });
  const known = waits.flatMap(({ timeout, attempts }) => (timeout === undefined ? [] : [timeout * (attempts ?? 1)]));
  const sum = known.length > 1 && known.length === waits.length ? [`one after the other: ${durationOf(known.reduce((total, wait) => total + wait, 0))}`] : [];
  return sectionOf('Longest wait', [...lines, ...sum]);
}

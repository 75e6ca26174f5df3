import type { Analysis, Config, Element, SystemMetrics } from '../engine/index.js';
import { count, literatureScores, monthlyFailure, percentOf, sensitivityOf, STYLE_NAMES, verdictOf } from '../engine/index.js';
import { sectionOf, signed, twoDigits, wholePercent, type Explanation, type ExplanationSection, type ToPlace } from './explanation.js';
import { contributionsSection, crossingSection } from './verdict-words.js';

/** Entries that are listed, those that promise least first. */
const MOST_ENTRIES = 10;

/** Where the system stands, every number with its terms, and what would move it. */
export function explainSystem(analysis: Analysis, config: Config, toPlace: ToPlace): Explanation {
  const { graph, changes, metrics: { system } } = analysis;
  const verdict = verdictOf(graph, changes);
  return {
    title: system.style === undefined ? system.headline : `${STYLE_NAMES[system.style]}: ${system.headline}`,
    sections: [
      sectionOf('', placeLines(system, analysis)),
      contributionsSection(verdict, toPlace),
      crossingSection(verdict),
      sensitivitySection(analysis),
      entriesSection(analysis, config),
      scoresSection(analysis),
    ],
  };
}

function placeLines({ logical, physical, uncertainty, coverage, terms, change }: SystemMetrics, { graph }: Analysis): string[] {
  if (logical === undefined || physical === undefined) return [];
  return [
    `logical ${twoDigits(logical)} ± ${twoDigits(uncertainty)}, from 0 monolithic to 1 modular: 1.00 ${terms.map(({ amount, label }) => `${signed(amount)} ${label.toLowerCase()}`).join(' ')}`,
    ...terms.map(({ label, amount, detail }) => `  ${label} ${signed(amount)}: ${detail}`),
    `physical ${twoDigits(physical)}, from 0 one unit to 1 a unit each: by the effective number of deployment units`,
    `coverage ${wholePercent(coverage)}: the share of parts whose code or deployment was read and that have a relation`,
    ...(change === undefined ? ['The change history is not known: the other terms carry its weight, and the error bar is wider.'] : []),
    ...(graph.unresolved.length === 0 ? [] : [`${count(graph.unresolved.length, 'name')} that nothing in the workspace answers to: what is behind them is not counted`]),
  ];
}

function sensitivitySection({ graph, changes }: Analysis): ExplanationSection {
  const alternatives = sensitivityOf(graph, changes);
  return sectionOf('Under other plausible constants', alternatives.map(({ name, logical, style }) => `${name}: logical ${twoDigits(logical)}, ${STYLE_NAMES[style].toLowerCase()}`));
}

/** "checkout can promise 99.50 %: 3 h 39 min of failure a month" */
function entriesSection({ graph, metrics }: Analysis, config: Config): ExplanationSection {
  const entries = [...graph.elements.values()].flatMap((element) => {
    const numbers = metrics.elements.get(element.id);
    return numbers !== undefined && isEntry(element, numbers.callers) ? [{ element, availability: numbers.availability }] : [];
  });
  const ordered = entries.sort((a, b) => a.availability - b.availability || (a.element.name < b.element.name ? -1 : 1));
  const rest = ordered.length - MOST_ENTRIES;
  return sectionOf('What the entries can promise', [
    ...ordered.slice(0, MOST_ENTRIES).map(({ element, availability }) => {
      const objective = element.policy?.objective ?? config.targetAvailability;
      return `${element.name} can promise ${percentOf(availability)}: ${monthlyFailure(availability)} of failure a month, ${availability < objective ? `less than its objective of ${percentOf(objective)}` : 'as much as it should'}`;
    }),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ]);
}

function isEntry({ kind, role, isTask, isEntry: isReached }: Element, callers: number): boolean {
  return kind === 'service' && role === 'business' && !isTask && (isReached || callers === 0);
}

function scoresSection({ graph }: Analysis): ExplanationSection {
  const scores = literatureScores(graph);
  if (scores.services < 2) return sectionOf('', []);
  return sectionOf('Scores of the literature', [
    `services that a service calls, mean (ADCS): ${twoDigits(scores.meanCallees)}`,
    ...(scores.mostCentral === undefined ? [] : [`most central (ACS, callers × callees): ${scores.mostCentral.name} ${scores.mostCentral.score}`]),
    `pairs that call each other (SIY): ${scores.mutualPairs}; cycles of calls: ${scores.cycles}`,
    `calls over possible calls (SCF): ${twoDigits(scores.density)}`,
    `inequality of being called and of calling (Gini): ${twoDigits(scores.giniOfCallers)} and ${twoDigits(scores.giniOfCallees)}`,
    `propagation cost: ${twoDigits(scores.propagationCost)}`,
    `asynchronous relations over all: ${wholePercent(scores.asyncShare)}`,
    `pairs linked through a shared database over linked pairs: ${wholePercent(scores.sharedDatabaseShare)}`,
  ]);
}

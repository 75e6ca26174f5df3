import type { GraphView, PlaceView } from '../../src/protocol/graph-view.js';
import { outageReason, outageSentence, outageTitle } from '../../src/protocol/outage-words.js';
import { takeDown } from '../../src/protocol/outage.js';
import type { Selection } from '../../src/protocol/webview-messages.js';
import { twoDigits } from '../render/verdict-words.js';
import { LINE_STYLES } from '../render/marks.js';
import { detailOfRelation, KIND_NAMES, nameOf, placeText } from './words.js';
import { escapeMarkdown } from '../../src/protocol/markdown.js';

/** One element or relation with its numbers, findings and places, for a pull request; empty when it is gone. */
export function toMarkdown(view: GraphView, about: NonNullable<Selection>): string {
  const lines = about.kind === 'relation' ? relationLines(view, about.id) : elementLines(view, about.id);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function relationLines(view: GraphView, id: string): readonly string[] {
  const relation = view.relations.find((one) => one.id === id);
  if (relation === undefined) return [];
  const what = [LINE_STYLES[relation.line].name, detailOfRelation(relation)].filter((part) => part !== '').join(', ');
  return [
    `### ${escapeMarkdown(nameOf(view, relation.from))} → ${escapeMarkdown(nameOf(view, relation.to))}`, '',
    `${escapeMarkdown(what)}; risk ${twoDigits(relation.risk)} (strength ${twoDigits(relation.strength)} × distance ${twoDigits(relation.distance)} × volatility ${twoDigits(relation.volatility)})`, '',
    ...relation.findings.flatMap((index) => view.findings[index] ?? []).map(({ severity, message, rule }) => `- **${severity}** ${escapeMarkdown(message)} (${rule})`),
    ...places(relation.evidence.map(({ place }) => place)),
  ];
}

function elementLines(view: GraphView, id: string): readonly string[] {
  const element = view.elements.find((one) => one.id === id);
  if (element === undefined) return [];
  const { logical, physical } = element;
  const numbers = logical === undefined || physical === undefined ? '' : `; logical ${twoDigits(logical)}, physical ${twoDigits(physical)}`;
  return [
    `### ${escapeMarkdown(element.name)}`, '', `${KIND_NAMES[element.kind]}${numbers}`, '',
    ...element.terms.map(({ label, amount, detail }) => `- ${escapeMarkdown(label)} ${amount.toFixed(2)}: ${escapeMarkdown(detail)}`),
    ...view.findings.filter(({ elements }) => elements.includes(id)).map(({ severity, message, rule }) => `- **${severity}** ${escapeMarkdown(message)} (${rule})`),
    ...places(element.places),
  ];
}

/** What follows when some elements are down, in the order in which it happens. */
export function outageMarkdown(view: GraphView, down: readonly string[]): string {
  const outage = takeDown(view, down);
  const rows = outage.effects.filter(({ outcome }) => outcome !== 'down').map((effect) => {
    const place = effect.because?.evidence[0]?.place;
    return `| ${effect.order} | ${escapeMarkdown(nameOf(view, effect.id))} | ${effect.outcome}${effect.guessed ? ' (assumed)' : ''} | ${escapeMarkdown(outageReason(view, effect))} | ${place === undefined ? '' : escapeMarkdown(placeText(place))} |`;
  });
  return `${[
    `### If ${escapeMarkdown(outageTitle(view, down))}`, '', escapeMarkdown(outageSentence(outage)),
    ...(rows.length === 0 ? [] : ['', '| Order | Element | Outcome | Why | Evidence |', '| ---: | --- | --- | --- | --- |', ...rows]),
    ...(outage.entries.length === 0 ? [] : ['', `Entry points hit: ${outage.entries.map(({ name }) => escapeMarkdown(name)).join(', ')}.`]),
    '', 'A simulation on the graph: nothing was stopped.',
  ].join('\n')}\n`;
}

function places(all: readonly PlaceView[]): readonly string[] {
  return all.map((place) => `- ${escapeMarkdown(placeText(place))}`);
}

import type { GraphView, PlaceView } from '../protocol/graph-view.js';
import { outageReason, outageSentence, outageTitle } from '../protocol/outage-words.js';
import { takeDown, type Effect, type Outage } from '../protocol/outage.js';

/** What follows when some elements are down, for a terminal: who fails, who degrades, in which order, which entries are hit. */
export function toOutageText(view: GraphView, down: readonly string[]): string {
  const outage = takeDown(view, down);
  const waves = [...new Set(outage.effects.map(({ order }) => order).filter((order) => order > 0))];
  return [
    `If ${outageTitle(view, down)}: ${outageSentence(outage)}`,
    ...waves.flatMap((wave) => ['', `Wave ${wave}`, ...outage.effects.filter(({ order }) => order === wave).map((effect) => `  ${effectLine(view, effect)}`)]),
    ...entryLines(outage),
    '',
    'A simulation on the graph. Nothing is stopped.',
    '',
  ].join('\n');
}

/** The same as a document for programs; ids are those of the graph document. */
export function toOutageDocument(view: GraphView, down: readonly string[]): object {
  const { effects, counts, entries } = takeDown(view, down);
  return {
    down,
    counts,
    effects: effects.filter(({ order }) => order > 0).map((effect) => ({
      element: effect.id, outcome: effect.outcome, wave: effect.order, guessed: effect.guessed,
      relation: effect.because?.id ?? null, reason: outageReason(view, effect), evidence: effect.because?.evidence[0]?.place ?? null,
    })),
    entries: entries.map(({ id }) => id),
  };
}

function effectLine(view: GraphView, effect: Effect): string {
  const name = view.elements.find(({ id }) => id === effect.id)?.name ?? effect.id;
  const outcome = effect.outcome === 'fails' ? 'fails' : 'is degraded';
  const place = effect.because?.evidence[0]?.place;
  return `${name} ${outcome}. ${outageReason(view, effect)}${effect.guessed ? ' (assumed)' : ''}${place === undefined ? '' : `  ${placeText(place)}`}`;
}

function placeText({ path, line }: PlaceView): string {
  return `${path}:${line}`;
}

function entryLines({ entries }: Outage): string[] {
  return entries.length === 0 ? [] : ['', `Entry points hit: ${entries.map(({ name }) => name).join(', ')}`];
}

import type { ElementKindView, GraphView, LevelView, PlaceView, RelationView } from '../../src/protocol/graph-view.js';

/** Ready-made filters: their text, and their name in the drop-down and above the table. */
export const PRESETS: readonly (readonly [string, string])[] = [
  ['', 'All relations'], ['is:cycle', 'Cycles'], ['kind:data', 'Shared data'], ['risk>=high', 'High risk'], ['is:changed', 'Changed'],
  ['is:cross-group', 'Cross-group'], ['confidence:inferred', 'Low confidence'],
];

/** Element kinds in words. */
export const KIND_NAMES: Readonly<Record<ElementKindView, string>> = {
  service: 'Service', module: 'Module', datastore: 'Datastore', broker: 'Broker', gateway: 'Gateway', registry: 'Registry',
  config: 'Configuration server', telemetry: 'Telemetry', auth: 'Identity provider', webserver: 'Web server', library: 'Library',
  external: 'External system', other: 'Infrastructure',
};

/** What the three risk levels say, as `LevelView` defines them. */
export const LEVEL_MEANINGS: Readonly<Record<LevelView, string>> = {
  low: 'Low: no error or warning about the coupling itself',
  medium: 'Medium: a warning about the coupling, or an error about a time-out or circuit breaker that is missing',
  high: 'High: an error about the coupling itself: shared data, a cycle, a bypass',
};

/** "compose.yaml:41". */
export function placeText({ path, line }: PlaceView): string {
  return `${path}:${line}`;
}

/** Only the end of a long path matters beside its line number. */
export function shortPlaceText(place: PlaceView, limit = 44): string {
  const text = placeText(place);
  return text.length <= limit ? text : `…${text.slice(text.length - limit + 1)}`;
}

/** "1,204". By hand, as the browser loads its formats with the first use: a tenth of the time to the first picture. */
export function thousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** "1 cycle", "1,204 cycles". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`;
}

/** A share as a whole percentage. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Signed with a real minus: "−0.42". */
export function signed(value: number): string {
  const amount = Math.abs(value).toFixed(2);
  return Number(amount) === 0 ? amount : `${value < 0 ? '−' : '+'}${amount}`;
}

/** The name of an element, or its id when it is not in the graph. */
export function nameOf(view: GraphView, id: string): string {
  return view.elements.find((element) => element.id === id)?.name ?? id;
}

/** What a relation carries: "grpc", "POST /charges", "orders.created". */
export function detailOfRelation(relation: RelationView): string {
  return [relation.protocol, relation.channel].filter((part) => part !== undefined).join(' ');
}

/** How many of the measured parts nothing joins to others, and what that may hide. */
export function missingEvidence({ elements, system }: GraphView): string {
  const share = percent(1 - system.coverage);
  return elements.some(({ kind }) => kind === 'module')
    ? `${share} of the modules neither import another nor are imported. What they say to each other through a mediator is not seen.`
    : `${share} of the services have no relation that was found, or neither code nor manifest here.`;
}

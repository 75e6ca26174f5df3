import type { ElementKindView, ElementView, GraphView, RelationView } from '../../src/protocol/graph-view.js';
import { placeAt, syntheticView } from './graph-views.js';

/** The shapes of system that crowd a drawing in different ways. */
export type Shape = 'own containers' | 'spread' | 'one cluster' | 'long names' | 'many stores and brokers' | 'not placed' | 'modules';

export const SHAPES: readonly Shape[] = ['own containers', 'spread', 'one cluster', 'long names', 'many stores and brokers', 'not placed', 'modules'];

/** A system of so many services in a shape; the same each time. */
export function crowdedSystem(shape: Shape, services: number): GraphView {
  const base = syntheticView({ services, relations: Math.round(services * 2.6), groups: 1, seed: services, tied: shape !== 'spread' && shape !== 'one cluster' });
  switch (shape) {
    case 'own containers':
    case 'spread': return base;
    // All within a tenth of both axes.
    case 'one cluster': return withServices(base, (one) => ({ ...one, logical: 0.6 + (one.logical ?? 0) / 10, physical: 0.7 + (one.physical ?? 0) / 10 }));
    case 'long names': return withServices(base, (one, index) => ({ ...one, name: `${`acme-${WORDS[index % WORDS.length] ?? ''}-management-eventhandler`.slice(0, 36)}-${String(index).padStart(3, '0')}` }));
    case 'many stores and brokers': return withInfrastructure(base, services);
    case 'not placed': return withServices(base, ({ logical, physical, ...one }, index) => (index % 3 === 0 ? one : { ...one, ...(logical !== undefined && { logical }), ...(physical !== undefined && { physical }) }));
    case 'modules': return withServices(base, (one) => ({ ...one, kind: 'module', physical: 0 }));
  }
}

const WORDS = ['workshop', 'customer', 'vehicle', 'invoice', 'notification', 'reservation'];

function withServices(view: GraphView, change: (service: ElementView, index: number) => ElementView): GraphView {
  let index = 0;
  return { ...view, elements: view.elements.map((one) => (one.role === 'business' ? change(one, index++) : one)) };
}

/** As many stores, brokers and foreign systems again as there are services, each with one or two users. */
function withInfrastructure(view: GraphView, services: number): GraphView {
  const kinds: readonly ElementKindView[] = ['datastore', 'broker', 'external'];
  const added = Array.from({ length: services }, (_, index): ElementView => ({
    id: `infra-${String(index).padStart(3, '0')}`, name: `${kinds[index % 3] ?? ''}-${index}`, kind: kinds[index % 3] ?? 'datastore', role: 'infra', aliases: [], isEntry: false,
    depth: 2, terms: [], explanation: [], places: [placeAt('compose.yaml', index + 1)],
  }));
  const ids = view.elements.filter(({ role }) => role === 'business').map(({ id }) => id);
  const [model] = view.relations;
  if (model === undefined) throw new Error('the synthetic system has no relations');
  const uses = added.flatMap(({ id, kind }, index) => [0, 7].slice(0, 1 + (index % 2)).map((shift): RelationView => {
    const from = ids[(index + shift) % ids.length] ?? '';
    return { ...model, id: `${from}>${id}`, from, to: id, line: kind === 'broker' ? 'async' : kind === 'datastore' ? 'data' : 'sync', level: 'low', risk: 0.1, inCycle: false, findings: [] };
  }));
  return { ...view, elements: [...view.elements, ...added], relations: [...view.relations, ...uses] };
}

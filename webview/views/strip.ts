import { html } from '../dom.js';
import { withoutPlace } from '../layout/quadrant.js';
import type { Picture, PictureNode } from '../picture.js';
import { miniGlyph } from '../render/mini.js';
import { counted } from './words.js';
import type { Actions } from './view.js';

/** Names per kind of reason; the table and a search have the rest. */
const NAMED = 6;

/** What the quadrant cannot place, and why: never put at a made-up place, never left out in silence. */
export function unplacedParts(picture: Picture, actions: Actions): readonly Node[] {
  const { services, infrastructure, byModules } = unplacedOf(picture);
  return [
    ...group(services, 'Not placed', (them) => `too little evidence to measure ${them}`, actions),
    ...group(infrastructure, services.length === 0 ? 'Not placed' : '', (them) => (byModules ? `no single module uses ${them}` : `nothing that is measured uses ${them}`), actions),
  ];
}

/** What has no room at rest. */
export function foldedParts({ folded }: Picture, actions: Actions): readonly Node[] {
  if (folded === 0) return [];
  const show = html('button', { type: 'button', class: 'link' }, 'Show all');
  show.addEventListener('click', () => actions.dispatch({ type: 'budget', budget: 'all' }));
  return [html('span', { class: 'folded', title: 'Drawn when there is room, when it is selected, or when all is shown' }, `${counted(folded, 'piece', 'pieces')} of infrastructure without risk folded `, show)];
}

/** Nodes without a place: services that lack evidence, and infrastructure that nothing measured uses. */
function unplacedOf(picture: Picture): { readonly services: readonly PictureNode[]; readonly infrastructure: readonly PictureNode[]; readonly byModules: boolean } {
  const unplaced = withoutPlace(picture);
  // One deployable alone is measured by its modules, which are all there: it is not missing.
  const byModules = picture.nodes.some(({ kind, physical }) => kind === 'module' && physical !== undefined);
  return {
    services: unplaced.filter((node) => node.business && !(byModules && node.kind === 'service')),
    infrastructure: unplaced.filter(({ business }) => !business),
    byModules,
  };
}

function group(nodes: readonly PictureNode[], caption: string, reason: (them: 'it' | 'them') => string, actions: Actions): readonly Node[] {
  if (nodes.length === 0) return [];
  const rest = nodes.length - NAMED;
  return [html('span', { class: 'unplaced-group' },
    caption !== '' && html('span', { class: 'dim' }, caption),
    ...nodes.slice(0, NAMED).map((node) => chip(node, actions)),
    rest > 0 && html('span', { class: 'dim' }, `and ${rest} more`),
    html('span', { class: 'dim' }, reason(nodes.length === 1 ? 'it' : 'them')))];
}

function chip({ id, label, glyph, business }: PictureNode, actions: Actions): Node {
  const one = html('button', { type: 'button', class: 'unplaced' }, miniGlyph(glyph, business ? 'unknown' : 'infra'), label);
  one.addEventListener('click', () => actions.dispatch({ type: 'select', selection: { kind: 'element', id } }));
  return one;
}

import type { PlaceView } from '../src/protocol/graph-view.js';
import type { Selection } from '../src/protocol/webview-messages.js';
import type { GraphPane } from './graph-pane.js';
import { nodeInDirection } from './layout/hit.js';
import { byRisk } from './picture.js';
import type { Store } from './store.js';
import type { Actions } from './views/view.js';

/** What the keys of the graph act on. */
export interface KeyTargets {
  readonly pane: GraphPane;
  readonly store: Store;
  readonly actions: Actions;
  readonly expand: (id: string) => void;
  /** Opens the card of a selection beside it. */
  readonly showCard: (about: NonNullable<Selection>) => void;
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The card follows the keyboard after this, in ms. */
const CARD_MS = 300;

/** Keys of the graph. They act only while the focus is inside it. */
export function listenToGraphKeys(targets: KeyTargets): void {
  let timer = 0;
  const stage = targets.pane.stage.element;
  stage.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || !handle(event, targets)) return;
    event.preventDefault();
    event.stopPropagation();
    window.clearTimeout(timer);
    const { selection } = targets.store.get();
    if (selection !== undefined && MOVING_KEYS.has(event.key)) timer = window.setTimeout(() => targets.showCard(selection), CARD_MS);
  });
  stage.addEventListener('focusout', () => window.clearTimeout(timer));
}

/** Keys that go to another element or relation. */
const MOVING_KEYS: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', '[', ']', 'Home', 'End']);

/** True when the key meant something. */
function handle(event: KeyboardEvent, targets: KeyTargets): boolean {
  const { store, actions } = targets;
  const direction = DIRECTIONS[event.key];
  if (direction !== undefined) return step(targets, ...direction);
  switch (event.key) {
    case ']': return follow(targets, 1);
    case '[': return follow(targets, -1);
    case 'Enter': return openSelected(targets, event.altKey);
    case 'f': case 'F': return focus(targets);
    case 'd': case 'D': return takeDown(targets);
    case 'i': case 'I': return lookInside(targets);
    case '+': case '=': actions.zoomBy(1.25); return true;
    case '-': actions.zoomBy(1 / 1.25); return true;
    case '0': actions.fit(); return true;
    case 'Home': return selectByRisk(targets, 0);
    case 'End': return selectByRisk(targets, -1);
    case '1': case '2': case '3': return setDepth(store, Number(event.key));
    default: return false;
  }
}

/** The node the keyboard stands on: the selected one, or an end of the selected relation. */
function currentNode({ pane, store }: KeyTargets) {
  const { selection } = store.get();
  if (selection === undefined) return undefined;
  const from = pane.edges.find(({ edge }) => edge.relations.some(({ id }) => id === selection.id))?.edge.from;
  return pane.nodes.find(({ node }) => node.id === selection.id || node.members.includes(selection.id) || node.id === from);
}

function select(targets: KeyTargets, id: string): true {
  targets.store.dispatch({ type: 'select', selection: { kind: 'element', id } });
  targets.pane.stage.elementOf(id)?.focus();
  return true;
}

function step(targets: KeyTargets, dx: number, dy: number): boolean {
  const current = currentNode(targets);
  const next = current === undefined ? targets.pane.nodes[0]?.node.id : nodeInDirection(targets.pane.nodes, current, dx, dy);
  return next === undefined ? true : select(targets, next);
}

/** Next or previous relation of the current node, riskiest first. */
function follow(targets: KeyTargets, way: 1 | -1): boolean {
  const current = currentNode(targets);
  if (current === undefined) return true;
  const relations = targets.pane.edges
    .filter(({ edge }) => edge.from === current.node.id || edge.to === current.node.id)
    .flatMap(({ edge }) => edge.relations)
    .sort(byRisk);
  const index = relations.findIndex(({ id }) => id === targets.store.get().selection?.id);
  const next = relations[(index + way + relations.length) % relations.length] ?? relations[0];
  if (next !== undefined) targets.store.dispatch({ type: 'select', selection: { kind: 'relation', id: next.id } });
  return true;
}

/** The first place of what is selected. */
function placeOfSelection({ store }: Pick<KeyTargets, 'store'>): PlaceView | undefined {
  const { view, selection } = store.get();
  if (selection?.kind === 'relation') return view?.relations.find(({ id }) => id === selection.id)?.evidence[0]?.place;
  return view?.elements.find(({ id }) => id === selection?.id)?.places[0];
}

/** Opens the first place of what is selected; a group, which has none, opens itself. */
export function openSelected(targets: Pick<KeyTargets, 'store' | 'actions' | 'expand'>, focusEditor: boolean): true {
  const place = placeOfSelection(targets);
  const { selection } = targets.store.get();
  if (place !== undefined) targets.actions.post({ type: 'open', place, focus: focusEditor });
  else if (selection?.kind === 'element') targets.expand(selection.id);
  return true;
}

function focus(targets: KeyTargets): boolean {
  const current = currentNode(targets);
  if (current !== undefined) targets.expand(current.node.id);
  return true;
}

/** Takes the current element down in the simulation, or restores it; groups and stacks are opened first. */
function takeDown(targets: KeyTargets): boolean {
  const node = currentNode(targets)?.node;
  if (node?.members.length === 1 && targets.store.get().inside === undefined) targets.store.dispatch({ type: 'toggleDown', id: node.id });
  return true;
}

/** Looks inside the current element where it has an inside, and from inside back at the system. */
function lookInside(targets: KeyTargets): boolean {
  const { inside } = targets.store.get();
  const node = currentNode(targets)?.node;
  targets.store.dispatch({ type: 'inside', id: inside === undefined ? node?.id : undefined });
  targets.pane.stage.element.focus();
  return true;
}

function setDepth(store: Store, depth: number): boolean {
  const { focus: focused } = store.get();
  if (focused === undefined) return false;
  store.dispatch({ type: 'focus', focus: { ...focused, depth } });
  return true;
}

/** Home and End: the ends of the riskiest and the least risky relation. */
function selectByRisk(targets: KeyTargets, index: 0 | -1): boolean {
  const relation = targets.pane.edges.flatMap(({ edge }) => edge.relations).sort(byRisk).at(index);
  if (relation !== undefined) targets.store.dispatch({ type: 'select', selection: { kind: 'relation', id: relation.id } });
  return true;
}

/** Keys outside the graph: none but "/", "T" and Esc, and not while typing. */
export function listenToPageKeys(actions: Actions, focusSearch: () => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') actions.dispatch({ type: 'back' });
    const typing = event.target instanceof HTMLElement && event.target.closest('input, vscode-text-field, vscode-dropdown') !== null;
    if (typing || !['/', 't', 'T'].includes(event.key)) return;
    event.preventDefault();
    if (event.key === '/') focusSearch();
    else actions.dispatch({ type: 'tab', tab: actions.state().tab === 'table' ? 'quadrant' : 'table' });
  });
}

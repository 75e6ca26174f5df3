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
  /** Draws what was asked for and waits for the next frame: a key means what the action before it led to. */
  readonly catchUp: () => void;
  /** Opens the card of a selection beside it. */
  readonly showCard: (about: NonNullable<Selection>) => void;
  /** Says something in the live region. */
  readonly say: (text: string) => void;
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The card follows the keyboard after this, in ms. */
const CARD_MS = 300;

/** Keys of the graph. They act only while the focus is inside it. */
export function listenToGraphKeys(targets: KeyTargets): void {
  let timer = 0;
  const memory: Memory = { pathFrom: undefined };
  const stage = targets.pane.stage.element;
  const showCardSoon = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const about = aboutNow(targets);
      if (about !== undefined) targets.showCard(about);
    }, CARD_MS);
  };
  stage.addEventListener('keydown', (event) => {
    targets.catchUp();
    if (event.ctrlKey || event.metaKey || (event.altKey && event.key !== 'Enter') || !handle(event, targets, memory)) return;
    event.preventDefault();
    event.stopPropagation();
    window.clearTimeout(timer);
    if (MOVING_KEYS.has(event.key)) showCardSoon();
  });
  // Up, when the key has led the focus here.
  stage.addEventListener('keyup', (event) => {
    if (event.key === 'Tab') showCardSoon();
  });
  stage.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && stage.contains(relatedTarget))) window.clearTimeout(timer);
  });
}

/** Keys that go to another element or relation. */
const MOVING_KEYS: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', '[', ']', 'Home', 'End']);

/** What a key remembers for the next one. */
interface Memory {
  /** Where the path begins that is asked for. */
  pathFrom: string | undefined;
}

/** True when the key meant something. */
function handle(event: KeyboardEvent, targets: KeyTargets, memory: Memory): boolean {
  const { store, actions } = targets;
  const direction = DIRECTIONS[event.key];
  if (direction !== undefined) return step(targets, ...direction);
  switch (event.key) {
    case ']': return follow(targets, 1);
    case '[': return follow(targets, -1);
    case 'Enter': return enter(targets, event.altKey);
    case 'f': case 'F': return focus(targets);
    case 'd': case 'D': return takeDown(targets);
    case 'p': case 'P': return markPath(targets, memory);
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

/** What the keys speak of: the selection, else the node the keyboard stands on. */
export function aboutNow({ pane, store }: Pick<KeyTargets, 'pane' | 'store'>): Selection {
  const { standpoint } = pane;
  return store.get().selection ?? (standpoint === undefined ? undefined : { kind: 'element', id: standpoint.node.id });
}

function select(targets: KeyTargets, id: string): true {
  targets.store.dispatch({ type: 'select', selection: { kind: 'element', id } });
  targets.pane.standOn(id);
  return true;
}

/** The first step only makes the node known that the keyboard stands on, unless the focus already shows it. */
function step(targets: KeyTargets, dx: number, dy: number): boolean {
  const { nodes, standpoint, stage } = targets.pane;
  const known = targets.store.get().selection !== undefined || document.activeElement !== stage.element;
  const next = standpoint === undefined || !known ? (standpoint ?? nodes[0])?.node.id : nodeInDirection(nodes, standpoint, dx, dy);
  return next === undefined ? true : select(targets, next);
}

/** The selected relation as it is drawn. */
function selectedEdge({ pane, store }: KeyTargets) {
  const { selection } = store.get();
  return selection?.kind !== 'relation' ? undefined : pane.edges.find(({ edge }) => edge.relations.some(({ id }) => id === selection.id))?.edge;
}

/** Next or previous relation of the current node, riskiest first. */
function follow(targets: KeyTargets, way: 1 | -1): boolean {
  const current = targets.pane.standpoint;
  if (current === undefined) return true;
  const relations = targets.pane.edges
    .filter(({ edge }) => edge.from === current.node.id || edge.to === current.node.id)
    .flatMap(({ edge }) => edge.relations)
    .sort(byRisk);
  const index = relations.findIndex(({ id }) => id === targets.store.get().selection?.id);
  const next = index < 0 ? relations.at(way > 0 ? 0 : -1) : relations[(index + way + relations.length) % relations.length];
  if (next !== undefined) targets.store.dispatch({ type: 'select', selection: { kind: 'relation', id: next.id } });
  return true;
}

/** Opens the code; on a relation the keyboard also goes on to its other end, unless the editor takes it. */
function enter(targets: KeyTargets, focusEditor: boolean): true {
  const { store, pane } = targets;
  const about = aboutNow(targets);
  if (about !== undefined) store.dispatch({ type: 'select', selection: about });
  const edge = selectedEdge(targets);
  openSelected(targets, focusEditor);
  if (edge !== undefined && !focusEditor) pane.standOn(pane.standpoint?.node.id === edge.from ? edge.to : edge.from);
  return true;
}

/** First at the one end of a path, then at the other. */
function markPath({ pane, actions, say }: KeyTargets, memory: Memory): true {
  const node = pane.standpoint?.node;
  if (node === undefined) return true;
  const from = pane.nodes.find((placed) => placed.node.id === memory.pathFrom)?.node;
  memory.pathFrom = from === undefined || from === node ? node.id : undefined;
  if (from === undefined || from === node) say(`A path begins at ${node.label}. Go to another element and press P.`);
  else actions.dispatch({ type: 'path', from: from.id, to: node.id });
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
  const current = targets.pane.standpoint;
  if (current !== undefined) targets.expand(current.node.id);
  return true;
}

/** Takes the current element down in the simulation, or restores it; groups and stacks are opened first. */
function takeDown(targets: KeyTargets): boolean {
  const node = targets.pane.standpoint?.node;
  if (node?.members.length === 1 && targets.store.get().inside === undefined) targets.store.dispatch({ type: 'toggleDown', id: node.id });
  return true;
}

/** Looks inside the current element where it has an inside, and from inside back at the system. */
function lookInside(targets: KeyTargets): boolean {
  const { inside } = targets.store.get();
  const node = targets.pane.standpoint?.node;
  targets.store.dispatch({ type: 'inside', id: inside === undefined ? node?.id : undefined });
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
  if (relation === undefined) return true;
  targets.store.dispatch({ type: 'select', selection: { kind: 'relation', id: relation.id } });
  const edge = selectedEdge(targets);
  if (edge !== undefined) targets.pane.standOn(edge.from);
  return true;
}

/** What the keys of the page act on. */
export interface PageKeyTargets {
  readonly actions: Actions;
  readonly focusSearch: () => void;
  /** Closes the card; false when there is none. */
  readonly closeCard: () => boolean;
  /** Leads the focus to the graph, or to what stands in its place. */
  readonly focusGraph: () => void;
}

/** Keys of the page: "/" and T act in the graph, in the table and while nothing has the focus; Esc everywhere. */
export function listenToPageKeys(targets: PageKeyTargets): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.key === 'Escape') escape(targets, target);
    if (!['/', 't', 'T'].includes(event.key) || (target !== document.body && target.closest('.stage, .table vscode-data-grid') === null)) return;
    event.preventDefault();
    if (event.key === '/') targets.focusSearch();
    else targets.actions.dispatch({ type: 'tab', tab: targets.actions.state().tab === 'table' ? 'quadrant' : 'table' });
  });
}

/** Closes the card, leaves a field that has nothing to take back, or goes one step back. */
function escape({ actions, closeCard, focusGraph }: PageKeyTargets, target: Element): void {
  if (closeCard()) {
    // With it goes the dimming that came with it.
    if (actions.state().hover !== undefined) actions.dispatch({ type: 'hover', hover: undefined });
    return;
  }
  const leaves = target.closest('vscode-text-field') !== null && actions.state().search === '';
  if (leaves) focusGraph();
  else actions.dispatch({ type: 'back' });
}

import type { GraphView } from '../src/protocol/graph-view.js';
import type { BaseView, Selection } from '../src/protocol/webview-messages.js';
import { defaultDetail } from './picture.js';
import type { Budget, Detail } from './picture.js';
import { groupsOf } from './grouping.js';
import type { GroupBy } from './grouping.js';
import { insideOf, shownOf } from './shown.js';
import type { Comparison } from './shown.js';

export type Tab = 'quadrant' | 'topology' | 'table';

/** Screen = scene * zoom (topology) or scene laid out at zoom (quadrant), plus x and y in px. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** The neighbourhood that stays lit: everything within `depth` steps (1..3) of a node. */
export interface Focus {
  readonly id: string;
  readonly depth: number;
}

/** The two nodes of a path, by id. */
export interface Ends {
  readonly from: string;
  readonly to: string;
}

export type SortKey = 'risk' | 'score' | 'from' | 'line' | 'to' | 'rule' | 'place' | 'confidence';

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** What outlives the page (setState). */
export interface Persisted {
  readonly tab: Tab;
  readonly selection: Selection;
  readonly search: string;
  readonly filter: string;
  readonly budget: Budget;
  /** Undefined: what the size of the graph suggests. */
  readonly detail: Detail | undefined;
  /** Groups drawn open while `detail` is `groups`. */
  readonly expanded: readonly string[];
  readonly groupBy: GroupBy;
  readonly focus: Focus | undefined;
  /** Ids of the nodes a path is shown between. */
  readonly path: Ends | undefined;
  /** Elements taken down in the simulation. */
  readonly down: readonly string[];
  readonly panel: boolean;
  readonly legend: boolean;
  readonly sort: Sort;
  readonly cameras: Readonly<Record<'quadrant' | 'topology', Camera>>;
  /** Id of the deployable whose modules are shown; undefined for the system. */
  readonly inside: string | undefined;
  /** Where the system was left to look inside. */
  readonly outside: Outside | undefined;
}

/** What belongs to one graph alone, kept while another is shown. Search and filter go along. */
type Outside = Pick<Persisted, 'selection' | 'detail' | 'expanded' | 'focus' | 'path' | 'down' | 'cameras'>;

export interface State extends Persisted {
  /** The whole system as the extension sent it. */
  readonly whole: GraphView | undefined;
  /** What it is compared with. */
  readonly base: BaseView | undefined;
  /** What is in sight: the system or the inside of one deployable, with what is gone while something is compared. */
  readonly view: GraphView | undefined;
  readonly comparison: Comparison | undefined;
  /** When the graph in sight was kept (ISO date and time), while there is none of today. */
  readonly cachedAt: string | undefined;
  readonly status: { readonly state: 'analysing' | 'ready' | 'stopped' | 'failed'; readonly message: string };
  readonly hover: Selection;
}

export type Action =
  | { readonly type: 'graph'; readonly view: GraphView; readonly cachedAt?: string | undefined }
  | { readonly type: 'status'; readonly state: State['status']['state']; readonly message: string }
  | { readonly type: 'tab'; readonly tab: Tab }
  | { readonly type: 'select'; readonly selection: Selection }
  | { readonly type: 'hover'; readonly hover: Selection }
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'filter'; readonly text: string }
  | { readonly type: 'budget'; readonly budget: Budget }
  | { readonly type: 'detail'; readonly detail: Detail }
  | { readonly type: 'toggleGroup'; readonly group: string }
  | { readonly type: 'groupBy'; readonly by: GroupBy }
  /** The path from an element, or else from the selected one, to another; undefined ends it. */
  | { readonly type: 'path'; readonly from?: string; readonly to: string | undefined }
  | { readonly type: 'focus'; readonly focus: Focus | undefined }
  /** Takes an element down in the simulation, or restores it. */
  | { readonly type: 'toggleDown'; readonly id: string }
  | { readonly type: 'restoreAll' }
  | { readonly type: 'panel'; readonly open: boolean }
  | { readonly type: 'legend'; readonly open: boolean }
  | { readonly type: 'sort'; readonly key: SortKey }
  | { readonly type: 'camera'; readonly camera: Camera }
  /** Shows the modules of a deployable; undefined leads back to the system. */
  | { readonly type: 'inside'; readonly id: string | undefined }
  /** Compares with an earlier graph, or stops that. */
  | { readonly type: 'compare'; readonly base: BaseView | undefined }
  /** One step back: hover, search, path, focus, simulation, selection, panel, comparison, inside, in this order. */
  | { readonly type: 'back' };

/** The camera that shows the whole quadrant. */
const HOME_CAMERA: Camera = { x: 0, y: 0, zoom: 1 };
/** The topology is fitted to the window when it is first shown: zoom 0 asks for that. */
const UNFITTED_CAMERA: Camera = { x: 0, y: 0, zoom: 0 };

export const INITIAL_STATE: State = {
  whole: undefined,
  base: undefined,
  view: undefined,
  comparison: undefined,
  cachedAt: undefined,
  status: { state: 'analysing', message: '' },
  tab: 'quadrant',
  selection: undefined,
  hover: undefined,
  search: '',
  filter: '',
  budget: 'rest',
  detail: undefined,
  expanded: [],
  groupBy: 'deployment',
  focus: undefined,
  path: undefined,
  down: [],
  panel: false,
  legend: true,
  sort: { key: 'risk', descending: true },
  cameras: { quadrant: HOME_CAMERA, topology: UNFITTED_CAMERA },
  inside: undefined,
  outside: undefined,
};

/** The next state. Pure; an action that changes nothing returns the same object. */
export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'graph': return withGraph(state, action.view, action.cachedAt);
    case 'status': return { ...state, status: { state: action.state, message: action.message } };
    case 'tab': return state.tab === action.tab ? state : { ...state, tab: action.tab, hover: undefined };
    case 'select': return withSelection(state, action.selection);
    case 'hover': return sameSelection(state.hover, action.hover) ? state : { ...state, hover: action.hover };
    case 'search': return { ...state, search: action.text };
    case 'filter': return { ...state, filter: action.text, hover: undefined };
    case 'budget': return { ...state, budget: action.budget };
    case 'detail': return { ...state, detail: action.detail, expanded: [], focus: undefined, cameras: INITIAL_STATE.cameras };
    case 'toggleGroup': return toggleGroup(state, action.group);
    case 'groupBy': return state.groupBy === action.by ? state : withShown({ ...state, groupBy: action.by, expanded: [] });
    case 'path': return withPath(state, action.from ?? (state.selection?.kind === 'element' ? state.selection.id : undefined), action.to);
    case 'focus': return { ...state, focus: action.focus };
    case 'toggleDown': return takenDown(state, action.id);
    case 'restoreAll': return { ...state, down: [] };
    case 'panel': return { ...state, panel: action.open };
    case 'legend': return { ...state, legend: action.open };
    case 'sort': return { ...state, sort: nextSort(state.sort, action.key) };
    case 'camera': return state.tab === 'table' ? state : { ...state, cameras: { ...state.cameras, [state.tab]: action.camera } };
    case 'inside': return action.id === undefined ? leaveInside(state) : enterInside(state, action.id);
    case 'compare': return withShown({ ...state, base: action.base, down: action.base === undefined ? state.down : [] });
    case 'back': return back(state);
  }
}

/** What the page keeps over a reload. */
export function toPersisted(state: State): Persisted {
  const { tab, selection, search, filter, budget, detail, expanded, groupBy, focus, path, down, panel, legend, sort, cameras, inside, outside } = state;
  return { tab, selection, search, filter, budget, detail, expanded, groupBy, focus, path, down, panel, legend, sort, cameras, inside, outside };
}

/** Comes from the extension each time. */
const NOT_SAVED: ReadonlySet<string> = new Set(['whole', 'base', 'view', 'comparison', 'cachedAt']);

/** The initial state with what an earlier page saved; anything that is not a saved state is ignored. */
export function restored(saved: unknown): State {
  if (typeof saved !== 'object' || saved === null) return INITIAL_STATE;
  const known = Object.entries(saved).filter(([key, value]) => key in INITIAL_STATE && !NOT_SAVED.has(key) && value !== null);
  return { ...INITIAL_STATE, ...Object.fromEntries(known) };
}

/** What the drawing is reduced to now. */
export function detailOf(state: State): Detail {
  return state.detail ?? (state.view === undefined ? 'elements' : defaultDetail(state.view));
}

/** Selecting a stack opens the panel: only there its members can be told apart. */
function withSelection(state: State, selection: Selection): State {
  if (sameSelection(state.selection, selection)) return state;
  return { ...state, selection, path: undefined, panel: state.panel || selection?.id.startsWith('stack:') === true };
}

/** True when both select the same thing, or nothing. */
function sameSelection(a: Selection, b: Selection): boolean {
  return a?.kind === b?.kind && a?.id === b?.id;
}

/** Selection, focus and camera stay over an update unless what they name is gone. */
function withGraph(state: State, whole: GraphView, cachedAt: string | undefined): State {
  const next: State = { ...state, whole, cachedAt, status: cachedAt === undefined ? { state: 'ready', message: '' } : state.status };
  return state.inside !== undefined && insideOf(whole, state.inside) === undefined ? leaveInside(next) : withShown(next);
}

/** What is in sight, made anew from what is known. */
function withShown(state: State): State {
  if (state.whole === undefined) return state;
  const { view, comparison } = shownOf(state.whole, state.inside, state.base, state.groupBy);
  const next: State = { ...state, view, comparison, hover: undefined };
  const { selection, focus, path, down } = state;
  const known = (id: string) => view.elements.some((element) => element.id === id) || id.startsWith('group:') || id.startsWith('stack:');
  const selectionStays = selection === undefined
    || (selection.kind === 'element' ? known(selection.id) : view.relations.some((relation) => relation.id === selection.id));
  return {
    ...next,
    down: down.filter(known),
    path: path !== undefined && known(path.from) && known(path.to) ? path : undefined,
    selection: selectionStays ? selection : undefined,
    focus: focus !== undefined && known(focus.id) ? focus : undefined,
  };
}

/** Enters a deployable with nothing selected in it yet; the way back leads to where one was. */
function enterInside(state: State, id: string): State {
  if (state.whole === undefined || state.inside !== undefined || insideOf(state.whole, id) === undefined) return state;
  const outside: Outside = { ...outsideOf(state), selection: state.selection ?? { kind: 'element', id } };
  return withShown({ ...state, ...outsideOf(INITIAL_STATE), inside: id, outside });
}

function leaveInside(state: State): State {
  if (state.inside === undefined) return state;
  return withShown({ ...state, ...(state.outside ?? outsideOf(INITIAL_STATE)), inside: undefined, outside: undefined });
}

function outsideOf({ selection, detail, expanded, focus, path, down, cameras }: State): Outside {
  return { selection, detail, expanded, focus, path, down, cameras };
}

function withPath(state: State, from: string | undefined, to: string | undefined): State {
  if (to === undefined) return state.path === undefined ? state : { ...state, path: undefined };
  return from === undefined || from === to ? state : { ...state, path: { from, to }, hover: undefined };
}

/** Where every group was open, the first that is collapsed leaves the others as they are. */
function toggleGroup(state: State, group: string): State {
  if (detailOf(state) === 'groups') return { ...state, expanded: toggled(state.expanded, group) };
  if (state.view === undefined) return state;
  return { ...state, detail: 'groups', expanded: groupsOf(state.view).filter((one) => one !== group), hover: undefined };
}

/** A simulation is about the system of today, so it ends a comparison. */
function takenDown(state: State, id: string): State {
  const next: State = { ...state, down: toggled(state.down, id), panel: true, hover: undefined };
  return state.base === undefined ? next : withShown({ ...next, base: undefined });
}

function toggled(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item];
}

/** A second click on a column turns its order round; numbers start with the highest. */
function nextSort(sort: Sort, key: SortKey): Sort {
  return sort.key === key ? { key, descending: !sort.descending } : { key, descending: key === 'risk' || key === 'score' };
}

function back(state: State): State {
  if (state.hover !== undefined) return { ...state, hover: undefined };
  if (state.search !== '') return { ...state, search: '' };
  if (state.path !== undefined) return { ...state, path: undefined };
  if (state.focus !== undefined) return { ...state, focus: undefined };
  if (state.down.length > 0) return { ...state, down: [] };
  if (state.selection !== undefined) return { ...state, selection: undefined };
  if (state.panel) return { ...state, panel: false };
  if (state.base !== undefined) return withShown({ ...state, base: undefined });
  return leaveInside(state);
}

/** Holds the state and tells its listener after each change. */
export interface Store {
  readonly get: () => State;
  readonly dispatch: (action: Action) => void;
}

/** Creates the store; `changed` is called with the new and the former state, only when they differ. */
export function createStore(initial: State, changed: (state: State, before: State) => void): Store {
  let state = initial;
  return {
    get: () => state,
    dispatch: (action) => {
      const before = state;
      state = reduce(state, action);
      if (state !== before) changed(state, before);
    },
  };
}

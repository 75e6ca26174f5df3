import type { LevelView } from '../src/protocol/graph-view.js';
import { byText } from './layout/geometry.js';
import type { Budget, PictureEdge, PictureNode, PictureOptions } from './picture-model.js';

/** Levels from harmless to worst. */
export const LEVEL_RANK: Readonly<Record<LevelView, number>> = { low: 0, medium: 1, high: 2 };

/** Lines drawn per budget (experience.md C7). */
const BUDGET: Readonly<Record<Budget, number>> = { rest: 120, more: 800, all: Number.POSITIVE_INFINITY };

/** At rest a node shows this many harmless lines; it says how many more there are, and selecting it draws them. */
const FAN_OUT = 12;

/** Lines per node between groups: each stands for many relations, and nearly each is as risky as the worst of them. */
const LINES_PER_GROUP = 1;

/** On a narrow page the counts on the lines would cover each other. */
const LINES_PER_GROUP_COMPACT = 1 / 3;

/** A glyph with its name and its share of the lines takes this much of a plot, in square px: about 120 x 115. */
const AREA_PER_GLYPH = 14_000;

/** However small the plot, this many lines are drawn at rest; on a narrow page only as many as there is room for. */
const LEAST_LINES = 30;

/** Harmless lines take this share of the room: they tell the shape of the system, and more of them would cover its names. */
const HARMLESS_SHARE = 0.75;

/** With more services than this many times the room, those that no line touches become dots. */
const DOTS_ABOVE = 1.5;

/** The lines of a drawing and what they leave out. */
export interface ChosenLines {
  readonly edges: readonly PictureEdge[];
  /** Lines left out per node that has too many, by node id. */
  readonly hidden: ReadonlyMap<string, number>;
  /** Ids of infrastructure that folds for want of room; one that a chosen line touches is drawn all the same. */
  readonly folded: ReadonlySet<string>;
}

/** How many glyphs a plot of this size in px has room for, names and lines included. */
export function roomFor({ width, height }: { readonly width: number; readonly height: number }): number {
  return Math.floor((width * height) / AREA_PER_GLYPH);
}

/** The lines that are drawn, of all that pass the filter, riskiest first. */
export function chooseLines(edges: readonly PictureEdge[], nodes: readonly PictureNode[], options: PictureOptions): ChosenLines {
  const folded = foldedNodes(edges, nodes, options);
  const open = edges.filter((edge) => isMust(edge, options) || !(folded.has(edge.from) || folded.has(edge.to)));
  const fan = withinFanOut(open, options);
  const chosen = withinBudget(fan.edges, nodes.length - folded.size, options);
  return { edges: chosen, hidden: leftOut(fan.full, open, chosen, options), folded };
}

/** Per node with too many lines: how many of them are not drawn. Groups do not tell: nearly each has lines left out. */
function leftOut(full: ReadonlySet<string>, all: readonly PictureEdge[], chosen: readonly PictureEdge[], { detail }: PictureOptions): ReadonlyMap<string, number> {
  if (detail === 'groups') return new Map();
  const linesOf = (edges: readonly PictureEdge[], id: string) => edges.filter(({ from, to }) => from === id || to === id).length;
  return new Map([...full].map((id) => [id, linesOf(all, id) - linesOf(chosen, id)]));
}

/** Ids of all nodes at an end of a line. */
export function touchedBy(edges: readonly PictureEdge[]): ReadonlySet<string> {
  return new Set(edges.flatMap(({ from, to }) => [from, to]));
}

/**
 * Ids of infrastructure without a risky line: all of it on a narrow page, and what serves a single user where there are
 * more nodes than room. A service's own store says little about coupling.
 */
function foldedNodes(edges: readonly PictureEdge[], nodes: readonly PictureNode[], { budget, compact, room, always }: PictureOptions): ReadonlySet<string> {
  const tight = room !== undefined && nodes.length > room;
  if (budget !== 'rest' || !(compact || tight)) return new Set();
  const risky = touchedBy(edges.filter(({ level }) => level !== 'low'));
  const folds = ({ id, business, partners }: PictureNode) => !business && !risky.has(id) && !always.has(id) && (compact || partners.length <= 1);
  return new Set(nodes.filter(folds).map(({ id }) => id));
}

/** Ids of services that no line at rest touches, where there are far more services than room. */
export function quietNodes(nodes: readonly PictureNode[], guides: readonly PictureEdge[], { room }: PictureOptions): ReadonlySet<string> {
  const services = nodes.filter(({ glyph }) => glyph === 'service');
  if (room === undefined || services.length <= DOTS_ABOVE * room) return new Set();
  const touched = touchedBy(guides);
  return new Set(services.filter(({ id }) => !touched.has(id)).map(({ id }) => id));
}

/** How many lines are drawn at most: groups have few nodes, so they get fewer lines; where everything is red, nothing stands out. */
function lineLimit(nodeCount: number, { budget, detail, room, compact }: PictureOptions): number {
  if (budget !== 'rest') return BUDGET[budget];
  if (detail === 'groups') return Math.min(BUDGET.rest, Math.ceil((compact ? LINES_PER_GROUP_COMPACT : LINES_PER_GROUP) * nodeCount));
  return room === undefined ? BUDGET.rest : Math.min(BUDGET.rest, Math.max(LEAST_LINES, room));
}

/** Harmless lines are drawn only while there are fewer lines than this; on a narrow page not more than it takes to join everything. */
function roomForLow(nodeCount: number, { budget, room, compact }: PictureOptions): number {
  if (budget !== 'rest') return BUDGET[budget];
  if (compact) return Math.min(nodeCount, room ?? 0);
  return room === undefined ? BUDGET.rest : Math.max(LEAST_LINES, Math.floor(HARMLESS_SHARE * room));
}

/**
 * The riskiest lines within the budget; what must be drawn comes first, and a risky line never gives way to a harmless one. Of the
 * harmless lines those come first that join a node nothing else joins: they say most about the shape of the system.
 */
function withinBudget(edges: readonly PictureEdge[], nodeCount: number, options: PictureOptions): readonly PictureEdge[] {
  const limit = lineLimit(nodeCount, options);
  const lowLimit = Math.min(limit, roomForLow(nodeCount, options));
  if (edges.length <= lowLimit) return edges;
  const must = edges.filter((edge) => isMust(edge, options));
  const rest = edges.filter((edge) => !isMust(edge, options)).map((edge) => ({ edge, risky: riskyOf(edge) })).sort(byWeight).map(({ edge }) => edge);
  const risky = rest.filter(({ level }) => level !== 'low').slice(0, Math.max(0, limit - must.length));
  const joined = new Set(touchedBy([...must, ...risky]));
  const [first, others] = partition(rest.filter(({ level }) => level === 'low'), (edge) => joins(edge, joined));
  const low = [...first, ...others].slice(0, Math.max(0, lowLimit - must.length - risky.length));
  const kept = new Set([...must, ...risky, ...low]);
  return edges.filter((edge) => kept.has(edge));
}

/** True when an end of the line is not in `joined` yet; afterwards both are. */
function joins({ from, to }: PictureEdge, joined: Set<string>): boolean {
  const before = joined.size;
  joined.add(from).add(to);
  return joined.size > before;
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): readonly [Item[], Item[]] {
  const [yes, no]: [Item[], Item[]] = [[], []];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}

/** Leaves out harmless lines of nodes that have many, and says which nodes those are. */
function withinFanOut(edges: readonly PictureEdge[], options: PictureOptions): { readonly edges: readonly PictureEdge[]; readonly full: ReadonlySet<string> } {
  const overfull = new Set<string>();
  if (options.budget !== 'rest') return { edges, full: overfull };
  const shown = new Map<string, number>();
  const add = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
  const kept = edges.filter((edge) => {
    const full = [edge.from, edge.to].filter((id) => (shown.get(id) ?? 0) >= FAN_OUT);
    if (edge.level === 'low' && full.length > 0 && !isMust(edge, options)) {
      for (const id of full) overfull.add(id);
      return false;
    }
    for (const id of [edge.from, edge.to]) add(shown, id);
    return true;
  });
  return { edges: kept, full: overfull };
}

function isMust({ inCycle, relations }: PictureEdge, { always }: PictureOptions): boolean {
  return inCycle || (always.size > 0 && relations.some(({ id, from, to }) => always.has(id) || always.has(from) || always.has(to)));
}

/** How many relations of a line are as risky as the line. */
function riskyOf({ relations, level }: PictureEdge): number {
  return relations.reduce((sum, relation) => sum + (relation.level === level ? 1 : 0), 0);
}

interface Weighed {
  readonly edge: PictureEdge;
  readonly risky: number;
}

/** Orders lines by level, then by how many risky relations they stand for. */
function byWeight({ edge: a, risky: ofA }: Weighed, { edge: b, risky: ofB }: Weighed): number {
  return LEVEL_RANK[b.level] - LEVEL_RANK[a.level] || ofB - ofA || b.risk - a.risk || byText(a.id, b.id);
}

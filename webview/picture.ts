import type { ChangeView, GraphDiff, Move } from '../src/protocol/graph-diff.js';
import type { ElementKindView, ElementView, GraphView, LevelView, LineView, RelationView } from '../src/protocol/graph-view.js';
import { filterRelations } from './filter.js';
import { findTie } from './layout/axes.js';
import { byText } from './layout/geometry.js';

/** The silhouettes of the drawing; several element kinds may share one. */
export type Glyph =
  | 'service' | 'gateway' | 'datastore' | 'broker' | 'telemetry' | 'external'
  | 'registry' | 'config' | 'auth' | 'library' | 'other' | 'group' | 'stack';

/** One thing to place: an element, a collapsed group, or a stack of elements that share a place. */
export interface PictureNode {
  readonly id: string;
  readonly label: string;
  /** A second, smaller line: "12 senders, folded". */
  readonly note?: string;
  readonly glyph: Glyph;
  /** Absent for groups and stacks. */
  readonly kind?: ElementKindView;
  /** Business services are measured and drawn filled; infrastructure is hollow. */
  readonly business: boolean;
  readonly group?: string;
  readonly logical?: number;
  readonly physical?: number;
  readonly blastRadius?: number;
  readonly depth: number;
  /** Set while graphs are compared. */
  readonly change?: ChangeView;
  /** Where it stood before, when it moved since the graph it is compared with. */
  readonly before?: Move['before'];
  /** Ids of the elements this node stands for. */
  readonly members: readonly string[];
  /** Ids of the nodes it is related to, in either direction, hidden relations included. */
  readonly partners: readonly string[];
}

/** One line to draw: all relations of one line kind from one node to another. */
export interface PictureEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly line: LineView;
  readonly level: LevelView;
  readonly risk: number;
  readonly inCycle: boolean;
  /** Set while graphs are compared, when all the line stands for came or went. */
  readonly change?: ChangeView;
  /** What the line stands for, riskiest first; never empty. */
  readonly relations: readonly RelationView[];
}

/** What is drawn now, before anything has a position. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** The lines at rest: they alone shape the placement, so that selecting or filtering never moves a node. */
  readonly guides: readonly PictureEdge[];
  /** Relations the edges stand for, and all relations of the graph. */
  readonly drawn: number;
  readonly total: number;
}

/** How much is drawn: at rest, on "more", or everything. */
export type Budget = 'rest' | 'more' | 'all';

/** What a big graph is reduced to. */
export type Detail = 'elements' | 'groups' | 'high-risk';

type Changes = Pick<GraphDiff, 'elements' | 'relations' | 'moved'>;

/** What the user asked to see. */
export interface PictureOptions {
  /** In the language of `parseFilter`; empty lets everything pass. */
  readonly filter: string;
  readonly budget: Budget;
  readonly detail: Detail;
  /** Groups drawn open while `detail` is `groups`. */
  readonly expanded: readonly string[];
  /** On a narrow page infrastructure and low risk fold away until more is asked for. */
  readonly compact: boolean;
  /** What came and went, while graphs are compared. */
  readonly changes?: Changes;
  /** Ids of elements or relations whose relations are always drawn. */
  readonly always: ReadonlySet<string>;
}

/** Lines drawn per budget (experience.md C7). */
const BUDGET: Readonly<Record<Budget, number>> = { rest: 120, more: 800, all: Number.POSITIVE_INFINITY };

/** At rest a node shows this many harmless lines; it says how many more there are, and selecting it draws them. */
const FAN_OUT = 12;

/** Lines per node between groups. */
const LINES_PER_GROUP = 2;

/** Above these a graph opens reduced (experience.md C6). */
const HUGE_ELEMENTS = 300;
const HUGE_RELATIONS = 1000;

/** A tie band holds this many services; above, groups are drawn first (design grammar, "The tie band"). */
const CROWDED_TIE = 40;

const LEVEL_RANK: Readonly<Record<LevelView, number>> = { low: 0, medium: 1, high: 2 };

const GLYPHS: Readonly<Record<ElementKindView, Glyph>> = {
  service: 'service', module: 'service', datastore: 'datastore', broker: 'broker', gateway: 'gateway',
  registry: 'registry', config: 'config', telemetry: 'telemetry', auth: 'auth', webserver: 'gateway',
  library: 'library', external: 'external', other: 'other',
};

/** The silhouette of an element kind. */
export function glyphOf(kind: ElementKindView): Glyph {
  return GLYPHS[kind];
}

/** True when a graph is too big to be drawn whole without being asked. */
export function isHuge(view: GraphView): boolean {
  return view.elements.length > HUGE_ELEMENTS || view.relations.length > HUGE_RELATIONS;
}

/** What a graph opens with: groups when it is huge or its tie is crowded, else its risky part, else everything. */
export function defaultDetail(view: GraphView): Detail {
  const grouped = new Set(view.elements.map((element) => element.group)).size > 1;
  if (isHuge(view)) return grouped ? 'groups' : 'high-risk';
  const tied = findTie(view.elements.flatMap((element) => (element.logical === undefined ? [] : element.physical ?? [])))?.count ?? 0;
  return grouped && tied > CROWDED_TIE ? 'groups' : 'elements';
}

/** Orders relations by level, then risk, then id: the riskiest first. */
export function byRisk(a: RelationView, b: RelationView): number {
  return LEVEL_RANK[b.level] - LEVEL_RANK[a.level] || b.risk - a.risk || (a.id < b.id ? -1 : 1);
}

/** Start order and telemetry say little about coupling and would drown the rest, so they wait until asked for. */
export function isFolded(relation: RelationView): boolean {
  return relation.line === 'start' || relation.line === 'telemetry';
}

function chooseRelations(view: GraphView, options: PictureOptions): readonly RelationView[] {
  const wanted = (relation: RelationView) =>
    options.always.has(relation.id) || options.always.has(relation.from) || options.always.has(relation.to);
  const passing = filterRelations(view, options.filter, options.changes?.relations).filter((relation) => relation.from !== relation.to);
  const must = passing.filter((relation) => wanted(relation) || relation.inCycle);
  const taken = new Set(must);
  const rest = passing
    .filter((relation) => !taken.has(relation) && (options.budget === 'all' || !isFolded(relation)))
    .filter((relation) => options.detail !== 'high-risk' || relation.level === 'high')
    .filter((relation) => !options.compact || options.budget !== 'rest' || relation.level !== 'low')
    .sort(byRisk);
  return [...must, ...rest].sort(byRisk);
}

/** The riskiest lines within the budget; what must be drawn comes first. Groups have few nodes, so they get fewer lines. */
function withinBudget(edges: readonly PictureEdge[], nodeCount: number, options: PictureOptions): readonly PictureEdge[] {
  const limit = options.detail === 'groups' && options.budget === 'rest' ? Math.min(BUDGET.rest, LINES_PER_GROUP * nodeCount) : BUDGET[options.budget];
  if (edges.length <= limit) return edges;
  const must = edges.filter((edge) => isMust(edge, options));
  const rest = edges.filter((edge) => !isMust(edge, options)).sort(byWeight);
  const kept = new Set([...must, ...rest.slice(0, Math.max(0, limit - must.length))]);
  return edges.filter((edge) => kept.has(edge));
}

/** Leaves out harmless lines of nodes that have many, and counts per node what was left out. */
function withinFanOut(edges: readonly PictureEdge[], options: PictureOptions): { readonly edges: readonly PictureEdge[]; readonly hidden: ReadonlyMap<string, number> } {
  const hidden = new Map<string, number>();
  if (options.budget !== 'rest') return { edges, hidden };
  const shown = new Map<string, number>();
  const add = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
  const kept = edges.filter((edge) => {
    const full = [edge.from, edge.to].filter((id) => (shown.get(id) ?? 0) >= FAN_OUT);
    if (edge.level === 'low' && full.length > 0 && !isMust(edge, options)) {
      for (const id of full) add(hidden, id);
      return false;
    }
    for (const id of [edge.from, edge.to]) add(shown, id);
    return true;
  });
  return { edges: kept, hidden };
}

function isMust({ inCycle, relations }: PictureEdge, { always }: PictureOptions): boolean {
  return inCycle || relations.some(({ id, from, to }) => always.has(id) || always.has(from) || always.has(to));
}

/** Orders lines by level, then by how many risky relations they stand for. */
function byWeight(a: PictureEdge, b: PictureEdge): number {
  const risky = ({ relations, level }: PictureEdge) => relations.filter((relation) => relation.level === level).length;
  return LEVEL_RANK[b.level] - LEVEL_RANK[a.level] || risky(b) - risky(a) || b.risk - a.risk || byText(a.id, b.id);
}

/** Builds what is drawn: elements or groups as nodes, relations merged per pair and line kind. */
export function buildPicture(view: GraphView, options: PictureOptions): Picture {
  const home = homes(view, options);
  const nodeOf = (id: string) => home.get(id) ?? id;
  const known = new Set(view.elements.map((element) => element.id));
  const relations = chooseRelations(view, options).filter((relation) => known.has(relation.from) && known.has(relation.to));
  const nodes = buildNodes(view, nodeOf);
  const fan = withinFanOut(mergeRelations(relations, nodeOf), options);
  const edges = withinBudget(fan.edges, nodes.length, options);
  const atRest: PictureOptions = { ...options, filter: '', budget: 'rest', always: new Set() };
  const rests = options.filter === '' && options.budget === 'rest' && options.always.size === 0;
  const guides = rests ? edges : withinBudget(withinFanOut(mergeRelations(chooseRelations(view, atRest), nodeOf), atRest).edges, nodes.length, atRest);
  const kept = options.detail === 'high-risk' ? onlyTouched(nodes, edges)
    : options.compact && options.budget === 'rest' ? withoutIdleInfrastructure(nodes, edges) : nodes;
  const noted = kept.map((node) => withHidden(node, fan.hidden.get(node.id)));
  const { changes } = options;
  const marked = changes === undefined ? { nodes: noted, edges } : { nodes: noted.map((node) => withNodeChange(node, changes)), edges: edges.map((edge) => withEdgeChange(edge, changes)) };
  return { ...marked, guides, drawn: edges.reduce((sum, edge) => sum + edge.relations.length, 0), total: view.relations.length };
}

function withNodeChange(node: PictureNode, { elements, moved }: Changes): PictureNode {
  const change = common(node.members.map((id) => elements.get(id)));
  const before = moved.find(({ id }) => id === node.id)?.before;
  return change === undefined && before === undefined ? node : { ...node, ...(change !== undefined && { change }), ...(before !== undefined && { before }) };
}

function withEdgeChange(edge: PictureEdge, { relations }: Changes): PictureEdge {
  const change = common(edge.relations.map(({ id }) => relations.get(id)));
  return change === undefined ? edge : { ...edge, change };
}

/** What all have in common. */
function common(changes: readonly (ChangeView | undefined)[]): ChangeView | undefined {
  return changes.every((change) => change === changes[0]) ? changes[0] : undefined;
}

function withHidden(node: PictureNode, hidden: number | undefined): PictureNode {
  return hidden === undefined || node.note !== undefined ? node : { ...node, note: `+${hidden} more` };
}

function homes(view: GraphView, { detail, expanded }: PictureOptions): ReadonlyMap<string, string> {
  const home = new Map<string, string>();
  if (detail !== 'groups') return home;
  for (const { id, group } of view.elements) if (group !== undefined && !expanded.includes(group)) home.set(id, `group:${group}`);
  return home;
}

function withoutIdleInfrastructure(nodes: readonly PictureNode[], edges: readonly PictureEdge[]): readonly PictureNode[] {
  const touched = new Set(onlyTouched(nodes, edges).map((node) => node.id));
  return nodes.filter((node) => node.business || touched.has(node.id));
}

function onlyTouched(nodes: readonly PictureNode[], edges: readonly PictureEdge[]): readonly PictureNode[] {
  const touched = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  return nodes.filter((node) => touched.has(node.id));
}

function mergeRelations(relations: readonly RelationView[], nodeOf: (id: string) => string): readonly PictureEdge[] {
  const byPair = new Map<string, RelationView[]>();
  for (const relation of relations) {
    const [from, to] = [nodeOf(relation.from), nodeOf(relation.to)];
    if (from === to) continue;
    const key = `${from}\n${to}\n${relation.line}`;
    const list = byPair.get(key);
    if (list === undefined) byPair.set(key, [relation]);
    else list.push(relation);
  }
  return [...byPair].map(([key, list]) => toEdge(key, list));
}

/** A line as risky as its riskiest relation; `relations` arrive riskiest first. */
function toEdge(key: string, relations: readonly RelationView[]): PictureEdge {
  const [from = '', to = ''] = key.split('\n');
  const worst = relations[0] as RelationView;
  return {
    id: key, from, to, line: worst.line, level: worst.level, risk: worst.risk,
    inCycle: relations.some((relation) => relation.inCycle), relations,
  };
}

function buildNodes(view: GraphView, nodeOf: (id: string) => string): readonly PictureNode[] {
  const partners = new Map<string, Set<string>>();
  const senders = new Map<string, number>();
  for (const relation of view.relations) {
    const [from, to] = [nodeOf(relation.from), nodeOf(relation.to)];
    if (from !== to) link(partners, from, to);
    if (relation.line === 'telemetry') senders.set(to, (senders.get(to) ?? 0) + 1);
  }
  const members = new Map<string, ElementView[]>();
  for (const element of view.elements) {
    const home = nodeOf(element.id);
    members.set(home, [...(members.get(home) ?? []), element]);
  }
  return [...members].map(([id, elements]) => {
    const related = [...(partners.get(id) ?? [])];
    return id.startsWith('group:') ? groupNode(id, elements, related) : elementNode(elements[0] as ElementView, related, senders.get(id));
  });
}

function link(partners: Map<string, Set<string>>, a: string, b: string): void {
  for (const [one, other] of [[a, b], [b, a]] as const) {
    const set = partners.get(one);
    if (set === undefined) partners.set(one, new Set([other]));
    else set.add(other);
  }
}

function elementNode(element: ElementView, partners: readonly string[], senders: number | undefined): PictureNode {
  const business = element.role === 'business';
  return {
    id: element.id, label: element.name, glyph: GLYPHS[element.kind], kind: element.kind, business, depth: element.depth,
    members: [element.id], partners,
    ...(senders !== undefined && element.kind === 'telemetry' && { note: `${senders} ${senders === 1 ? 'sender' : 'senders'}, folded` }),
    ...(element.group !== undefined && { group: element.group }),
    ...(element.logical !== undefined && { logical: element.logical }),
    ...(element.physical !== undefined && { physical: element.physical }),
    ...(business && element.blastRadius !== undefined && { blastRadius: element.blastRadius }),
  };
}

/** A collapsed group stands at the mean place of its measured services. */
function groupNode(id: string, elements: readonly ElementView[], partners: readonly string[]): PictureNode {
  const logical = mean(elements.map((element) => element.logical));
  const physical = mean(elements.map((element) => element.physical));
  return {
    id, label: id.slice('group:'.length), glyph: 'group', business: elements.some((element) => element.role === 'business'),
    depth: Math.min(...elements.map((element) => element.depth)), members: elements.map((element) => element.id), partners,
    ...(logical !== undefined && { logical }),
    ...(physical !== undefined && { physical }),
  };
}

/** The mean of the known values; undefined when none is known. */
function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

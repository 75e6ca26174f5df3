import type { ChangeView } from '../src/protocol/graph-diff.js';
import type { ElementKindView, ElementView, GraphView, RelationView } from '../src/protocol/graph-view.js';
import { filterRelations } from './filter.js';
import { comparedLines } from './group-lines.js';
import { findTie } from './layout/axes.js';
import { chooseLines, LEVEL_RANK, quietNodes, touchedBy } from './line-budget.js';
import type { Changes, Detail, Glyph, Picture, PictureEdge, PictureNode, PictureOptions } from './picture-model.js';

export type { Budget, Detail, Glyph, Picture, PictureEdge, PictureNode, PictureOptions } from './picture-model.js';

/** Above these a graph opens reduced (experience.md C6). */
const HUGE_ELEMENTS = 300;
const HUGE_RELATIONS = 1000;

/** A tie band holds this many services; above, groups are drawn first (design grammar, "The tie band"). */
const CROWDED_TIE = 40;

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

/** What a graph opens with: groups when it is huge, or its tie is crowded and they relieve it, else its risky part, else everything. */
export function defaultDetail(view: GraphView): Detail {
  const grouped = new Set(view.elements.map((element) => element.group)).size > 1;
  if (isHuge(view)) return grouped ? 'groups' : 'high-risk';
  const measured = view.elements.filter(({ logical, physical }) => logical !== undefined && physical !== undefined);
  const tied = findTie(measured.map(({ physical }) => physical ?? 0))?.count ?? 0;
  const afterwards = new Set(measured.map(({ id, group }) => group ?? id)).size;
  return grouped && tied > CROWDED_TIE && afterwards <= CROWDED_TIE ? 'groups' : 'elements';
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
    .filter((relation) => options.detail !== 'high-risk' || relation.level === 'high');
  return [...must, ...rest];
}

/** Builds what is drawn: elements or groups as nodes, relations merged per pair and line kind. */
export function buildPicture(view: GraphView, options: PictureOptions): Picture {
  const home = homes(view, options);
  const nodeOf = (id: string) => home.get(id) ?? id;
  const known = new Set(view.elements.map((element) => element.id));
  const nodes = buildNodes(view, nodeOf);
  const linesFor = (some: PictureOptions) => {
    const relations = chooseRelations(view, some).filter((relation) => known.has(relation.from) && known.has(relation.to));
    const chosen = chooseLines(mergeRelations(relations, nodeOf), nodes, some);
    return some.detail === 'groups' ? { ...chosen, edges: comparedLines(chosen.edges) } : chosen;
  };
  const { edges, hidden, folded } = linesFor(options);
  const rests = options.filter === '' && options.budget === 'rest' && options.always.size === 0;
  const guides = rests ? edges : linesFor({ ...options, filter: '', budget: 'rest', always: new Set() }).edges;
  const touched = touchedBy(edges);
  const kept = nodes.filter((node) => touched.has(node.id) || (options.detail !== 'high-risk' && !folded.has(node.id)));
  const quiet = quietNodes(kept, guides, options);
  const noted = kept.map((node) => withHidden(quiet.has(node.id) ? { ...node, quiet: true } : node, hidden.get(node.id)));
  const { changes } = options;
  const marked = changes === undefined ? { nodes: noted, edges } : { nodes: noted.map((node) => withNodeChange(node, changes)), edges: edges.map((edge) => withEdgeChange(edge, changes)) };
  const left = nodes.filter((node) => folded.has(node.id) && !touched.has(node.id));
  return {
    ...marked, guides, drawn: edges.reduce((sum, edge) => sum + edge.relations.length, 0), total: view.relations.length,
    folded: left.reduce((sum, { members }) => sum + members.length, 0),
  };
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

/** Lines, riskiest first. Relations are put in order line by line: that is less work than all of them at once. */
function mergeRelations(relations: readonly RelationView[], nodeOf: (id: string) => string): readonly PictureEdge[] {
  const byPair = new Map<string, [RelationView, ...RelationView[]]>();
  for (const relation of relations) {
    const [from, to] = [nodeOf(relation.from), nodeOf(relation.to)];
    if (from === to) continue;
    const key = `${from}\n${to}\n${relation.line}`;
    const list = byPair.get(key);
    if (list === undefined) byPair.set(key, [relation]);
    else list.push(relation);
  }
  for (const list of byPair.values()) if (list.length > 1) list.sort(byRisk);
  return [...byPair].sort(([, [a]], [, [b]]) => byRisk(a, b)).map(([key, list]) => toEdge(key, list));
}

/** A line as risky as its riskiest relation; `relations` arrive riskiest first. */
function toEdge(key: string, relations: readonly [RelationView, ...RelationView[]]): PictureEdge {
  const [from = '', to = ''] = key.split('\n');
  const [worst] = relations;
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
    const list = members.get(home);
    if (list === undefined) members.set(home, [element]);
    else list.push(element);
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

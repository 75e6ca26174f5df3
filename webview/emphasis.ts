import type { GraphView, LevelView, RelationView } from '../src/protocol/graph-view.js';
import type { Selection } from '../src/protocol/webview-messages.js';
import { takeDown } from '../src/protocol/outage.js';
import type { Effect, Outage, Outcome } from '../src/protocol/outage.js';
import { byRisk } from './picture.js';
import type { PictureEdge, PictureNode } from './picture.js';
import { pathBetween } from './path-between.js';
import type { Ends, State } from './store.js';

/** Which parts of a scene stand out; ids are those of nodes and edges of the picture. */
export interface Emphasis {
  /** False: everything is drawn alike and `nodes`, `edges` say nothing. */
  readonly active: boolean;
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  readonly selectedNodes: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  /** The node or edge under the pointer. */
  readonly hovered: string | undefined;
  /** Edge id -> rank, shown instead of "!" while the panel lists the edges that matter. */
  readonly ranks: ReadonlyMap<string, number>;
  /** What the simulation shows instead of risk; undefined outside of it. */
  readonly outage?: ShownOutage;
}

/** The simulated outage in terms of the picture. */
export interface ShownOutage {
  /** Node id -> what becomes of it. */
  readonly nodes: ReadonlyMap<string, Effect>;
  /** Edge id -> how it is drawn: `high` carries the failure, `medium` weakens it; others are low. */
  readonly edges: ReadonlyMap<string, LevelView>;
}

/** How many edges the panel ranks. */
const RANKED_EDGES = 5;

interface Parts {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** True when a picture edge stands for the selected relation, or is the selected line itself. */
function matchesEdge(edge: PictureEdge, selection: Selection): boolean {
  return selection?.kind === 'relation' && (edge.id === selection.id || edge.relations.some((relation) => relation.id === selection.id));
}

function matchesNode(node: PictureNode, selection: Selection): boolean {
  return selection?.kind === 'element' && (node.id === selection.id || node.members.includes(selection.id) || (node.group !== undefined && selection.id === `group:${node.group}`));
}

/** The nodes and edges that stay lit for a hovered or selected thing: itself, its edges and their ends. */
function around(parts: Parts, selection: Selection): { nodes: Set<string>; edges: Set<string> } {
  const centre = new Set(parts.nodes.filter((node) => matchesNode(node, selection)).map((node) => node.id));
  const lines = parts.edges.filter((edge) => matchesEdge(edge, selection) || centre.has(edge.from) || centre.has(edge.to));
  return {
    nodes: new Set([...centre, ...lines.flatMap((edge) => [edge.from, edge.to])]),
    edges: new Set(lines.map((edge) => edge.id)),
  };
}

function neighbourhood(parts: Parts, id: string, depth: number): { nodes: Set<string>; edges: Set<string> } {
  const nodes = new Set(parts.nodes.filter((node) => node.id === id || node.members.includes(id)).map((node) => node.id));
  for (let step = 0; step < depth; step++) {
    const reached = parts.edges.filter((edge) => nodes.has(edge.from) || nodes.has(edge.to));
    for (const edge of reached) nodes.add(edge.from).add(edge.to);
  }
  return { nodes, edges: new Set(parts.edges.filter((edge) => nodes.has(edge.from) && nodes.has(edge.to)).map((edge) => edge.id)) };
}

/** Ids of elements whose name, alias, kind, file, protocol or rule contains the search text; empty text matches nothing. */
export function searchMatches(view: GraphView, search: string): readonly string[] {
  const text = search.trim().toLowerCase();
  if (text === '') return [];
  const has = (value: string | undefined) => value?.toLowerCase().includes(text) === true;
  const matched = new Set<string>();
  for (const { id, name, kind, aliases, group, places } of view.elements) {
    if (has(name) || has(kind) || has(group) || aliases.some(has) || places.some(({ path }) => has(path))) matched.add(id);
  }
  for (const { from, to, kind, protocol, channel, evidence, findings } of view.relations) {
    const hit = has(kind) || has(protocol) || has(channel) || evidence.some(({ place }) => has(place.path))
      || findings.some((index) => has(view.findings[index]?.rule));
    if (hit) matched.add(from).add(to);
  }
  return view.elements.filter(({ id }) => matched.has(id)).map(({ id }) => id);
}

/** What stands out now: the hovered thing, else search matches, a path, the focused neighbourhood, else what changed. */
export function emphasise(state: State, parts: Parts): Emphasis {
  const outage = state.view === undefined || state.down.length === 0 ? undefined : shownOutage(takeDown(state.view, state.down), parts);
  const lit = outage !== undefined && state.hover === undefined
    ? { nodes: new Set(outage.nodes.keys()), edges: new Set(outage.edges.keys()) }
    : litParts(state, parts);
  return {
    ...(outage !== undefined && { outage }),
    active: lit !== undefined,
    nodes: lit?.nodes ?? new Set(),
    edges: lit?.edges ?? new Set(),
    selectedNodes: new Set(parts.nodes.filter((node) => matchesNode(node, state.selection)).map((node) => node.id)),
    selectedEdges: new Set(parts.edges.filter((edge) => matchesEdge(edge, state.selection)).map((edge) => edge.id)),
    hovered: state.hover?.id,
    ranks: state.panel && outage === undefined && state.view !== undefined ? ranksOf(state.view, parts.edges) : new Map(),
  };
}

/** A node that stands for several elements shows the worst that happens to one of them. */
function shownOutage({ effects, edges }: Outage, parts: Parts): ShownOutage {
  const byElement = new Map(effects.map((effect) => [effect.id, effect]));
  const worst = (members: readonly string[]) => members.flatMap((id) => byElement.get(id) ?? []).sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome))[0];
  return {
    nodes: new Map(parts.nodes.flatMap(({ id, members }) => {
      const effect = worst(members);
      return effect === undefined ? [] : [[id, effect] as const];
    })),
    edges: new Map(parts.edges.flatMap(({ id, relations }) => {
      const ways = relations.flatMap((relation) => edges.get(relation.id) ?? []);
      return ways.length === 0 ? [] : [[id, ways.includes('carries') ? 'high' : 'medium'] as const];
    })),
  };
}

const OUTCOMES: readonly Outcome[] = ['down', 'fails', 'degraded'];

function litParts(state: State, parts: Parts): { nodes: Set<string>; edges: Set<string> } | undefined {
  if (state.hover !== undefined) return around(parts, state.hover);
  if (state.search.trim() !== '' && state.view !== undefined) {
    const matches = new Set(searchMatches(state.view, state.search));
    const nodes = new Set(parts.nodes.filter((node) => node.members.some((id) => matches.has(id))).map((node) => node.id));
    return { nodes, edges: new Set(parts.edges.filter((edge) => nodes.has(edge.from) && nodes.has(edge.to)).map((edge) => edge.id)) };
  }
  if (state.path !== undefined) return onPath(state.path, parts);
  if (state.focus !== undefined) return neighbourhood(parts, state.focus.id, state.focus.depth);
  return state.comparison === undefined ? undefined : changed(parts);
}

/** What moved, came or went, and the ends of lines that did; undefined when nothing in sight differs. */
function changed({ nodes, edges }: Parts): { nodes: Set<string>; edges: Set<string> } | undefined {
  const lines = edges.filter(({ change }) => change !== undefined);
  const lit = new Set([...nodes.filter(({ change, before }) => change !== undefined || before !== undefined).map(({ id }) => id), ...lines.flatMap(({ from, to }) => [from, to])]);
  return lit.size === 0 ? undefined : { nodes: lit, edges: new Set(lines.map(({ id }) => id)) };
}

/** Both ends stay lit even when nothing leads from one to the other. */
function onPath({ from, to }: Ends, parts: Parts): { nodes: Set<string>; edges: Set<string> } {
  const [start, end] = [from, to].map((id) => parts.nodes.find((node) => node.id === id || node.members.includes(id))?.id ?? id);
  const path = pathBetween(parts.edges, start ?? from, end ?? to);
  return { nodes: new Set(path?.nodes ?? [start ?? from, end ?? to]), edges: new Set(path?.links) };
}

/** The relations that matter most, worst first: none of them harmless. */
export function worstRelations({ relations }: GraphView): readonly RelationView[] {
  return relations.filter(({ level }) => level !== 'low').sort(byRisk).slice(0, RANKED_EDGES);
}

/** The ranks that the panel gives, on the lines that are drawn; only a high risk carries a number there. A line for several has the lowest. */
function ranksOf(view: GraphView, edges: readonly PictureEdge[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const [index, worst] of worstRelations(view).entries()) {
    const edge = worst.level === 'high' ? edges.find(({ relations }) => relations.some(({ id }) => id === worst.id)) : undefined;
    if (edge !== undefined && !ranks.has(edge.id)) ranks.set(edge.id, index + 1);
  }
  return ranks;
}

import { STYLE_NAMES, type Analysis, type Element, type Relation } from '../engine/index.js';

/** Shapes of Graphviz; a box for everything else. */
const SHAPES: Readonly<Partial<Record<Element['kind'], string>>> = { service: 'ellipse', module: 'ellipse', datastore: 'cylinder', broker: 'cds', gateway: 'house', external: 'component', library: 'note' };

/** Nobody waits for the other end of these. */
const DASHED: ReadonlySet<Relation['kind']> = new Set(['publishes', 'subscribes', 'telemetry', 'registers', 'configures', 'starts-after']);
const DOTTED: ReadonlySet<Relation['kind']> = new Set(['imports', 'changes-with']);

/** The graph in the language of Graphviz, one cluster for each group. Names from the workspace are quoted, never read as syntax. */
export function toDot({ graph, metrics: { system } }: Analysis): string {
  const ids = new Map([...graph.elements.values()].map((element, i) => [element, `n${i}`]));
  const groups = new Map<string | undefined, Element[]>();
  for (const element of graph.elements.values()) groups.set(element.group, [...(groups.get(element.group) ?? []), element]);
  const label = system.style === undefined ? 'No verdict' : `${STYLE_NAMES[system.style]}, logical ${system.logical?.toFixed(2) ?? '?'}, physical ${system.physical?.toFixed(2) ?? '?'}`;
  return `${[
    'digraph coupling {',
    '  rankdir=LR;',
    `  label=${quote(label)};`,
    '  node [fontname="sans-serif" fontsize=11];',
    '  edge [fontname="sans-serif" fontsize=9];',
    ...[...groups].flatMap(([group, elements], i) => cluster(group, elements.map((element) => node(ids.get(element) ?? '', element)), i)),
    ...graph.relations.flatMap((relation) => edge(relation, ids)),
    '}',
  ].join('\n')}\n`;
}

function cluster(group: string | undefined, nodes: readonly string[], index: number): string[] {
  if (group === undefined) return nodes.map((line) => `  ${line}`);
  return [`  subgraph cluster_${index} {`, `    label=${quote(group)};`, ...nodes.map((line) => `    ${line}`), '  }'];
}

function node(id: string, { name, kind }: Element): string {
  return `${id} [label=${quote(name)} shape=${SHAPES[kind] ?? 'box'}];`;
}

function edge({ from, to, kind, channel }: Relation, ids: ReadonlyMap<Element, string>): string[] {
  const [source, target] = [ids.get(from), ids.get(to)];
  if (source === undefined || target === undefined) return [];
  const style = DASHED.has(kind) ? ' style=dashed' : DOTTED.has(kind) ? ' style=dotted' : '';
  return [`  ${source} -> ${target} [label=${quote(channel === undefined ? kind : `${kind} ${channel}`)}${style}];`];
}

/** Inside quotes only the quote and the backslash mean something. */
function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/[\r\n]+/g, ' ')}"`;
}

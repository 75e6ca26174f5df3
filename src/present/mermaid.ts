import type { Analysis, Element, Relation } from '../engine/index.js';

/** Mermaid draws no more than this many nodes legibly; the rest is cut with a note. */
const MOST_NODES = 200;

/** The graph as a Mermaid flowchart. Names from the workspace are escaped, never read as syntax. */
export function toMermaid({ graph }: Analysis): string {
  const shown = [...graph.elements.values()].slice(0, MOST_NODES);
  const ids = new Map(shown.map((element, i) => [element, `n${i}`]));
  const cut = graph.elements.size - shown.length;
  const lines = [
    'flowchart LR',
    ...shown.map((element) => `  ${node(ids.get(element) ?? '', element)}`),
    ...graph.relations.flatMap((relation) => edge(relation, ids)),
    ...(cut > 0 ? [`  %% ${cut} more elements were left out`] : []),
  ];
  return lines.join('\n') + '\n';
}

function node(id: string, { name, kind }: Element): string {
  const label = `"${escape(name)}"`;
  if (kind === 'datastore') return `${id}[(${label})]`;
  if (kind === 'broker') return `${id}[[${label}]]`;
  if (kind === 'service') return `${id}([${label}])`;
  return `${id}[${label}]`;
}

function edge({ from, to, kind, channel }: Relation, ids: ReadonlyMap<Element, string>): string[] {
  const [source, target] = [ids.get(from), ids.get(to)];
  if (source === undefined || target === undefined) return [];
  const arrow = kind === 'calls' || kind === 'routes' ? '-->' : '-.->';
  return [`  ${source} ${arrow}|"${escape(channel === undefined ? kind : `${kind} ${channel}`)}"| ${target}`];
}

/** Mermaid reads HTML entities inside quotes, and nothing else, as markup. */
function escape(text: string): string {
  return text.replace(/[&<>"#`\n\r]/g, (character) => `#${character.charCodeAt(0)};`);
}

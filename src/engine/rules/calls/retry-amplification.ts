import { isHardCall } from '../../model/calls.js';
import { groupBy } from '../../model/collections.js';
import type { CouplingGraph, Element, Relation } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { siteKey } from '../../model/value-edit.js';
import { factorOf, retryLayers, type RetryLayer } from './retry-factors.js';

/** Requests at the end of a path for one at its start, from which on retries do more harm than good (Google, SRE Book, ch. 22: three layers of four tries make 64). */
const TOO_MANY = 8;

/** Three layers of three tries. */
const FAR_TOO_MANY = 27;

/** Services of a path that are followed at most: longer ones are circles. */
const LONGEST = 64;

/** A call on the worst path, with what repeats it. */
interface Hop {
  readonly relation: Relation;
  readonly layers: readonly RetryLayer[];
}

interface WorstPath {
  readonly factor: number;
  readonly hops: readonly Hop[];
}

const NO_PATH: WorstPath = { factor: 1, hops: [] };

export const retryAmplification: Rule = {
  id: 'retry-amplification',
  severity: 'warning',
  preset: 'recommended',
  title: 'Retries multiply',
  why: 'Each layer that retries multiplies the tries of the layers below it. What is overloaded then gets many times its load, just when it should get less, and cannot recover. Counted are numbers that code or mesh write and that hold for failed answers; retries of connections alone end where they happen.',
  remedy: 'Retry in one layer only, the one right above what fails, and give retries a budget.',
  ignoreWhen: 'The inner layers give up at once on failures that they have already retried, or a budget caps all retries together.',
  sources: ['Google, Site Reliability Engineering, ch. 22: Addressing Cascading Failures', 'AWS Builders\' Library, Timeouts, retries and backoff with jitter'],

  *check({ graph }) {
    const outgoing = groupBy(graph.relations.filter(isHardCall), ({ from }) => from.id);
    const worst = worstPaths(outgoing);
    const starts = startsOf(graph, outgoing, worst);
    // One setting may repeat many calls: the worst of them stands for all.
    for (const group of groupBy(starts, ({ hops }) => siteKey(anchorOf(hops).site)).values()) {
      yield toReport([...group].sort((a, b) => b.factor - a.factor)[0] as WorstPath);
    }
  },
};

/** The path of most tries from each service on. */
function worstPaths(outgoing: ReadonlyMap<string, readonly Relation[]>): (element: Element) => WorstPath {
  const known = new Map<Element, WorstPath>();
  const onTheWay = new Set<Element>();
  const find = (element: Element): WorstPath => {
    const found = known.get(element);
    // Who calls each other in a circle would retry for ever: each call counts once.
    if (found !== undefined || onTheWay.has(element) || onTheWay.size > LONGEST) return found ?? NO_PATH;
    onTheWay.add(element);
    const path = (outgoing.get(element.id) ?? []).map((relation) => extend(relation, find(relation.to))).reduce((a, b) => (b.factor > a.factor ? b : a), NO_PATH);
    onTheWay.delete(element);
    known.set(element, path);
    return path;
  };
  return find;
}

function extend(relation: Relation, rest: WorstPath): WorstPath {
  const layers = retryLayers(relation);
  return { factor: factorOf(layers) * rest.factor, hops: [{ relation, layers }, ...rest.hops] };
}

/** Paths that are too bad, from the outermost call that is repeated. */
function startsOf({ relations }: CouplingGraph, outgoing: ReadonlyMap<string, readonly Relation[]>, worst: (element: Element) => WorstPath): WorstPath[] {
  const paths = [...outgoing.values()].flat().filter((relation) => retryLayers(relation).length > 0).map((relation) => extend(relation, worst(relation.to)));
  const bad = paths.filter(({ factor, hops }) => factor >= TOO_MANY || (hops[0]?.layers.length ?? 0) > 1);
  const first = new Set(bad.flatMap(({ hops }) => hops[0]?.relation ?? []));
  const inner = new Set(bad.flatMap(({ hops }) => hops.slice(1).map(({ relation }) => relation)));
  const order = new Map(relations.map((relation, index) => [relation, index]));
  return bad
    .filter(({ hops: [hop] }) => hop !== undefined && first.has(hop.relation) && !inner.has(hop.relation))
    .sort((a, b) => (order.get(a.hops[0]?.relation as Relation) ?? 0) - (order.get(b.hops[0]?.relation as Relation) ?? 0));
}

function anchorOf(hops: readonly Hop[]): RetryLayer {
  return hops.flatMap(({ layers }) => layers)[0] as RetryLayer;
}

function toReport({ factor, hops }: WorstPath): Report {
  const anchor = anchorOf(hops);
  const repeated = hops.filter(({ layers }) => layers.length > 0);
  const last = repeated.at(-1) as Hop;
  const path = hops.slice(0, hops.indexOf(last) + 1);
  const names = [path[0]?.relation.from.name, ...path.map(({ relation }) => relation.to.name)];
  const product = repeated.flatMap(({ layers }) => layers.map(({ attempts }) => attempts)).join(' × ');
  const where = path.length === 1 ? 'code and mesh both retry this call' : 'each hop retries what the next one has already retried';
  return {
    site: anchor.site,
    severity: factor >= FAR_TOO_MANY ? 'error' : 'warning',
    message: `${names.join(' → ')}: one request becomes up to ${factor} when ${last.relation.to.name} fails (${product}): ${where}. Retry in one layer only, the one right above ${last.relation.to.name}.`,
    related: repeated.flatMap(({ relation, layers }) => layers.map((layer) => ({ layer, relation }))).filter(({ layer }) => layer !== anchor)
      .map(({ layer, relation }) => ({ site: layer.site, message: `${relation.from.name} tries ${relation.to.name} ${layer.attempts} times here, in the ${layer.layer}` })),
    elements: [...new Set(path.flatMap(({ relation }) => [relation.from, relation.to]))],
    relations: path.map(({ relation }) => relation),
    fixes: fixesOf(repeated, factor),
  };
}

/** Of two layers around one call the mesh's goes: the code knows which calls may be repeated. */
function fixesOf(repeated: readonly Hop[], factor: number): Fix[] {
  const [hop] = repeated;
  const mesh = hop?.layers.find(({ layer }) => layer === 'mesh');
  if (hop === undefined || mesh === undefined || repeated.length > 1 || hop.layers.length < 2 || factor / mesh.attempts >= TOO_MANY) return [];
  return [{ title: `Retry ${hop.relation.to.name} in code only`, edits: [{ site: mesh.site, newText: '0' }], preferred: true }];
}

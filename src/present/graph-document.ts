import { sensitivityOf, verdictOf, type Analysis, type CommonChanges, type Element, type Evidence, type Finding, type Metrics, type Problem, type Relation, type Site } from '../engine/index.js';
import { dateOf } from './history-text.js';
import { toPlace, type LineStarts } from './place.js';

/** Grows when a field changes its meaning or goes away; new fields keep it. */
const GRAPH_DOCUMENT_VERSION = 1;

interface DocumentPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The graph document of `analyze --format json`; its JSON schema is `docs/graph.schema.json`. */
export interface GraphDocument {
  readonly version: number;
  readonly system: object;
  readonly elements: readonly object[];
  readonly relations: readonly object[];
  readonly releases: readonly object[];
  readonly findings: readonly object[];
  readonly problems: readonly object[];
}

/** An analysis as the stable, versioned graph document. Same analysis, same bytes. */
export function toGraphDocument(analysis: Analysis, lineStartsOf: LineStarts): GraphDocument {
  const place = (site: Site): DocumentPlace => {
    const { path, ...position } = toPlace(site, lineStartsOf);
    return { file: path, ...position };
  };
  const { graph, metrics, findings, problems } = analysis;
  const { physical, style } = metrics.system;
  return {
    version: GRAPH_DOCUMENT_VERSION,
    system: { ...toPlacement(metrics), physical: round(physical), style: style ?? null, history: toHistory(analysis), ...toVerdict(analysis, place) },
    elements: [...graph.elements.values()].map((element) => ({ ...toElement(element, metrics, place), ...toInside(element, analysis, place) })),
    relations: graph.relations.map((relation) => toRelation(relation, metrics, place)),
    releases: graph.releases.map(({ trigger, elements, shipping, sites }) => ({ trigger, elements: elements.map(({ id }) => id), shipping: shipping ?? null, sites: sites.map(place) })),
    findings: findings.map((finding) => toFinding(finding, place)),
    problems: problems.map((problem) => toProblem(problem, place)),
  };
}

function toPlacement({ system: { logical, coverage, uncertainty, change, reasons } }: Metrics): object {
  return { logical: round(logical), coverage: round(coverage), uncertainty: round(uncertainty), change: round(change), reasons };
}

/** The modules inside a deployable, under its element: in a system of several they are no elements of the system. */
function toInside({ id }: Element, { graph, metrics }: Analysis, place: (site: Site) => DocumentPlace): object {
  const inside = graph.insides.get(id);
  const numbers = metrics.insides.get(id);
  if (inside === undefined || numbers === undefined) return {};
  return {
    inside: {
      ...toPlacement(numbers),
      elements: [...inside.elements.values()].map((element) => toElement(element, numbers, place)),
      relations: inside.relations.map((relation) => toRelation(relation, numbers, place)),
    },
  };
}

/** Four digits are more than the numbers deserve and hide no difference that matters. */
function round(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 1e4) / 1e4;
}

function toHistory({ changes }: Analysis): object | null {
  if (changes === undefined) return null;
  const { from, to, commits, leftOut, isShallow } = changes;
  return { from: dateOf(from), to: dateOf(to), commits, leftOut, shallow: isShallow };
}

/** Evidence that is no relation. */
function toSites(sites: readonly Site[] | undefined, place: (site: Site) => DocumentPlace): { readonly sites?: readonly DocumentPlace[] } {
  return sites === undefined ? {} : { sites: sites.map(place) };
}

function toVerdict({ graph, changes }: Analysis, place: (site: Site) => DocumentPlace): object {
  const { contributions, crossing } = verdictOf(graph, changes);
  return {
    contributions: contributions.map(({ cause, amount, relations, sites }) => ({ cause, amount: round(amount), relations: relations.map(({ id }) => id), ...toSites(sites, place) })),
    crossing: crossing === undefined ? null : {
      towards: crossing.towards,
      steps: crossing.steps.map(({ title, relations, sites, logical }) => ({ change: title, relations: relations.map(({ id }) => id), ...toSites(sites, place), logical: round(logical) })),
      isSmallest: crossing.isSmallest,
      awaitsHistory: crossing.awaitsHistory,
    },
    alternatives: sensitivityOf(graph, changes).map(({ name, logical, style }) => ({ constants: name, logical: round(logical), style })),
  };
}

function toElement(element: Element, metrics: Metrics, place: (site: Site) => DocumentPlace): object {
  const numbers = metrics.elements.get(element.id);
  return {
    id: element.id,
    name: element.name,
    kind: element.kind,
    aliases: element.aliases,
    role: element.role,
    group: element.group ?? null,
    logical: round(numbers?.logical),
    physical: round(numbers?.physical),
    blastRadius: round(numbers?.blastRadius),
    availability: round(numbers?.availability),
    changes: numbers?.changes ?? null,
    definedAt: element.definedAt.map(place),
  };
}

function toRelation(relation: Relation, metrics: Metrics, place: (site: Site) => DocumentPlace): object {
  const numbers = metrics.relations.get(relation.id);
  return {
    id: relation.id,
    from: relation.from.id,
    to: relation.to.id,
    kind: relation.kind,
    protocol: relation.protocol ?? null,
    channel: relation.channel ?? null,
    via: relation.via,
    confidence: relation.confidence,
    strength: round(numbers?.strength),
    distance: round(numbers?.distance),
    volatility: round(numbers?.volatility),
    volatilitySource: numbers?.volatilitySource ?? null,
    risk: round(numbers?.risk),
    ...(relation.changes === undefined ? {} : { changes: toCommonChanges(relation.changes) }),
    evidence: relation.evidence.map(({ site, extractor, confidence }: Evidence) => ({ ...place(site), extractor, confidence })),
  };
}

function toCommonChanges({ support, revisions, degree, confidence, lift, latest }: CommonChanges): object {
  return { support, revisions, degree: round(degree), confidence: round(confidence), lift: round(lift), latest };
}

function toFinding(finding: Finding, place: (site: Site) => DocumentPlace): object {
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    ...place(finding.site),
    elements: finding.elements,
    relations: finding.relations,
    related: finding.related.map(({ site, message }) => ({ message, ...place(site) })),
    fixes: finding.fixes.map(({ title, preferred }) => ({ title, preferred })),
    suppressed: finding.suppressed !== false,
  };
}

function toProblem({ site, message }: Problem, place: (site: Site) => DocumentPlace): object {
  if (site === undefined) return { file: null, line: null, message };
  const { file, line } = place(site);
  return { file, line, message };
}

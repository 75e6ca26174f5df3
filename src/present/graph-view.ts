import type { Acceptance, Analysis, Element, Finding, Relation, Site, Verdict } from '../engine/index.js';
import type { CareView, ElementView, FindingView, GraphView, InsideView, LineView, PlaceView, RelationView, SystemView } from '../protocol/graph-view.js';
import { elementLines } from './explain-element.js';
import { relationLines } from './explain-relation.js';
import { historyLine } from './history-text.js';
import type { ToPlace } from './explanation.js';
import { levelOf } from './level.js';
import { toPlace, type LineStarts } from './place.js';
import { crossingHeading, crossingNotes } from './verdict-words.js';

/** What a view says beyond the analysis itself. */
export interface ViewContext {
  readonly revision: number;
  readonly complete: boolean;
  readonly stopped?: boolean;
  readonly restricted: boolean;
  readonly filesRead: number;
  /** Name of the workspace. */
  readonly name: string;
  readonly lineStartsOf: LineStarts;
  /** Why the system stands where it stands; absent where that takes too long. */
  readonly verdict?: Verdict | undefined;
}

/** An analysis as the webview draws it. */
export function toGraphView(analysis: Analysis, context: ViewContext): GraphView {
  const place = (site: Site): PlaceView => toPlace(site, context.lineStartsOf);
  const shown = analysis.findings.filter(({ suppressed }) => !suppressed);
  const byRelation = findingsByRelation(shown);
  const ofModules = new Set([...analysis.graph.elements.values()].flatMap(({ kind, group }) => (kind === 'module' && group !== undefined ? [group] : [])));
  return {
    revision: context.revision,
    complete: context.complete,
    ...(context.stopped === true && { stopped: true }),
    restricted: context.restricted,
    filesRead: context.filesRead,
    system: { ...toSystem(analysis, context.name), ...(context.verdict === undefined ? {} : toVerdict(context.verdict, place)) },
    elements: [...analysis.graph.elements.values()].map((element) => withItsModules(toElement(element, analysis, place), ofModules)),
    relations: analysis.graph.relations.map((relation) => toRelation(relation, analysis, shown, byRelation.get(relation.id) ?? [], place)),
    findings: shown.map((finding) => toFinding(finding, place)),
    problems: analysis.problems.map(({ site, message }) => (site === undefined ? { message } : { message, place: place(site) })),
    insides: toInsides(analysis, context),
  };
}

/** The same view for the modules of each deployable. */
function toInsides({ graph, metrics, changes }: Analysis, context: ViewContext): InsideView[] {
  return [...graph.insides].flatMap(([element, inside]) => {
    const numbers = metrics.insides.get(element);
    if (numbers === undefined) return [];
    const analysis: Analysis = { graph: inside, metrics: numbers, findings: [], problems: [], ...(changes === undefined ? {} : { changes }) };
    return [{ element, view: toGraphView(analysis, { ...context, name: graph.elements.get(element)?.name ?? element, verdict: undefined }) }];
  });
}

/** Ids of the relations that are drawn in a risk colour: their number is in the status bar. */
export function riskyRelationIds({ graph, findings }: Analysis): ReadonlySet<string> {
  const shown = findings.filter(({ suppressed }) => !suppressed);
  const byRelation = findingsByRelation(shown);
  return new Set(graph.relations.filter((relation) => levelOf(relation, pick(shown, byRelation.get(relation.id))) !== 'low').map(({ id }) => id));
}

function toSystem({ changes, metrics: { system, cycles } }: Analysis, name: string): SystemView {
  return {
    name,
    ...(system.logical === undefined ? {} : { logical: system.logical }),
    ...(system.physical === undefined ? {} : { physical: system.physical }),
    ...(system.style === undefined ? {} : { style: system.style }),
    uncertainty: system.uncertainty,
    coverage: system.coverage,
    headline: system.headline,
    terms: system.terms,
    reasons: system.reasons,
    history: historyLine(changes),
    cycles: cycles.map(({ members }) => members.map(({ id }) => id)),
  };
}

function toVerdict(verdict: Verdict, toPlace: ToPlace): Pick<SystemView, 'contributions' | 'crossing'> {
  const { contributions, crossing } = verdict;
  return {
    contributions: contributions.map(({ cause, amount, relations, sites }) => ({ text: cause, amount: -amount, relations: idsOf(relations), ...firstPlace(sites, toPlace) })),
    ...(crossing === undefined ? {} : {
      crossing: {
        heading: crossingHeading(crossing),
        steps: crossing.steps.map(({ title, logical, relations, sites }) => ({ text: title, logical, relations: idsOf(relations), ...firstPlace(sites, toPlace) })),
        notes: crossingNotes(crossing),
      },
    }),
  };
}

function firstPlace(sites: readonly Site[] | undefined, toPlace: ToPlace): { readonly place?: PlaceView } {
  return sites?.[0] === undefined ? {} : { place: toPlace(sites[0]) };
}

function idsOf(relations: readonly Relation[]): string[] {
  return relations.map(({ id }) => id);
}

/** A deployable stands among its own modules: they form the group that has its name. */
function withItsModules(element: ElementView, ofModules: ReadonlySet<string>): ElementView {
  return element.kind === 'service' && element.group === undefined && ofModules.has(element.name) ? { ...element, group: element.name } : element;
}

function toElement(element: Element, analysis: Analysis, place: (site: Site) => PlaceView): ElementView {
  const numbers = analysis.metrics.elements.get(element.id);
  return {
    id: element.id,
    name: element.name,
    kind: element.kind,
    role: element.role,
    aliases: element.aliases,
    isEntry: element.isEntry,
    ...(element.group === undefined ? {} : { group: element.group }),
    ...folderOf(element),
    ...(element.owner === undefined ? {} : { owner: element.owner }),
    ...(numbers?.logical === undefined ? {} : { logical: numbers.logical }),
    ...(numbers?.physical === undefined ? {} : { physical: numbers.physical }),
    ...(numbers === undefined ? {} : { blastRadius: numbers.blastRadius, availability: numbers.availability }),
    depth: numbers?.depth ?? 0,
    terms: numbers?.terms ?? [],
    explanation: elementLines(element, analysis),
    places: element.definedAt.map(place),
  };
}

/** Code folders stand beside each other in the folder that says what they have in common; what has no code is where it is declared. */
function folderOf({ codeFolders: [code], definedAt: [{ path }] }: Element): { readonly folder?: string } {
  const inside = code ?? path;
  const end = inside.lastIndexOf('/');
  return end > 0 ? { folder: inside.slice(0, end) } : {};
}

function toRelation(relation: Relation, analysis: Analysis, shown: readonly Finding[], findings: readonly number[], place: (site: Site) => PlaceView): RelationView {
  const numbers = analysis.metrics.relations.get(relation.id);
  return {
    id: relation.id,
    from: relation.from.id,
    to: relation.to.id,
    kind: relation.kind,
    line: lineOf(relation),
    ...(relation.protocol === undefined ? {} : { protocol: relation.protocol }),
    ...(relation.channel === undefined ? {} : { channel: relation.channel }),
    via: relation.via,
    strength: numbers?.strength ?? 0,
    distance: numbers?.distance ?? 0,
    volatility: numbers?.volatility ?? 0,
    ...(numbers !== undefined && { because: numbers.because }),
    risk: numbers?.risk ?? 0,
    bond: numbers?.bond ?? 'none',
    explanation: relationLines(relation, analysis),
    level: levelOf(relation, pick(shown, findings)),
    confidence: relation.confidence,
    inCycle: numbers?.inCycle ?? false,
    ...(relation.kind === 'calls' && { care: toCare(relation) }),
    evidence: relation.evidence.map(({ site, extractor, confidence }) => ({ place: place(site), extractor, confidence })),
    findings,
  };
}

function toCare({ care }: Relation): CareView {
  return { hasTimeout: care.timeout !== undefined, hasBreaker: care.hasBreaker === true, hasFallback: care.hasFallback };
}

function toFinding(finding: Finding, place: (site: Site) => PlaceView): FindingView {
  const { rule, severity, message, elements, relations } = finding;
  return { rule, severity, message, place: place(finding.site), elements, relations, fixTitles: finding.fixes.map(({ title }) => title) };
}

/** A finding that somebody accepted, and what accepts it. */
export interface AcceptedView extends FindingView {
  readonly by: Acceptance;
}

/** The findings that a view leaves out because they are accepted. */
export function acceptedFindings({ findings }: Analysis, lineStartsOf: LineStarts): AcceptedView[] {
  return findings.flatMap((finding) => (finding.suppressed ? [{ ...toFinding(finding, (site) => toPlace(site, lineStartsOf)), by: finding.suppressed }] : []));
}

const LINES: Readonly<Record<Relation['kind'], LineView>> = {
  calls: 'sync',
  routes: 'sync',
  publishes: 'async',
  subscribes: 'async',
  stores: 'data',
  shares: 'data',
  imports: 'library',
  'changes-with': 'change',
  telemetry: 'telemetry',
  registers: 'telemetry',
  configures: 'telemetry',
  'starts-after': 'start',
};

function lineOf({ kind, importReach }: Relation): LineView {
  return importReach === 'type' ? 'type' : LINES[kind];
}

function pick(findings: readonly Finding[], indexes: readonly number[] = []): readonly Finding[] {
  return indexes.flatMap((index) => findings[index] ?? []);
}

function findingsByRelation(findings: readonly Finding[]): Map<string, number[]> {
  const byRelation = new Map<string, number[]>();
  findings.forEach(({ relations }, index) => {
    for (const id of relations) byRelation.set(id, [...(byRelation.get(id) ?? []), index]);
  });
  return byRelation;
}

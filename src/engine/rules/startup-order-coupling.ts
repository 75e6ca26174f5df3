import { groupBy } from '../model/collections.js';
import type { StartDependency } from '../model/deployment-facts.js';
import type { CouplingGraph, Element, Relation } from '../model/graph.js';
import type { Fix, Report, Rule } from '../model/rule.js';
import type { Severity } from '../model/severity.js';
import type { Site } from '../model/text.js';
import { fill } from '../model/text.js';
import { isBusinessService } from '../model/services.js';
import { siteKey } from '../model/value-edit.js';

/** Programs that wait for a host before they start another one. */
const WAITING_PROGRAM = /\b(?:wait-for(?:-it)?|dockerize|wait4x)\b/;

/** Loops of an init container that poll until somebody answers. */
const POLLING_LOOP = /\b(?:until|while)\b|\bnc\b[^|;&]{0,100}-\w{0,5}z|\bcurl\b[^|;&]{0,100}--retry/;

export const startupOrderCoupling: Rule = {
  id: 'startup-order-coupling',
  severity: 'warning',
  title: 'A service cannot start unless another one runs',
  why: 'Whoever starts in an order also restarts in an order: a service that needs others at its start does not come back alone after a failure.',
  remedy: 'Retry in the service until the other one answers, and drop the start condition or make it optional.',

  *check({ graph }) {
    const starts = groupBy(graph.relations.filter(({ kind }) => kind === 'starts-after'), ({ from }) => from.id);
    for (const element of graph.elements.values()) {
      // Tasks may well wait for what they work on.
      if (!isBusinessService(element)) continue;
      const declared = [...declaredWaits(element, starts.get(element.id) ?? [])];
      yield* declared;
      const reported = new Set(declared.flatMap(({ elements }) => elements ?? []));
      yield* commandWaits(element, graph, reported);
    }
  },
};

/** One report per pair of elements, however many files and environments repeat the order. */
function* declaredWaits(element: Element, starts: readonly Relation[]): Iterable<Report> {
  const dependencies = new Map(element.units.flatMap(({ startsAfter }) => startsAfter).map((entry) => [siteKey(entry.site), entry]));
  for (const relation of starts) {
    const [first, ...rest] = relation.evidence.flatMap(({ site }) => dependencies.get(siteKey(site)) ?? []).filter(isBinding);
    if (first === undefined) continue;
    const report = toReport(element, relation.to, first.site, waitPhrase(first), fixesOf([first, ...rest], relation.to));
    if (report === undefined) continue;
    const repeated = rest.map(({ site }) => ({ site, message: 'The same order stands here' }));
    yield { ...report, related: [...(report.related ?? []), ...repeated], relations: [relation] };
  }
}

/** An optional dependency does not hold the start up, and a migration has to end before its service runs. */
function isBinding({ required, condition }: StartDependency): boolean {
  return required && condition !== 'service_completed_successfully';
}

function waitPhrase({ condition }: StartDependency): string {
  return condition === 'service_healthy' ? 'is healthy' : 'was started';
}

/** Making one entry optional helps only when all of them are. */
function fixesOf(entries: readonly StartDependency[], target: Element): Fix[] {
  const completions = entries.flatMap(({ optionalFix }) => optionalFix ?? []);
  if (completions.length < entries.length) return [];
  return [{ title: `Start without ${target.name} if need be`, edits: completions.map(({ slot, item }) => fill(slot, item)), preferred: false }];
}

/** Commands that poll another element before the service starts. */
function* commandWaits(element: Element, graph: CouplingGraph, reported: ReadonlySet<Element>): Iterable<Report> {
  for (const { command, init } of element.units.flatMap(({ containers }) => containers)) {
    if (command === undefined) continue;
    if (!WAITING_PROGRAM.test(command.text) && !(init && POLLING_LOOP.test(command.text))) continue;
    for (const target of elementsNamedIn(command.text, graph)) {
      if (target === element || reported.has(target)) continue;
      const report = toReport(element, target, command.site, 'answers', []);
      if (report) yield report;
    }
  }
}

function elementsNamedIn(text: string, graph: CouplingGraph): Element[] {
  // The first label of a host name is the name of the service.
  const words = new Set(text.split(/[^A-Za-z0-9._-]+/).flatMap((word) => [word, word.split('.')[0] ?? word]));
  return [...graph.elements.values()].filter(({ name, aliases }) => words.has(name) || aliases.some((alias) => words.has(alias)));
}

function toReport(from: Element, to: Element, site: Site, until: string, fixes: readonly Fix[]): Report | undefined {
  const severity = severityOf(to);
  if (severity === undefined) return undefined;
  return {
    site,
    severity,
    message: `${from.name} does not start before ${to.name} ${until}, so it cannot come back alone. Let ${from.name} retry until ${to.name} answers, and make the start order optional.`,
    related: [{ site: to.definedAt[0], message: `${to.name} is declared here` }],
    elements: [from, to],
    fixes,
  };
}

/** Undefined for what a service may rightly wait for: its configuration, registry and other infrastructure. */
function severityOf(target: Element): Severity | undefined {
  if (target.isTask) return undefined;
  if (target.kind === 'telemetry') return 'error';
  if (target.kind === 'datastore' || target.kind === 'broker') return 'info';
  return isBusinessService(target) ? 'warning' : undefined;
}

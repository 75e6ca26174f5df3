import { groupBy, uniqueBy } from '../../model/collections.js';
import { withVariables } from '../../model/commands.js';
import type { Completion, EnvironmentVariable, StartCommand, StartDependency, UnitFact } from '../../model/deployment-facts.js';
import { literalOf } from '../../model/expression.js';
import type { CouplingGraph, Element, ElementKind, Relation } from '../../model/graph.js';
import { describedBy } from '../../model/instances.js';
import { logFeeds } from '../../model/log-feeds.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import type { Severity } from '../../model/severity.js';
import type { Site } from '../../model/text.js';
import { compareSites, fillAll } from '../../model/text.js';
import { isBusinessService, logicalServices } from '../../model/services.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';

/** Programs that wait for a host before they start another one. */
const WAITING_PROGRAM = /\b(?:wait-for(?:-it)?|dockerize|wait4x)\b/;

/** Loops of an init container that poll until somebody answers. */
const POLLING_LOOP = /\b(?:until|while)\b|\bfor\s+\w+\s+in\b|\bnc\b[^|;&]{0,100}-\w{0,5}z|\bcurl\b[^|;&]{0,100}--retry/;

export const startupOrderCoupling: Rule = {
  id: 'startup-order-coupling',
  severity: 'warning',
  preset: 'recommended',
  title: 'A service cannot start unless another one runs',
  why: 'Whoever starts in an order also restarts in an order: a service that needs others at its start does not come back alone after a failure. It counts where something waits until another service, a registry, a configuration server or the telemetry answers: by a condition of Compose, an init container or a program that waits. What Compose merely starts earlier is left alone, but for servers that services send their logs to, without which nothing should refuse to start. A health condition for a store or broker is common and left alone, too, and so is one for another service where Kubernetes manifests describe the system; a command that waits for one is information, and a database that nobody else waits for counts as a part of its service.',
  remedy: 'Retry in the service until the other one answers, and drop the wait or make it optional.',
  ignoreWhen: 'The order holds for the development set-up alone and production starts its parts in any order.',

  *check({ graph }) {
    const starts = groupBy(graph.relations.filter(({ kind }) => kind === 'starts-after'), ({ from }) => from.id);
    const elements = [...graph.elements.values()];
    const context = { isForDevelopment: describedBy(graph) === 'kubernetes', logServers: new Set(logFeeds(graph).keys()) };
    const waits = [
      ...elements.filter(isBusinessService).flatMap((element) => waitsOf(element, starts.get(element.id) ?? [], graph, context)),
      ...elements.filter(isLastingTask).flatMap((element) => [...commandWaits(element, graph)].map((wait): Wait => ({ ...wait, severity: 'hint' }))),
    ];
    const ordered = waits.sort((a, b) => compareSites(a.site, b.site));
    const causes = [...groupBy(ordered, rootCause).values()].filter((group) => !isMatterOfOne(group));
    // Several services may be written as one, by anchors, templates and files that include each other; others wait for just the same.
    for (const group of merged(merged(causes, placesOf), targetsOf)) yield toReport(group);
  },
};

/** A task may well wait for what it works on; one that is kept running, like a load generator, is only restarted in vain until then. */
function isLastingTask({ kind, isTask, units }: Element): boolean {
  return kind === 'service' && isTask && units.some(({ workload }) => workload === 'Deployment');
}

/** Gravest first. */
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** What a start waits for: that the other one has been started, that Compose finds it healthy, or what a command of the service finds. */
type Until = 'started' | 'healthy' | 'commanded';

/** What decides how much a wait matters. */
interface Context {
  /** Compose files beside Kubernetes manifests. */
  readonly isForDevelopment: boolean;
  /** Ids of elements that services send their logs to. */
  readonly logServers: ReadonlySet<string>;
}

/** One element that does not start before another. */
interface Wait {
  readonly from: Element;
  readonly to: Element;
  readonly severity: Severity;
  readonly until: Until;
  readonly site: Site;
  readonly relation?: Relation;
  /** Makes the wait optional. */
  readonly completion?: Completion;
}

/** Infrastructure that everybody waits for is one cause; otherwise it is whoever waits (rules.md, G8). */
function rootCause({ from, to }: Wait): string {
  return isBusinessService(to) ? from.id : to.id;
}

function placesOf(group: readonly Wait[]): string {
  return [...new Set(group.map(({ site }) => siteKey(site)))].join(' ');
}

/** What is waited for, and how grave that is. */
function targetsOf(group: readonly Wait[]): string {
  return [...new Set(group.flatMap(({ to, severity }) => [to.id, severity]))].sort().join(' ');
}

type Group = readonly [Wait, ...Wait[]];

/** Makes one group of those with the same key. */
function merged(groups: readonly Group[], keyOf: (group: Group) => string): Group[] {
  return [...groupBy(groups, keyOf).values()].map(([[first, ...others], ...rest]) => [first, ...others, ...rest.flat()]);
}

/** A store that nobody else waits for is a part of its service; one tool that is started after another is no habit of the system. */
function isMatterOfOne(group: Group): boolean {
  const isMild = group[0].to.kind === 'datastore' || group.every(({ until }) => until === 'started');
  return isMild && logicalServices(group, ({ from }) => from).length === 1;
}

function waitsOf(element: Element, starts: readonly Relation[], graph: CouplingGraph, context: Context): Wait[] {
  const waits = [...declaredWaits(element, starts, context), ...commandWaits(element, graph)];
  // A sidecar of Compose shares the network of what it waits for: both are one unit.
  const others = waits.filter(({ to }) => to.deploymentUnit !== element.deploymentUnit);
  return uniqueBy(others, ({ site, to }) => `${siteKey(site)} ${to.id}`);
}

function* declaredWaits(element: Element, starts: readonly Relation[], context: Context): Iterable<Wait> {
  const dependencies = new Map(element.units.flatMap(({ startsAfter }) => startsAfter).map((entry) => [siteKey(entry.site), entry]));
  for (const relation of starts) {
    for (const { site } of relation.evidence) {
      const entry = dependencies.get(siteKey(site));
      if (entry === undefined || !isBinding(entry)) continue;
      const until = entry.condition === 'service_healthy' ? 'healthy' : 'started';
      // An AppHost starts things on a developer's machine, and this is how its templates write it.
      if (isBusinessService(relation.to) && element.units.every(({ technology }) => technology === 'aspire')) continue;
      const severity = severityOf(relation.to, until, context);
      if (severity === undefined) continue;
      yield { from: element, to: relation.to, severity, until, site, relation, ...(entry.optionalFix && { completion: entry.optionalFix }) };
    }
  }
}

/** An optional dependency does not hold the start up, and a migration has to end before its service runs. */
function isBinding({ required, condition }: StartDependency): boolean {
  return required && condition !== 'service_completed_successfully';
}

/** Commands that poll another element before the service starts. */
function* commandWaits(element: Element, graph: CouplingGraph): Iterable<Wait> {
  for (const { command, init, technology } of commandsOf(element)) {
    if (!WAITING_PROGRAM.test(command.text) && !(init && POLLING_LOOP.test(command.text))) continue;
    for (const to of elementsNamedIn(command.text, technology, graph)) {
      const severity = severityOf(to, 'commanded');
      if (to !== element && severity !== undefined) yield { from: element, to, severity, until: 'commanded', site: command.site };
    }
  }
}

interface Command {
  readonly command: StartCommand;
  readonly init: boolean;
  readonly technology: UnitFact['technology'] | undefined;
}

function commandsOf({ units, imageCommand }: Element): Command[] {
  const stated = units.flatMap(({ technology, containers }) =>
    containers.flatMap(({ command, init, environment }) => (command === undefined ? [] : [{ command: { ...command, text: withVariables(command.text, variablesIn(environment)) }, init, technology }])));
  return imageCommand === undefined ? stated : [...stated, { command: imageCommand, init: false, technology: units[0]?.technology }];
}

/** Values of a container's variables, as far as its file knows them. */
function variablesIn(environment: readonly EnvironmentVariable[]): (name: string) => string | undefined {
  const values = new Map(environment.map(({ name, value }) => [name, literalOf(value)]));
  return (name) => values.get(name);
}

/** Elements that run beside the unit that names them: Compose and Kubernetes may hold namesakes. */
function elementsNamedIn(text: string, technology: UnitFact['technology'] | undefined, graph: CouplingGraph): Element[] {
  // The first label of a host name is the name of the service.
  const words = new Set(text.split(/[^A-Za-z0-9._-]+/).flatMap((word) => [word, word.split('.')[0] ?? word]));
  const named = [...graph.elements.values()].filter(({ name, aliases }) => words.has(name) || aliases.some((alias) => words.has(alias)));
  const beside = named.filter(({ units }) => units.some((unit) => unit.technology === technology));
  return beside.length > 0 ? beside : named;
}

function toReport(group: readonly [Wait, ...Wait[]]): Report {
  const [first, ...rest] = group;
  const [waiting, targets] = [namesOf(group, ({ from }) => from), namesOf(group, ({ to }) => to)];
  const isOne = waiting.length === 1;
  return {
    site: first.site,
    severity: SEVERITIES.find((severity) => group.some((wait) => wait.severity === severity)) ?? first.severity,
    message: `${listOf(waiting)} ${isOne ? 'does' : 'do'} not start ${conditionOf(group, targets)}, so ${isOne ? 'it cannot' : 'none of them can'} be started alone. ${adviceFor(group, targets)}`,
    related: [
      ...rest.map(({ from, to, site }) => ({ site, message: `${from.name} waits for ${to.name} here` })),
      ...uniqueBy(group.map(({ to }) => to), ({ id }) => id).map((to) => ({ site: to.definedAt[0], message: `${to.name} is declared here` })),
    ],
    elements: uniqueBy(group.flatMap(({ from, to }) => [from, to]), ({ id }) => id),
    relations: uniqueBy(group.flatMap(({ relation }) => relation ?? []), ({ id }) => id),
    fixes: fixesOf(group, targets),
  };
}

function conditionOf(group: readonly Wait[], targets: readonly string[]): string {
  const s = targets.length === 1 ? 's' : '';
  return group.every(({ until }) => until === 'started') ? `where ${listOf(targets)} cannot be started` : `before ${listOf(targets)} answer${s}`;
}

function adviceFor(group: readonly Wait[], targets: readonly string[]): string {
  if (group.every(({ until }) => until === 'started')) return 'Make the start order optional.';
  const way = group.every(({ until }) => until === 'commanded') ? 'drop the wait' : 'make the start order optional';
  return `Retry in the program until ${listOf(targets)} ${targets.length === 1 ? 'answers' : 'answer'}, and ${way}.`;
}

function namesOf(group: readonly Wait[], elementOf: (wait: Wait) => Element): string[] {
  return [...new Set(group.map((wait) => elementOf(wait).name))];
}

/** Making one entry optional helps only when all of them are. */
function fixesOf(group: readonly Wait[], targets: readonly string[]): Fix[] {
  const completions = group.flatMap(({ completion }) => completion ?? []);
  if (completions.length < group.length) return [];
  return [{ title: `Start without ${listOf(targets)} if need be`, edits: fillAll(completions), preferred: false }];
}

/** What tells services who the others are and how they are set up: few can do without at their start. */
const BASES: ReadonlySet<ElementKind> = new Set<ElementKind>(['registry', 'config']);
const STORES: ReadonlySet<ElementKind> = new Set<ElementKind>(['datastore', 'broker']);

/**
 * Undefined where it is not worth a word. Whoever waits until its log or trace backend answers stays down with it, and a
 * server of logs that is merely started earlier still has to be started. Other services, and stores, that Compose starts earlier are waited for
 * by nobody, and where Kubernetes runs the system no service waits for another one in this way.
 */
function severityOf(target: Element, until: Until, context?: Context): Severity | undefined {
  if (target.isTask) return undefined;
  if (target.kind === 'telemetry') return until !== 'started' ? 'error' : context?.logServers.has(target.id) === true ? 'info' : undefined;
  if (until === 'started') return undefined;
  if (isBusinessService(target)) return context?.isForDevelopment === true ? undefined : 'warning';
  return BASES.has(target.kind) || (until === 'commanded' && STORES.has(target.kind)) ? 'info' : undefined;
}

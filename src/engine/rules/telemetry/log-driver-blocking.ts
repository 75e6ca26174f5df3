import { groupBy, uniqueBy } from '../../model/collections.js';
import type { LoggingFact } from '../../model/deployment-facts.js';
import type { Element, Relation } from '../../model/graph.js';
import { blockingLogs, isSentByUdp, type BlockingLog } from '../../model/log-drivers.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import type { Severity } from '../../model/severity.js';
import type { Entries, Setting, TextEdit } from '../../model/text.js';
import { compareSites, fill, valueOf } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';

/** Options that say where lines go: `fluentd-address`, `splunk-url`, `awslogs-group`. */
const ADDRESS = /-(?:address|url|endpoint|group)$/;

/** A service with the logging it gets. */
interface Logged extends BlockingLog {
  readonly element: Element;
}

export const logDriverBlocking: Rule = {
  id: 'log-driver-blocking',
  severity: 'warning',
  preset: 'recommended',
  title: 'A remote log driver blocks the service',
  why: 'In the default blocking mode a slow or absent log backend stalls every service that logs to it. Some drivers also refuse to start the container without their backend.',
  remedy: 'Set the log driver option `mode: non-blocking`, which drops lines when its buffer is full, and `fluentd-async: "true"` for fluentd.',
  ignoreWhen: 'Losing a line is worse than stopping the service, as for an audit log.',

  *check({ graph }) {
    const blocking = [...graph.elements.values()].flatMap((element) => blockingLogs(element).map((log): Logged => ({ element, ...log })));
    const feeds = groupBy(graph.relations.filter(({ kind }) => kind === 'telemetry'), ({ from }) => from.id);
    const ordered = blocking.sort((a, b) => compareSites(a.logging.driver.site, b.logging.driver.site));
    for (const group of groupBy(ordered, rootCause).values()) yield toReport(group, feeds);
  },
};

/** One file that sends everything to one place in one way is one cause, be it written once or per service (rules.md, G8). */
function rootCause({ logging, driver }: Logged): string {
  const address = Object.entries(logging.options).flatMap(([option, setting]) => (ADDRESS.test(option) ? [valueOf(setting) ?? siteKey(setting.site)] : []));
  return [logging.driver.site.path, driver, severityOf({ driver, logging }), ...address].join(' ');
}

function toReport(group: readonly Logged[], feeds: ReadonlyMap<string, readonly Relation[]>): Report {
  const { logging, driver } = group[0] as Logged;
  const elements = uniqueBy(group.map(({ element }) => element), ({ id }) => id);
  const blocks = uniqueBy(group, (logged) => siteKey(logged.logging.driver.site));
  // Traces of the same services may go elsewhere.
  const settings = new Set(blocks.flatMap(({ logging: { driver: own, options } }) => [own, ...Object.values(options)]).map(({ site }) => siteKey(site)));
  const relations = elements.flatMap(({ id }) => feeds.get(id) ?? []).filter(({ evidence }) => evidence.some(({ site }) => settings.has(siteKey(site))));
  const sinks = [...new Set(relations.map(({ to }) => to))];
  const sink = sinks.length > 0 ? listOf(sinks.map(({ name }) => name)) : 'the log backend';
  const severity = severityOf({ driver, logging });
  const stall = elements.length === 1 ? 'stalls' : 'stall';
  const start = severity === 'error' ? `, and ${elements.length === 1 ? 'does' : 'do'} not start without it` : '';
  const blocking = severity === 'info' ? 'blocks by default, though UDP rarely makes it wait' : 'blocks by default';
  return {
    site: logging.driver.site,
    severity,
    message: `${listOf(elements.map(({ name }) => name))} ${stall} when ${sink} is slow or down${start}: the ${driver} log driver ${blocking}. Set mode: non-blocking; it drops lines when its buffer is full.${severity === 'error' && driver !== 'fluentd' ? ' For the start, send to an agent on the same machine, or by UDP.' : ''}`,
    related: [
      ...blocks.slice(1).map(({ element, logging: other }) => ({ site: other.driver.site, message: `${element.name} logs the same way here` })),
      ...sinks.map(({ name, definedAt }) => ({ site: definedAt[0], message: `${name} is declared here` })),
    ],
    elements: [...elements, ...sinks],
    relations,
    fixes: fixesOf(blocks),
  };
}

/** Connection-oriented drivers connect before the container starts; UDP has nobody to wait for. */
function severityOf(log: BlockingLog): Severity {
  const { driver, logging: { options } } = log;
  if (driver === 'fluentd') return options['fluentd-async']?.known === false || isTrue(options['fluentd-async']) ? 'warning' : 'error';
  if (driver !== 'syslog' && driver !== 'gelf') return 'warning';
  if (isSentByUdp(log)) return 'info';
  return (valueOf(options[`${driver}-address`]) ?? '').startsWith('tcp') ? 'error' : 'warning';
}

function isTrue(setting: Setting<string> | undefined): boolean {
  return valueOf(setting) === 'true';
}

/** One fix must free them all. */
function fixesOf(blocks: readonly Logged[]): Fix[] {
  const edits = blocks.map(({ driver, logging }) => editsOf(driver, logging));
  if (!edits.every((own) => own !== undefined)) return [];
  return [{ title: 'Make logging non-blocking', edits: edits.flat(), preferred: true }];
}

function editsOf(driver: string, logging: LoggingFact): TextEdit[] | undefined {
  const { mode, 'fluentd-async': async } = logging.options;
  const additions: Record<string, string> = {};
  const edits: TextEdit[] = [];
  if (mode) edits.push({ site: mode.site, newText: 'non-blocking' });
  else additions['mode'] = 'non-blocking';
  if (driver === 'fluentd' && async === undefined) additions['fluentd-async'] = '"true"';
  if (Object.keys(additions).length === 0) return edits;
  const addition = addOptions(logging, additions);
  return addition && [...edits, addition];
}

function addOptions({ optionsFix, optionsMissing }: LoggingFact, additions: Entries): TextEdit | undefined {
  return optionsFix && fill(optionsFix, optionsMissing ? { options: additions } : additions);
}

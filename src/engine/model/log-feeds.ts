import type { UseFact } from './code-facts.js';
import { groupBy, uniqueBy } from './collections.js';
import type { CouplingGraph, Element, Relation } from './graph.js';
import { blockingLogs, REMOTE_DRIVERS } from './log-drivers.js';
import type { Fix } from './rule.js';
import { fill, valueOf, type Site } from './text.js';
import { siteKey } from './value-edit.js';

/** One way in which an element sends its logs to a server. */
export interface LogFeed {
  readonly relation: Relation;
  readonly from: Element;
  readonly to: Element;
  /** `appender`: the program sends them itself; `driver`: the container runtime does; `waiting-driver`: it does, and the program waits for it. */
  readonly by: 'appender' | 'driver' | 'waiting-driver';
  /** For appenders: lets the program log to its output alone. */
  readonly outputFix?: UseFact['outputFix'];
  /** The address in the appender or in the options of the driver. */
  readonly site: Site;
}

/** Who sends logs where, by the server they go to. Traces and metrics are other data. */
export function logFeeds({ relations }: CouplingGraph): Map<string, [LogFeed, ...LogFeed[]]> {
  // A broker keeps the lines until somebody takes them.
  const feeds = relations.filter(({ to }) => to.kind !== 'broker').flatMap((relation) => feedOf(relation) ?? []);
  return groupBy(feeds, ({ to }) => to.id);
}

function feedOf(relation: Relation): LogFeed | undefined {
  const { from, to, uses, evidence } = relation;
  const appender = uses.find(({ client }) => client === 'log-appender');
  if (appender !== undefined) return { relation, from, to, by: 'appender', site: appender.site, ...(appender.outputFix && { outputFix: appender.outputFix }) };
  const options = new Map(from.units.flatMap(({ logging }) => {
    const driver = valueOf(logging?.driver);
    if (logging === undefined || driver === undefined || !REMOTE_DRIVERS.has(driver)) return [];
    return [logging.driver, ...Object.values(logging.options)].map((setting) => [siteKey(setting.site), logging] as const);
  }));
  const setting = evidence.find(({ site }) => options.has(siteKey(site)));
  if (setting === undefined) return undefined;
  const isWaiting = blockingLogs(from).some(({ logging }) => logging === options.get(siteKey(setting.site)));
  return { relation, from, to, by: isWaiting ? 'waiting-driver' : 'driver', site: setting.site };
}

/** Lets all programs log to their output alone, where each has an appender for it. That something collects it is up to whoever runs them. */
export function logToOutput(feeds: readonly LogFeed[]): Fix | undefined {
  const fixes = uniqueBy(feeds, ({ site }) => siteKey(site)).map(({ outputFix }) => outputFix);
  if (fixes.length === 0 || !fixes.every((fix) => fix !== undefined)) return undefined;
  const edits = uniqueBy(fixes.flat().map(({ slot, item }) => fill(slot, item)), ({ site }) => siteKey(site));
  return { title: 'Log to the output alone (let an agent collect it first)', edits, preferred: false };
}

import { uniqueBy } from '../../model/collections.js';
import type { UnitFact } from '../../model/deployment-facts.js';
import type { Element } from '../../model/graph.js';
import { describedBy, runsOnce } from '../../model/instances.js';
import { logFeeds, logToOutput, type LogFeed } from '../../model/log-feeds.js';
import type { Report, Rule } from '../../model/rule.js';
import { systemServices } from '../../model/services.js';
import { listOf } from '../../model/wording.js';

/** Fewer sources are not a system's logging. */
const FEWEST_SOURCES = 3;
/** Share of the services, 0..1, from which on a log server is the central one. */
const CENTRAL = 0.6;

export const centralLoggingSpof: Rule = {
  id: 'central-logging-spof',
  severity: 'warning',
  preset: 'recommended',
  title: 'All services log straight into one server that runs once',
  why: 'A log server without anything between it and the services is a common point of failure: while it is down the lines of all services are lost or fill their memory, just when they are needed, and its address and protocol are built into every service. Services that write to their output, with an agent on each node that reads it and buffers on disk, do not know where their logs go. Log drivers that make a service wait have a rule of their own.',
  remedy: 'Write logs to standard output and let an agent on each node ship them with a buffer on disk, or put a broker between; and run the log server more than once.',
  ignoreWhen: 'Lost lines do not matter, as in a development or demonstration set-up.',
  sources: ['https://12factor.net/logs'],

  *check({ graph }) {
    const services = systemServices(graph);
    const technology = describedBy(graph);
    for (const [first, ...rest] of logFeeds(graph).values()) {
      const feeds = [first, ...rest].filter(({ from }) => from.kind !== 'telemetry' && !from.isTask);
      const sources = new Set(feeds.map(({ from }) => from));
      const share = services.filter((service) => sources.has(service)).length / services.length;
      if (sources.size < FEWEST_SOURCES || share < CENTRAL || !runsOnce(first.to, technology)) continue;
      // Their finding says it already.
      if (feeds.every(({ by }) => by === 'waiting-driver')) continue;
      yield toReport(first.to, feeds, technology);
    }
  },
};

function toReport(sink: Element, feeds: readonly LogFeed[], technology: UnitFact['technology']): Report {
  const fix = logToOutput(feeds);
  const sources = uniqueBy(feeds.map(({ from }) => from), ({ id }) => id);
  return {
    site: sink.units.find((unit) => unit.technology === technology)?.site ?? sink.definedAt[0],
    message:
      `${listOf(sources.map(({ name }) => name))} send their logs straight to ${sink.name}, which runs as a single instance: while it is down they lose their lines or keep them in memory. ` +
      'Write logs to standard output and let an agent on each node ship them with a buffer on disk.',
    related: feeds.map(({ from, site }) => ({ site, message: `${from.name} sends its logs from here` })),
    elements: [sink, ...sources],
    relations: feeds.map(({ relation }) => relation),
    fixes: fix ? [fix] : [],
  };
}

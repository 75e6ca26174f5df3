import { uniqueBy } from '../../model/collections.js';
import { logFeeds, logToOutput, type LogFeed } from '../../model/log-feeds.js';
import type { Report, Rule } from '../../model/rule.js';
import { compareSites } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';

export const directLogAppender: Rule = {
  id: 'direct-log-appender',
  severity: 'warning',
  preset: 'strict',
  title: 'Programs open connections to the log server themselves',
  why: 'An appender that sends over the network ties a program to one log server, its protocol and its library, and keeps the lines in the memory of the program while the server is away: they are lost with a crash, when they matter most. Appenders that write to the output or a file leave this to whoever runs the program. One server that many programs log to is one finding; where most of them do so and it runs once, `central-logging-spof` speaks too.',
  remedy: 'Log to standard output and let an agent on the node collect it; or send to an agent on the same machine.',
  ignoreWhen: 'Nothing can collect the output where the program runs, and its appender buffers on disk.',
  sources: ['https://12factor.net/logs'],

  *check({ graph }) {
    for (const feeds of logFeeds(graph).values()) {
      const appenders = feeds.filter(({ by, from, to }) => by === 'appender' && from.kind !== 'telemetry' && !isOnItsNode(to));
      const ordered = uniqueBy(appenders.sort((a, b) => compareSites(a.site, b.site)), ({ site }) => siteKey(site));
      if (ordered.length > 0) yield toReport(ordered);
    }
  },
};

/** An agent of each node is the recommended place for logs. */
function isOnItsNode({ units }: LogFeed['to']): boolean {
  return units.some(({ workload }) => workload === 'DaemonSet');
}

function toReport(feeds: readonly LogFeed[]): Report {
  const [first, ...rest] = feeds as readonly [LogFeed, ...LogFeed[]];
  const names = [...new Set(feeds.map(({ from }) => from.name))];
  const isOne = names.length === 1;
  const fix = logToOutput(feeds);
  return {
    site: first.site,
    message:
      `${listOf(names)} ${isOne ? 'sends its' : 'send their'} logs over the network to ${first.to.name} from within the program: lines are lost when ${isOne ? 'it crashes' : 'they crash'} while ${first.to.name} is away, and moving to another log server changes ${isOne ? 'its' : 'their'} code or configuration. ` +
      'Log to standard output and let an agent on the node collect it.',
    related: [
      ...rest.map(({ from, site }) => ({ site, message: `${from.name} sends its logs from here` })),
      { site: first.to.definedAt[0], message: `${first.to.name} is declared here` },
    ],
    elements: [...new Set(feeds.map(({ from }) => from)), first.to],
    relations: uniqueBy(feeds.map(({ relation }) => relation), ({ id }) => id),
    fixes: fix ? [fix] : [],
  };
}

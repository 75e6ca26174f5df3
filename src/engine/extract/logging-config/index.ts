import type { UseFact } from '../../model/code-facts.js';
import type { Extractor } from '../../model/facts.js';
import type { Path, Span } from '../../model/text.js';
import { readPlaceholders } from '../../syntax/placeholders.js';
import { readAppenders } from './references.js';

const FILE = /(?:^|\/)(?:logback|log4j2?)(?:-[^/]+)?\.xml$/;
const NOT_IN_PRODUCTION = /(?:^|\/)(?:src\/(?:test|it)|tests?|target|build)\//;

/** Elements that hold the address of a log server, in Logback's appenders for sockets, Logstash, GELF and syslog. */
const ELEMENT = /<(destination|remoteHost|graylogHost|syslogHost|serverName)>([^<\n]{1,300})<\/\1>/g;

/** The start tags of Log4j 2's network appenders; the address is an attribute. */
const APPENDER = /<(?:Socket|Syslog|Gelf|Logstash\w*|SecureSocket)\b([^<>]{1,2000})>/gi;
const HOST = /\bhost\s*=\s*"([^"\n]{1,300})"/i;

/** Reads where the logging of programs on the JVM sends their logs to. */
export const loggingConfigExtractor: Extractor = {
  id: 'logging-config',
  coverage: {
    title: 'Logging configuration',
    readings: [
      { technology: 'Logback', reads: 'appenders for Logstash, GELF, sockets and syslog', yields: 'use' },
      { technology: 'Log4j 2', reads: 'network appenders', yields: 'use' },
    ],
    notRead: [],
  },
  version: 2,
  accepts: (path) => FILE.test(path) && !NOT_IN_PRODUCTION.test(path),
  mayMatch: (text) => /<(?:destination|remoteHost|graylogHost|syslogHost|serverName)>|\bhost\s*=/i.test(text),
  extract(path, text) {
    const xml = text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '));
    const elements = [...xml.matchAll(ELEMENT)].map((match) => ({ address: match[2] ?? '', start: match.index + match[0].indexOf('>') + 1 }));
    const attributes = [...xml.matchAll(APPENDER)].flatMap((match) => {
      const host = HOST.exec(match[1] ?? '');
      return host === null ? [] : [{ address: host[1] ?? '', start: match.index + match[0].indexOf(host[0]) + host[0].length - 1 - (host[1] ?? '').length }];
    });
    const appenders = readAppenders(path, xml);
    // An appender that no logger names sends nothing.
    const used = [...elements, ...attributes].filter(({ start }) => !appenders.isIdle(start));
    return { facts: used.map(({ address, start }) => toFact(path, address, { start, end: start + address.length }, appenders.outputFix(start))), problems: [] };
  },
};

function toFact(path: Path, address: string, span: Span, outputFix: UseFact['outputFix']): UseFact {
  return {
    kind: 'use', client: 'log-appender', relation: 'calls', protocol: 'tcp',
    // Logback writes a fallback behind `:-`, Spring behind `:`.
    target: readPlaceholders(address.trim().replaceAll(':-', ':')),
    care: { hasBreaker: false, hasFallback: false, isStream: true },
    ...(outputFix && { outputFix }),
    site: { path, span }, targetSite: { path, span },
  };
}

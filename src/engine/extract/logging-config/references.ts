import type { CodeEdit } from '../../model/code-facts.js';
import type { Path, Span } from '../../model/text.js';
import { textSlot } from '../../syntax/yaml-slots.js';

/** An appender that a configuration declares, with all of its element. */
interface Appender {
  readonly name: string;
  readonly isConsole: boolean;
  readonly span: Span;
}

/** `<appender-ref ref="STASH"/>`: the name, and the whole element. */
interface Reference {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

const APPENDER = /<appender\b([^<>]{1,1000})>/g;
const APPENDER_END = '</appender>';
const LOG4J_APPENDER = /<(Console|Socket|Syslog|Gelf|Logstash\w*|SecureSocket)\b([^<>]{1,2000})>/gi;
const REFERENCE = /<appender-?ref\b[^<>]{0,500}?\bref\s*=\s*"([^"<>\n]{1,200})"[^<>]{0,500}\/>/gi;

/** Files of Spring Boot that declare the appender CONSOLE. */
const SPRING_CONSOLE = /<include\s+resource="org\/springframework\/boot\/logging\/logback\/(?:base|defaults-and-console|console-appender)\.xml"/;
const OTHER_INCLUDE = /<include\s+(?!resource="org\/springframework\/)/;

/** Where the loggers of one place begin and end. */
const BORDER = /<\/?(?:root|logger|springProfile|AsyncRoot|AsyncLogger|if|then|else)\b/gi;

/** What a configuration of Logback or Log4j 2 says of its appenders; comments are blanked. */
export interface AppenderReferences {
  /** Whether nothing logs to the appender around an offset. */
  isIdle(at: number): boolean;
  /** Sends to the console what goes to the appender around an offset. */
  outputFix(at: number): readonly CodeEdit[] | undefined;
}

/** Reads the appenders of a configuration, and who logs to them. */
export function readAppenders(path: Path, xml: string): AppenderReferences {
  const appenders = [...logbackAppenders(xml), ...log4jAppenders(xml)];
  const references = referencesIn(xml);
  const isWhole = /<configuration\b/i.test(xml) && !OTHER_INCLUDE.test(xml) && references.length > 0;
  const around = (at: number): Appender | undefined => appenders.find(({ span }) => span.start <= at && at < span.end);
  const console = appenders.find(({ isConsole }) => isConsole)?.name ?? (SPRING_CONSOLE.test(xml) ? 'CONSOLE' : undefined);
  const borders = [...xml.matchAll(BORDER)].map(({ index }) => index);
  return {
    isIdle(at) {
      const appender = around(at);
      return isWhole && appender !== undefined && !references.some(({ name }) => name === appender.name);
    },
    outputFix(at) {
      const appender = around(at);
      const own = references.filter(({ name }) => name === appender?.name);
      // An appender that feeds another one would be left with nothing to feed.
      if (console === undefined || own.length === 0 || own.some(({ span }) => around(span.start) !== undefined)) return undefined;
      const edits = own.map((reference) => edit(path, xml, reference, console, references, borders));
      return edits.every((one) => one !== undefined) ? edits : undefined;
    },
  };
}

function edit(path: Path, xml: string, reference: Reference, console: string, references: readonly Reference[], borders: readonly number[]): CodeEdit | undefined {
  const { span, nameSpan } = reference;
  const start = borders.filter((at) => at < span.start).at(-1) ?? 0;
  const end = borders.find((at) => at > span.start) ?? xml.length;
  const logsThere = references.some((other) => other.name === console && other.span.start > start && other.span.end < end);
  if (!logsThere) return { slot: textSlot(path, nameSpan), item: console };
  const lineStart = xml.lastIndexOf('\n', span.start) + 1;
  const lineEnd = xml.indexOf('\n', span.end);
  if (lineEnd < 0 || xml.slice(lineStart, span.start).trim() !== '' || xml.slice(span.end, lineEnd).trim() !== '') return undefined;
  return { slot: textSlot(path, { start: lineStart, end: lineEnd + 1 }), item: '' };
}

function logbackAppenders(xml: string): Appender[] {
  const found: Appender[] = [];
  for (const match of xml.matchAll(APPENDER)) {
    const end = xml.indexOf(APPENDER_END, match.index);
    if (end < 0) break;
    const tag = match[1] ?? '';
    found.push({ name: attribute(tag, 'name'), isConsole: attribute(tag, 'class').endsWith('ConsoleAppender'), span: { start: match.index, end: end + APPENDER_END.length } });
  }
  return found;
}

function log4jAppenders(xml: string): Appender[] {
  return [...xml.matchAll(LOG4J_APPENDER)].map((match) => ({
    name: attribute(match[2] ?? '', 'name'), isConsole: (match[1] ?? '').toLowerCase() === 'console',
    span: { start: match.index, end: match.index + match[0].length },
  }));
}

function referencesIn(xml: string): Reference[] {
  return [...xml.matchAll(REFERENCE)].map((match) => {
    const name = match[1] ?? '';
    const at = match.index + match[0].indexOf(`"${name}"`) + 1;
    return { name, nameSpan: { start: at, end: at + name.length }, span: { start: match.index, end: match.index + match[0].length } };
  });
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\b${name}\\s*=\\s*"([^"<>\\n]{1,300})"`).exec(tag)?.[1] ?? '';
}

import { DEAD_LETTERS, type ChannelDeclarationFact, type CodeEdit, type ConsumerSettings, type UseFact } from '../../model/code-facts.js';
import type { Fact } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import type { Call } from '../../syntax/outline/outline.js';
import { argument } from './arguments.js';
import { isNothing } from './queue-arguments.js';
import type { Reader } from './reader.js';
import { linesBefore, replaced, statementAt } from '../../syntax/statements.js';

/** How a language says things to RabbitMQ's client. */
export interface RabbitWords {
  /** The statement that limits a channel, with a call of the same style as `method`; undefined where there is none. */
  limit(channel: string, method: string, isAwaited: boolean): string | undefined;
  /** Optional arguments of a queue: refused messages go to the queue of this name, by way of the default exchange. */
  queueArguments(deadLetters: string, reader: Reader): string | undefined;
  /** Index of the optional arguments of a queue in its declaration, their name where they may be left out, and what stands behind a name, else a colon. */
  readonly argumentsAt: { readonly index: number; readonly name?: string; readonly sign?: string };
  /** What ends a statement. */
  readonly end: string;
}

/** A channel or a name that may be written once more: it does nothing when it is read. */
const PLAIN = /^[A-Za-z_][\w.]{0,80}$/;
const LITERAL = /^(["'])([^"'\\]{1,200})\1$/;

/** Facts with what would mend queues that send refused messages nowhere, and consumers without a limit. */
export function withRabbitFixes(facts: readonly Fact[], file: Path, reader: Reader, text: string, words: RabbitWords): Fact[] {
  return facts.map((fact) => {
    if (fact.kind === 'use' && fact.protocol === 'amqp' && fact.consumer !== undefined && isUnlimited(fact.consumer)) {
      const limitFix = limitFor(fact, file, reader, text, words);
      return limitFix === undefined ? fact : { ...fact, consumer: { ...fact.consumer, limitFix } };
    }
    if (fact.kind !== 'channel-declaration' || fact.hasDeadLetter !== false) return fact;
    const deadLetterFix = deadLettersFor(fact, file, reader, text, words);
    return deadLetterFix === undefined ? fact : { ...fact, deadLetterFix };
  });
}

function isUnlimited({ prefetch, defaultPrefetch, acknowledges }: ConsumerSettings): boolean {
  return prefetch === undefined && defaultPrefetch === undefined && acknowledges?.known === true && acknowledges.value === 'after-work';
}

function limitFor({ site }: UseFact, path: Path, { outline }: Reader, text: string, words: RabbitWords): CodeEdit | undefined {
  const call = outline.calls.find(({ nameSpan }) => nameSpan.end === site.span.end);
  const channel = call && channelOf(call, text);
  const statement = call && statementAt(text, call.span.start);
  if (call === undefined || channel === undefined || statement === undefined) return undefined;
  const limit = words.limit(channel, text.slice(call.nameSpan.start, call.nameSpan.end), statement.isAwaited);
  return limit === undefined ? undefined : linesBefore(path, statement, [limit]);
}

function channelOf({ callee }: Call, text: string): string | undefined {
  if (callee.kind !== 'member') return undefined;
  const written = text.slice(callee.object.span.start, callee.object.span.end);
  return PLAIN.test(written) ? written : undefined;
}

function deadLettersFor({ site }: ChannelDeclarationFact, path: Path, reader: Reader, text: string, words: RabbitWords): CodeEdit[] | undefined {
  const call = reader.outline.calls.find(({ nameSpan, span }) => nameSpan.end === site.span.end || (span.start === site.span.start && span.end === site.span.end));
  const name = call && argument(call, 0, 'queue', 'name');
  const statement = call && statementAt(text, call.span.start);
  if (call === undefined || name === undefined || statement === undefined || channelOf(call, text) === undefined) return undefined;
  const written = text.slice(name.span.start, name.span.end);
  const [, quote = '"', literal] = LITERAL.exec(written) ?? [];
  if (literal === undefined && !PLAIN.test(written)) return undefined;
  const deadLetters = literal === undefined ? `${written} + "${DEAD_LETTERS}"` : `${quote}${literal}${DEAD_LETTERS}${quote}`;
  const given = words.queueArguments(deadLetters, reader);
  const place = given === undefined ? undefined : argumentsEdit(call, path, given, words);
  if (place === undefined) return undefined;
  const declaration = text.slice(call.span.start, name.span.start) + deadLetters + text.slice(name.span.end, call.span.end);
  return [linesBefore(path, statement, [`${statement.isAwaited ? 'await ' : ''}${declaration}${words.end}`]), place];
}

/** In the place of nothing, or behind the other arguments where these may be left out. */
function argumentsEdit(call: Call, path: Path, item: string, { argumentsAt: { index, name, sign = ': ' } }: RabbitWords): CodeEdit | undefined {
  const old = argument(call, index, ...(name === undefined ? [] : [name]));
  if (old !== undefined) return isNothing(old) ? replaced(path, old.span, item) : undefined;
  const last = call.arguments.at(-1);
  return name === undefined || last === undefined ? undefined : replaced(path, { start: last.value.span.end, end: last.value.span.end }, `, ${name}${sign}${item}`);
}

import type { ChannelDeclarationFact } from '../../model/code-facts.js';
import type { Value } from '../../syntax/outline/outline.js';
import type { Reader } from './reader.js';
import { literalStart } from './text.js';

/** Optional arguments of RabbitMQ's queues, by what they do. */
const DEAD_LETTER = /^x-dead-letter-(?:exchange|routing-key)$/;
const LIMIT = /^x-(?:max-length(?:-bytes)?|message-ttl|expires|max-age)$/;

type Limits = Pick<ChannelDeclarationFact, 'hasDeadLetter' | 'isBounded'>;

/** An optional argument of a queue; its value is there where a text can tell something. */
export interface QueueArgument {
  readonly key: string;
  readonly value?: Value;
}

/** What optional arguments of a queue say: a map, or a variable that holds one and may be filled later. Nothing in their place is no arguments. */
export function queueLimits(value: Value | undefined, reader: Reader): Limits {
  return limitsOf(value === undefined || isNothing(value) ? [] : entriesOf(value, reader), reader);
}

/** What known arguments of a queue say; undefined where only the running program knows them. */
export function limitsOf(entries: readonly QueueArgument[] | undefined, reader: Reader): Limits {
  // A key that is a constant from elsewhere may be any.
  if (entries === undefined || !entries.every(({ key }) => key.startsWith('x-'))) return { hasDeadLetter: 'unknown', isBounded: 'unknown' };
  const has = (pattern: RegExp): boolean => entries.some(({ key }) => pattern.test(key));
  const type = entries.find(({ key }) => key === 'x-queue-type')?.value;
  // A stream keeps its messages: nothing is refused. What type a variable names is not known.
  const mayBeStream = type !== undefined && !/^(?:classic|quorum)$/.test(literalStart(reader.text(type)));
  return { hasDeadLetter: has(DEAD_LETTER) || (mayBeStream ? 'unknown' : false), isBounded: has(LIMIT) };
}

/** Whether a value is what a language writes for nothing. */
export function isNothing(value: Value): boolean {
  // What a builder does not keep, and is no longer than the word for nothing.
  if (value.kind === 'unknown') return value.span.end - value.span.start <= 'None'.length;
  return value.kind === 'name' && /^(?:nil|null|None|NULL)$/.test(value.name) || value.kind === 'list' && value.items.length === 0;
}

function entriesOf(value: Value, reader: Reader): QueueArgument[] | undefined {
  if (value.kind === 'map') return [...value.entries];
  // `amqp.Table{…}` is made of named arguments; `new AMQPTable([…])` and `FieldTable::default()` hold a map, or nothing.
  if (value.kind === 'call') {
    const named = value.arguments.flatMap(({ name, value: own }) => (name === undefined ? [] : [{ key: name, value: own }]));
    if (named.length > 0 && named.length === value.arguments.length) return named;
    const [first] = value.arguments;
    if (first?.value.kind === 'map' && value.arguments.length === 1) return [...first.value.entries];
    return value.arguments.length === 0 && (value.form === 'make' || /\b(?:default|new)$/.test(reader.chain(value.callee).path)) ? [] : undefined;
  }
  if (value.kind !== 'name') return undefined;
  const bindings = reader.outline.bindings.filter(({ name }) => name === value.name);
  const [only, ...others] = bindings;
  if (only?.value === undefined || others.length > 0 || only.value.kind === 'name') return undefined;
  // Entries may be put in on the way.
  return isFilledLater(value.name, reader) ? undefined : entriesOf(only.value, reader);
}

function isFilledLater(variable: string, { outline }: Reader): boolean {
  return outline.calls.some(({ callee, form }) => form !== 'make' && (callee.kind === 'member' && callee.object.kind === 'name' && callee.object.name === variable || callee.kind === 'name' && callee.name === variable));
}

import type { ChannelDeclarationFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import { ts } from '../../../syntax/typescript.js';
import { argumentOptions, argumentText, type LibraryCall } from '../library-call.js';
import { option, optionsOf, optionText, siteOf, type Options } from '../options.js';
import type { Call } from '../origin.js';
import type { Reader } from '../reader.js';
import { literalStart } from '../text-values.js';
import { deadLettersFor } from './rabbit-fixes.js';

/** Options of amqplib's queues, by what they do, and arguments of RabbitMQ that do the same. */
const DEAD_LETTER = ['deadLetterExchange', 'deadLetterRoutingKey', 'arguments.x-dead-letter-exchange', 'arguments.x-dead-letter-routing-key'];
const LIMIT = ['messageTtl', 'expires', 'maxLength', 'arguments.x-message-ttl', 'arguments.x-expires', 'arguments.x-max-length', 'arguments.x-max-length-bytes', 'arguments.x-max-age'];

/** Queues that a file declares with amqplib or amqp-connection-manager: `channel.assertQueue('orders', { durable: true })`. */
export function declaredQueues(path: Path, reader: Reader): ChannelDeclarationFact[] {
  // The name is RabbitMQ's alone, so it tells also on a channel from another file.
  return reader.declarations.calls.filter(({ expression }) => ts.isPropertyAccessExpression(expression) && expression.name.text === 'assertQueue').flatMap((node) => declaration(path, node, reader));
}

function declaration(path: Path, node: Call, reader: Reader): ChannelDeclarationFact[] {
  const call: LibraryCall = { path, node, reader, chain: { module: '', names: ['assertQueue'], calls: [] } };
  const name = argumentText(call, 0);
  // Without a name the broker gives one, for as long as the connection lasts.
  if (name === undefined || name.parts.every((part) => part === '')) return [];
  const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  const options = argumentOptions(call, 1);
  const hasDeadLetter = deadLetter(options);
  const deadLetterFix = hasDeadLetter === false ? deadLettersFor(call) : undefined;
  return [{
    kind: 'channel-declaration', client: 'amqplib', protocol: 'amqp', channel: name.parts, hasDeadLetter, isBounded: isSet(options, LIMIT),
    isTemporary: isTrue(options, 'exclusive') || isTrue(options, 'autoDelete'), ...(deadLetterFix && { deadLetterFix }), site: siteOf(path, callee),
  }];
}

/** A stream keeps its messages: nothing is refused. */
function deadLetter(options: Options): boolean | 'unknown' {
  const isKnown = isSet(options, DEAD_LETTER);
  const type = optionText(options, ['arguments.x-queue-type']);
  return isKnown === false && type !== undefined && !/^(?:classic|quorum)$/.test(literalStart(type)) ? 'unknown' : isKnown;
}

function isSet(options: Options, names: readonly string[]): boolean | 'unknown' {
  if (names.some((name) => option(options, name) !== undefined)) return true;
  return isOpen(options) ? 'unknown' : false;
}

/** Whether options or arguments may be set that the file does not show; a key that is put together may be any. */
function isOpen(options: Options): boolean {
  if (options.isOpen || hasComputedKey(options)) return true;
  const given = option(options, 'arguments');
  if (given === undefined) return false;
  const inner = optionsOf(given);
  return inner.object === undefined || inner.isOpen || hasComputedKey(inner);
}

function hasComputedKey({ object }: Options): boolean {
  return object?.properties.some(({ name }) => name !== undefined && ts.isComputedPropertyName(name)) === true;
}

function isTrue(options: Options, name: string): boolean {
  return option(options, name)?.node.kind === ts.SyntaxKind.TrueKeyword;
}

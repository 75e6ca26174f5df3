import type { Call } from '../../syntax/outline/outline.js';
import type { Chain } from './chains.js';
import type { Reader } from './reader.js';
import type { Use } from './use.js';
import { isNamed } from '../../syntax/outline/callee.js';

/** Calls that send a message and come back with the answer, by their chains. */
const REQUESTS = [
  // Spring AMQP, Kafka and JMS.
  /(?:^|\.)(?:RabbitTemplate|AmqpTemplate|RabbitOperations|RabbitMessagingTemplate|AsyncRabbitTemplate)\(\)\.(?:convertSendAndReceive\w*|sendAndReceive)$/,
  /(?:^|\.)(?:Jms\w*Template|JmsOperations)\(\)\.(?:convertSendAndReceive|sendAndReceive)$/,
  // NATS in Java, Go, Python and C#.
  /(?:^|\.)io\.nats\.client\.Connection\(\)\.request\w*$/,
  /\/nats(?:\.go)?\.(?:Connect|Conn|EncodedConn)\(\)\.Request\w*$/,
  /^nats\.(?:aio\.client\.)?(?:connect|NATS|Client)\(\)\.request$/,
  /(?:NatsConnection|NatsClient)\(\)\.RequestAsync$/,
  // MassTransit, EasyNetQ, RawRabbit; nameko.
  /(?:^|\.)IRequestClient\(\)\.GetResponse$/,
  /(?:^|\.)IBus\(\)\.(?:Rpc\.)?Request(?:Async)?$/,
  /(?:^|\.)IBusClient\(\)\.RequestAsync$/,
  /^nameko\.(?:standalone\.)?rpc\.(?:RpcProxy|ServiceRpc|ServiceRpcProxy|ServiceRpcClient)$/,
];

/** What sets the queue for replies of a message of AMQP: a setter or step of a builder, or an argument of what makes its properties. */
const SETTERS = /^(?:replyTo|ReplyTo=)$/;
const PROPERTIES = ['ReplyTo', 'reply_to'];

/** Whether a message that a call sends asks for a reply. */
export function asksForReply({ relation, protocol }: Use, { call, chain, reader }: { readonly call: Call; readonly chain: Chain; readonly reader: Reader }): boolean {
  if (REQUESTS.some((pattern) => pattern.test(chain.path))) return true;
  if (relation !== 'publishes' || protocol !== 'amqp' || !isNamed(call, /publish/i)) return false;
  return reader.outline.calls.some((one) => one.scope.function === call.scope.function && setsReplyTo(one));
}

function setsReplyTo(call: Call): boolean {
  return isNamed(call, SETTERS) || call.arguments.some(({ name }) => name !== undefined && PROPERTIES.includes(name));
}

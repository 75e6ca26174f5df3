import { FIX_PREFETCH } from '../../../model/code-facts.js';
import type { RabbitWords } from '../rabbit-fixes.js';

/** RabbitMQ's client for Go. An error closes the channel, so that the next call on it says it. */
export const goRabbit: RabbitWords = {
  limit: (channel, method) => (method === 'Consume' ? `${channel}.Qos(${FIX_PREFETCH}, 0, false)` : undefined),
  queueArguments(deadLetters, { outline }) {
    const client = outline.imports.find(({ path }) => /(?:^|\/)(?:amqp091-go|amqp)$/.test(path));
    return client && `${client.name}.Table{"x-dead-letter-exchange": "", "x-dead-letter-routing-key": ${deadLetters}}`;
  },
  argumentsAt: { index: 5 },
  end: '',
};

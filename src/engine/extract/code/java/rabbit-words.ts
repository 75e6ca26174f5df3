import { FIX_PREFETCH } from '../../../model/code-facts.js';
import type { RabbitWords } from '../rabbit-fixes.js';

/** RabbitMQ's client for Java. */
export const javaRabbit: RabbitWords = {
  limit: (channel, method) => (method === 'basicConsume' ? `${channel}.basicQos(${FIX_PREFETCH});` : undefined),
  queueArguments: (deadLetters) => `java.util.Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", ${deadLetters})`,
  argumentsAt: { index: 4 },
  end: ';',
};

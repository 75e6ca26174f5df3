import { FIX_PREFETCH } from '../../../model/code-facts.js';
import type { RabbitWords } from '../rabbit-fixes.js';

/** pika, and aio-pika where calls are awaited. */
export const pythonRabbit: RabbitWords = {
  limit: (channel, method) => (method === 'basic_consume' ? `${channel}.basic_qos(prefetch_count=${FIX_PREFETCH})` : undefined),
  queueArguments: (deadLetters) => `{"x-dead-letter-exchange": "", "x-dead-letter-routing-key": ${deadLetters}}`,
  argumentsAt: { index: 5, name: 'arguments', sign: '=' },
  end: '',
};

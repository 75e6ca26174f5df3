import { FIX_PREFETCH } from '../../../model/code-facts.js';
import type { RabbitWords } from '../rabbit-fixes.js';

/** RabbitMQ's client for .NET, in both of its styles: what ends in `Async` has to be awaited. */
export const csharpRabbit: RabbitWords = {
  limit(channel, method, isAwaited) {
    if (!method.endsWith('Async')) return `${channel}.BasicQos(0, ${FIX_PREFETCH}, false);`;
    return isAwaited ? `await ${channel}.BasicQosAsync(0, ${FIX_PREFETCH}, false);` : undefined;
  },
  queueArguments: (deadLetters) => `new System.Collections.Generic.Dictionary<string, object> { ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = ${deadLetters} }`,
  argumentsAt: { index: 4, name: 'arguments' },
  end: ';',
};

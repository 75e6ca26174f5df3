import type { UseFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { FunctionOutline } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { toUseFact, type Use } from '../uses.js';
import { CONFIGURED } from './listeners.js';

/** Which ends of a channel a function of Spring Cloud Stream has, by its type in `java.util.function`. */
const ENDS: ReadonlyMap<string, readonly ('in' | 'out')[]> = new Map([['Supplier', ['out']], ['Consumer', ['in']], ['Function', ['in', 'out']]]);

/**
 * Functions that Spring Cloud Stream binds to channels by the name of their bean: `orders` has `orders-in-0` and `orders-out-0`.
 * Other beans have these types too, so only configuration tells: where it names no destination there is no channel.
 */
export function functionalBindings(file: Path, reader: Reader): UseFact[] {
  return reader.outline.functions.flatMap((method) => (method.annotations.some(({ name }) => name === 'Bean') ? bindingsOf(file, method) : []));
}

function bindingsOf(file: Path, { name, returnType, nameSpan }: FunctionOutline): UseFact[] {
  return (ENDS.get(returnType ?? '') ?? []).map((end) => {
    const use: Use = {
      client: 'spring-cloud-stream', protocol: 'stream', relation: end === 'in' ? 'subscribes' : 'publishes',
      channel: { parts: [{ hole: 'config', name: `spring.cloud.stream.bindings.${name}-${end}-0.destination` }] },
      ...(end === 'in' && { consumer: CONFIGURED }),
    };
    return toUseFact(file, use, { path: file, span: nameSpan });
  });
}

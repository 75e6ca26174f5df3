import type { UseFact } from '../../model/code-facts.js';
import type { Draft } from '../draft.js';
import type { LinkContext } from '../link-context.js';
import { runtimesOf } from '../link-context.js';
import { variableOf } from '../names/resolve.js';

/** What a binding layer reads of a channel: the keys of its configuration, and those that say what becomes of a message nobody can process, as the variables that override them. */
interface Layer {
  /** Group 1 is the name of the binding or channel. */
  readonly binding: RegExp;
  /** Beginning of the keys of one binding. */
  readonly prefix: string;
  readonly handling: RegExp;
}

/** Spring Cloud Stream gives up after three attempts (its reference documentation, "Error Handling"); SmallRye's connector stops with the first failure (its guide of Kafka, "failure-strategy"). */
const LAYERS: Readonly<Record<string, Layer>> = {
  'spring-cloud-stream': {
    binding: /^spring\.cloud\.stream\.bindings\.(.+)\.destination$/, prefix: 'spring.cloud.stream.bindings.',
    handling: /^SPRING_CLOUD_STREAM_\w*(?:DLQ|DEAD_?LETTER|ERROR_?HANDLER|RETRY_?TEMPLATE)/,
  },
  'reactive-messaging': {
    binding: /^mp\.messaging\.incoming\.(.+)\.(?:topic|queue\.name|address)$/, prefix: 'mp.messaging.incoming.',
    handling: /^MP_MESSAGING_(?:INCOMING|CONNECTOR)_\w*(?:FAILURE_?STRATEGY|DEAD_?LETTER)/,
  },
};

/**
 * Whether the configuration of a program says what becomes of messages that a channel fails on; undefined where another library is used, or nothing
 * configures the channel that is known: then it is one inside of the program, or its settings lie elsewhere.
 */
export function hasStreamHandling({ client, channel }: UseFact, draft: Draft, context: LinkContext): boolean | undefined {
  const layer = Object.hasOwn(LAYERS, client) ? LAYERS[client] : undefined;
  const [hole] = channel ?? [];
  const name = layer === undefined || typeof hole !== 'object' || hole.hole !== 'config' ? undefined : layer.binding.exec(hole.name)?.[1];
  if (layer === undefined || name === undefined) return undefined;
  const keys = runtimesOf(context, draft).flatMap(({ environment }) => [...environment.variables.keys()]);
  const own = `${variableOf(layer.prefix + name)}_`;
  return keys.some((key) => key.startsWith(own)) ? keys.some((key) => layer.handling.test(key)) : undefined;
}

import { NO_CARE, type ConsumerSettings, type UseRelation } from '../../../model/code-facts.js';
import { ts } from '../../../syntax/typescript.js';
import { endpointOf } from '../endpoints.js';
import { argumentOf, type LibraryCall, type Use } from '../library-call.js';
import { option, optionText, siteOf, type Located, type Options } from '../options.js';
import type { Call } from '../origin.js';
import { textOf } from '../text.js';
import type { Text } from '../text-values.js';

/** A client library, and what it speaks. */
export interface Broker {
  readonly client: string;
  readonly protocol: string;
}

/** A message that goes to or comes from a channel. */
export function message(broker: Broker, relation: UseRelation, channel: Text | undefined, target: Text | undefined, consumer?: ConsumerSettings): Use {
  return { ...broker, relation, ...(channel && { channel }), ...(target && { target }), care: NO_CARE, ...(consumer && { consumer }) };
}

/**
 * A connection says where the broker is; it is a use of its own only when the file shows no message.
 * Which way messages then go is told by the words of the file: a connection that only listens mentions no sending.
 */
export function connection(broker: Broker, target: Text | undefined, { node }: LibraryCall): readonly Use[] {
  if (target === undefined) return [];
  const { text } = node.getSourceFile();
  const onlyListens = /consum|subscri|\blisten/i.test(text) && !/publish|produc|\bsend/i.test(text);
  return [{ ...message(broker, onlyListens ? 'subscribes' : 'publishes', undefined, target), isInstance: true }];
}

/** Where the client of this call was told to connect. */
export function connectedTo(call: LibraryCall): Text | undefined {
  for (const made of call.chain.calls) {
    const target = connectionTarget(call, made);
    if (target !== undefined) return target;
  }
  return undefined;
}

/** Where one call on the way connects to. */
export function connectionTarget(call: LibraryCall, made: Call): Text | undefined {
  // NATS streaming names a cluster and a client before its options.
  const value = argumentOf(made, call.reader, call.chain.module === 'node-nats-streaming' ? 2 : 0);
  return value && endpointOf(value);
}

/** The elements of an array literal; a value that is none stands for itself. */
export function elementsOf(value: Located | undefined): readonly Located[] {
  if (value === undefined) return [];
  const { root, path } = value.reader.origin(value.node);
  if (root.kind !== 'node' || path.length > 0 || !ts.isArrayLiteralExpression(root.node)) return [value];
  return root.node.elements.map((node) => ({ node, reader: root.reader }));
}

/** An option that is `true` or `false`: undefined when it is not set, or not known. */
function flag(options: Options, name: string): { readonly value: boolean | undefined; readonly node: ts.Node } | undefined {
  const found = option(options, name);
  if (found === undefined) return undefined;
  const { root } = found.reader.origin(found.node);
  const kind = root.kind === 'node' ? root.node.kind : undefined;
  return { value: kind === ts.SyntaxKind.TrueKeyword ? true : kind === ts.SyntaxKind.FalseKeyword ? false : undefined, node: found.node };
}

type Acknowledges = NonNullable<ConsumerSettings['acknowledges']>;

/** When messages are acknowledged, by a flag for one way and its default. */
export function acknowledged(
  { path, node }: LibraryCall,
  options: Options,
  name: string,
  ways: { readonly whenTrue: 'on-delivery' | 'periodic' | 'after-work'; readonly whenFalse: 'on-delivery' | 'periodic' | 'after-work'; readonly byDefault: boolean },
): Acknowledges {
  const found = flag(options, name);
  const site = siteOf(path, found?.node ?? node);
  const value = found === undefined ? (options.isOpen ? undefined : ways.byDefault) : found.value;
  return value === undefined ? { known: false, site } : { known: true, value: value ? ways.whenTrue : ways.whenFalse, site };
}

/** A text option as the group of a consumer. */
export function group({ path }: Pick<LibraryCall, 'path'>, options: Options, names: readonly string[]): Pick<ConsumerSettings, 'group' | 'groupSite'> {
  const text = optionText(options, names);
  return text === undefined ? {} : { group: text.parts, ...(text.literal && text.parts.length === 1 && { groupSite: siteOf(path, text.literal) }) };
}

/** The text of a value. */
export function textAt(value: Located | undefined): Text | undefined {
  return value && textOf(value.reader, value.node);
}

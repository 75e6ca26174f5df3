import type { CallCare, ConsumerSettings, UseRelation } from '../../model/code-facts.js';
import type { Path } from '../../model/text.js';
import type { ts } from '../../syntax/typescript.js';
import { optionsOf, type Located, type Options } from './options.js';
import type { Call, Chain } from './origin.js';
import type { Reader } from './reader.js';
import { textOf } from './text.js';
import type { Text } from './text-values.js';

/** A call or construction whose callee leads to a library. */
export interface LibraryCall {
  readonly path: Path;
  readonly node: Call;
  /** How the callee was reached. */
  readonly chain: Chain;
  readonly reader: Reader;
}

/** What a recogniser makes of a call; the fact without its sites. */
export interface Use {
  readonly client: string;
  readonly relation: UseRelation;
  readonly protocol: string;
  readonly target?: Text;
  /** See `UseFact.hosted`. */
  readonly hosted?: string;
  readonly database?: Text;
  readonly channel?: Text;
  readonly method?: string;
  readonly care?: CallCare;
  /** See `UseFact.forwards`. */
  readonly forwards?: true;
  /** See `UseFact.awaitsReply`. */
  readonly awaitsReply?: true;
  /** For `subscribes`: how messages are taken. */
  readonly consumer?: ConsumerSettings;
  /** Only a client that later calls go through: not a use when the file shows those calls. */
  readonly isInstance?: boolean;
}

/** Knows the calls of some libraries. */
export type Recogniser = (call: LibraryCall) => readonly Use[];

/** The names of the callee, joined by dots: `create().get`. */
export function calleeOf(call: LibraryCall): string {
  return call.chain.names.join('.');
}

/** The last name of the callee: the method or the class. */
export function methodOf(call: LibraryCall): string {
  return call.chain.names.at(-1) ?? '';
}

/** An argument of the call. */
export function argument(call: LibraryCall, index: number): Located | undefined {
  return argumentOf(call.node, call.reader, index);
}

/** An argument of any call. */
export function argumentOf(node: Call, reader: Reader, index: number): Located | undefined {
  const value: ts.Expression | undefined = node.arguments?.[index];
  return value && { node: value, reader };
}

/** The text of an argument. */
export function argumentText(call: LibraryCall, index: number): Text | undefined {
  const value = argument(call, index);
  return value && textOf(value.reader, value.node);
}

/** The options in an argument; closed and empty when the argument is absent. */
export function argumentOptions(call: LibraryCall, index: number): Options {
  const value = argument(call, index);
  return value ? optionsOf(value) : { reader: call.reader, isOpen: false };
}

/** The options given when the client was made, nearest call first: `axios.create({ … })` for `client.get`. */
export function instanceOptions(call: LibraryCall): readonly { readonly node: Call; readonly options: Options }[] {
  return [...call.chain.calls].reverse().flatMap((node) => {
    const value = argumentOf(node, call.reader, 0);
    return value ? [{ node, options: optionsOf(value) }] : [];
  });
}

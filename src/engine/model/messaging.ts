import type { ChannelDeclarationFact, ConsumerSettings, UseFact } from './code-facts.js';
import type { Element } from './graph.js';

/** How the services of a system take messages: what relations, which only say who listens to what, leave out. */
export interface Messaging {
  /** One per place in code and element that runs it, in the order of their sites. */
  readonly consumers: readonly MessageConsumer[];
  /** One per place in code and element that runs it, in the order of their sites. */
  readonly channels: readonly DeclaredChannel[];
}

/** Code of an element that takes messages. */
export interface MessageConsumer {
  readonly use: UseFact;
  readonly element: Element;
  /** The broker that the element listens to; absent where it listens to several and nothing tells which. */
  readonly broker?: Element;
  /** As code and configuration together say. */
  readonly settings: ConsumerSettings;
  /** Queue or topic; absent where only the running program knows it. */
  readonly channel?: string;
  /** Name of the consumer group; absent where there is none, or only the running program knows it. */
  readonly group?: string;
}

/** A queue that the code of an element declares. */
export interface DeclaredChannel {
  readonly fact: ChannelDeclarationFact;
  readonly element: Element;
  /** Absent where only the running program knows it. */
  readonly name?: string;
}

import type { CallCare, ConsumerSettings, UseRelation } from '../../model/code-facts.js';
import type { Text } from './text.js';

/** What a call was found to use. */
export interface Use {
  readonly client: string;
  readonly relation: UseRelation;
  /** See `UseFact.protocol`. */
  readonly protocol: string;
  readonly target?: Text;
  /** See `UseFact.hosted`. */
  readonly hosted?: string;
  readonly database?: Text;
  readonly channel?: Text;
  readonly method?: string;
  readonly care?: Partial<CallCare>;
  /** See `UseFact.forwards`. */
  readonly forwards?: true;
  /** See `UseFact.awaitsReply`. */
  readonly awaitsReply?: true;
  readonly consumer?: ConsumerSettings;
  /** Only makes a client that other calls then use: left out where they are found. */
  readonly isInstance?: boolean;
}

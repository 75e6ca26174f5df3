import type { DeadLetterPolicyFact } from '../../model/code-facts.js';

/** Patterns whose matching takes no time to speak of, read as JavaScript and Erlang read them alike. */
const PLAIN = /^\^?(?:[\w:/-]|\\[.-]|\.[*+]?)*\$?$/;
/** Repetitions, each of which may multiply the time by the length of a name. */
const MOST_REPETITIONS = 3;
/** RabbitMQ's names have at most 255 bytes. */
const LONGEST = 255;

/** Whether a policy of the broker may give a queue a dead-letter exchange; a queue without a known name may be any. */
export function mayConcern({ queues }: DeadLetterPolicyFact, name: string | undefined): boolean {
  if (queues === 'unknown' || name === undefined) return true;
  if ('named' in queues) return queues.named === name;
  const { matching } = queues;
  if (name.length > LONGEST || matching.length > LONGEST || !PLAIN.test(matching) || (matching.match(/\.[*+]/g) ?? []).length > MOST_REPETITIONS) return true;
  return new RegExp(matching).test(name);
}

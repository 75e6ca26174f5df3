import type { Database, Element, Release } from '../model/graph.js';

/**
 * Keys of root causes: what is known through one of them would not be known without it. A shared database is one cause,
 * however many pairs of services meet in it.
 */

/** Sharing a database. */
export function databaseCause(database: Database): string {
  return `database ${database.id}`;
}

/** Sharing a library of the workspace. */
export function libraryCause(library: Element): string {
  return `library ${library.id}`;
}

/** Running the same code as the first of a group. */
export function codeCause(first: Element): string {
  return `code ${first.id}`;
}

/** Going out in one run of a pipeline. */
export function releaseCause({ trigger, sites: [site] }: Release): string {
  return `release ${trigger} ${site.path} ${site.span.start}`;
}

/** Writing to one volume. */
export function volumeCause(a: Element, b: Element): string {
  return `volume ${[a.id, b.id].sort().join(' ')}`;
}

/** Reaching past the public face of a service or module. */
export function insideCause(target: Element): string {
  return `inside ${target.id}`;
}

/** Importing the public face of a module. */
export function faceCause(from: Element, to: Element): string {
  return `face ${from.id} ${to.id}`;
}

/** Calling one service. */
export function callCause(from: Element, to: Element): string {
  return `call ${from.id} ${to.id}`;
}

/** Reading the messages of a channel. */
export function channelCause(broker: Element, channel: string): string {
  return `channel ${broker.id} ${channel}`;
}

/** Changing together, though no relation shows why. */
export const HISTORY_CAUSE = 'history';

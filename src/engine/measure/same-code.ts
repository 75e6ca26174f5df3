import type { Element } from '../model/graph.js';
import { isBusinessService, logicalServices } from '../model/services.js';

/** Deployables that run the same code. */
export type SameCode = readonly [Element, Element, ...Element[]];

/**
 * Groups of services that run the same code under several roles: one image deployed as web server, worker and scheduler.
 * Whichever changes, all do, and they are released as one.
 */
export function sameCode(parts: readonly Element[]): SameCode[] {
  return logicalServices(parts.filter(isBusinessService), (element) => element).filter((group): group is [Element, Element, ...Element[]] => group.length > 1 && isOwnCode(group));
}

/** An image that nothing here builds may stand for anything, as those of demos do; started in different ways it is one program with several roles. */
function isOwnCode(group: readonly Element[]): boolean {
  const isBuiltHere = ({ codeFolders, units }: Element): boolean => codeFolders.length > 0 || units.some(({ containers }) => containers.some(({ build }) => build !== undefined));
  return group.some(isBuiltHere) || new Set(group.map(commandOf)).size === group.length;
}

function commandOf({ units }: Element): string {
  return units.flatMap(({ containers }) => containers.flatMap(({ init, command }) => (init || command === undefined ? [] : command.text))).join(' ');
}

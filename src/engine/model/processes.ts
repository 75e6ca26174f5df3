import type { Element } from './graph.js';
import { logicalServices } from './services.js';
import { folderOf } from './text.js';

/** Ends of names that say which process of a service this is: `orders-api`, `orders-grpc`, `orders.worker`. */
const FRONT_END = /(?:^|[-_.])(?:api|grpc|http|rest|graphql|web|webapi|webmvc|mvc|server)$/;

/** The same for processes that nobody calls. */
const WORKER_END = /(?:^|[-_.])(?:workers?|background|consumers?|scheduler|cron|jobs?|beat|celery|queue)$/;

/**
 * Groups elements that are processes of one service, in order of first appearance: those that run the same code, those whose names
 * differ in the process alone (`orders-api`, `orders-grpc`, `orders-worker`), and a `webapi` with the `background` beside its folder.
 * They are written, released and run by the same people as one thing, so that what they share is nobody else's.
 */
export function groupProcesses<T>(items: Iterable<T>, elementOf: (item: T) => Element): [T, ...T[]][] {
  const merged = new Map<string, [T, ...T[]][]>();
  for (const group of logicalServices(items, elementOf)) {
    const key = serviceOf(elementOf(group[0]));
    merged.set(key, [...(merged.get(key) ?? []), group]);
  }
  return [...merged.values()].flatMap((groups) => (isOne(groups.map(([first]) => elementOf(first))) ? [groups.flat() as [T, ...T[]]] : groups));
}

/** What a name is about without its process, else the folder that holds the code of all processes. */
function serviceOf({ name, id, group, codeFolders: [folder] }: Element): string {
  const lower = name.toLowerCase();
  const stem = lower.replace(WORKER_END, '').replace(FRONT_END, '');
  if (stem !== '') return `name ${stem} ${group ?? ''}`;
  return folder === undefined ? id : `folder ${folderOf(folder)}`;
}

/** Names that say the process alone are of one service when one of them serves and the others work for it. */
function isOne(elements: readonly Element[]): boolean {
  const served = elements.filter(({ name }) => !WORKER_END.test(name.toLowerCase()));
  return served.length <= 1 || elements.every(({ name }) => name.toLowerCase().replace(WORKER_END, '').replace(FRONT_END, '') !== '');
}

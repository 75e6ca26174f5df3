import type { Element } from './graph.js';
import { logicalServices } from './services.js';
import { folderOf } from './text.js';

/** Programs that set up the database of a service beside it, or fill it: `CatalogDbManager`, `orders-migrator`, `CreateDatabases`, `sampledata`. */
const MIGRATOR = /(?:(?:sample|seed|demo|test)[-_]?data|data[-_]?(?:seeder|loader)|db-?manager|db-?init(?:ializer)?|migrat(?:or|ions?|e)|seeder|create\w{0,20}databases?)$/i;

/** Names that say how a program meets its users, and nothing of what it is for; the sign-on beside them is one more. */
const FACE = /^(?:public|internal|rest|grpc|graphql|web|admin|background|host)?[-_.]?(?:api|app|web|webapi|webapp|website|mvc|webmvc|razor|blazor|spa|pages|server|host|worker|background|jobs?|console|desktop|mobile|bff|blazorserver(?:side)?|blazorwebassembly|(?:identity[-_.]?)?(?:auth|identity|sso)[-_.]?server)$/;

/** Ends of names of instances that are written one by one: `orders-p1`, `orders-replica-2`. */
const INSTANCE_END = /[-_.](?:p|part(?:ition)?|replica|instance|shard)[-_]?\d{1,3}$/;

/** Ends of names that say which process of a service this is: `orders-api`, `orders-grpc`, `orders-reader`. */
const FRONT_END = /(?:^|[-_.])(?:api|grpc|http|rest|graphql|web|webapi|webmvc|mvc|server|reader)$/;

/** The same for processes that nobody calls; projects of .NET beside an `Orders.Api` are called `Orders.Service` where they take messages. */
const WORKER_END = /(?:^|[-_.])(?:workers?|background|consumers?|scheduler|cron|jobs?|beat|celery|queue|writer)$|(?<=\w)\.service$/;

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
  const lower = name.toLowerCase().replace(INSTANCE_END, '');
  const stem = lower.replace(WORKER_END, '').replace(FRONT_END, '');
  if (stem !== '') return `name ${stem} ${group ?? ''}`;
  return folder === undefined ? id : `folder ${folderOf(folder)}`;
}

/** Names that say the process alone are of one service when one of them serves and the others work for it. */
function isOne(elements: readonly Element[]): boolean {
  const served = elements.filter(({ name }) => !WORKER_END.test(name.toLowerCase()));
  return served.length <= 1 || elements.every(({ name }) => name.toLowerCase().replace(WORKER_END, '').replace(FRONT_END, '') !== '');
}

/** Whether a program only sets up the database of another one. */
export function isMigrator({ name }: Element): boolean {
  return MIGRATOR.test(name);
}

/** Whether the names say of all only how they run, once the system's own name is taken off: `webapi`, `webmvc`, `background` of one program. */
export function areFaces(elements: readonly Element[]): boolean {
  const names = elements.map(({ name }) => name.toLowerCase());
  const [first = ''] = names;
  let common = 0;
  while (common < first.length && names.every((name) => name[common] === first[common])) common++;
  return names.every((name) => [name, name.slice(common)].some((rest) => FACE.test(rest.replace(/^[-_.]/, ''))));
}

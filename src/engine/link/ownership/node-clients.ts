import type { Path } from '../../model/text.js';
import type { Draft } from '../draft.js';
import { foldersUp, type Inventory } from '../inventory.js';
import type { FindPackage } from './workspace-packages.js';

/** Words in the names of packages that talk to servers of an engine, or may have a client of it inside: packages for queues, caches and sessions do. */
const CLIENT_WORDS: ReadonlyMap<string, RegExp> = new Map([
  ['rabbitmq', /amqp|rabbit|moleculer|rascal|stomp|mqtt|bus|queue|celery/i],
  ['kafka', /kafka|moleculer|confluent|bus|queue/i],
  ['nats', /nats|moleculer|bus|queue/i],
  ['redis', /redis|bull|bee-|queue|resque|kue|agenda|cache|keyv|session|limit|throttl|adapter|moleculer|socket/i],
  ['mongodb', /mongo|prisma|orm|typegoose|agenda|payload|keystone|strapi|parse-server|moleculer|session/i],
]);

/** Packages of a team's own that are published and not in the workspace: nobody knows what they bring along. */
const UNKNOWN_PACKAGE = /common|shared|core|kit\b|libs?\b|utils?\b|messag|events?\b|platform|sdk/i;

/** Scopes of frameworks and vendors, whose packages say by their names what they bring. */
const KNOWN_SCOPE = /^@(?:nestjs|babel|angular|types|opentelemetry|aws-sdk|google-cloud|azure|fastify|apollo|emotion|mui|sentry|swc|vue|hapi|koa|trpc|tanstack|octokit|grpc|graphql-tools|hookform|headlessui)\//;

/**
 * Tells whether a program of Node.js has no client for servers of an engine: neither its manifest, nor those around it, nor those of the packages of the
 * workspace that it depends on name one, and the manifest of another program does. Without any manifest nothing is told.
 */
export function indexNodeClients({ codeRoots }: Inventory, findPackage: FindPackage): (draft: Draft, engine: string) => boolean {
  const namesOf = (folder: Path): string[] => (codeRoots.get(folder) ?? []).flatMap(({ dependencies }) => dependencies.map(({ name }) => name));
  const isNode = (folder: Path): boolean => codeRoots.get(folder)?.every(({ manifest }) => manifest === 'package.json') === true;

  /** What the program in a folder may import; undefined where that cannot be told. */
  function reachable(folder: Path): string[] | undefined {
    const seen = new Set(foldersUp(folder).filter((up) => codeRoots.has(up)));
    const found: string[] = [];
    for (const place of seen) {
      for (const root of codeRoots.get(place) ?? []) {
        for (const dependency of root.dependencies) {
          const inside = findPackage(root, dependency);
          if (inside !== undefined) seen.add(inside);
          else if (dependency.name.startsWith('@') && !KNOWN_SCOPE.test(dependency.name) && UNKNOWN_PACKAGE.test(dependency.name)) return undefined;
        }
      }
      found.push(...namesOf(place));
    }
    return found;
  }

  return ({ codeFolders }, engine) => {
    const words = CLIENT_WORDS.get(engine);
    if (words === undefined || codeFolders.length === 0 || !codeFolders.every(isNode)) return false;
    const all = codeFolders.map(reachable);
    if (all.some((names) => names === undefined || names.some((name) => words.test(name)))) return false;
    return [...codeRoots.keys()].some((folder) => isNode(folder) && namesOf(folder).some((name) => words.test(name)));
  };
}

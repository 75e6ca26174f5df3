import type { UnitFact } from '../model/deployment-facts.js';
import { literal } from '../model/expression.js';
import { groupBy } from '../model/collections.js';
import type { Extractor, Fact } from '../model/facts.js';
import { folderOf, joinPath, type Path, type Site } from '../model/text.js';

/** A line of a Procfile: the type of process, and what starts it. */
interface Process {
  readonly type: string;
  readonly command: string;
  /** The folder that the command goes to first. */
  readonly folder: string;
  readonly site: Site;
}

const LINE = /^([A-Za-z0-9_-]{1,80})[ \t]*:[ \t]*(\S.*)$/gm;

/** Runs once before each release, and helpers of a platform. */
const NO_PROCESS = /^(?:release|console|shell|postdeploy|migrate|deploy)$/i;

/**
 * Processes that Heroku, Dokku, foreman and buildpacks start. Those of one folder are one program in several roles, which the project around
 * is enough for; those that go to folders of their own are programs of their own. Where something else deploys the system, they are how it is
 * run without that, and `link` leaves them out.
 */
export const procfileExtractor: Extractor = {
  id: 'procfile',
  coverage: {
    title: 'Procfile',
    readings: [
      { technology: 'Processes of one folder', reads: 'that the project around runs; `release` is no process', yields: 'entry-point' },
      { technology: 'Processes of several folders', reads: '`cd folder &&` in front of commands: a program for each folder', yields: 'unit' },
    ],
    notRead: ['the types of processes of one folder as programs of their own: they share all code', '`Procfile.dev` and other variants', '`app.json`'],
  },
  version: 1,
  accepts: (path) => /(?:^|\/)Procfile$/.test(path),
  mayMatch: (text) => text.includes(':'),
  extract(path, text) {
    const processes = [...text.matchAll(LINE)].flatMap((match) => processOf(path, match)).filter(({ type }) => !NO_PROCESS.test(type));
    const byFolder = groupBy(processes, ({ folder }) => folder);
    const inOne: Fact[] = processes.slice(0, 1).map(({ site }) => ({ kind: 'entry-point', site }));
    return { facts: byFolder.size > 1 ? [...byFolder.values()].map((group) => unitOf(path, group)) : inOne, problems: [] };
  },
};

function processOf(path: Path, match: RegExpMatchArray): Process[] {
  const [, type = '', written = ''] = match;
  const start = match.index ?? 0;
  const command = written.trimEnd();
  const folder = /^(?:\w+=\S*\s+){0,5}(?:sh\s+-c\s+)?["']?cd\s+["']?([\w./-]{1,200})["']?\s*(?:&&|;)/.exec(command)?.[1] ?? '.';
  return [{ type, command, folder, site: { path, span: { start, end: start + type.length } } }];
}

/** The program of a folder: its web process is what others know it by. */
function unitOf(path: Path, processes: readonly [Process, ...Process[]]): UnitFact {
  const { type, command, folder, site } = processes.find((process) => process.type === 'web') ?? processes[0];
  const home = joinPath(folderOf(path), folder) ?? '';
  const name = processes.length === 1 || home === '' ? type : home.slice(home.lastIndexOf('/') + 1);
  return {
    kind: 'unit', technology: 'procfile', workload: 'process', name, site,
    aliases: [], labels: [], annotations: [], startsAfter: [], links: [], profiles: [], networks: [], extraHosts: [], slots: {},
    containers: [{
      name, init: false, envFiles: [], envFrom: [], published: [], mounts: [], probes: [], environment: [], ports: [],
      build: { context: literal(folder), site }, command: { text: command, site },
    }],
  };
}

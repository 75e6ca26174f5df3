import type { Path, Site } from '../../model/text.js';
import { compareText, folderOf } from '../../model/text.js';
import type { Inventory } from '../inventory.js';
import { append, dockerfilePath, foldersUp } from '../inventory.js';
import { compact, isPlace, lastSegment } from '../names/names.js';

/**
 * Folders of Go programs by their compact names. One module often holds the programs of all services, each starting from a `main` of its own, and its
 * build takes the name of one as an argument: nothing but the names then tells which image is which program's. Names that several folders have are left out.
 */
export function goPrograms(inventory: Inventory): Map<string, Path> {
  const named = new Map<string, Path[]>();
  for (const { home } of goProgramsIn(inventory)) {
    if (home === '') continue;
    for (const name of new Set([lastSegment(home), programName(home)].map(compact))) append(named, name, home);
  }
  return new Map([...named].flatMap(([name, [home, ...others]]) => (home === undefined || others.length > 0 ? [] : [[name, home] as const])));
}

/** A program of a Go module that holds several. */
export interface GoProgram {
  /** The folder that is called after it; '' for one that starts at the top of its module. */
  readonly home: Path;
  /** Where it starts. */
  readonly site: Site;
}

/** The programs of modules that hold several, by their folders. */
export function goProgramsIn({ entryPoints, codeRoots }: Inventory): GoProgram[] {
  const programs = new Map<Path, Site>();
  for (const { site } of entryPoints) {
    if (!site.path.endsWith('.go') || !isInModule(site.path, codeRoots)) continue;
    const home = foldersUp(folderOf(site.path)).find((folder) => !isPlace(lastSegment(folder))) ?? '';
    if (!codeRoots.has(home) && !programs.has(home)) programs.set(home, site);
  }
  return [...programs].map(([home, site]) => ({ home, site })).sort((a, b) => compareText(a.home, b.home));
}

/**
 * Programs of such modules that show that they run as services though nothing deploys them by name: a file of settings of their own, a port that their own
 * code listens on, or a Dockerfile. Others are tools: migrations, clients, generators.
 */
export function servingGoPrograms(inventory: Inventory): GoProgram[] {
  const isWithin = (home: Path) => ({ site: { path } }: { readonly site: Site }): boolean => path.startsWith(`${home}/`);
  return goProgramsIn(inventory).filter(({ home }) => home !== ''
    && (inventory.dockerfiles.has(dockerfilePath(home)) || inventory.configurations.some(isWithin(home)) || inventory.listeners.some(isWithin(home))));
}

/** Words that say what a program does for the thing that the folder above names: `order/cmd/rpc`, `courier/job`. */
const PART = /^(?:service|svc|srv|job|jobs|interface|api|rpc|grpc|http|rest|mq|admin|task|cron|worker|consumer|scheduler|web|bff)$/;

/** Folders that hold services, and say nothing of one. */
const GROUP = /^(?:services|apps|applications|programs|projects|microservices|backend|go|pkg)$/;

/** What a program is called after: its folder, with the one above where the folder only says which part of that it is, `order-rpc`. */
export function programName(home: Path): string {
  const [own = '', above] = home.split('/').reverse().filter((part) => !isPlace(part));
  return above === undefined || !PART.test(own) || GROUP.test(above) ? own : `${above}-${own}`;
}

function isInModule(path: Path, codeRoots: Inventory['codeRoots']): boolean {
  return foldersUp(folderOf(path)).some((folder) => codeRoots.get(folder)?.some(({ manifest }) => manifest === 'go.mod'));
}

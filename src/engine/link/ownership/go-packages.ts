import type { Path } from '../../model/text.js';
import { folderOf, joinPath } from '../../model/text.js';
import type { ConstantIndex } from '../names/constants.js';
import { mainContainers } from '../deployables/containers.js';
import type { Draft } from '../draft.js';
import { isDriverOf } from '../calls/drivers.js';
import type { Inventory } from '../inventory.js';
import { append, foldersUp } from '../inventory.js';
import { compact, family, lastSegment } from '../names/names.js';

/** Which programs are made from a Go package. */
export interface GoPackages {
  /** Elements whose program imports the package in a folder, directly or through others. */
  usersOf(folder: Path): readonly Draft[];
  /** Whether it is known which package an element's program starts from. */
  isKnown(draft: Draft): boolean;
  /** The folder of an element's program, where the folder that it is built in holds several. */
  programOf(draft: Draft): Path | undefined;
  /** Whether an element's program is known, has no driver for databases or brokers of an engine in it, and other packages of the workspace have. */
  lacksDriver(draft: Draft, engine: string): boolean;
  /** Whether an element's program is known and has a driver for databases or brokers of an engine in it. */
  hasDriver(draft: Draft, engine: string): boolean;
}

const SQL = /sql|postgres|pgx|\bpg\b|gorm|xorm|\bent\b|database|\bdb\b/i;

const MESSAGES = 'messag|event|broker|queue|pubsub|bus\\b|mq\\b|watermill|micro\\b|dapr';

/** Words of paths that may name a client of somebody's own, by the engine of its databases or brokers. */
const CLIENT_WORDS: ReadonlyMap<string, RegExp> = new Map([
  ['postgres', SQL], ['mysql', SQL], ['mongodb', /mongo|mgo/i], ['redis', /redis|redigo|rueidis|asynq/i], ['elasticsearch', /elastic/i],
  ['rabbitmq', new RegExp(`amqp|rabbit|machinery|celery|${MESSAGES}`, 'i')], ['kafka', new RegExp(`kafka|sarama|franz-go|goka|confluent|${MESSAGES}`, 'i')], ['nats', new RegExp(`nats|stan\\.go|${MESSAGES}`, 'i')],
]);

/**
 * A Go program is its `main` package and what that imports, not the folder that it is built in: one module often holds several programs, and a shared module
 * is rarely needed as a whole. Elements with code of their own start from all packages in it; of those that are built from one folder, each starts from the
 * package that is called like it or like what its command runs, `cmd/orders`.
 */
export function indexGoPackages(inventory: Inventory, constants: ConstantIndex, byFolder: ReadonlyMap<Path, readonly Draft[]>): GoPackages {
  const imported = importsOfPackages(inventory, constants);
  // A file that only names types of a client opens nothing with it.
  const effective = inventory.imports.filter(({ namesTypes }) => namesTypes !== true);
  const run = effective.length === inventory.imports.length ? imported : importsOfPackages({ ...inventory, imports: effective }, constants);
  const packagesRun = new Map<Draft, ReadonlySet<Path>>();
  const users = new Map<Path, Draft[]>();
  const known = new Set<Draft>();
  const started = new Map<Draft, Path>();
  const external = externalImports(inventory, constants);
  for (const [folder, drafts] of byFolder) {
    const inside = [...imported.keys()].filter((one) => isWithin(one, folder));
    const programs = new Map(drafts.flatMap((draft) => {
      const program = drafts.length === 1 ? undefined : programOf(draft, folder, inside);
      return program === undefined ? [] : [[draft, program] as const];
    }));
    for (const draft of drafts) {
      const program = programs.get(draft);
      if (program !== undefined && starts(inventory, program)) started.set(draft, program);
      const isRoot = program === undefined ? (one: Path) => programs.size === 0 && ownersOf(one, byFolder)?.includes(draft) === true : (one: Path) => isWithin(one, program);
      const roots = inside.filter(isRoot);
      if (roots.length > 0) known.add(draft);
      packagesRun.set(draft, new Set([...packagesRun.get(draft) ?? [], ...reach(roots, run)]));
      for (const reached of reach(roots, imported)) if (users.get(reached)?.includes(draft) !== true) append(users, reached, draft);
    }
  }
  return {
    usersOf: (folder) => users.get(folder) ?? [],
    isKnown: (draft) => known.has(draft),
    programOf: (draft) => started.get(draft),
    lacksDriver: (draft, engine) => {
      const words = CLIENT_WORDS.get(engine);
      if (words === undefined || !known.has(draft)) return false;
      const mayUse = [...external].some(([folder, specifiers]) => packagesRun.get(draft)?.has(folder) === true && specifiers.some((one) => words.test(one)));
      return !mayUse && [...external.values()].some((specifiers) => specifiers.some((one) => isDriverOf(engine, one)));
    },
    hasDriver: (draft, engine) => known.has(draft) && [...packagesRun.get(draft) ?? []].some((folder) => external.get(folder)?.some((one) => isDriverOf(engine, one)) === true),
  };
}

/** For each folder with Go files what they import from outside the workspace. */
function externalImports({ imports }: Inventory, constants: ConstantIndex): Map<Path, string[]> {
  const found = new Map<Path, string[]>();
  for (const { specifier, site: { path } } of imports) {
    if (path.endsWith('.go') && !path.endsWith('_test.go') && folderOfImport(specifier, constants) === undefined) append(found, folderOf(path), specifier);
  }
  return found;
}

/** For each folder with Go files the folders of the workspace that they import. */
function importsOfPackages({ imports, constants: files, uses }: Inventory, constants: ConstantIndex): Map<Path, Set<Path>> {
  const imported = new Map<Path, Set<Path>>();
  const at = (folder: Path): Set<Path> => {
    const known = imported.get(folder) ?? new Set<Path>();
    imported.set(folder, known);
    return known;
  };
  for (const { specifier, site: { path } } of imports) {
    if (!path.endsWith('.go') || path.endsWith('_test.go')) continue;
    const target = folderOfImport(specifier, constants);
    if (target === undefined) at(folderOf(path));
    else at(folderOf(path)).add(target);
  }
  for (const path of [...files.keys(), ...uses.map(({ site }) => site.path)]) if (path.endsWith('.go')) at(folderOf(path));
  return imported;
}

/** The longest module path that an import path starts with tells the folder. */
function folderOfImport(specifier: string, constants: ConstantIndex): Path | undefined {
  for (let end = specifier.length; end > 0; end = specifier.lastIndexOf('/', end - 1)) {
    const root = constants.packageFolder(specifier.slice(0, end));
    if (root !== undefined) return joinPath(root, specifier.slice(end + 1));
  }
  return undefined;
}

function isWithin(folder: Path, around: Path): boolean {
  return around === '' || folder === around || folder.startsWith(`${around}/`);
}

/** Those with the longest code folder around a folder. */
function ownersOf(folder: Path, byFolder: ReadonlyMap<Path, readonly Draft[]>): readonly Draft[] | undefined {
  for (let up = folder; ; up = folderOf(up)) {
    const owners = byFolder.get(up);
    if (owners !== undefined || up === '') return owners;
  }
}

/** The folder whose packages an element's program starts from: the one called like it, or like what its command runs, below `cmd`, else anywhere. */
function programOf(draft: Draft, folder: Path, inside: readonly Path[]): Path | undefined {
  const commands = draft.units.flatMap(mainContainers).flatMap(({ command }) => command?.text.split(/[\s"',[\]]+/) ?? []);
  const names = new Set([draft.name, family(draft.name), ...commands.map(lastSegment)].map(compact).filter((name) => name !== ''));
  // `orders/cmd/main.go`: the folder of the program need not hold a package itself.
  const folders = [...new Set(inside.flatMap((one) => foldersUp(one)))].filter((one) => one !== folder && isWithin(one, folder));
  const named = folders.filter((one) => names.has(compact(lastSegment(one))));
  const below = named.filter((one) => /(?:^|\/)cmd\/[^/]+$/.test(one));
  return (below.length > 0 ? below : named).sort((a, b) => a.split('/').length - b.split('/').length)[0];
}

/** Whether a folder holds the start of a program, and not packages alone. */
function starts({ structureFiles }: Inventory, folder: Path): boolean {
  return structureFiles.some((path) => path.startsWith(`${folder}/`) && path.endsWith('/main.go'));
}

function reach(roots: readonly Path[], imported: ReadonlyMap<Path, ReadonlySet<Path>>): Set<Path> {
  const reached = new Set(roots);
  const open = [...roots];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const target of imported.get(folder) ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      open.push(target);
    }
  }
  return reached;
}

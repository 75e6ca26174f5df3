import type { ImportReach } from '../../model/graph.js';
import { folderOf, type Path } from '../../model/text.js';
import { lastSegment } from '../names/names.js';
import type { FolderTree } from './folder-tree.js';
import type { Part } from './partition.js';
import { plainName } from './vocabulary.js';

/** Folders, projects and files that are made for others. */
const FACES = new Set(['api', 'apis', 'publicapi', 'facade', 'facades', 'contract', 'contracts', 'abstractions', 'published', 'public', 'interface', 'interfaces', 'spi', 'exports', 'openhost', 'sharedkernel']);

/** Those of events: who reacts to one knows the event, and does not call. */
const EVENTS = new Set(['events', 'integrationevents', 'messages', 'publishedevents']);
const EVENT_NAME = /(?:Events?|EventV\d+|IntegrationMessage|[._-]events?)$/;

/** A script's index, a package's `__init__`, a Rust module's own file. */
const TOP_FILES = /^(?:index|__init__|mod|lib|public-api|public_api|[^/]+[.-](?:facade|api|contract)|[A-Za-z]+(?:Facade|Api|Contract|ModuleApi))$/;
const SCRIPT_INDEX = /^(?:index|public-api|public_api)\.[cm]?[jt]sx?$/;
const PRIVATE = new Set(['internal', 'internals', 'impl', 'private', '_internal']);

/** Tells how deep an import into a part goes, by where it lands. */
export interface PartFace {
  reachOf(target: Path): Exclude<ImportReach, 'type' | 'layer' | 'entity'>;
}

/**
 * The face of a part. What is declared to be for others is its face: `contracts`, `api`, a facade, an index, a named interface.
 * Where scripts have an index, all else is inside. Elsewhere the top folder stands open, as in Go, Java and C#, whose packages
 * show what they export, and the folders below are its inside.
 */
export function faceOf(tree: FolderTree, { folders }: Part, published: ReadonlySet<Path>): PartFace {
  const trunks = folders.map((folder) => ({ folder, trunk: tree.trunk(folder) }));
  const files = new Set(folders.flatMap((folder) => tree.files(folder)).map(({ path }) => path));
  const hasIndex = [...files].some((path) => SCRIPT_INDEX.test(lastSegment(path)) && trunks.some(({ trunk }) => folderOf(path) === trunk));

  return {
    reachOf(target) {
      const isFile = files.has(target);
      const home = isFile ? folderOf(target) : target;
      const stem = isFile ? lastSegment(target).replace(/\.\w+$/, '') : '';
      const around = trunks.find(({ folder }) => home === folder || home.startsWith(`${folder}/`));
      const top = around === undefined || !isWithin(home, around.trunk) ? around?.folder ?? '' : around.trunk;
      const inner = home.slice(top.length).split('/').filter((segment) => segment !== '');
      // Of `Shop.Orders.Contracts` the last word says what the project is.
      const names = [...lastSegment(around?.folder ?? '').split('.').slice(1).slice(-1), ...inner.map((segment) => segment.slice(segment.lastIndexOf('.') + 1))].map(plainName);
      if (names.some((name) => PRIVATE.has(name))) return 'inside';
      if (names.some((name) => EVENTS.has(name)) || EVENT_NAME.test(stem)) return 'event';
      if (published.has(home) || names.some((name) => FACES.has(name)) || (inner.length === 0 && (TOP_FILES.test(stem) || FACES.has(plainName(stem))))) return 'face';
      if (hasIndex) return isFile ? 'inside' : 'face';
      return inner.length === 0 ? 'open' : 'inside';
    },
  };
}

function isWithin(path: Path, folder: Path): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

import type { Mount, UnitFact } from '../../model/deployment-facts.js';
import type { CouplingGraph, Element } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { groupBy } from '../../model/collections.js';
import { areFaces, groupProcesses } from '../../model/processes.js';
import { isBusinessService } from '../../model/services.js';
import { compareSites, fill, folderOf, joinPath, valueOf } from '../../model/text.js';
import { listOf } from '../../model/wording.js';

/** Paths of the machine that many mount and nobody owns: sockets, clocks, certificates, devices. */
const SYSTEM_PATH = /^\/(?:etc|proc|sys|dev|run|var\/run|usr|lib|tmp|opt\/cni)(?:\/|$)/;

/** The last part of a path is a file, most often configuration. */
const SINGLE_FILE = /\.[a-z]+$/i;

/** What all read and nobody changes, such as certificates and agents, and logs, where each has files of its own. */
const IN_COMMON = /(?:^|[/_-])(?:certs?|certificates|ssl|tls|secrets?|agents?|logs?)(?:[/_-]|$)/i;

/** Package caches of a development set-up. */
const TOOL_CACHE = /(?:^|\/)(?:node_modules|\.m2|\.gradle|\.npm|\.yarn|\.cache|vendor)(?:\/|$)/;

/** Words for what services write. Other folders of the workspace hold sources or configuration, mounted for development. */
const DATA_FOLDER = /(?:^|[/_-])(?:data|uploads?|files|storage|media|documents|images|reports|exports?|inbox|outbox)(?:[/_-]|$)/i;

/** A mount with the service that has it. */
interface MountOf {
  readonly element: Element;
  readonly unit: UnitFact;
  readonly mount: Mount;
}

export const sharedWritableVolume: Rule = {
  id: 'shared-writable-volume',
  severity: 'warning',
  preset: 'recommended',
  title: 'Several services write to one volume',
  why: 'Files that two services write are a shared database without schema or locks: formats, clean-up and location can only change together, and both must run on the same storage. One writer with read-only readers is left alone, since the files then have one owner.',
  remedy: 'Let one service own the files and mount them read-only elsewhere, or exchange them through an API or object storage.',
  ignoreWhen: 'One side writes whole files that the other only reads, and the format is a published contract.',

  *check({ graph }) {
    const mounts = [...mountsOf(graph)].filter(holdsData);
    for (const group of groupBy(mounts, volumeKey).values()) {
      const report = inspect(group);
      if (report) yield report;
    }
  },
};

function* mountsOf(graph: CouplingGraph): Iterable<MountOf> {
  for (const element of graph.elements.values()) {
    // Backup jobs, agents and stores are infrastructure that may touch others' files; what never runs is a template for others.
    if (!isBusinessService(element) || valueOf(element.replicas) === 0) continue;
    for (const unit of element.units) {
      for (const mount of unit.containers.flatMap(({ mounts }) => mounts)) yield { element, unit, mount };
    }
  }
}

function holdsData({ unit, mount }: MountOf): boolean {
  // Anonymous and templated volumes may be different ones.
  if (mount.name === '' || mount.source === 'other') return false;
  if ([mount.name, mount.target].some((path) => IN_COMMON.test(path) || TOOL_CACHE.test(path))) return false;
  if (mount.source === 'volume') return true;
  // Agents of a node look into its folders.
  if (unit.workload === 'DaemonSet' || SYSTEM_PATH.test(mount.name) || SINGLE_FILE.test(mount.name)) return false;
  return hostFolder(unit, mount) === undefined || DATA_FOLDER.test(mount.name) || DATA_FOLDER.test(mount.target);
}

/** Workspace folder of a relative host path; undefined for an absolute one. */
function hostFolder({ site }: UnitFact, { name }: Mount): string | undefined {
  return name.startsWith('.') ? joinPath(folderOf(site.path), name) : undefined;
}

/** Compose volumes are named per project, claims per namespace, host paths per machine. */
function volumeKey({ element, unit, mount }: MountOf): string {
  const place = mount.source === 'volume' ? `${element.group ?? ''}|${mount.name}` : (hostFolder(unit, mount) ?? mount.name);
  return `${unit.technology}|${mount.source}|${place}`;
}

function inspect(group: readonly MountOf[]): Report | undefined {
  // A templated read-only flag may well be set.
  const writing = group.filter(({ mount }) => mount.readOnly === undefined || (mount.readOnly.known && !mount.readOnly.value));
  const writers = groupProcesses([...writing].sort((a, b) => compareSites(a.mount.site, b.mount.site)), ({ element }) => element);
  const [owner, second] = writers;
  if (owner === undefined || second === undefined || areFaces(writers.map(([{ element }]) => element)) || isOneProgram(writing)) return undefined;
  const anchor = second[0];
  const names = [...new Set(writers.map(([{ element }]) => element.name))];
  return {
    site: anchor.mount.site,
    message:
      `${listOf(names)} write to the same ${anchor.mount.source === 'host' ? 'folder' : 'volume'} ${anchor.mount.name}: their files change and fail together. ` +
      `Let ${owner[0].element.name} own the files and mount them read-only elsewhere, or exchange them through an API.`,
    related: group.filter((entry) => entry !== anchor).map(({ element, mount }) => ({ site: mount.site, message: `${element.name} mounts it here` })),
    elements: [...new Set(writers.flat().map(({ element }) => element))],
    fixes: fixesOf(owner[0].element, writers.slice(1).flat()),
  };
}

/** Whether all writers start one image, or one build, in different roles: the volume is that program's own. */
function isOneProgram(writing: readonly MountOf[]): boolean {
  const made = new Set(writing.flatMap(({ unit }) => unit.containers.filter(({ init }) => !init).map(({ image, build }) => JSON.stringify([image?.value ?? null, build?.context ?? null, build?.dockerfile ?? null, build?.target ?? null]))));
  const [only] = made;
  return made.size === 1 && only !== '[null,null,null,null]' && !/"hole":"(?:template|unknown)"/.test(only ?? '');
}

function fixesOf(owner: Element, others: readonly MountOf[]): Fix[] {
  const edits = others.flatMap(({ mount: { readOnlyFix } }) => (readOnlyFix ? [fill(readOnlyFix.slot, readOnlyFix.item)] : []));
  if (edits.length < others.length) return [];
  return [{ title: `Let only ${owner.name} write`, edits, preferred: false }];
}

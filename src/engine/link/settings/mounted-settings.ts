import type { Expression } from '../../model/expression.js';
import type { UnitFact } from '../../model/deployment-facts.js';
import type { ConfigurationFact } from '../../model/setting-facts.js';
import type { Site } from '../../model/text.js';
import { mainContainers, mountedPlaces } from '../deployables/containers.js';
import type { Draft } from '../draft.js';
import type { LinkContext, Runtime } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';

/** A setting in a file that a ConfigMap puts into a container. */
export interface MountedSetting {
  /** The last word of its name, as written: sections are left out. */
  readonly key: string;
  readonly text: string;
  readonly site: Site;
}

/** One setting a line, as JSON, YAML, TOML, INI and properties write them; a list of YAML has items without a key. */
const LINE = /^[ \t]*(?:-[ \t]+)?(?:["']([A-Za-z_][\w.-]{0,80})["'][ \t]*[:=][ \t]*|([A-Za-z_][\w.-]{0,80})[ \t]*(?:=[ \t]*|:[ \t]+))?(\S.{0,1000}?)[ \t]*,?[ \t]*$/gm;

const COMMENT = /^(?:#|\/\/|;|--)/;

/** Longest text that is read as settings. Characters. */
const MAX_TEXT = 50_000;

/**
 * The settings of files that a unit mounts from ConfigMaps, for programs of the team's own: ready-made servers have formats of their own. A key whose value
 * is one line is a variable, not a file.
 */
export function mountedSettings({ findConfigMap, resolve }: LinkContext, { kind, engine }: Draft, { unit, environment }: Runtime): MountedSetting[] {
  if (unit === undefined || engine !== undefined || (kind !== 'service' && kind !== 'auth' && kind !== 'gateway')) return [];
  const names = new Set(mainContainers(unit).flatMap(({ mounts }) => mounts.flatMap(({ configMap }) => configMap ?? [])));
  const entries = [...names].flatMap((name) => findConfigMap('config-map', unit.namespace, name, unit.site.path)?.entries ?? []);
  return entries.flatMap(({ value, site }) => (isFile(value) ? settingsIn(resolve(value, site.path, environment).text).map((setting) => ({ ...setting, site })) : []));
}

/** The settings of files that the containers of a unit mount, where the file is read by several programs: whose it is then, only its mounts tell. */
export function sharedSettings({ inventory }: LinkContext, ownership: Ownership, { engine }: Draft, unit: UnitFact): readonly ConfigurationFact[] {
  if (engine !== undefined || unit.technology !== 'compose') return [];
  const places = new Set(mainContainers(unit).flatMap(mountedPlaces));
  return places.size === 0 ? [] : inventory.configurations.filter(({ isOfOneProgram, profile, site: { path } }) => isOfOneProgram === true && profile === undefined && places.has(path) && ownership.of(path).drafts.length > 1);
}

function isFile(value: Expression): boolean {
  return value.some((part) => typeof part === 'string' && part.trim().includes('\n'));
}

function settingsIn(text: string): Omit<MountedSetting, 'site'>[] {
  if (text.length > MAX_TEXT) return [];
  return [...text.matchAll(LINE)].flatMap(([line, quoted, bare, value = '']) => (COMMENT.test(line.trim()) ? [] : [{ key: quoted ?? bare ?? '', text: unquoted(value) }]));
}

function unquoted(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}

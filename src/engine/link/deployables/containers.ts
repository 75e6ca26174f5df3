import type { Container, UnitFact } from '../../model/deployment-facts.js';
import { folderOf, joinPath, valueOf, type Path } from '../../model/text.js';
import { isSidecarImage } from './images.js';
import { imageText } from '../names/resolve.js';

/** The containers of a unit that run its own code: neither init containers nor proxies. */
export function mainContainers(unit: UnitFact): readonly Container[] {
  // By far the commonest case, asked for often.
  if (unit.containers.length === 1 && unit.containers[0]?.init === false) return unit.containers;
  const own = unit.containers.filter((container) => !container.init && !isSidecarImage(imageText(container) ?? ''));
  return own.length > 0 ? own : unit.containers.filter((container) => !container.init);
}

/** Files and folders of the workspace that a container mounts. */
export function mountedPlaces({ mounts }: Container): Path[] {
  return [...new Set(mounts.flatMap(({ source, name, site }) => (source === 'host' && /^\.{1,2}(?:\/|$)/.test(name) ? joinPath(folderOf(site.path), name) ?? [] : [])))];
}

/** A helper of another unit that is a unit of its own only because Compose has no pods: Dapr's sidecar in the network of its application. */
export function isSidecarUnit(unit: UnitFact): boolean {
  const isShared = valueOf(unit.networkMode)?.startsWith('service:') === true;
  return isShared && mainContainers(unit).every((container) => isSidecarImage(imageText(container) ?? ''));
}

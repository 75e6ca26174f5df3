import type { UnitFact } from '../model/deployment-facts.js';
import { mainContainers } from './containers.js';
import { imageRole } from './images.js';
import { imageRepository, lastSegment } from './names.js';
import { imageText, UNKNOWN_MARK } from './resolve.js';

/** The name of a unit without that of its release, which is another one wherever the chart is installed. */
export function ownName({ name, release }: UnitFact): string {
  return release !== undefined && name.startsWith(`${release}-`) ? name.slice(release.length + 1) : name;
}

/** The images of somebody's own making that a unit runs, as keys to compare: `image orders`. */
export function ownImages(unit: UnitFact): string[] {
  return mainContainers(unit).flatMap((container) => {
    const image = imageText(container);
    if (image === undefined || imageRole(image) !== undefined) return [];
    const name = lastSegment(imageRepository(image)).replaceAll(UNKNOWN_MARK, '');
    return name === '' ? [] : [`image ${name}`];
  });
}

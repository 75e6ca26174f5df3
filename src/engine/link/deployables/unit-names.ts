import type { UnitFact } from '../../model/deployment-facts.js';
import { valueOf } from '../../model/text.js';
import { mainContainers } from './containers.js';
import { imageRole } from './images.js';
import { imageRepository, lastSegment } from '../names/names.js';
import { imageText, UNKNOWN_MARK } from '../names/resolve.js';

/** The name of a unit without that of its release, which is another one wherever the chart is installed. */
export function ownName(unit: UnitFact): string {
  const { name } = unit;
  const release = unit.release ?? renderedRelease(unit);
  return release !== undefined && name.startsWith(`${release}-`) ? name.slice(release.length + 1) : name;
}

/**
 * The release that a manifest was made for, where a chart was rendered into a file: the common labels of Kubernetes tell the instance and the name, and the
 * workload is called after both.
 */
export function renderedRelease({ technology, name, labels }: UnitFact): string | undefined {
  if (technology !== 'kubernetes') return undefined;
  const valueOfLabel = (key: string): string | undefined => valueOf(labels.find((label) => label.key === `app.kubernetes.io/${key}`)?.value);
  const [instance, application] = [valueOfLabel('instance'), valueOfLabel('name')];
  return instance !== undefined && application !== undefined && name === `${instance}-${application}` ? instance : undefined;
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

/** What a unit is called besides: its own name, its aliases, and its images without registry and tag. */
export function unitAliases(unit: UnitFact): string[] {
  const images = mainContainers(unit).map(imageText).filter((image) => image !== undefined);
  const segments = images.map((image) => lastSegment(imageRepository(image))).filter((segment) => !segment.includes(UNKNOWN_MARK));
  return [unit.name, ...unit.aliases, ...segments];
}

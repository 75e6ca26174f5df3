import { remembered } from '../../model/remembered.js';

/** Letters and digits only, lower case: what is left when people disagree about dashes and capitals. */
export const compact: (name: string) => string = remembered((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''));

/** Words of a name, lower case: `orderApi-v2` gives `order`, `api`, `v2`. */
export const words: (name: string) => readonly string[] = remembered((name) =>
  name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== ''),
);

/** A compact name without one trailing word that only says "this is a service". Callers must check that nothing else shares the stem. */
export function stem(name: string): string {
  const whole = compact(name);
  const short = whole.replace(/(?:service|svc|deployment|api)$/, '');
  return short.length >= 3 ? short : whole;
}

/** The name that versions of one workload share: `reviews-v2` and `reviews-canary` are `reviews`. */
export function family(name: string): string {
  return name.replace(/-(?:v\d[a-z0-9.-]*|canary|stable|primary|baseline|blue|green|preview)$/, '');
}

/** Repository of an image without registry, tag and digest: `ghcr.io/shop/orders:1.2` gives `shop/orders`. */
export function imageRepository(image: string): string {
  const digest = image.indexOf('@');
  const whole = digest < 0 ? image : image.slice(0, digest);
  const slash = whole.indexOf('/');
  const first = whole.slice(0, Math.max(slash, 0));
  const isRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const path = isRegistry ? whole.slice(slash + 1) : whole;
  const tag = path.indexOf(':', path.lastIndexOf('/') + 1);
  return (tag < 0 ? path : path.slice(0, tag)).toLowerCase();
}

/** Last segment of a path or repository. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Folders that are called after their place in a repository, not after what is in them: `orders/cmd/server` holds `orders`. */
const PLACE = /^(?:cmd|src|internal|app|main|bin|server)$/;

/** Whether a part of a path says where it is rather than what. */
export function isPlace(segment: string): boolean {
  return PLACE.test(segment);
}

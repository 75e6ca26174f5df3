/** Letters and digits only, lower case: what is left when people disagree about dashes and capitals. */
export function compact(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Words of a name, lower case: `orderApi-v2` gives `order`, `api`, `v2`. */
export function words(name: string): string[] {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
}

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
  const path = image.replace(/@.*$/, '').split('/');
  const first = path[0] ?? '';
  const isRegistry = path.length > 1 && (/[.:]/.test(first) || first === 'localhost');
  const kept = isRegistry ? path.slice(1) : path;
  return kept.join('/').replace(/:[^/]*$/, '').toLowerCase();
}

/** Last segment of a path or repository. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

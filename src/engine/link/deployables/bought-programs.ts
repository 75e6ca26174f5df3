import { mainContainers } from './containers.js';
import type { Draft } from '../draft.js';
import { compact, imageRepository, lastSegment } from '../names/names.js';
import { imageText, UNKNOWN_MARK } from '../names/resolve.js';

/**
 * Programs of other people that nobody listed among the well-known ones: a converter of documents, an emulator. Where services have their code in the
 * workspace, a published image of somebody who supplies nothing else here, and none of those, is infrastructure: how services are cut says nothing about it.
 */
export function withBoughtPrograms(drafts: readonly Draft[]): Draft[] {
  const own = drafts.filter(({ role, codeFolders }) => role === 'business' && codeFolders.length > 0);
  if (own.length === 0) return [...drafts];
  const ownPublishers = new Set(own.flatMap((draft) => imagesOf(draft).flatMap((image) => publisherOf(image) ?? [])));
  const supplied = new Map<string, Set<string>>();
  for (const image of drafts.flatMap(imagesOf)) {
    const publisher = publisherOf(image);
    if (publisher !== undefined) supplied.set(publisher, (supplied.get(publisher) ?? new Set()).add(image));
  }
  const isBought = (draft: Draft): boolean => {
    const images = imagesOf(draft);
    return draft.role === 'business' && draft.codeFolders.length === 0 && images.length > 0 && !isBuilt(draft) && images.every((image) => {
      const publisher = publisherOf(image);
      if (publisher === undefined || ownPublishers.has(publisher) || supplied.get(publisher)?.size !== 1) return false;
      // Where nothing says who publishes the services, only what is called after its maker is surely a product.
      return ownPublishers.size > 0 || compact(lastSegment(image)).startsWith(compact(publisher));
    });
  };
  return drafts.map((draft) => (isBought(draft) ? { ...draft, role: 'infra' } : draft));
}

function imagesOf({ units }: Draft): string[] {
  return units.flatMap(mainContainers).flatMap((container) => {
    const image = imageText(container);
    return image === undefined ? [] : [imageRepository(image)];
  });
}

function isBuilt({ units }: Draft): boolean {
  return units.some((unit) => mainContainers(unit).some(({ build }) => build !== undefined));
}

/** Whose repository an image is in: `acme` of `ghcr.io/acme/orders`; undefined where it is not said, as for what is built on this machine. */
function publisherOf(repository: string): string | undefined {
  const [publisher, name] = repository.split('/');
  return publisher === undefined || name === undefined || repository.includes(UNKNOWN_MARK) ? undefined : publisher;
}

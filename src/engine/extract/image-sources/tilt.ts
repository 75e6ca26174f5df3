import type { ImageSourceFact } from '../../model/packaging-facts.js';
import type { Path } from '../../model/text.js';
import { folderOf, joinPath } from '../../model/text.js';

/** `docker_build('image', 'context', dockerfile='...')` with literal texts, and the extensions that rebuild a part of it. */
const BUILD = /\b(?:docker_build|docker_build_with_restart)\(\s*(?:ref\s*=\s*)?["']([^"'\n]+)["']\s*,\s*(?:context\s*=\s*)?["']([^"'\n]+)["']([^)]*)/g;

/** Images that a Tiltfile builds. */
export function readTiltfile(path: Path, text: string): ImageSourceFact[] {
  const code = text.replace(/^[ \t]*#.*$/gm, (line) => ' '.repeat(line.length));
  return [...code.matchAll(BUILD)].flatMap((match): ImageSourceFact[] => {
    const [whole, image = '', context = '', rest = ''] = match;
    const folder = joinPath(folderOf(path), context);
    const file = /\bdockerfile\s*=\s*["']([^"'\n]+)["']/.exec(rest)?.[1];
    const dockerfile = file === undefined ? undefined : joinPath(folderOf(path), file);
    const start = match.index + whole.indexOf(image);
    return folder === undefined ? [] : [{ kind: 'image-source', image, folder, ...(dockerfile !== undefined && { dockerfile }), site: { path, span: { start, end: start + image.length } } }];
  });
}

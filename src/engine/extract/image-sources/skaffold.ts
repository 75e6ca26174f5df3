import type { ImageSourceFact } from '../../model/packaging-facts.js';
import type { Path } from '../../model/text.js';
import { folderOf, joinPath } from '../../model/text.js';
import { get, itemsOf, parseYaml, textOf, type YamlNode } from '../../syntax/yaml.js';
import { siteOf } from '../../syntax/yaml-slots.js';

/** Artifacts of Skaffold, those of its profiles included; a context is relative to the file, a Dockerfile to its context. */
export function readSkaffold(path: Path, text: string): ImageSourceFact[] {
  return parseYaml(text).documents.flatMap(({ root }) => {
    const builds = [get(root, 'build'), ...itemsOf(get(root, 'profiles')).map((profile) => get(profile, 'build'))];
    return builds.flatMap((build) => itemsOf(get(build, 'artifacts')).flatMap((artifact) => artifactOf(path, artifact)));
  });
}

function artifactOf(path: Path, artifact: YamlNode): ImageSourceFact[] {
  const node = get(artifact, 'image');
  const image = textOf(node);
  const folder = joinPath(folderOf(path), textOf(get(artifact, 'context')) ?? '.');
  // A build of one module of a Maven or Gradle project, or of one package of Go, is of the folder of that name.
  const part = textOf(get(artifact, 'jib', 'project')) ?? textOf(get(artifact, 'ko', 'main'));
  const home = folder === undefined || part === undefined ? folder : joinPath(folder, part.replace(/^.*:/, ''));
  if (node === undefined || image === undefined || home === undefined) return [];
  const file = textOf(get(artifact, 'docker', 'dockerfile'));
  const dockerfile = file === undefined || folder === undefined ? undefined : joinPath(folder, file);
  return [{ kind: 'image-source', image, folder: home, ...(dockerfile !== undefined && { dockerfile }), site: siteOf(path, node) }];
}

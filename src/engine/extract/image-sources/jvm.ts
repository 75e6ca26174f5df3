import type { ImageSourceFact } from '../../model/packaging-facts.js';
import type { Path } from '../../model/text.js';
import { folderOf } from '../../model/text.js';
import { elementsOf, withoutComments, withoutElements } from '../../syntax/xml.js';

/** Plugins of Maven that make images. */
const MAVEN_PLUGIN = /^(?:jib-maven-plugin|docker-maven-plugin|dockerfile-maven-plugin|fabric8-maven-plugin|spring-boot-maven-plugin)$/;

/** Where their configurations name the image. */
const MAVEN_IMAGE = /<(?:image|repository|imageName|name)>\s*([^<\s]+)/g;

/** The image that a Maven project makes of itself: Jib, Spotify's and Fabric8's plugins, Spring Boot's build packs. */
export function readPomImages(path: Path, text: string): ImageSourceFact[] {
  const project = ['parent', 'pluginManagement', 'from'].reduce(withoutElements, withoutComments(text));
  const artifact = textIn(['dependencies', 'build'].reduce(withoutElements, project), 'artifactId');
  return elementsOf(project, 'plugin').flatMap(({ content, span }) => {
    if (!MAVEN_PLUGIN.test(textIn(content, 'artifactId') ?? '')) return [];
    return [...content.matchAll(MAVEN_IMAGE)].flatMap((match) => {
      const [whole, written = ''] = match;
      const image = written.replace(/[$@]\{(?:project\.)?(?:artifactId|build\.finalName)\}/g, artifact ?? '${}');
      return sourceOf(path, image, span.start + match.index + whole.length - written.length, written.length);
    });
  });
}

function textIn(xml: string, name: string): string | undefined {
  return elementsOf(xml, name)[0]?.content.trim();
}

/** Settings of Gradle's plugins that name the image or the archive, which images are called after. */
const GRADLE_IMAGE = /\b(?:image|imageName|applicationName|baseName|archiveBaseName|archivesBaseName)\s*(?:=|\.set\()\s*(?:["']([^"'\n]+)["']|(?:project\.)?(\w+))/g;

/** A value in quotes, or the name of one that the same file sets. */
const PROPERTY = /\b(\w+)\s*=\s*["']([^"'$\n]+)["']/g;

/** The image that a Gradle project makes of itself: Jib, Spring Boot's `bootBuildImage`, and the Docker plugins. */
export function readGradleImages(path: Path, text: string): ImageSourceFact[] {
  const code = text.replace(/^[ \t]*(?:\/\/|\/?\*).*$/gm, (comment) => ' '.repeat(comment.length)).replace(/\bfrom\s*\{[^}]{0,500}\}/g, (from) => ' '.repeat(from.length));
  const properties = new Map([...code.matchAll(PROPERTY)].map(([, name = '', value = '']) => [name, value]));
  return [...code.matchAll(GRADLE_IMAGE)].flatMap((match) => {
    const written = match[1] ?? properties.get(match[2] ?? '') ?? '';
    const image = written.replace(/\$\{?(?:project\.)?(\w+)\}?/g, (_, name: string) => properties.get(name) ?? '${}');
    return sourceOf(path, image, match.index, match[0].length);
  });
}

function sourceOf(path: Path, image: string, start: number, length: number): ImageSourceFact[] {
  // Of a name with a hole only the end counts; the tag may be anything.
  const repository = image.replace(/:[^/:]*$/, '');
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return name === '' || /[${}<>]/.test(name) ? [] : [{ kind: 'image-source', image: name, folder: folderOf(path), site: { path, span: { start, end: start + length } } }];
}

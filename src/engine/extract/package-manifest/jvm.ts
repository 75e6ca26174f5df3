import type { CodeRootFact } from '../../model/packaging-facts.js';
import { matchedDependencies, matchedName, type Dependency, type Manifest } from './manifest.js';
import { elementsOf, withoutComments, withoutElements, type Element } from '../../syntax/xml.js';

/** Build plugins that make a runnable artifact. */
const MAVEN_RUNS = /spring-boot-maven-plugin|quarkus-maven-plugin|micronaut-maven-plugin|vertx-maven-plugin|helidon-maven-plugin|jib-maven-plugin|exec-maven-plugin|<mainClass>|<(?:main|vertx)\.verticle>/i;

/** A plugin that is told to do nothing. */
const SKIPPED = /<skip>\s*true\s*<\/skip>/;

/** A Maven project; name is its `artifactId`, dependencies are `groupId:artifactId`. */
export function readPom(text: string): Manifest | undefined {
  const xml = withoutComments(text);
  if (elementsOf(xml, 'project').length === 0) return undefined;
  // What stands here is about other artifacts, or only a default for those who ask for it.
  const foreign = ['parent', 'dependencyManagement', 'pluginManagement', 'profiles'];
  const own = foreign.reduce(withoutElements, xml);
  const blocks = ['dependencies', 'build', 'reporting', 'exclusions'];
  const head = blocks.reduce(withoutElements, own);
  const artifact = elementsOf(head, 'artifactId')[0];
  const name = artifact?.content.trim();
  const parent = elementsOf(xml, 'parent')[0]?.content ?? '';
  const group = textIn(head, 'groupId') ?? textIn(parent, 'groupId');
  const framework = springBootVersion(parent, xml);
  return {
    ...(artifact && name !== undefined && { name, nameSpan: trimmed(artifact) }),
    ...(group !== undefined && { group }),
    runnable: pomRunnable(own, textIn(head, 'packaging') ?? 'jar'),
    dependencies: elementsOf(withoutElements(own, 'build'), 'dependency').flatMap(mavenDependency),
    members: elementsOf(head, 'module').map(({ content }) => content.trim()),
    ...(framework !== undefined && { framework }),
  };
}

/** The version of Boot's parent, or of its dependencies where those are imported; undefined where a property holds it. */
function springBootVersion(parent: string, xml: string): string | undefined {
  const imported = elementsOf(xml, 'dependencyManagement').flatMap(({ content }) => elementsOf(content, 'dependency'));
  const named = [parent, ...imported.map(({ content }) => content)].find((content) => /^spring-boot-(?:starter-parent|dependencies)$/.test(textIn(content, 'artifactId') ?? ''));
  return numbered(named && textIn(named, 'version'));
}

function numbered(version: string | undefined): string | undefined {
  return version !== undefined && /^\d{1,3}\.\d{1,3}/.test(version) ? version : undefined;
}

function pomRunnable(own: string, packaging: string): CodeRootFact['runnable'] {
  if (packaging === 'pom') return 'no';
  // A parent may set up the plugin for all, and a library switch it off for itself.
  const active = elementsOf(own, 'plugin').filter(({ content }) => SKIPPED.test(content)).reduce((text, { content }) => text.replace(content, () => ''), own);
  return packaging === 'war' || MAVEN_RUNS.test(active) ? 'yes' : 'unknown';
}

function mavenDependency({ content, span }: Element): Dependency[] {
  const own = withoutElements(content, 'exclusions');
  const [artifact] = elementsOf(own, 'artifactId', span.start);
  if (artifact === undefined || textIn(own, 'scope') === 'test') return [];
  const group = textIn(own, 'groupId') ?? '';
  return [{ name: `${group}:${artifact.content.trim()}`, version: textIn(own, 'version') ?? '', span: trimmed(artifact) }];
}

function textIn(xml: string, name: string): string | undefined {
  return elementsOf(xml, name)[0]?.content.trim();
}

function trimmed({ content, span }: Element): Manifest['nameSpan'] & {} {
  const start = span.start + content.length - content.trimStart().length;
  return { start, end: start + content.trim().length };
}

/** Plugins that make a runnable artifact. */
const GRADLE_RUNS =
  /\bid[ (]*["'](?:org\.springframework\.boot|application|io\.quarkus|io\.micronaut\.application|io\.ktor\.plugin|io\.vertx\.vertx-plugin|com\.google\.cloud\.tools\.jib|war)["']|apply plugin: *["'](?:org\.springframework\.boot|application|war)["']|^[ \t]*application[ \t\r]*$|\bmainClass\b|\bmainVerticle(?:Name)?\b/m;

/** A Gradle build; its name stands in the settings or is the folder's. Dependencies are `group:artifact`, or `:path` for projects. */
export function readGradleBuild(text: string): Manifest {
  const code = withoutLineComments(text);
  // `apply false` only fixes a version for subprojects.
  const applied = code.split('\n').filter((line) => !/\bapply[ (]+false/.test(line)).join('\n');
  const [, group] = /^[ \t]{0,40}group(?:Id)?[ \t]*=?[ \t]*["']([\w.-]{1,200})["']/m.exec(code) ?? [];
  const isLibrary = /["'`]java-library["'`]/.test(applied);
  const framework = SPRING_BOOT_PLUGIN.exec(code)?.slice(1).find((version) => version !== undefined);
  return {
    ...(group !== undefined && { group }),
    runnable: GRADLE_RUNS.test(applied) ? 'yes' : isLibrary ? 'no' : 'unknown',
    dependencies: [
      ...matchedDependencies(code, /\b(?:implementation|api|compile|runtimeOnly|compileOnly)[ (]+["']([\w.-]+:[\w.-]+)(?::([^"']*))?["']/g),
      ...matchedDependencies(code, /\b(?:implementation|api|compile|runtimeOnly|compileOnly)[ (]+project[ (]+(?:path: *)?["'](:?[\w:.-]+)["']/g),
    ],
    members: [],
    ...(framework !== undefined && { framework }),
  };
}

/** The version of Boot's plugin: by its id, or on the class path of the build script. */
const SPRING_BOOT_PLUGIN = /\bid[ (]{1,4}["']org\.springframework\.boot["']\)?[ ]{1,4}version[ (]{1,4}["'](\d{1,3}\.\d[\w.-]{0,30})|["']org\.springframework\.boot:spring-boot-gradle-plugin:(\d{1,3}\.\d[\w.-]{0,30})/;

/** Settings of a Gradle build: the names of its projects, colons as slashes. */
export function readGradleSettings(text: string): Manifest {
  const code = withoutLineComments(text);
  const members = includeLines(code).flatMap((line) => [...line.matchAll(/["']:?([\w:./-]+)["']/g)].map((match) => (match[1] ?? '').replaceAll(':', '/')));
  return { ...matchedName(code, /rootProject\.name\s*=\s*["']([^"']+)["']/), runnable: 'no', dependencies: [], members };
}

/** Lines of `include`, up to one that ends neither in a comma nor in an opening parenthesis. */
function includeLines(code: string): string[] {
  let isOpen = false;
  return code.split('\n').filter((line) => {
    const isIncluded = isOpen || /^[ \t]*include\b/.test(line);
    isOpen = isIncluded && /[,(]$/.test(line.trimEnd());
    return isIncluded;
  });
}

function withoutLineComments(code: string): string {
  return code.replace(/^[ \t]*\/\/.*$/gm, (line) => ' '.repeat(line.length));
}

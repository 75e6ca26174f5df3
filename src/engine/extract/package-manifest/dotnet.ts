import type { CodeRootFact } from '../../model/packaging-facts.js';
import type { Manifest } from './manifest.js';
import { attributeOf, elementsOf, withoutComments, type Element } from '../../syntax/xml.js';

/** A .NET project; references to projects are dependencies by file name, their path as the version. */
export function readProject(text: string, fileName: string): Manifest | undefined {
  const xml = withoutComments(text);
  const [project] = elementsOf(xml, 'Project');
  if (project === undefined) return undefined;
  const packages = references(xml, 'PackageReference').map(({ include, element, span }) => ({
    name: include,
    version: attributeOf(element, 'Version') ?? '',
    span,
  }));
  const projects = references(xml, 'ProjectReference').map(({ include, span }) => {
    const path = include.replaceAll('\\', '/');
    return { name: stem(path), version: path, span };
  });
  return {
    name: elementsOf(xml, 'AssemblyName')[0]?.content.trim() ?? stem(fileName),
    runnable: runnableOf(xml, attributeOf(project, 'Sdk') ?? '', packages.map(({ name }) => name)),
    dependencies: [...packages, ...projects],
    members: [],
  };
}

function runnableOf(xml: string, sdk: string, packages: readonly string[]): CodeRootFact['runnable'] {
  if (packages.includes('Microsoft.NET.Test.Sdk') || isAppHost(xml, sdk, packages)) return 'no';
  const output = elementsOf(xml, 'OutputType')[0]?.content.trim().toLowerCase();
  if (output !== undefined) return output === 'library' ? 'no' : 'yes';
  if (/^Microsoft\.NET\.Sdk\.(?:Web|Worker|BlazorWebAssembly)\b/i.test(sdk)) return 'yes';
  return /^Microsoft\.NET\.Sdk(?:\.Razor)?(?:\/|$)/i.test(sdk) ? 'no' : 'unknown';
}

/** An AppHost of .NET Aspire runs the others on the machine of a developer, or writes their deployment. */
function isAppHost(xml: string, sdk: string, packages: readonly string[]): boolean {
  return sdk.startsWith('Aspire.AppHost.Sdk') || /<IsAspireHost>\s*true|<Sdk\s[^>]*Aspire\.AppHost\.Sdk/i.test(xml) || packages.includes('Aspire.Hosting.AppHost');
}

function references(xml: string, name: string): { include: string; element: Element; span: Element['span'] }[] {
  return elementsOf(xml, name).flatMap((element) => {
    const include = attributeOf(element, 'Include');
    if (include === undefined) return [];
    const start = xml.lastIndexOf(include, element.span.start);
    return [{ include, element, span: { start, end: start + include.length } }];
  });
}

/** The name of a file without its folder and its last extension. */
function stem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}

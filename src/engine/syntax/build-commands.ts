import type { BuildTarget } from '../model/packaging-facts.js';

/** Longer commands are generated. */
const MAX_COMMAND = 8_000;

/** Options of `go build`, `go install` and `go run` that have a value of their own. */
const GO_VALUES = /^-(?:o|C|p|ldflags|gcflags|asmflags|tags|mod|modfile|buildmode|installsuffix|pkgdir|exec)$/;

/** How build tools name one package of several; the first group is the name. */
const BY_NAME: readonly RegExp[] = [
  /\bcargo\s[^;&|]{0,300}?\s(?:--bin|--package|-p)[ =]([\w$][\w${}-]*)/g,
  /\b(?:mvnw?|mvnd)\s[^;&|]{0,300}?\s(?:-pl|--projects)[ =]:?(?:[\w.-]+\/)*([\w$][\w${}.-]*)(?=\s|$)/g,
  /\bgradlew?\s[^;&|]{0,200}?\s:(?:[\w-]+:)*([\w$][\w${}-]*):\w+/g,
  /\bnx\s+(?:run\s+)?(?:build\s+)?([a-z$][\w${}-]*)(?::build\b|(?=\s|$))/g,
  /\b(?:pnpm|turbo)\s[^;&|]{0,200}?--(?:filter|scope)[ =](?:@[\w-]+\/)?([\w$][\w${}-]*)(?=\s|$)/g,
  /\bturbo\s+prune\s+(?:@[\w-]+\/)?([\w$][\w${}-]*)(?=\s|$)/g,
  /\byarn\s+workspace\s+(?:@[\w-]+\/)?([\w$][\w${}-]*)/g,
  /\bnpm\s[^;&|]{0,200}?(?:-w|--workspace)[ =](?:@[\w-]+\/)?([\w$][\w${}-]*)/g,
];

/** What the commands of a shell tell build tools to make, places relative to where they run: Go, Cargo, .NET, Maven, Gradle, Nx, and the workspaces of Node. */
export function buildTargets(command: string): BuildTarget[] {
  // A tool that restarts programs gets the build as a quoted argument.
  const plain = command.slice(0, MAX_COMMAND).replace(/["']/g, ' ');
  const paths: string[] = [];
  let folder = '';
  for (const part of plain.split(/&&|\|\||[;|\n]/)) {
    const [, entered] = /^\s*cd\s+(\S+)/.exec(part) ?? [];
    if (entered !== undefined) folder = entered.startsWith('/') ? entered : `${folder}${entered}/`;
    paths.push(...[...goPaths(part), ...dotnetPaths(part)].map((path) => (path.startsWith('/') ? path : `${folder}${folder === '' || folder.endsWith('/') ? '' : '/'}${path}`)));
  }
  const names = BY_NAME.flatMap((form) => [...plain.matchAll(form)].map(([, name = '']) => name));
  return [...[...new Set(paths)].map((path) => ({ path })), ...[...new Set(names)].map((name) => ({ name }))];
}

/** `go build -o /bin/orders ./cmd/orders`; patterns such as `./...` name everything, and so nothing. */
function goPaths(part: string): string[] {
  const [, after] = /\bgo\s+(?:build|install|run)\b(.*)$/.exec(part) ?? [];
  if (after === undefined) return [];
  const words = after.trim().split(/\s+/);
  const named = words.filter((word, index) => word !== '' && !word.startsWith('-') && !GO_VALUES.test(words[index - 1] ?? ''));
  return named.length === 0 ? ['.'] : named.filter(isGoPath);
}

/** A file, or a folder of the module; import paths begin with a host. */
function isGoPath(word: string): boolean {
  return !word.includes('...') && !word.includes('=') && (word === '.' || word.endsWith('.go') || /^\.{0,2}\/|^[^.]*\//.test(word));
}

/** `dotnet publish src/Orders/Orders.csproj -c Release`; without a project that of the folder. */
function dotnetPaths(part: string): string[] {
  const [, after] = /\bdotnet\s+(?:build|publish|run)\b(.*)$/.exec(part) ?? [];
  if (after === undefined) return [];
  const [project] = after.split(/\s+/).filter((word) => /\.(?:cs|fs|vb)proj$/.test(word));
  return [project ?? '.'];
}

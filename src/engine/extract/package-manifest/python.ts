import type { CodeRootFact } from '../../model/packaging-facts.js';
import { tomlEntries, tomlStrings, type TomlEntry } from '../../syntax/toml.js';
import { matchedName, type Dependency, type Manifest } from './manifest.js';

/** Servers: who depends on one, serves. */
const SERVERS: ReadonlySet<string> = new Set(['gunicorn', 'uvicorn', 'uwsgi', 'hypercorn', 'daphne', 'waitress', 'granian']);

/** Frameworks: an application uses them, but so does an extension of theirs. */
const FRAMEWORKS: ReadonlySet<string> = new Set(['flask', 'fastapi', 'django', 'aiohttp', 'tornado', 'sanic', 'starlette', 'bottle', 'falcon']);

/** Normalised as PEP 503 says, so that spellings meet. */
function dependencyFrom(requirement: string, span: Dependency['span']): Dependency[] {
  const [, name, version = ''] = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*([^;#]*)/.exec(requirement) ?? [];
  return name === undefined ? [] : [{ name: name.toLowerCase().replace(/[-_.]+/g, '-'), version: version.trim(), span }];
}

function uses(dependencies: readonly Dependency[], names: ReadonlySet<string>): boolean {
  return dependencies.some(({ name }) => names.has(name));
}

/** A `pyproject.toml` of PEP 621 or Poetry. */
export function readPyproject(text: string): Manifest {
  const entries = tomlEntries(text);
  const nameEntry = entries.find(({ table, key }) => (table === 'project' || table === 'tool.poetry') && key === 'name');
  const [name] = nameEntry === undefined ? [] : tomlStrings(nameEntry);
  const dependencies = entries.flatMap(pyprojectDependencies);
  return {
    ...(name && { name: name.text, nameSpan: name.span }),
    runnable: uses(dependencies, SERVERS) ? 'yes' : 'unknown',
    dependencies,
    members: entries.filter(({ table, key }) => table === 'tool.uv.workspace' && key === 'members').flatMap(tomlStrings).map((item) => item.text),
  };
}

function pyprojectDependencies(entry: TomlEntry): Dependency[] {
  const { table, key, keySpan } = entry;
  if (table === 'project' && key === 'dependencies') return tomlStrings(entry).flatMap(({ text, span }) => dependencyFrom(text, span));
  if (table !== 'tool.poetry.dependencies' || key === 'python') return [];
  return dependencyFrom(`${key} ${tomlStrings(entry)[0]?.text ?? ''}`, keySpan);
}

/** A `requirements.txt`: the installation of an application. */
export function readRequirements(text: string): Manifest {
  const dependencies = [...text.matchAll(/^[ \t]*[A-Za-z0-9][^\r\n]*/gm)].flatMap((match) =>
    dependencyFrom(match[0], { start: match.index, end: match.index + match[0].length }),
  );
  const runnable: CodeRootFact['runnable'] = uses(dependencies, SERVERS) || uses(dependencies, FRAMEWORKS) ? 'yes' : 'unknown';
  return { runnable, dependencies, members: [] };
}

/** A `setup.py`; only literal arguments can be read. */
export function readSetup(text: string): Manifest {
  const { list, start } = requiredList(text);
  const dependencies = [...list.matchAll(/["']([^"'\n]+)["']/g)].flatMap((match) =>
    dependencyFrom(match[1] ?? '', { start: start + match.index, end: start + match.index + match[0].length }),
  );
  return { ...matchedName(text, /\bname\s*=\s*["']([^"'\n]+)["']/), runnable: uses(dependencies, SERVERS) ? 'yes' : 'unknown', dependencies, members: [] };
}

function requiredList(text: string): { list: string; start: number } {
  const opening = /\binstall_requires\s*=\s*\[/.exec(text);
  const start = opening === null ? text.length : opening.index + opening[0].length;
  const end = text.indexOf(']', start);
  return { list: text.slice(start, end < 0 ? text.length : end), start };
}

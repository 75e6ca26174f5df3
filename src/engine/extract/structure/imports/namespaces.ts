import type { ImportFact, PackageFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';

/** How a language writes the package of a file and the names it takes from others. */
interface Notation {
  /** Group 1 is the package. */
  readonly declaration: RegExp;
  /** Group 1 is the name. */
  readonly imports: RegExp;
  readonly separator: string;
}

const JVM: Notation = {
  declaration: /^[\uFEFF \t]*package[ \t]+([\w.]+)/m,
  imports: /^[\uFEFF \t]*import[ \t]+(?:static[ \t]+)?([\w.]+(?:\.\*)?)/gm,
  separator: '.',
};

const CSHARP: Notation = {
  declaration: /^[\uFEFF \t]*namespace[ \t]+([\w.]+)/m,
  imports: /^[\uFEFF \t]*(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?(?:\w+[ \t]*=[ \t]*)?([A-Za-z_][\w.]*)[ \t]*;/gm,
  separator: '.',
};

const PHP: Notation = {
  declaration: /^[\uFEFF \t]*(?:<\?php[ \t]+)?namespace[ \t]+([\w\\]+)[ \t]*[;{]/m,
  imports: /^use[ \t]+(?:function[ \t]+|const[ \t]+)?\\?([\w\\]+)/gm,
  separator: '\\',
};

/** Group 1 is what a PHP `use` of several names starts with, group 2 the names. */
const PHP_GROUP = /^use[ \t]+\\?([\w\\]+)\\\{([^{}]{1,2000})\}/gm;

/** First segments that many makers share: the second tells whose code it is. */
const SHARED_ROOTS = /^(?:com|org|net|io|de|edu|gov|dev|co|uk|eu|fr|nl|pl|br|ru|cn|me|app|Microsoft)$/;

/** Package and imports of a Java or Kotlin file. */
export function readJvmImports(path: Path, text: string): (ImportFact | PackageFact)[] {
  const isPublished = path.endsWith('package-info.java') && /@(?:[\w.]+\.)?NamedInterface\b/.test(text);
  return read(JVM, path, text, isPublished);
}

/** Namespace and `using` directives of a C# file. */
export function readCsharpImports(path: Path, text: string): (ImportFact | PackageFact)[] {
  return read(CSHARP, path, text, false);
}

/** Namespace and `use` declarations of a PHP file. */
export function readPhpImports(path: Path, text: string): (ImportFact | PackageFact)[] {
  const facts = read(PHP, path, text, false);
  for (const match of text.matchAll(PHP_GROUP)) {
    const [whole, prefix = '', names = ''] = match;
    for (const name of names.split(',')) {
      const [first = ''] = name.trim().split(/\s/);
      if (first !== '') facts.push(importOf(path, `${prefix}\\${first}`, match.index, whole.length));
    }
  }
  return facts;
}

/** Only names of the same maker are kept: libraries are no modules of this program, and are most of what is imported. */
function read(notation: Notation, path: Path, text: string, isPublished: boolean): (ImportFact | PackageFact)[] {
  const declared = notation.declaration.exec(text);
  const name = declared?.[1];
  const facts: (ImportFact | PackageFact)[] = [];
  if (declared !== null && name !== undefined) {
    const start = declared.index + declared[0].indexOf(name);
    facts.push({ kind: 'package', name, isPublished, site: { path, span: { start, end: start + name.length } } });
  }
  const maker = name === undefined ? undefined : makerOf(name, notation.separator);
  for (const match of text.matchAll(notation.imports)) {
    const specifier = match[1];
    if (specifier === undefined) continue;
    // A C# directive below the namespace may start anywhere in it: `using Billing.Contracts;`.
    const isRelative = notation === CSHARP && declared !== null && match.index > declared.index;
    if (maker === undefined || isRelative ? isLibrary(specifier) : makerOf(specifier, notation.separator) !== maker) continue;
    facts.push(importOf(path, specifier, match.index + match[0].lastIndexOf(specifier), specifier.length));
  }
  return facts;
}

function importOf(path: Path, specifier: string, start: number, length: number): ImportFact {
  return { kind: 'import', specifier, typeOnly: false, site: { path, span: { start, end: start + length } } };
}

function makerOf(name: string, separator: string): string {
  const [first = '', second = ''] = name.split(separator, 2);
  return SHARED_ROOTS.test(first) ? `${first}${separator}${second}` : first;
}

/** What a file without a package of its own imports is told from libraries by the best-known roots only. */
function isLibrary(name: string): boolean {
  return /^(?:java|javax|jakarta|kotlin|kotlinx|System|Microsoft|Symfony|Illuminate)\b/.test(name);
}

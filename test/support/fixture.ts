import type { Finding, Path } from '../../src/engine/index.js';

/** Texts by path. */
export type Files = ReadonlyMap<Path, string>;

/**
 * A fixture is one text of several files, each below a line `#- /path`. Comment lines with carets say which findings
 * the line above has; a section `#- /path fixed` holds a file after its fixes.
 */
export interface Fixture {
  readonly name: string;
  /** The files without markers: what is analysed. */
  readonly files: Files;
  /** The files with markers: what is expected. */
  readonly marked: Files;
  /** The changed files after all fixes; empty when nothing can be fixed. */
  readonly fixed: Files;
}

const HEADER = /^#- \/(\S+)( fixed)?$/;
const MARKER = /^\s*(?:#|\/\/)\s*\^+ (?:💡 )?(?:error|warning|info|hint|related): /;

/** Reads a fixture; throws when text stands before the first file. */
export function parseFixture(name: string, text: string): Fixture {
  const marked = new Map<Path, string>();
  const fixed = new Map<Path, string>();
  let lines: string[] | undefined;
  const sections: { path: Path; isFixed: boolean; lines: string[] }[] = [];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const header = HEADER.exec(line);
    if (header?.[1] !== undefined) {
      lines = [];
      sections.push({ path: header[1], isFixed: header[2] !== undefined, lines });
    } else if (lines === undefined) throw new Error(`${name}: text before the first #- /path`);
    else lines.push(line);
  }
  for (const section of sections) (section.isFixed ? fixed : marked).set(section.path, `${section.lines.join('\n')}\n`);
  return { name, files: mapTexts(marked, withoutMarkers), marked, fixed };
}

/** The fixture that has these findings, and these files after their fixes. */
export function formatFixture(marked: Files, fixed: Files): string {
  const sections = [...[...marked].map(([path, text]) => `#- /${path}\n${text}`), ...[...fixed].map(([path, text]) => `#- /${path} fixed\n${text}`)];
  return sections.join('');
}

/** The same files with every text changed. */
export function mapTexts(files: Files, change: (text: string) => string): Map<Path, string> {
  return new Map([...files].map(([path, text]) => [path, change(text)]));
}

function withoutMarkers(text: string): string {
  return text.split('\n').filter((line) => !MARKER.test(line)).join('\n');
}

interface Mark {
  readonly path: Path;
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** The files with a marker line below each place that has a finding; related places only on demand. */
export function mark(files: Files, findings: readonly Finding[], withRelated: boolean): Map<Path, string> {
  const marks = findings.flatMap(({ site, severity, message, fixes, related }) => [
    { path: site.path, ...site.span, label: `${fixes.length > 0 ? '💡 ' : ''}${severity}: ${message}` },
    ...(withRelated ? related.map((other) => ({ path: other.site.path, ...other.site.span, label: `related: ${other.message}` })) : []),
  ]);
  return new Map([...files].map(([path, text]) => [path, markFile(path, text, marks.filter((entry) => entry.path === path))]));
}

function markFile(path: Path, text: string, marks: readonly Mark[]): string {
  let offset = 0;
  const lines = text.split('\n').flatMap((line) => {
    const start = offset;
    offset += line.length + 1;
    const here = marks.filter((entry) => entry.start >= start && entry.start < offset);
    return [line, ...here.map(({ start: from, end, label }) => markerLine(path, line, from - start, end - start, label))];
  });
  return lines.join('\n');
}

function markerLine(path: Path, line: string, from: number, to: number, label: string): string {
  const comment = /\.[cm]?[jt]sx?$/.test(path) ? '//' : '#';
  const indent = line.length - line.trimStart().length;
  const lead = ' '.repeat(indent + comment.length < from ? indent : 0) + comment;
  const carets = '^'.repeat(Math.max(1, Math.min(to, line.length) - from));
  return `${lead.padEnd(from)}${carets} ${label}`;
}

import { yamlText, type Span } from '../../model/text.js';
import { parseYaml, type YamlNode, type YamlPair } from '../../syntax/yaml.js';

/** A finding that a team accepts, as an entry of the policy file. */
export interface AcceptedFinding {
  readonly rule: string;
  /** Names of the elements that it concerns, at least one: without, every finding of the rule would be accepted. */
  readonly elements: readonly string[];
  readonly reason: string;
  /** ISO day; absent: without end. */
  readonly until?: string;
}

/**
 * The edit that adds an exception to the text of a policy file, which is empty for a new one.
 * Undefined where no entry fits: the file has mistakes, or writes its exceptions on one line or by an alias.
 */
export function addException(text: string, finding: AcceptedFinding): { readonly span: Span; readonly newText: string } | undefined {
  const { documents, problems } = parseYaml(text);
  const roots = documents.flatMap(({ root }) => root ?? []);
  const [root, ...others] = roots;
  if (problems.length > 0 || others.length > 0 || (root !== undefined && (root.kind !== 'map' || root.flow))) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const section = root?.pairs.find(({ key }) => key.text === 'exceptions');
  if (section === undefined) return atEnd(text, ['exceptions:', ...entryLines(finding, '  ')], eol);
  const place = endOfEntries(text, section);
  return place && { span: { start: place.at, end: place.at }, newText: entryLines(finding, place.indent).map((line) => eol + line).join('') };
}

function atEnd(text: string, lines: readonly string[], eol: string): { readonly span: Span; readonly newText: string } | undefined {
  // What stands behind the end of a document would be another one.
  if (/^(?:\.\.\.|---)[ \t]*\r?$/m.test(text)) return undefined;
  const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  return { span: { start: text.length, end: text.length }, newText: `${gap}${lines.join(eol)}${eol}` };
}

/** Behind the last entry of a block list, or behind the key of an empty section. */
function endOfEntries(text: string, { key, value, alias }: YamlPair): { readonly at: number; readonly indent: string } | undefined {
  if (alias) return undefined;
  if (value === undefined) return /^[ \t]*:[ \t]*(?:#.*)?\r?$/.test(restOfLine(text, key.span.end)) ? { at: endOfLine(text, key.span.end), indent: '  ' } : undefined;
  if (value.kind !== 'list' || value.flow || value.shared) return undefined;
  const [first, last] = [value.items[0], value.items.at(-1)];
  const indent = first && indentOf(text, first);
  if (last === undefined || indent === undefined) return undefined;
  // A block scalar ends behind its last line end.
  return { at: endOfLine(text, last.span.start + text.slice(last.span.start, last.span.end).trimEnd().length), indent };
}

/** What stands before the dash of an entry; undefined where more than its dash does. */
function indentOf(text: string, { span }: YamlNode): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', span.start) + 1, span.start);
  return /^( *)- +$/.exec(before)?.[1];
}

function restOfLine(text: string, from: number): string {
  return text.slice(from, endOfLine(text, from));
}

/** Before the line end, of which `\r` is part. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > from ? end - 1 : end;
}

function entryLines({ rule, elements, reason, until }: AcceptedFinding, indent: string): string[] {
  return [
    `${indent}- rule: ${rule}`,
    `${indent}  elements: [${elements.map(yamlText).join(', ')}]`,
    `${indent}  reason: ${JSON.stringify(reason)}`,
    ...(until === undefined ? [] : [`${indent}  until: ${until}`]),
  ];
}

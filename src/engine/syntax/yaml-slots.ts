import type { Path, Setting, Site, Slot, SlotLayout, Span } from '../model/text.js';
import { isTemplated } from './yaml-templates.js';
import { scalarOf, type YamlMap, type YamlNode, type YamlPair, type YamlScalar } from './yaml-tree.js';

// All functions take the text as it is in the file, not a masked one: template control lines must stay visible to them.

/** Where a node stands; a scalar without its quotes. */
export function siteOf(path: Path, node: YamlNode): Site {
  return { path, span: node.kind === 'scalar' ? node.inner : node.span };
}

/**
 * A value as a setting: undefined when absent; unknown when it is templated or `parse` makes nothing of it.
 * `parse` only sees values without template markers.
 */
export function settingOf<T>(path: Path, node: YamlNode | undefined, parse: (node: YamlNode) => T | undefined): Setting<T> | undefined {
  if (node === undefined) return undefined;
  const site = siteOf(path, node);
  const value = isTemplated(scalarOf(node)?.text ?? '') ? undefined : parse(node);
  return value === undefined ? { known: false, site } : { known: true, value, site };
}

/**
 * Where one more entry of a mapping fits: below the last entry of a block mapping, before the `}` of a flow mapping.
 * Undefined where no minimal edit is right: anything but a mapping, a mapping shared through an anchor, one with template
 * control lines inside, a flow mapping that is not closed or ends in a comment, a JSON file.
 */
export function mappingSlot(path: Path, text: string, node: YamlNode | undefined): Slot | undefined {
  return node?.kind === 'map' && node.shared ? undefined : sharedMappingSlot(path, text, node);
}

/** As `mappingSlot`, for a mapping that may stand for several through an anchor: the entry comes to all of them. */
export function sharedMappingSlot(path: Path, text: string, node: YamlNode | undefined): Slot | undefined {
  if (node?.kind !== 'map' || path.endsWith('.json')) return undefined;
  return node.flow ? flowSlot(path, text, node) : blockSlot(path, text, node);
}

function blockSlot(path: Path, text: string, map: YamlMap): Slot | undefined {
  const layout = blockLayout(text, map.span.start);
  const end = endOfLine(text, trimmedEnd(text, map.span));
  if (layout === undefined || text.slice(map.span.start, end).includes('{{')) return undefined;
  return { site: { path, span: { start: end, end } }, layout, before: layout.eol + layout.indent, after: '' };
}

function flowSlot(path: Path, text: string, map: YamlMap): Slot | undefined {
  const brace = map.span.end - 1;
  const lastEnd = map.pairs.at(-1)?.span.end ?? map.span.start + 1;
  const rest = text.slice(lastEnd, brace);
  if (text[brace] !== '}' || !/^\s*,?\s*$/.test(rest)) return undefined;
  const at = lastEnd + rest.indexOf(',') + 1;
  const end = map.pairs.length === 0 || rest.includes(',') ? Math.max(at, lastEnd) : lastEnd;
  const before = map.pairs.length === 0 || rest.includes(',') ? ' ' : ', ';
  return { site: { path, span: { start: end, end } }, layout: { style: 'flow' }, before, after: end === brace ? ' ' : '' };
}

/**
 * Where one more item of a list fits: a line below the last item of a block list, before the `]` of a flow list. `items` says
 * what is in the list. Undefined for lists without items and wherever `mappingSlot` gives none.
 */
export function listSlot(path: Path, text: string, node: YamlNode | undefined, items: 'scalars' | 'mappings'): Slot | undefined {
  if (node?.kind !== 'list' || node.shared || path.endsWith('.json')) return undefined;
  const [first, last] = [node.items[0], node.items.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const end = node.flow ? last.span.end : endOfLine(text, trimmedEnd(text, node.span));
  if (text.slice(node.span.start, end).includes('{{')) return undefined;
  const site = { path, span: { start: end, end } };
  if (node.flow) return { site, layout: { style: 'flow' }, before: items === 'mappings' ? ', { ' : ', ', after: items === 'mappings' ? ' }' : '' };
  const start = first.span.start;
  const dash = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const eol = eolOf(text);
  return /^ *- +$/.test(dash) ? { site, layout: { style: 'block', indent: ' '.repeat(dash.length), step: stepOf(text), eol }, before: eol + dash, after: '' } : undefined;
}

/** Where entries of a mapping fit under a key that has no value yet (`options:`); undefined when it has one. */
export function childMappingSlot(path: Path, text: string, parent: YamlMap, key: string): Slot | undefined {
  const pair = ownPair(parent, key);
  return pair?.value === undefined ? replaceSlot(path, text, parent, key) : undefined;
}

/**
 * A slot that puts a mapping in the place of the whole value of a key. Undefined for an alias, a shared mapping,
 * and a value with comments or template actions, which would get lost.
 */
export function replaceSlot(path: Path, text: string, parent: YamlMap, key: string): Slot | undefined {
  const pair = ownPair(parent, key);
  if (pair === undefined || pair.alias || parent.shared || path.endsWith('.json')) return undefined;
  const span = valueSpan(text, pair);
  if (span === undefined || /#|\{\{/.test(text.slice(span.start, endOfLine(text, span.end)))) return undefined;
  if (pair.value?.kind !== 'scalar' && pair.value?.shared) return undefined;
  const site = { path, span };
  if (parent.flow) return { site, layout: { style: 'flow' }, before: ' { ', after: ' }' };
  const layout = blockLayout(text, pair.key.span.start);
  if (layout === undefined) return undefined;
  const child = { ...layout, indent: layout.indent + layout.step };
  return { site, layout: child, before: child.eol + child.indent, after: '' };
}

/** The line of an entry of a block mapping, when the entry is all there is on it. Of a mapping with a single entry a key without value stays: null. */
export function entryRemoval(path: Path, text: string, map: YamlMap, key: YamlScalar): Site | undefined {
  const pair = map.pairs.find((own) => own.key === key);
  if (pair === undefined || map.flow || map.shared || path.endsWith('.json')) return undefined;
  const start = text.lastIndexOf('\n', key.span.start) + 1;
  const end = text.indexOf('\n', key.span.start);
  const isAlone = pair.value?.kind === 'scalar' && (end < 0 || pair.span.end <= end) && /^ *$/.test(text.slice(start, key.span.start));
  return isAlone ? { path, span: { start, end: end < 0 ? text.length : end + 1 } } : undefined;
}

function ownPair(map: YamlMap, key: string): YamlPair | undefined {
  return map.pairs.filter((pair) => pair.key.text === key).at(-1);
}

/** From behind the colon to the end of the value. */
function valueSpan(text: string, pair: YamlPair): Span | undefined {
  const colon = text.indexOf(':', pair.key.span.end);
  if (colon < 0 || colon >= pair.span.end) return undefined;
  const start = colon + 1;
  return { start, end: trimmedEnd(text, { start, end: pair.span.end }) };
}

/** A slot for source text that takes the place of a span. */
export function textSlot(path: Path, span: Span): Slot {
  return { site: { path, span }, layout: { style: 'text' }, before: '', after: '' };
}

type BlockLayout = Extract<SlotLayout, { style: 'block' }>;

/** The layout of the block mapping whose key starts here; undefined when the line holds more than dashes before it. */
function blockLayout(text: string, keyStart: number): BlockLayout | undefined {
  const lineStart = text.lastIndexOf('\n', keyStart - 1) + 1;
  const prefix = text.slice(lineStart, keyStart).replace(/^\uFEFF/, '');
  if (!/^[ -]*$/.test(prefix)) return undefined;
  return { style: 'block', indent: ' '.repeat(prefix.length), step: stepOf(text), eol: eolOf(text) };
}

/** Enough of a file to know how its author indents. */
const SAMPLE_LENGTH = 4_000;

/** A line, comments apart, that starts with one blank, with two, and so on. */
const INDENTED = [1, 2, 3, 4, 5, 6, 7, 8].map((blanks) => new RegExp(`^ {${blanks}}[^\\s#]`, 'm'));

/** The smallest indentation in the file's first lines, comments apart; two blanks where there is none. */
function stepOf(text: string): string {
  const sample = text.slice(0, SAMPLE_LENGTH);
  const blanks = INDENTED.findIndex((line) => line.test(sample)) + 1;
  return ' '.repeat(blanks === 0 ? 2 : blanks);
}

function eolOf(text: string): string {
  const newline = text.indexOf('\n');
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** Block scalars end behind their last line break. */
function trimmedEnd(text: string, span: Span): number {
  let end = span.end;
  while (end > span.start && /\s/.test(text.charAt(end - 1))) end--;
  return end;
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  const end = newline < 0 ? text.length : newline;
  return end > at && text[end - 1] === '\r' ? end - 1 : end;
}

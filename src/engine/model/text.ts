/** Workspace-relative path with '/' as separator, whatever the platform. */
export type Path = string;

/** UTF-16 offsets into a file's text; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a file. */
export interface Site {
  readonly path: Path;
  readonly span: Span;
}

/** Replaces `site` by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly site: Site;
  readonly newText: string;
}

/** What a rule wants to add: raw text, or entries that are written in the syntax of the slot. */
export type Item = string | Entries;
export interface Entries {
  readonly [key: string]: string | number | boolean | Entries;
}

/**
 * A place where one more item fits, made by the extractor that knows the syntax.
 * `before` and `after` surround the item; a non-empty span is replaced.
 */
export interface Slot {
  readonly site: Site;
  readonly layout: SlotLayout;
  readonly before: string;
  readonly after: string;
}

/**
 * - `block`: lines of a YAML block mapping. `indent` is that of the item's keys, `step` that of one level more.
 * - `flow`: inside `{ }`; entries are separated by `, `.
 * - `text`: source code; only string items fit.
 */
export type SlotLayout =
  | { readonly style: 'block'; readonly indent: string; readonly step: string; readonly eol: string }
  | { readonly style: 'flow' }
  | { readonly style: 'text' };

/** A value that a file sets: known, or present but templated and therefore unknown. Absence is `undefined`, never a `Setting`. */
export type Setting<T> =
  | { readonly known: true; readonly value: T; readonly site: Site }
  | { readonly known: false; readonly site: Site };

/** The value of a setting, or undefined when it is absent or unknown. */
export function valueOf<T>(setting: Setting<T> | undefined): T | undefined {
  return setting?.known ? setting.value : undefined;
}

/** An item written into a slot, as the edit that does it. */
export function fill(slot: Slot, item: Item): TextEdit {
  return { site: slot.site, newText: slot.before + write(slot.layout, item) + slot.after };
}

function write(layout: SlotLayout, item: Item): string {
  if (typeof item === 'string') return item;
  if (layout.style === 'block') return blockLines(item, '', layout.step).join(layout.eol + layout.indent);
  return flowEntries(item);
}

function blockLines(entries: Entries, indent: string, step: string): string[] {
  return Object.entries(entries).flatMap(([key, value]) =>
    typeof value === 'object'
      ? [`${indent}${key}:`, ...blockLines(value, indent + step, step)]
      : [`${indent}${key}: ${value}`],
  );
}

function flowEntries(entries: Entries): string {
  return Object.entries(entries)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? `{ ${flowEntries(value)} }` : value}`)
    .join(', ');
}

/** A text as YAML writes it: bare where that reads as this very text, else as JSON, which is YAML. */
export function yamlText(text: string): string {
  return /^[A-Za-z/][\w./@-]*(?::[\w.-]+)*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text) ? text : JSON.stringify(text);
}

/** Items for their slots, as edits; entries for one and the same slot are written together. */
export function fillAll(completions: readonly { readonly slot: Slot; readonly item: Item }[]): TextEdit[] {
  const bySite = new Map<string, { slot: Slot; item: Item }>();
  for (const { slot, item } of completions) {
    const { path, span } = slot.site;
    const key = `${span.start} ${span.end} ${path}`;
    const other = bySite.get(key)?.item;
    bySite.set(key, { slot, item: other === undefined ? item : mergeItems(other, item) });
  }
  return [...bySite.values()].map(({ slot, item }) => fill(slot, item));
}

function mergeItems(first: Item, second: Item): Item {
  return typeof first === 'string' || typeof second === 'string' ? second : mergeEntries(first, second);
}

function mergeEntries(first: Entries, second: Entries): Entries {
  const merged = new Map(Object.entries(first));
  for (const [key, value] of Object.entries(second)) {
    const other = merged.get(key);
    merged.set(key, typeof other === 'object' && typeof value === 'object' ? mergeEntries(other, value) : value);
  }
  return Object.fromEntries(merged);
}

/** The text after all edits; edits must not overlap. Order of equal insertions is kept. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.site.span.start - b.site.span.start || a.site.span.end - b.site.span.end);
  let result = '';
  let at = 0;
  for (const { site, newText } of ordered) {
    result += text.slice(at, site.span.start) + newText;
    at = site.span.end;
  }
  return result + text.slice(at);
}

/** Order of sites by path, then offset. */
export function compareSites(a: Site, b: Site): number {
  return compareText(a.path, b.path) || a.span.start - b.span.start || a.span.end - b.span.end;
}

/** Order of texts by UTF-16 code unit: the same on every machine, unlike `localeCompare`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The folder of a path; '' for a file at the top. */
export function folderOf(path: Path): Path {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** An empty segment, '.', '..', or a separator of Windows. */
const UNRESOLVED = /(?:^|\/)\.{0,2}(?:\/|$)|\\/;

/** Joins a folder and a relative path and resolves '.' and '..'; undefined when it leaves the workspace. */
export function joinPath(folder: Path, relative: string): Path | undefined {
  if (relative === '' || relative === '.') return folder;
  const plain = relative.startsWith('./') ? relative.slice(2) : relative;
  // By far the commonest case: nothing to resolve.
  if (!UNRESOLVED.test(plain)) return folder === '' ? plain : `${folder}/${plain}`;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

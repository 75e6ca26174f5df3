import type { Problem } from '../../model/facts.js';
import type { Path, Span } from '../../model/text.js';
import { get, itemsOf, textOf, type YamlNode } from '../../syntax/yaml.js';

/** One entry of the policy file while it is read: what it says wrongly becomes problems at their places. */
export interface PolicyReader {
  readonly path: Path;
  /** The whole file. */
  readonly text: string;
  /** Reports what cannot be used. */
  complain(span: Span, what: string): void;
}

/** A reader that keeps its problems in a list. */
export function policyReader(path: Path, text: string, problems: Problem[]): PolicyReader {
  return { path, text, complain: (span, what) => void problems.push({ site: { path, span }, message: `${what}; it is ignored` }) };
}

/** Longest name, pattern or sentence that is kept. */
const MAX_TEXT = 500;

/** A text under a key. */
export function textAt(entry: YamlNode, key: string, { complain }: PolicyReader): string | undefined {
  const node = get(entry, key);
  const text = textOf(node)?.trim();
  if (node === undefined || (text !== undefined && text !== '' && text.length <= MAX_TEXT)) return text;
  complain(node.span, `${key} must be a text`);
  return undefined;
}

/** A text or a list of texts under a key. */
export function textsAt(entry: YamlNode, key: string, reader: PolicyReader): readonly string[] | undefined {
  const node = get(entry, key);
  return node === undefined ? undefined : textsOf(node, key, reader);
}

/** A text or a list of texts. Undefined when it is something else. */
export function textsOf(node: YamlNode, key: string, { complain }: PolicyReader): readonly string[] | undefined {
  const items = node.kind === 'list' ? itemsOf(node) : [node];
  const texts = items.map(textOf);
  if (texts.length > 0 && texts.every((text) => text !== undefined && text !== '' && text.length <= MAX_TEXT)) return texts as string[];
  complain(node.span, `${key} must be a text or a list of texts`);
  return undefined;
}

/** `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** One of several words under a key. */
export function wordAt<T extends string>(entry: YamlNode, key: string, words: readonly T[], { complain }: PolicyReader): T | undefined {
  const node = get(entry, key);
  const word = words.find((one) => one === textOf(node));
  if (node !== undefined && word === undefined) complain(node.span, `${key} must be ${alternatives(words)}`);
  return word;
}

/** One or more of several words under a key. */
export function wordsAt<T extends string>(entry: YamlNode, key: string, words: readonly T[], reader: PolicyReader): readonly T[] | undefined {
  const texts = textsAt(entry, key, reader);
  const known = texts?.flatMap((text) => words.find((word) => word === text) ?? []);
  if (texts === undefined || known?.length === texts.length) return known;
  reader.complain((get(entry, key) ?? entry).span, `${key} must be of ${alternatives(words)}`);
  return undefined;
}

/** Complains about keys that mean nothing: a typing mistake would otherwise have no effect and no sign. */
export function checkKeys(entry: YamlNode, known: readonly string[], { complain }: PolicyReader): void {
  if (entry.kind !== 'map') return;
  for (const { key } of entry.pairs) {
    if (key.text !== '<<' && !known.includes(key.text)) complain(key.span, `${key.text} means nothing here: known are ${known.join(', ')}`);
  }
}

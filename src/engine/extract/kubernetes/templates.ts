import type { Expression, Part } from '../../model/expression.js';
import { isTemplated, itemsOf, pairOf, scalarOf, textOf, type YamlMap, type YamlNode, type YamlScalar } from '../../syntax/yaml.js';
import type { ManifestFile } from './manifest.js';

/** True for Helm templates and their like. */
export function isTemplate(file: ManifestFile): boolean {
  return file.masked !== file.text;
}

/** True when a template makes the value of a key, so that nothing is known of it, not even whether there is one. */
export function isHidden(file: ManifestFile, node: YamlNode | undefined, key: string): boolean {
  if (node?.kind !== 'map') return false;
  const pair = pairOf(node, key);
  if (pair === undefined) return writesEntries(file, node);
  return pair.value === undefined ? isTemplate(file) : isTemplated(textOf(pair.value) ?? '');
}

/** Actions at the start of a line, and those that write YAML there, unlike `if`, `end` and other control. */
const LINE_ACTION = /^([ \t]*)\{\{([^{}]*)\}\}/gm;
const WRITING = /\b(?:toYaml|include|template|tpl|n?indent)\b/;
const INDENT = /\bn?indent[ \t]+(\d{1,3})/;

/** True when a template writes further entries into a block mapping: whole lines, as indented as its keys. */
export function writesEntries(file: ManifestFile, map: YamlMap): boolean {
  if (!isTemplate(file) || map.flow) return false;
  const { start, end } = map.span;
  const column = start - (file.text.lastIndexOf('\n', start - 1) + 1);
  const extent = file.text.slice(start, nextContent(file, end));
  return [...extent.matchAll(LINE_ACTION)].some(([, blanks, action = '']) => {
    const indent = Number(INDENT.exec(action)?.[1] ?? blanks?.length);
    return indent === column && WRITING.test(action);
  });
}

/** Where the next content begins: actions that stand alone are blanks in masked text. */
function nextContent(file: ManifestFile, from: number): number {
  const content = /\S|$/g;
  content.lastIndex = from;
  return content.exec(file.masked)?.index ?? from;
}

/** The text of a scalar; where it is templated, as written in the file, so that it never equals a known text. */
export function writtenText(file: ManifestFile, node: YamlNode | undefined): string | undefined {
  const scalar = scalarOf(node);
  return scalar && written(file, scalar);
}

/** As `writtenText`, of what is known to be a scalar. */
export function written(file: ManifestFile, scalar: YamlScalar): string {
  return isTemplated(scalar.text) ? file.text.slice(scalar.inner.start, scalar.inner.end) : scalar.text;
}

/** The texts of a list of scalars, as written. */
export function writtenTexts(file: ManifestFile, node: YamlNode | undefined): string[] {
  return itemsOf(node).flatMap((item) => writtenText(file, item) ?? []);
}

const OPENING = /\{\{|\{%|<%|\$\{/g;
const CLOSING: ReadonlyMap<string, string> = new Map([['{{', '}}'], ['{%', '%}'], ['<%', '%>'], ['${', '}']]);

/** A text whose templates are holes; `${X}` is one too, since Kubernetes leaves it to whatever tool or program reads it. */
export function templatedExpression(text: string): Expression {
  const parts: Part[] = [];
  const opening = new RegExp(OPENING);
  let at = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const closing = CLOSING.get(match[0]) ?? '';
    const close = text.indexOf(closing, match.index + match[0].length);
    parts.push(text.slice(at, match.index));
    at = close < 0 ? text.length : close + closing.length;
    parts.push(match[0] === '{{' ? { hole: 'template', action: text.slice(match.index, at) } : { hole: 'unknown' });
    opening.lastIndex = at;
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part !== '');
}

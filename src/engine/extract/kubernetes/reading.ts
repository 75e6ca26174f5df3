import type { Label } from '../../model/deployment-facts.js';
import type { Expression, Part } from '../../model/expression.js';
import type { Setting } from '../../model/text.js';
import { settingOf, siteOf } from '../../syntax/yaml-slots.js';
import {
  get, isTemplated, itemsOf, numberOf, pairsOf, scalarOf, type YamlMap, type YamlNode, type YamlScalar,
} from '../../syntax/yaml.js';
import type { ManifestFile } from './manifest.js';

/** The object without its undefined properties: an absent value is an absent property. */
export function defined<T extends object>(properties: T): { [K in keyof T]?: Exclude<T[K], undefined> };
export function defined(properties: object): object {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/**
 * The value of a key as a setting. Unknown also where a template may set it in a way that no tree shows:
 * in both branches of a condition, or as lines written by an action. Undefined when absent.
 */
export function settingAt<T>(
  file: ManifestFile,
  node: YamlNode | undefined,
  key: string,
  parse: (node: YamlNode) => T | undefined,
): Setting<T> | undefined {
  if (node?.kind === 'scalar' && isTemplated(node.text)) return { known: false, site: siteOf(file.path, node) };
  if (node?.kind !== 'map') return undefined;
  const value = get(node, key);
  if (value === undefined) return writesEntries(file, node) ? { known: false, site: siteOf(file.path, node) } : undefined;
  const isRepeated = node.pairs.filter((pair) => pair.key.text === key).length > 1;
  return settingOf(file.path, value, isRepeated ? () => undefined : parse);
}

/** An action that stands at the start of a line and writes YAML, unlike `if`, `end` and other control. */
const WRITING_ACTION = /^[ \t]*\{\{[^{}]*\b(?:toYaml|include|template|tpl|n?indent)\b/m;

/** True when a template writes lines into a mapping or right below it: what seems absent may be there. */
export function writesEntries(file: ManifestFile, map: YamlMap): boolean {
  if (file.masked === file.text) return false;
  const content = /\S|$/g;
  content.lastIndex = map.span.end;
  const end = content.exec(file.masked)?.index ?? map.span.end;
  return WRITING_ACTION.test(file.text.slice(map.span.start, end));
}

/** The text of a scalar; where it is templated, as written in the file, so that it never equals a known text. */
export function writtenText(file: ManifestFile, node: YamlNode | undefined): string | undefined {
  const scalar = scalarOf(node);
  return scalar && written(file, scalar);
}

function written(file: ManifestFile, scalar: YamlScalar): string {
  return isTemplated(scalar.text) ? file.text.slice(scalar.inner.start, scalar.inner.end) : scalar.text;
}

/** The texts of a list of scalars, as written. */
export function writtenTexts(file: ManifestFile, node: YamlNode | undefined): string[] {
  return itemsOf(node).flatMap((item) => writtenText(file, item) ?? []);
}

/** Texts by key, as written; entries without a text are left out. */
export function recordOf(file: ManifestFile, node: YamlNode | undefined): Record<string, string> {
  // `fromEntries` makes own properties of all keys, `__proto__` too.
  return Object.fromEntries(
    pairsOf(node).flatMap(({ key, value }) => {
      const text = writtenText(file, value);
      return text === undefined ? [] : [[written(file, key), text]];
    }),
  );
}

/**
 * The labels that an object selects by, under a path of keys; empty when it names none and so selects everything.
 * Undefined when a template or a mistake hides them: then nobody knows what the object holds for.
 * `matchExpressions` are not read; they only narrow the selection.
 */
export function selectorAt(file: ManifestFile, node: YamlNode | undefined, ...path: string[]): Record<string, string> | undefined {
  if (node?.kind === 'map' && writesEntries(file, node)) return undefined;
  let at = node;
  for (const key of path) {
    at = get(at, key);
    if (at !== undefined && at.kind !== 'map') return undefined;
  }
  return recordOf(file, at);
}

/** Labels or annotations; templated keys are left out. */
export function labelsOf(file: ManifestFile, node: YamlNode | undefined): Label[] {
  return pairsOf(node).flatMap(({ key, value }) => {
    const setting = settingOf(file.path, value, (present) => scalarOf(present)?.text);
    return setting === undefined || isTemplated(key.text) ? [] : [{ key: key.text, value: setting }];
  });
}

/** A whole number between 1 and 65535. */
export function portOf(node: YamlNode | undefined): number | undefined {
  const port = numberOf(node);
  return port !== undefined && Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
}

const OPENING = /\{\{|\{%|<%|\$\{/g;
const CLOSING: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '<%': '%>', '${': '}' };

/** A text whose templates are holes; `${X}` is one too, since Kubernetes leaves it to whatever tool or program reads it. */
export function templatedExpression(text: string): Expression {
  const parts: Part[] = [];
  const opening = new RegExp(OPENING);
  let at = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    parts.push(text.slice(at, match.index), { hole: 'unknown' });
    const closing = CLOSING[match[0]] ?? '';
    const close = text.indexOf(closing, match.index + match[0].length);
    at = close < 0 ? text.length : close + closing.length;
    opening.lastIndex = at;
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part !== '');
}

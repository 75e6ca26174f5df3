import type { Label } from '../../model/deployment-facts.js';
import type { Setting } from '../../model/text.js';
import { entryRemoval, settingOf, siteOf } from '../../syntax/yaml-slots.js';
import { isTemplated, numberOf, pairOf, pairsOf, scalarOf, type YamlNode } from '../../syntax/yaml.js';
import type { ManifestFile } from './manifest.js';
import { isHidden, writesEntries, written, writtenText } from './templates.js';

/** The object without its undefined properties: an absent value is an absent property. */
export function defined<T extends object>(properties: T): { [K in keyof T]?: Exclude<T[K], undefined> };
export function defined(properties: object): object {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/**
 * The value of a key as a setting; undefined when absent. Unknown also where only the template knows:
 * it makes the whole mapping, or the value, or sets it in both branches of a condition.
 */
export function settingAt<T>(
  file: ManifestFile,
  node: YamlNode | undefined,
  key: string,
  parse: (node: YamlNode) => T | undefined,
): Setting<T> | undefined {
  if (node?.kind === 'scalar' && isTemplated(node.text)) return { known: false, site: siteOf(file.path, node) };
  if (node?.kind !== 'map') return undefined;
  const pair = pairOf(node, key);
  if (pair?.value === undefined) {
    return isHidden(file, node, key) ? { known: false, site: siteOf(file.path, pair?.key ?? node) } : undefined;
  }
  const isRepeated = node.pairs.filter((other) => other.key.text === key).length > 1;
  return settingOf(file.path, pair.value, isRepeated ? () => undefined : parse);
}

/** A value that is nothing but one action of a template, as written. */
export function actionAt(file: ManifestFile, node: YamlNode | undefined, key: string): string | undefined {
  const text = node?.kind === 'map' ? writtenText(file, pairOf(node, key)?.value) : undefined;
  return text !== undefined && /^\{\{[^{}]*\}\}$/.test(text) ? text : undefined;
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
  let at = node;
  for (const key of path) {
    if (isHidden(file, at, key)) return undefined;
    at = pairOf(at, key)?.value;
    if (at === undefined) return {};
    if (at.kind !== 'map') return undefined;
  }
  return at?.kind === 'map' && writesEntries(file, at) ? undefined : recordOf(file, at);
}

/** Labels or annotations; templated keys are left out. */
export function labelsOf(file: ManifestFile, node: YamlNode | undefined): Label[] {
  return pairsOf(node).flatMap(({ key, value }) => {
    const setting = settingOf(file.path, value, (present) => scalarOf(present)?.text);
    if (setting === undefined || isTemplated(key.text)) return [];
    return [{ key: key.text, value: setting, keySite: siteOf(file.path, key), ...defined({ removal: node?.kind === 'map' ? entryRemoval(file.path, file.text, node, key) : undefined }) }];
  });
}

/** A whole number between 1 and 65535. */
export function portOf(node: YamlNode | undefined): number | undefined {
  const port = numberOf(node);
  return port !== undefined && Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
}

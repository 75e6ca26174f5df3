import { literalOf, type Expression } from '../../model/expression.js';
import type { Path, Setting, Site } from '../../model/text.js';
import { interpolate } from '../../syntax/interpolation.js';
import { itemsOf, pairsOf, scalarOf, type YamlNode } from '../../syntax/yaml.js';
import { settingOf, siteOf } from '../../syntax/yaml-slots.js';

/** The file that is read; slots need its text as written. */
export interface Source {
  readonly path: Path;
  readonly text: string;
}

/** A scalar as an expression, its variables as holes. */
export function expressionOf(node: YamlNode | undefined): Expression | undefined {
  const scalar = scalarOf(node);
  return scalar === undefined ? undefined : interpolate(scalar.text);
}

/** The text of a scalar without variables. */
export function literalText(node: YamlNode | undefined): string | undefined {
  return literalOf(expressionOf(node));
}

/** A setting of a Compose file: unknown when a variable is in it. */
export function composeSetting<T>(source: Source, node: YamlNode | undefined, parse: (node: YamlNode) => T | undefined): Setting<T> | undefined {
  return settingOf(source.path, node, (value) => (value.kind === 'scalar' && literalText(value) === undefined ? undefined : parse(value)));
}

/** One entry of the two forms Compose knows: `KEY: value` of a mapping, `KEY=value` of a list. */
export interface Entry {
  readonly key: string;
  /** Undefined when there is a key only. */
  readonly value: Expression | undefined;
  /** The value, or the key where there is no value. */
  readonly site: Site;
}

/** The entries of `environment`, `labels`, `extra_hosts`, in map or list form; the first separator that an item has counts. */
export function entriesOf({ path }: Source, node: YamlNode | undefined, separators: readonly string[] = ['=']): Entry[] {
  if (node?.kind === 'list') {
    const scalars = itemsOf(node).filter((item) => item.kind === 'scalar');
    return scalars.map((item) => entryOf(item.text, siteOf(path, item), separators));
  }
  return pairsOf(node).map(({ key, value }) => ({ key: key.text, value: expressionOf(value), site: siteOf(path, value ?? key) }));
}

function entryOf(text: string, site: Site, separators: readonly string[]): Entry {
  const separator = separators.find((candidate) => text.includes(candidate));
  if (separator === undefined) return { key: text.trim(), value: undefined, site };
  const at = text.indexOf(separator);
  return { key: text.slice(0, at).trim(), value: interpolate(text.slice(at + 1)), site };
}

/** The literal texts of a scalar or a list of scalars. */
export function literalTexts(node: YamlNode | undefined): string[] {
  const nodes = node?.kind === 'list' ? itemsOf(node) : [node];
  return nodes.map(literalText).filter((text) => text !== undefined);
}

import type { AccessRule, Condition, LabelRequirement, Matcher, Party, PeerSlot, PortRange } from '../../../model/access-facts.js';
import type { Site } from '../../../model/text.js';
import { listSlot, siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, pairOf, pairsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest, ManifestFile } from '../manifest.js';
import { portOf } from '../reading.js';
import { isTemplate } from '../templates.js';

export const UNKNOWN: Matcher = { by: 'unknown' };

/** Any of some matchers. */
export function anyOf(...matchers: readonly Matcher[]): Condition {
  return { not: false, anyOf: matchers };
}

/** The namespace that an object is in. */
export function ownNamespace({ header: { namespace } }: Manifest): Matcher {
  return namespace === undefined ? { by: 'namespace' } : { by: 'namespace', namespace };
}

const OPERATORS: ReadonlySet<string> = new Set<LabelRequirement['operator']>(['In', 'NotIn', 'Exists', 'DoesNotExist']);

function isOperator(text: string): text is LabelRequirement['operator'] {
  return OPERATORS.has(text);
}

/** What a label selector (`matchLabels` and `matchExpressions`) requires; undefined when it is not one. A selector without requirements means all. */
export function requirementsOf(selector: YamlNode | undefined, keyOf: (key: string) => string = (key) => key): LabelRequirement[] | undefined {
  if (selector?.kind !== 'map') return undefined;
  const requirements: LabelRequirement[] = [];
  for (const { key, value } of pairsOf(get(selector, 'matchLabels'))) {
    const text = textOf(value);
    if (text === undefined) return undefined;
    requirements.push({ key: keyOf(key.text), operator: 'In', values: [text] });
  }
  for (const expression of itemsOf(get(selector, 'matchExpressions'))) {
    const [key, operator] = [textOf(get(expression, 'key')), textOf(get(expression, 'operator')) ?? ''];
    if (key === undefined || !isOperator(operator)) return undefined;
    requirements.push({ key: keyOf(key), operator, values: textsOf(get(expression, 'values')) });
  }
  return requirements;
}

/** As a condition; nobody knows whom a selector means that cannot be read. */
export function labelCondition(by: 'pod-labels' | 'namespace-labels', selector: YamlNode | undefined): Condition {
  const requirements = requirementsOf(selector);
  return anyOf(requirements === undefined ? UNKNOWN : { by, requirements });
}

export function textsOf(list: YamlNode | undefined): string[] {
  return itemsOf(list).flatMap((item) => textOf(item) ?? []);
}

/** Whether a mapping has an entry, if only a null. */
export function has(node: YamlNode | undefined, key: string): boolean {
  return pairOf(node, key) !== undefined;
}

/** `8080`, or the name of a port; the end of the range where there is one. */
export function portRange(node: YamlNode | undefined, end?: YamlNode): PortRange {
  const first = portOf(node);
  if (first !== undefined) return { first, last: portOf(end) ?? first };
  const name = textOf(node);
  return name === undefined || name === '' ? 'unknown' : { name };
}

/**
 * What a policy says whose file is a template: something, for somebody. Values may decide any part of it, and whether it is
 * installed at all.
 */
export function templatedRules(site: Site): AccessRule[] {
  return [{ effect: 'allow', rank: 0, conditional: true, site }];
}

export function isTemplatedPolicy({ file }: Manifest): boolean {
  return isTemplate(file);
}

/** Where a list of peers takes one more. */
export function addition(file: ManifestFile, list: YamlNode | undefined, form: PeerSlot['form']): { readonly addition?: PeerSlot } {
  const isMapping = form !== 'principal' && form !== 'service-account' && form !== 'linkerd-identity';
  const slot = listSlot(file.path, file.text, list, isMapping ? 'mappings' : 'scalars');
  return slot === undefined ? {} : { addition: { slot, form } };
}

/** Somebody, at the place where a node names him. */
export function party(file: ManifestFile, node: YamlNode, conditions: readonly Condition[]): Party {
  return { conditions, site: siteOf(file.path, node) };
}

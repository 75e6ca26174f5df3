import type { Selector } from '../../model/policy-facts.js';
import { get, type YamlNode } from '../../syntax/yaml.js';
import { checkKeys, textsAt, textsOf, type PolicyReader } from './reading.js';

/** How the policy file names the properties, by their names in a selector. */
const PROPERTIES = { name: 'name', kind: 'kind', role: 'role', group: 'namespace', owner: 'owner' } as const;

const ANYTHING: Selector = {};

/**
 * Elements under `from` or `to`: a name, a list of names, or a mapping of properties. Everything when absent; undefined when it
 * cannot be used, as a rule that says less than its author meant would forbid more.
 */
export function selectorAt(entry: YamlNode, key: 'from' | 'to', reader: PolicyReader): Selector | undefined {
  const node = get(entry, key);
  if (node === undefined) return ANYTHING;
  if (node.kind !== 'map') {
    const name = textsOf(node, key, reader);
    return name && { name };
  }
  checkKeys(node, Object.values(PROPERTIES), reader);
  const selector: { -readonly [Property in keyof Selector]: Selector[Property] } = {};
  for (const [property, written] of Object.entries(PROPERTIES) as [keyof typeof PROPERTIES, string][]) {
    if (get(node, written) === undefined) continue;
    const texts = textsAt(node, written, reader);
    if (texts === undefined) return undefined;
    selector[property] = texts;
  }
  if (Object.keys(selector).length > 0) return selector;
  reader.complain(node.span, `${key} must say which elements: ${Object.values(PROPERTIES).join(', ')}`);
  return undefined;
}

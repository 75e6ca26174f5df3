import type { Completion, StartDependency, UnitFact } from '../../model/deployment-facts.js';
import type { Entries } from '../../model/text.js';
import { booleanOf, get, itemsOf, pairOf, pairsOf, type YamlMap, type YamlNode, type YamlPair } from '../../syntax/yaml.js';
import { childMappingSlot, mappingSlot, replaceSlot, siteOf, textSlot } from '../../syntax/yaml-slots.js';
import { literalText, type Source } from './source.js';

/** What Compose means when it says nothing. */
const STARTED = 'service_started';

/** `depends_on` in both forms. */
export function startDependencies(source: Source, service: YamlMap): StartDependency[] {
  const node = get(service, 'depends_on');
  if (node?.kind === 'map') return pairsOf(node).map((pair) => fromPair(source, node, pair));
  const items = itemsOf(node).flatMap((item) => {
    const target = literalText(item);
    return target === undefined ? [] : [{ target, site: siteOf(source.path, item) }];
  });
  const targets = items.map(({ target }) => target);
  const isComplete = node?.kind === 'list' && targets.length === node.items.length;
  return items.map(({ target, site }) => {
    const optionalFix = isComplete ? rewriteAsMap(source, service, targets, target) : undefined;
    return { target, condition: STARTED, required: true, site, ...(optionalFix && { optionalFix }) };
  });
}

function fromPair(source: Source, parent: YamlMap, pair: YamlPair): StartDependency {
  const { key, value } = pair;
  const required = booleanOf(get(value, 'required')) ?? true;
  const optionalFix = required && !pair.merged ? completeEntry(source, parent, pair) : undefined;
  return {
    target: key.text,
    condition: literalText(get(value, 'condition')) ?? STARTED,
    required,
    site: siteOf(source.path, key),
    ...(optionalFix && { optionalFix }),
  };
}

function completeEntry({ path, text }: Source, parent: YamlMap, { key, value }: YamlPair): Completion | undefined {
  if (value === undefined) {
    const slot = childMappingSlot(path, text, parent, key.text);
    return slot && { slot, item: { condition: STARTED, required: false } };
  }
  const required = pairOf(value, 'required');
  if (required === undefined) {
    const slot = mappingSlot(path, text, value);
    return slot && { slot, item: { required: false } };
  }
  // A variable or an alias may be false elsewhere.
  if (value.kind !== 'map' || value.shared || required.alias || required.merged || booleanOf(required.value) !== true) return undefined;
  return required.value && { slot: textSlot(path, required.value.span), item: 'false' };
}

/** Only the map form knows `required`: the whole list becomes a map. */
function rewriteAsMap({ path, text }: Source, service: YamlMap, targets: readonly string[], optional: string): Completion | undefined {
  // Anything else would need quotes, which an item of a slot cannot have.
  if (!targets.every((target) => /^[A-Za-z][\w.-]*$/.test(target))) return undefined;
  const slot = replaceSlot(path, text, service, 'depends_on');
  const item: Entries = Object.fromEntries(
    targets.map((target) => [target, target === optional ? { condition: STARTED, required: false } : { condition: STARTED }]),
  );
  return slot && { slot, item };
}

/** `links`, as `service` or `service:alias`. */
export function linksOf({ path }: Source, service: YamlNode): UnitFact['links'] {
  return itemsOf(get(service, 'links')).flatMap((item) => {
    const [target, alias] = literalText(item)?.split(':') ?? [];
    return target === undefined ? [] : [{ service: target, ...(alias === undefined ? {} : { alias }), site: siteOf(path, item) }];
  });
}

/** `extends`: a service of this file, or `{ file, service }`. */
export function extendsOf({ path }: Source, service: YamlNode): UnitFact['extends'] {
  const node = get(service, 'extends');
  const base = node?.kind === 'map' ? get(node, 'service') : node;
  const name = literalText(base);
  if (base === undefined || name === undefined) return undefined;
  const fileNode = get(node, 'file');
  const file = literalText(fileNode);
  // A file nobody can name: better no base than the wrong one.
  if (fileNode !== undefined && file === undefined) return undefined;
  return { service: name, site: siteOf(path, base), ...(file === undefined ? {} : { file }) };
}

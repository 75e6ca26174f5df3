import type { Completion, Mount } from '../../model/deployment-facts.js';
import { literalOf, type Hole } from '../../model/expression.js';
import type { Setting, Site } from '../../model/text.js';
import { booleanOf, get, itemsOf, pairOf, scalarOf, textOf, type YamlMap, type YamlNode, type YamlScalar } from '../../syntax/yaml.js';
import { mappingSlot, siteOf, textSlot } from '../../syntax/yaml-slots.js';
import { composeSetting, expressionOf, literalText, type Source } from './source.js';

/** Mounts of `volumes`, `tmpfs` and, one step far, of `volumes_from`. */
export function mountsOf(source: Source, service: YamlNode, services: YamlNode | undefined): Mount[] {
  return [
    ...volumesOf(source, service),
    ...temporaryMounts(source, get(service, 'tmpfs')),
    ...borrowedMounts(source, get(service, 'volumes_from'), services),
  ];
}

function volumesOf(source: Source, service: YamlNode): Mount[] {
  const list = get(service, 'volumes');
  const editable = list?.kind === 'list' && !list.shared;
  return itemsOf(list).flatMap((item) => {
    if (item.kind === 'map') return [longForm(source, item)];
    return item.kind === 'scalar' ? [shortForm(source, item, editable)] : [];
  });
}

function temporaryMounts({ path }: Source, node: YamlNode | undefined): Mount[] {
  return (node?.kind === 'list' ? itemsOf(node) : [node]).flatMap((item) => {
    const [target] = literalText(item)?.split(':') ?? [];
    return item === undefined || target === undefined ? [] : [{ source: 'other', name: '', target, site: siteOf(path, item) }];
  });
}

/** `volumes_from: service[:ro]` mounts what that service mounts; the fixes stay there. */
function borrowedMounts(source: Source, node: YamlNode | undefined, services: YamlNode | undefined): Mount[] {
  return itemsOf(node).flatMap((item) => {
    const [name = '', mode] = (textOf(item) ?? '').split(':');
    const lender = get(services, name);
    const site = siteOf(source.path, item);
    return lender === undefined ? [] : volumesOf(source, lender).map((mount) => borrowed(mount, mode, site));
  });
}

function borrowed({ source, name, target, readOnly }: Mount, mode: string | undefined, site: Site): Mount {
  const setting = modeSetting(mode, site) ?? readOnly;
  return { source, name, target, site, ...(setting && { readOnly: setting }) };
}

/** `[source:]target[:mode]`; a source is a path when it looks like one, else the name of a volume. */
function shortForm(source: Source, item: YamlScalar, editable: boolean): Mount {
  const site = siteOf(source.path, item);
  const [first = '', second, mode] = fieldsOf(item);
  if (second === undefined) return { source: 'other', name: '', target: knownText(first), site };
  const readOnly = modeSetting(mode, site);
  const isWritable = readOnly === undefined || (readOnly.known && !readOnly.value);
  const readOnlyFix = editable && isWritable ? shortReadOnlyFix(source, item, mode) : undefined;
  return {
    source: /^[.~]|[\\/]/.test(first) ? 'host' : 'volume',
    name: knownText(first),
    target: knownText(second),
    site,
    ...(readOnly && { readOnly }),
    ...(readOnlyFix && { readOnlyFix }),
  };
}

/** Stands for a variable, whose own colons must not count; no path and no volume name contains it. */
const VARIABLE = '?';

/** The fields between colons; the colon of a Windows drive belongs to its path. `$PWD` is the folder of the project, and a variable with a default is that. */
function fieldsOf(item: YamlScalar): string[] {
  const text = (expressionOf(item) ?? []).map((part) => (typeof part === 'string' ? part : defaultOf(part) ?? VARIABLE)).join('');
  const fields: string[] = [];
  for (const field of text.split(':')) {
    const drive = fields.at(-1);
    if (drive !== undefined && /^[A-Za-z]$/.test(drive)) fields[fields.length - 1] = `${drive}:${field}`;
    else fields.push(field);
  }
  return fields;
}

function defaultOf(hole: Hole): string | undefined {
  if (hole.hole !== 'substitution') return undefined;
  return hole.name === 'PWD' ? '.' : literalOf(hole.fallback);
}

function knownText(field: string): string {
  return field.includes(VARIABLE) ? '' : field;
}

function modeSetting(mode: string | undefined, site: Site): Setting<boolean> | undefined {
  if (mode === undefined) return undefined;
  if (mode.includes(VARIABLE)) return { known: false, site };
  return { known: true, value: mode.split(',').includes('ro'), site };
}

function shortReadOnlyFix({ path, text }: Source, item: YamlScalar, mode: string | undefined): Completion | undefined {
  const { start, end } = item.inner;
  // Escapes and folded lines would shift the offsets.
  if (text.slice(start, end) !== item.text) return undefined;
  if (mode === undefined) return { slot: textSlot(path, { start: end, end }), item: ':ro' };
  const others = mode.split(',').filter((option) => option !== 'rw' && option !== '');
  return { slot: textSlot(path, { start: end - mode.length, end }), item: ['ro', ...others].join(',') };
}

function longForm(source: Source, item: YamlMap): Mount {
  const type = literalText(get(item, 'type')) ?? 'volume';
  const readOnly = composeSetting(source, get(item, 'read_only'), booleanOf);
  const readOnlyFix = longReadOnlyFix(source, item, readOnly);
  return {
    source: type === 'volume' ? 'volume' : type === 'bind' ? 'host' : 'other',
    name: literalText(get(item, 'source')) ?? '',
    target: literalText(get(item, 'target')) ?? '',
    site: siteOf(source.path, get(item, 'source') ?? item),
    ...(readOnly && { readOnly }),
    ...(readOnlyFix && { readOnlyFix }),
  };
}

function longReadOnlyFix({ path, text }: Source, item: YamlMap, readOnly: Setting<boolean> | undefined): Completion | undefined {
  if (readOnly === undefined) {
    const slot = mappingSlot(path, text, item);
    return slot && { slot, item: { read_only: true } };
  }
  const pair = pairOf(item, 'read_only');
  if (!readOnly.known || readOnly.value || item.shared || pair === undefined || pair.alias || pair.merged) return undefined;
  const written = scalarOf(pair.value);
  return written && { slot: textSlot(path, written.span), item: 'true' };
}

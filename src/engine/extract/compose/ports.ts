import type { PublishedPort } from '../../model/deployment-facts.js';
import { literalOf } from '../../model/expression.js';
import type { Site } from '../../model/text.js';
import { get, itemsOf, numberOf, type YamlNode } from '../../syntax/yaml.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { expressionOf, type Source } from './source.js';

/** Longer ranges are cut: they are no service's addresses, and `1-65535` must not make 65,535 facts. */
const MAX_RANGE = 32;

/** Ports of `ports`, host side and container side; entries whose container port is a variable are left out. */
export function publishedPorts(source: Source, node: YamlNode | undefined): PublishedPort[] {
  return itemsOf(node).flatMap((item) => {
    const site = siteOf(source.path, item);
    if (item.kind !== 'map') return shortForm(portText(item), site);
    const container = numberOf(get(item, 'target'));
    if (container === undefined) return [];
    const [host] = rangeOf(portText(get(item, 'published')));
    return [{ ...(host === undefined ? {} : { host }), container, site }];
  });
}

/** Ports of `expose`. */
export function exposedPorts(node: YamlNode | undefined): number[] {
  return itemsOf(node).flatMap((item) => rangeOf(withoutProtocol(portText(item))));
}

/** `[[ip:]host:]container[/protocol]`, each side a port or a range. */
function shortForm(text: string, site: Site): PublishedPort[] {
  const parts = withoutProtocol(text).split(':');
  const hosts = parts.length > 1 ? rangeOf(parts.at(-2) ?? '') : [];
  return rangeOf(parts.at(-1) ?? '').map((container, index) => {
    const host = hosts[index];
    return { ...(host === undefined ? {} : { host }), container, site };
  });
}

/** A scalar with the default of each variable, `5432` for `${PORT:-5432}`, and `?` for one that has none: colons inside of it must not count. */
function portText(node: YamlNode | undefined): string {
  return (expressionOf(node) ?? []).map((part) => (typeof part === 'string' ? part : 'fallback' in part ? portOf(literalOf(part.fallback)) : '?')).join('');
}

function portOf(fallback: string | undefined): string {
  return fallback !== undefined && /^\d{1,5}$/.test(fallback) ? fallback : '?';
}

function withoutProtocol(text: string): string {
  return text.split('/')[0] ?? '';
}

function rangeOf(text: string): number[] {
  const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const length = Math.min(Number(to) - Number(from) + 1, MAX_RANGE);
  return length >= 1 ? Array.from({ length }, (_, index) => Number(from) + index) : [];
}

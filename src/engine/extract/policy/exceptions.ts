import type { PolicyExceptionFact } from '../../model/policy-facts.js';
import type { Site } from '../../model/text.js';
import { get, itemsOf, scalarOf, textOf, type YamlList, type YamlNode } from '../../syntax/yaml.js';
import { checkKeys, textAt, textsAt, type PolicyReader } from './reading.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The findings that `exceptions` accepts. */
export function readExceptions(node: YamlNode, reader: PolicyReader): PolicyExceptionFact[] {
  if (node.kind === 'list') return itemsOf(node).flatMap((item) => toFact(item, node, reader) ?? []);
  reader.complain(node.span, '`exceptions` must be a list');
  return [];
}

function toFact(entry: YamlNode, list: YamlList, reader: PolicyReader): PolicyExceptionFact | undefined {
  const rule = scalarOf(get(entry, 'rule'));
  if (rule === undefined) {
    reader.complain(entry.span, 'an exception must name its rule');
    return undefined;
  }
  checkKeys(entry, ['rule', 'from', 'to', 'elements', 'reason', 'owner', 'until'], reader);
  const elements = ['from', 'to', 'elements'].map((key) => textsAt(entry, key, reader) ?? (get(entry, key) === undefined ? [] : undefined));
  // An exception that says less than its author meant would hide more.
  if (!elements.every((names) => names !== undefined)) return undefined;
  const reason = textAt(entry, 'reason', reader);
  const owner = textAt(entry, 'owner', reader);
  const until = textOf(get(entry, 'until'));
  if (until !== undefined && !DAY.test(until)) {
    reader.complain((get(entry, 'until') ?? entry).span, 'until must be a day such as 2027-01-31');
    return undefined;
  }
  const removal = removalOf(entry, list, reader);
  return {
    kind: 'policy-exception', rule: rule.text, elements: elements.flat(), site: { path: reader.path, span: rule.span },
    ...(reason !== undefined && { reason }),
    ...(owner !== undefined && { owner }),
    ...(until !== undefined && { until }),
    ...(removal && { removal }),
  };
}

/** The lines of an entry of a block list that has others: an empty list would be a null. */
function removalOf(entry: YamlNode, list: YamlList, { path, text }: PolicyReader): Site | undefined {
  if (list.flow || list.shared || list.items.length < 2) return undefined;
  const start = text.lastIndexOf('\n', entry.span.start) + 1;
  if (!/^\s*-\s*$/.test(text.slice(start, entry.span.start))) return undefined;
  const lineEnd = text.indexOf('\n', entry.span.end);
  if (text.slice(entry.span.end, lineEnd < 0 ? undefined : lineEnd).trim() !== '') return undefined;
  return { path, span: { start, end: lineEnd < 0 ? text.length : lineEnd + 1 } };
}

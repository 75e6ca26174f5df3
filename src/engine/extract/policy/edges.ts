import type { EdgePolicyFact, Intermediary } from '../../model/policy-facts.js';
import { RELATION_KINDS } from '../../model/relation-kind.js';
import type { Severity } from '../../model/severity.js';
import { booleanOf, get, itemsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { alternatives, checkKeys, textAt, wordAt, wordsAt, type PolicyReader } from './reading.js';
import { selectorAt } from './selectors.js';

/** Sections of the policy file about relations, with the effect of their entries. */
export const EDGE_SECTIONS = { forbidden: 'forbidden', required: 'required', asyncOnly: 'async-only' } as const;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];
const INTERMEDIARIES: readonly Intermediary[] = ['mesh', 'broker', 'gateway', 'contract'];
const KEYS = ['name', 'comment', 'severity', 'from', 'to'];

/** The decisions of one section. An entry whose selectors cannot be used is left out whole. */
export function readEdges(section: keyof typeof EDGE_SECTIONS, node: YamlNode, reader: PolicyReader): EdgePolicyFact[] {
  if (node.kind === 'list') return itemsOf(node).flatMap((item) => toFact(section, item, reader) ?? []);
  reader.complain(node.span, `\`${section}\` must be a list`);
  return [];
}

function toFact(section: keyof typeof EDGE_SECTIONS, entry: YamlNode, reader: PolicyReader): EdgePolicyFact | undefined {
  if (entry.kind !== 'map') {
    reader.complain(entry.span, `an entry of ${section} must be a mapping`);
    return undefined;
  }
  checkKeys(entry, section === 'asyncOnly' ? KEYS : [...KEYS, 'relations', section === 'forbidden' ? 'reachable' : 'via'], reader);
  const from = selectorAt(entry, 'from', reader);
  const to = selectorAt(entry, 'to', reader);
  const via = section === 'required' ? viaOf(entry, reader) : [];
  if (from === undefined || to === undefined || via === undefined) return undefined;
  if (Object.keys(from).length === 0 && Object.keys(to).length === 0 && section !== 'required') {
    reader.complain(entry.span, `an entry of ${section} must say from or to whom`);
    return undefined;
  }
  const name = textAt(entry, 'name', reader);
  const comment = textAt(entry, 'comment', reader);
  const severity = wordAt(entry, 'severity', SEVERITIES, reader);
  const relations = section === 'asyncOnly' ? undefined : wordsAt(entry, 'relations', RELATION_KINDS, reader);
  return {
    kind: 'edge-policy', effect: EDGE_SECTIONS[section], from, to, via,
    reachable: section === 'forbidden' && booleanOf(get(entry, 'reachable')) === true,
    site: { path: reader.path, span: siteOf(entry) },
    ...(name !== undefined && { name }),
    ...(comment !== undefined && { comment }),
    ...(severity !== undefined && { severity }),
    ...(relations !== undefined && { relations }),
  };
}

function viaOf(entry: YamlNode, reader: PolicyReader): readonly Intermediary[] | undefined {
  if (get(entry, 'via') !== undefined) return wordsAt(entry, 'via', INTERMEDIARIES, reader);
  reader.complain(entry.span, `an entry of required must say via what: ${alternatives(INTERMEDIARIES)}`);
  return undefined;
}

/** The name is what people look for; else the first key stands for the entry. */
function siteOf(entry: YamlNode): { readonly start: number; readonly end: number } {
  const name = get(entry, 'name');
  if (name !== undefined && textOf(name) !== undefined) return name.span;
  return entry.kind === 'map' ? (entry.pairs[0]?.key.span ?? entry.span) : entry.span;
}

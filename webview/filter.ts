import type { ChangeView } from '../src/protocol/graph-diff.js';
import type { ElementView, GraphView, LevelView, RelationView } from '../src/protocol/graph-view.js';

/**
 * The filter language: terms apart by blanks, all of which must hold. A term is `key:value`, `key:one,other`,
 * `risk>=high`, `risk<0.2`, or a bare word that names either end; `!` in front turns it round.
 * Keys: kind, from, to, of (either end), group, rule, protocol, confidence, is (cycle, cross-group, changed, added, removed), risk.
 * What changed is known only while graphs are compared.
 * Text matches anywhere in a name and in any case, kinds and levels match whole.
 */
export interface Filter {
  /** True for relations that pass. */
  readonly passes: (relation: RelationView) => boolean;
  /** Terms that mean nothing; they are left out. */
  readonly unknown: readonly string[];
}

/** Everything a term may ask of a relation. */
interface Subject {
  readonly relation: RelationView;
  readonly from: ElementView | undefined;
  readonly to: ElementView | undefined;
  readonly rules: readonly string[];
  /** Since the graph it is compared with. */
  readonly change: ChangeView | undefined;
}

type Test = (subject: Subject) => boolean;

const LEVELS: readonly LevelView[] = ['low', 'medium', 'high'];

/** What a key compares its value with; the value arrives in lower case. */
const KEYS: Readonly<Record<string, (value: string) => Test | undefined>> = {
  kind: (value) => ({ relation }) => relation.line === value || relation.kind === value,
  from: (value) => ({ from }) => isNamed(from, value),
  to: (value) => ({ to }) => isNamed(to, value),
  of: (value) => ({ from, to }) => isNamed(from, value) || isNamed(to, value),
  group: (value) => ({ from, to }) => has(from?.group, value) || has(to?.group, value),
  rule: (value) => ({ rules }) => rules.some((rule) => has(rule, value)),
  protocol: (value) => ({ relation }) => has(relation.protocol, value),
  confidence: (value) => ({ relation }) => relation.confidence === value,
  is: (value) => (Object.hasOwn(TRAITS, value) ? TRAITS[value] : undefined),
};

/** What `is:` may ask. */
const TRAITS: Readonly<Record<string, Test>> = {
  cycle: ({ relation }) => relation.inCycle,
  'cross-group': ({ from, to }) => from?.group !== to?.group,
  changed: ({ change }) => change !== undefined,
  added: ({ change }) => change === 'added',
  removed: ({ change }) => change === 'removed',
};

/** What became of relations, by id; empty while nothing is compared. */
export type Changes = ReadonlyMap<string, ChangeView>;

const NO_CHANGES: Changes = new Map();

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '>=': (a, b) => a >= b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '<': (a, b) => a < b, ':': (a, b) => a === b,
};

/** Reads a filter; never fails. */
export function parseFilter(text: string, view: GraphView, changes: Changes = NO_CHANGES): Filter {
  const elements = new Map(view.elements.map((element) => [element.id, element]));
  const tests: Test[] = [];
  const unknown: string[] = [];
  for (const term of text.trim().toLowerCase().split(/\s+/)) {
    if (term === '') continue;
    const test = readTerm(term);
    if (test === undefined) unknown.push(term);
    else tests.push(test);
  }
  return {
    unknown,
    passes: (relation) => {
      const rules = relation.findings.flatMap((index) => view.findings[index]?.rule ?? []);
      const subject = { relation, from: elements.get(relation.from), to: elements.get(relation.to), rules, change: changes.get(relation.id) };
      return tests.every((test) => test(subject));
    },
  };
}

/** Relations that pass a filter; all of them when it is empty. */
export function filterRelations(view: GraphView, text: string, changes: Changes = NO_CHANGES): readonly RelationView[] {
  return text.trim() === '' ? view.relations : view.relations.filter(parseFilter(text, view, changes).passes);
}

/** True for a filter that asks what changed. */
export function asksForChanges(text: string): boolean {
  return /(?:^|\s)!?is:(?:\S+,)?(?:changed|added|removed)(?=,|\s|$)/i.test(text);
}

function readTerm(term: string): Test | undefined {
  if (term.startsWith('!')) {
    const test = readTerm(term.slice(1));
    return test === undefined ? undefined : (subject) => !test(subject);
  }
  const [, key = '', operator = '', value = ''] = /^([a-z]+)(>=|<=|>|<|:)(.+)$/.exec(term) ?? [];
  if (key === '') return /[:<>!]/.test(term) || term === '' ? undefined : KEYS['of']?.(term);
  if (key === 'risk') return readRisk(operator, value);
  const read = KEYS[key];
  if (read === undefined || operator !== ':') return undefined;
  const tests = value.split(',').filter((one) => one !== '').map(read);
  return tests.length > 0 && tests.every((test) => test !== undefined) ? (subject) => tests.some((test) => test(subject)) : undefined;
}

/** A level compares with levels, a number with the risk itself. */
function readRisk(operator: string, value: string): Test | undefined {
  const compare = COMPARISONS[operator];
  const level = LEVELS.findIndex((name) => name === value);
  if (compare === undefined) return undefined;
  if (level >= 0) return ({ relation }) => compare(LEVELS.indexOf(relation.level), level);
  const number = Number(value);
  return Number.isNaN(number) ? undefined : ({ relation }) => compare(relation.risk, number);
}

function has(text: string | undefined, part: string): boolean {
  return text?.toLowerCase().includes(part) === true;
}

function isNamed(element: ElementView | undefined, part: string): boolean {
  return element !== undefined && (has(element.name, part) || element.aliases.some((alias) => has(alias, part)));
}

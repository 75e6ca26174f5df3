import { expect, test } from 'vitest';
import { addException, applyEdits, documentExtractors, extractFile } from '../../src/engine/index.js';

const ACCEPTED = { rule: 'sync-chain', elements: ['orders', 'billing'], reason: 'refunds ask back: by "event" in spring', until: '2031-01-31' };
const ENTRY = [
  '  - rule: sync-chain',
  '    elements: [orders, billing]',
  '    reason: "refunds ask back: by \\"event\\" in spring"',
  '    until: 2031-01-31',
].join('\n');

function added(text: string): string | undefined {
  const edit = addException(text, ACCEPTED);
  return edit && applyEdits(text, [{ site: { path: 'coupling.policy.yaml', span: edit.span }, newText: edit.newText }]);
}

const OTHER = '  - { rule: sync-cycle, from: web, reason: a page that asks itself } # agreed\n';

test.each([
  ['a new file', '', `exceptions:\n${ENTRY}\n`],
  ['a file without exceptions', 'services:\n  orders: { owner: team-a }\n', `services:\n  orders: { owner: team-a }\n\nexceptions:\n${ENTRY}\n`],
  ['a file without a last line end', 'version: 1', `version: 1\n\nexceptions:\n${ENTRY}\n`],
  ['an empty section', 'exceptions: # none yet\nversion: 1\n', `exceptions: # none yet\n${ENTRY}\nversion: 1\n`],
  ['behind others, whose comments stay', `exceptions:\n${OTHER}\nasyncOnly: []\n`, `exceptions:\n${OTHER}${ENTRY}\n\nasyncOnly: []\n`],
  ['entries without indentation', 'exceptions:\n- rule: sync-cycle\n  from: web\n  reason: |\n    asks itself\nversion: 1\n', `exceptions:\n- rule: sync-cycle\n  from: web\n  reason: |\n    asks itself\n${ENTRY.replace(/^ {2}/gm, '')}\nversion: 1\n`],
])('%s', (_, text, expected) => {
  expect(added(text)).toBe(expected);
  expect(added(text.replaceAll('\n', '\r\n'))).toBe(expected.includes('\n') && text.includes('\n') ? expected.replaceAll('\n', '\r\n') : expected);
  const { facts, problems } = extractFile(documentExtractors, 'coupling.policy.yaml', expected);
  expect(problems).toEqual([]);
  const { rule, ...said } = ACCEPTED;
  expect(facts.filter((fact) => fact.kind === 'policy-exception' && fact.rule === rule)).toEqual([expect.objectContaining(said)]);
});

test.each([
  ['a list on one line', 'exceptions: [{ rule: sync-cycle, from: web }]\n'],
  ['a file with mistakes', 'exceptions:\n  - { rule: sync-cycle\n'],
  ['what is no mapping', '- exceptions\n'],
  ['several documents', 'version: 1\n---\nversion: 1\n'],
  ['an alias', 'x: &all\n  - { rule: sync-cycle, from: web }\nexceptions: *all\n'],
])('nothing is written into %s', (_, text) => {
  expect(addException(text, ACCEPTED)).toBeUndefined();
});

test('names that are no plain words are quoted', () => {
  const text = addException('', { rule: 'sync-chain', elements: ['no', 'a, b', '#1'], reason: 'it is so' })?.newText;
  expect(text).toContain('elements: ["no", "a, b", "#1"]');
  expect(text).not.toContain('until');
});

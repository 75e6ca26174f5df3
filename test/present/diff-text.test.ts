import { expect, test } from 'vitest';
import { createWorkspace, defaultConfig } from '../../src/engine/index.js';
import { acceptedFindings, toDiffDocument, toDiffText, toExportText, toGraphView, toSarif, type Compared } from '../../src/present/index.js';
import type { GraphView } from '../../src/protocol/graph-view.js';

const SHARED = `services:
  orders:
    image: shop/orders
    environment:
      DATABASE_URL: postgres://app@db:5432/shop
  payments:
    image: shop/payments
    environment:
      DATABASE_URL: postgres://app@db:5432/shop
  db:
    image: postgres:16
`;
const APART = SHARED.replace('  payments:\n    image: shop/payments\n    environment:\n      DATABASE_URL: postgres://app@db:5432/shop\n', '  payments:\n    image: shop/payments\n    environment:\n      DATABASE_URL: postgres://app@payments-db:5432/payments\n  payments-db:\n    image: postgres:16\n');

function analysed(text: string) {
  const workspace = createWorkspace();
  workspace.set('compose.yaml', text);
  return { workspace, analysis: workspace.analyseWith([], defaultConfig) };
}

/** A state then and one now. */
function compared(then: string, now: string): Compared {
  const accepted = (text: string) => { const { workspace, analysis } = analysed(text); return acceptedFindings(analysis, workspace.lineStarts); };
  return { ref: 'main', lacking: [], before: viewOf(then), after: viewOf(now), accepted: { before: accepted(then), after: accepted(now) } };
}

function viewOf(text: string): GraphView {
  const { workspace, analysis } = analysed(text);
  return toGraphView(analysis, { revision: 1, complete: true, restricted: false, filesRead: 1, name: 'shop', lineStartsOf: workspace.lineStarts });
}

test('the same twice: nothing differs', () => {
  expect(toDiffText(compared(SHARED, SHARED))).toMatch(/^Compared with main: .*at the same place\. Nothing else differs\.\n$/);
});

test('a shared database taken apart: what came, what went, which finding is gone', () => {
  const text = toDiffText(compared(SHARED, APART));
  expect(text).toContain('  + datastore:payments-db');
  expect(text).toContain('  - service:payments -stores-> datastore:db');
  expect(text).toContain('  + service:payments -stores-> datastore:payments-db');
  expect(text).toMatch(/Gone findings\n.*\[shared-database-schema\]/s);
  expect(text).not.toContain('New findings\n');
});

test('a repository without the ref is named', () => {
  expect(toDiffText({ ...compared(APART, SHARED), ref: 'v1', lacking: ['stock', 'mail'] })).toContain('\nstock and mail have no v1: all in them counts as added.\n');
});

test('the way back is a new finding', () => {
  expect(toDiffDocument(compared(APART, SHARED))).toMatchObject({
    elements: { added: [], removed: ['datastore:payments-db'] },
    findings: { added: expect.arrayContaining([expect.objectContaining({ rule: 'shared-database-schema' })]) },
  });
});

const ACCEPTED = SHARED.replace(/(payments\n    environment:\n)/, '$1      # coupling-ignore shared-database-schema -- payments move out in spring\n');

test('a finding that a comment accepts has not gone: exceptions grow', () => {
  const text = toDiffText(compared(SHARED, ACCEPTED));
  expect(text).not.toContain('Gone findings');
  expect(text).toContain('\nAccepted findings  0 -> 1: exceptions grow\n  1 finding by comment, was 0\n  + compose.yaml:10  error  orders and payments share');
  expect(toDiffDocument(compared(SHARED, ACCEPTED))).toMatchObject({ accepted: { before: 0, after: 1, added: [{ rule: 'shared-database-schema', by: 'comment' }] }, findings: { removed: [] } });
});

test('exceptions that stay the same are not told, those that end are', () => {
  expect(toDiffText(compared(ACCEPTED, ACCEPTED))).not.toContain('Accepted findings');
  expect(toDiffText(compared(ACCEPTED, APART))).toContain('\nAccepted findings  1 -> 0: exceptions shrink\n  0 findings by comment, was 1\n');
});

test('DOT: names are quoted, never read as syntax', () => {
  const { workspace, analysis } = analysed('services:\n  \'a"];b\':\n    image: x\n    environment:\n      DB: postgres://u@db:5432/s\n  db:\n    image: postgres:16\n');
  const dot = toExportText('dot', analysis, workspace.lineStarts);
  expect(dot).toContain('label="db" shape=cylinder');
  expect(dot.match(/(?<!\\)"/g)?.length).toSatisfy((count: number) => count % 2 === 0);
});

test('Markdown: verdict and one row for each finding', () => {
  const { workspace, analysis } = analysed(SHARED);
  const text = toExportText('markdown', analysis, workspace.lineStarts);
  expect(text).toMatch(/^## Coupling: /);
  expect(text.split('\n').filter((line) => line.startsWith('| ')).length).toBe(2 + analysis.findings.filter(({ suppressed }) => !suppressed).length);
});

test('SARIF: each result names its rule by id and index, and its place', () => {
  const { workspace, analysis } = analysed(SHARED);
  const sarif = toSarif(analysis, '1.2.3', workspace.lineStarts) as { runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number }[] }[] };
  const [run] = sarif.runs;
  expect(run?.results.length).toBe(analysis.findings.length);
  for (const { ruleId, ruleIndex } of run?.results ?? []) expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  expect(JSON.stringify(run?.results[0])).toContain('"artifactLocation":{"uri":"compose.yaml"');
});

import { expect, test } from 'vitest';
import { createWorkspace, defaultConfig } from '../../src/engine/index.js';
import { toDiffDocument, toDiffText, toExportText, toGraphView, toSarif } from '../../src/present/index.js';
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

function viewOf(text: string): GraphView {
  const { workspace, analysis } = analysed(text);
  return toGraphView(analysis, { revision: 1, complete: true, restricted: false, filesRead: 1, name: 'shop', lineStartsOf: workspace.lineStarts });
}

test('the same twice: nothing differs', () => {
  expect(toDiffText({ ref: 'main', lacking: [], before: viewOf(SHARED), after: viewOf(SHARED) })).toMatch(/^Compared with main: .*at the same place\. Nothing else differs\.\n$/);
});

test('a shared database taken apart: what came, what went, which finding is gone', () => {
  const text = toDiffText({ ref: 'main', lacking: [], before: viewOf(SHARED), after: viewOf(APART) });
  expect(text).toContain('  + datastore:payments-db');
  expect(text).toContain('  - service:payments -stores-> datastore:db');
  expect(text).toContain('  + service:payments -stores-> datastore:payments-db');
  expect(text).toMatch(/Gone findings\n.*\[shared-database-schema\]/s);
  expect(text).not.toContain('New findings\n');
});

test('a repository without the ref is named', () => {
  expect(toDiffText({ ref: 'v1', lacking: ['stock', 'mail'], before: viewOf(APART), after: viewOf(SHARED) })).toContain('\nstock and mail have no v1: all in them counts as added.\n');
});

test('the way back is a new finding', () => {
  expect(toDiffDocument({ ref: 'main', lacking: [], before: viewOf(APART), after: viewOf(SHARED) })).toMatchObject({
    elements: { added: [], removed: ['datastore:payments-db'] },
    findings: { added: expect.arrayContaining([expect.objectContaining({ rule: 'shared-database-schema' })]) },
  });
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

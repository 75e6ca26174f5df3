import { expect, test } from 'vitest';
import { createWorkspace, defaultConfig } from '../../src/engine/index.js';
import { toExportText } from '../../src/present/index.js';

const ORIGIN = { version: '1.2.3', date: '2026-11-30', commit: '1a2b3c4' };

function shop() {
  const workspace = createWorkspace();
  workspace.set('compose.yaml', `services:
  orders:
    image: shop/orders
    environment:
      DATABASE_URL: postgres://app@db:5432/shop
      STOCK_URL: http://stock:8080
  stock:
    image: shop/stock
    environment:
      DATABASE_URL: postgres://app@db:5432/shop
  db:
    image: postgres:16
`);
  return { lineStarts: workspace.lineStarts, analysis: workspace.analyseWith([], defaultConfig) };
}

/** What is drawn while only the stores are in sight. */
function storesOnly() {
  const { analysis } = shop();
  const kept = analysis.graph.relations.filter(({ kind }) => kind === 'stores');
  return { elements: ['service:orders', 'service:stock', 'datastore:db'], relations: kept.map(({ id }) => id), total: analysis.graph.relations.length };
}

test('DOT draws each element and each relation once', () => {
  const { analysis, lineStarts } = shop();
  const text = toExportText('dot', analysis, lineStarts, { origin: ORIGIN });
  expect(text.split('\n')[0]).toBe('// Coupling Lens 1.2.3, 2026-11-30, commit 1a2b3c4; 3 of 3 relations');
  expect(text.match(/^ +n\d+ \[label="(\w+)"/gm)?.map((line) => /"(\w+)"/.exec(line)?.[1]).sort()).toEqual(['db', 'orders', 'stock']);
  expect(text.match(/^ +n\d+ -> n\d+ \[label="\w+/gm)?.map((line) => /"(\w+)/.exec(line)?.[1]).sort()).toEqual(['calls', 'stores', 'stores']);
  expect(text.trimEnd().endsWith('}')).toBe(true);
});

test('JSON of what is drawn holds that alone, and says how much it leaves out', () => {
  const { analysis, lineStarts } = shop();
  const scope = storesOnly();
  const document = JSON.parse(toExportText('json', analysis, lineStarts, { origin: ORIGIN, scope })) as { elements: { id: string }[]; relations: { id: string; kind: string }[]; origin: object };
  expect(document.elements.map(({ id }) => id).sort()).toEqual([...scope.elements].sort());
  expect(document.relations.map(({ kind }) => kind)).toEqual(['stores', 'stores']);
  expect(document.origin).toEqual({ version: '1.2.3', date: '2026-11-30', commit: '1a2b3c4', hiddenRelations: 1 });
});

test('Mermaid and DOT of what is drawn leave the rest out and say so', () => {
  const { analysis, lineStarts } = shop();
  for (const [format, comment] of [['mermaid', '%%'], ['dot', '//']] as const) {
    const text = toExportText(format, analysis, lineStarts, { origin: ORIGIN, scope: storesOnly() });
    expect(text.split('\n')[0]).toBe(`${comment} Coupling Lens 1.2.3, 2026-11-30, commit 1a2b3c4; 2 of 3 relations, 1 left out`);
    expect(text).not.toContain('calls');
  }
});

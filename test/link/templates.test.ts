import { expect, test } from 'vitest';
import { createWorkspace, defaultConfig } from '../../src/engine/index.js';

test('a service that others extend from a file nobody starts is a template, and no element', () => {
  const workspace = createWorkspace();
  workspace.set('common.yml', 'services:\n  base:\n    image: shop/base\n    environment:\n      STOCK_URL: http://stock:8080\n');
  workspace.set('compose.yaml', 'services:\n  orders:\n    image: shop/orders\n    extends: { file: common.yml, service: base }\n  stock:\n    image: shop/stock\n');
  const { graph } = workspace.analyseWith([], defaultConfig);

  expect([...graph.elements.keys()]).toEqual(['service:orders', 'service:stock']);
  expect(graph.relations.map(({ id }) => id)).toEqual(['service:orders -calls-> service:stock']);
});

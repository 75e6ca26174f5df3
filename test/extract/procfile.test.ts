import { expect, test } from 'vitest';
import { linkTexts } from '../support/link-texts.js';

const elements = (texts: Readonly<Record<string, string>>): string[] => [...linkTexts(texts).elements.keys()];

test('processes of one folder are one program; those that go to folders are programs of their own', () => {
  expect(elements({ 'orders/Procfile': 'web: gunicorn orders.wsgi\nworker: celery -A orders worker\nrelease: python manage.py migrate\n', 'orders/requirements.txt': 'django\n' })).toEqual(['service:orders']);
  expect(elements({
    Procfile: 'stock: cd services/stock && npm start\norders: cd services/orders && npm start\norders_worker: PORT=1 cd services/orders && npm run work\nrelease: echo\n',
    'services/stock/package.json': '{"name":"@shop/stock"}', 'services/orders/package.json': '{"name":"@shop/orders"}',
  })).toEqual(['service:orders', 'service:stock']);
});

test('what deploys the system otherwise is believed more', () => {
  expect(elements({
    'compose.yaml': 'services:\n  shop: { build: . }\n', Dockerfile: 'FROM ruby\nCOPY . .\n',
    Procfile: 'web: cd a && puma\nworker: cd b && sidekiq\n',
  })).toEqual(['service:shop']);
});

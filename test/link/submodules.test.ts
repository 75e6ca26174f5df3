import { expect, test } from 'vitest';
import { linkTexts } from '../support/link-texts.js';

const GITMODULES = '[submodule "orders"]\n\tpath = services/orders\n\turl = ../orders.git\n[submodule "stock"]\n\tpath = "services/stock"\n[submodule "lib"]\n\tpath = third_party/lib\n';

function problemsOf(texts: Readonly<Record<string, string>>): string[] {
  return linkTexts({ '.gitmodules': GITMODULES, ...texts }).problems.map(({ message }) => message);
}

test('a submodule that is not checked out is named; what nobody reads anyway is not', () => {
  expect(problemsOf({ 'services/orders/src/Dockerfile': 'FROM node\n' })).toEqual(['Nothing was read of the submodule services/stock. If it is not checked out, git submodule update --init brings it']);
});

test('all there: nothing to say', () => {
  expect(problemsOf({ 'services/orders/Dockerfile': 'FROM node\n', 'services/stock/Dockerfile': 'FROM node\n' })).toEqual([]);
});

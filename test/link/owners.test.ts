import { expect, test } from 'vitest';
import { linkTexts } from '../support/link-texts.js';

const SYSTEM = {
  'compose.yaml': 'services:\n  orders: { build: services/orders }\n  stock: { build: services/stock }\n  web: { build: web }\n',
  'services/orders/Dockerfile': 'FROM node\n', 'services/stock/Dockerfile': 'FROM node\n', 'web/Dockerfile': 'FROM node\n',
};

/** The owners of the elements by name. */
function ownersOf(texts: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return Object.fromEntries([...linkTexts({ ...SYSTEM, ...texts }).elements.values()].map(({ name, owner }) => [name, owner]));
}

test('code owners: the last line that matches the folder of the code wins', () => {
  expect(ownersOf({ '.github/CODEOWNERS': '* @shop/platform\n*.md @shop/docs\n/services/ @shop/back\n# comment\n/services/orders/** @shop/orders @ann\nweb\n' }))
    .toEqual({ orders: '@ann @shop/orders', stock: '@shop/back', web: undefined });
});

test('owners of a section hold for its lines; patterns of single files say nothing about a service', () => {
  expect(ownersOf({ CODEOWNERS: '[Back] @shop/back\nservices/stock/\n^[Front][2] @shop/front\n/web/\n/services/orders/* @shop/orders\n/services/*/Dockerfile @shop/ops\n' }))
    .toEqual({ orders: undefined, stock: '@shop/back', web: '@shop/front' });
});

test('a catalogue is about components, so it goes before code owners; the policy file goes before both', () => {
  const component = (name: string, owner: string): string => `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: { owner: ${owner} }\n`;
  expect(ownersOf({
    CODEOWNERS: '* @shop/all\n', 'services/orders/catalog-info.yaml': component('order-management', 'team-a'), 'web/catalog-info.yaml': component('web', 'group:default/team-b'),
    'coupling.policy.yaml': 'services:\n  web: { owner: team-c }\n',
  })).toEqual({ orders: 'team-a', stock: '@shop/all', web: 'team-c' });
});

test('an entry of the policy file that means nobody, or several, is a problem at its place', () => {
  const text = 'services:\n  web: { owner: team-c }\n  webb: { owner: team-d }\n';
  const { problems } = linkTexts({ ...SYSTEM, 'coupling.policy.yaml': text });
  expect(problems).toEqual([{ site: { path: 'coupling.policy.yaml', span: { start: text.indexOf('webb'), end: text.indexOf('webb') + 4 } }, message: 'Nothing in the workspace is called webb: what the policy says of it has no effect' }]);
});

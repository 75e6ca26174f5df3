import { expect, test } from 'vitest';
import { factsOf, spelled } from './typescript-spelling.js';

const constants = (text: string): string[] =>
  factsOf(text, 'orders/src/config.ts').flatMap((fact) => (fact.kind === 'constant' ? [`${fact.name} = ${spelled(fact.value)}`] : []));

test.each<[string, string, ...string[]]>([
  ['texts and the environment', `export const url = process.env.S || 'http://stock'; export const topic = 'orders.created'`, 'url = {$S|http://stock}', 'topic = orders.created'],
  ['objects', `export const urls = { stock: { url: 'http://stock' }, mail: process.env.MAIL }`, 'urls.stock.url = http://stock', 'urls.mail = {$MAIL}'],
  ['a default', `const config = { url: process.env.S }; export default config;`, 'default.url = {$S}'],
  ['CommonJS', `module.exports = { url: process.env.S }; exports.other = 'http://b'`, 'url = {$S}', 'default.url = {$S}', 'other = http://b'],
  ['CommonJS in a function', `(function () { var domain = ''; if (x) domain = '.' + x; module.exports = { url: util.format('http://stock%s/items', domain) } }())`, 'url = http://stock/items', 'default.url = http://stock/items'],
  ['names exported later', `const url = 'http://stock'; export { url as stockUrl }`, 'stockUrl = http://stock'],
  ['passed on', `export * from './a.js'; export { b as c } from './b.js'`, '* = {./a.js#*}', 'c = {./b.js#b}'],
  ['functions', 'export const stockUrl = () => `http://${process.env.HOST}`; export function settings() { return { url: process.env.S } }', 'stockUrl() = http://{$HOST}', 'settings().url = {$S}'],
  ['enumerations', `export enum Topic { Orders = 'orders' }`, 'Topic.Orders = orders'],
  ['a single object of a class', `class Settings { url = process.env.S; get mail() { return process.env.M } } export default new Settings();`, 'default.url = {$S}', 'default.mail = {$M}'],
  ['a checked environment', `import { cleanEnv } from 'envalid'; export const env = cleanEnv(process.env, {})`, 'env.* = {$*}'],
  ['of other files', `import { host } from './host'; export const url = host + '/x'`, 'url = {./host#host}/x'],
])('%s', (_, text, ...expected) => {
  expect(constants(text)).toEqual(expected);
});

test('sentences, markup and computed values are no targets', () => {
  expect(constants(`export const title = 'Welcome to the shop!'; export const f = (x) => x; export const now = Date.now(); export const n = { a: 1 }`)).toEqual([]);
});

test('a builder that gives itself has an end', () => {
  const methods = Array.from({ length: 60 }, (_, index) => `m${index}() { return this }`).join(' ');
  expect(constants(`export class Builder { ${methods} static make() { return new Builder() } } export default 'http://x'`)).toEqual(['default = http://x']);
});

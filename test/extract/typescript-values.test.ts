import { describe, expect, test } from 'vitest';
import { spelled, spelledUses, usesOf } from './typescript-spelling.js';

/** The target of the first use in a text. */
const target = (text: string): string => spelled(usesOf(text)[0]?.target);

describe('targets of calls', () => {
  test.each<[string, string, string]>([
    ['a literal', `fetch('http://stock:8080/items')`, 'http://stock:8080/items'],
    ['a template', 'const host = "stock"; fetch(`http://${host}:8080/${id}`)', 'http://stock:8080/{?}'],
    ['a sum', `const base = 'http://stock'; fetch(base + '/items')`, 'http://stock/items'],
    ['a variable of the environment', 'fetch(process.env.STOCK_URL)', '{$STOCK_URL}'],
    ['one in brackets', `fetch(process.env['STOCK_URL'] + '/x')`, '{$STOCK_URL}/x'],
    ['one with a default', `const url = process.env.STOCK_URL || 'http://stock'; fetch(url)`, '{$STOCK_URL|http://stock}'],
    ['two, then a default', `fetch(process.env.A ?? process.env.B ?? 'http://stock')`, '{$A|{$B|http://stock}}'],
    ['a conditional default', `fetch(process.env.A ? process.env.A : 'http://stock')`, '{$A|http://stock}'],
    ['a destructured environment', `const { STOCK_URL = 'http://stock' } = process.env; fetch(STOCK_URL)`, '{$STOCK_URL|http://stock}'],
    ['an alias of the environment', 'const env = process.env; fetch(`http://${env.HOST}:${env.PORT}`)', 'http://{$HOST}:{$PORT}'],
    ['a checked environment', `const env = cleanEnv(process.env, { STOCK_URL: url() }); fetch(env.STOCK_URL)`, '{$STOCK_URL}'],
    ['a parsed environment', `const parsed = schema.safeParse(process.env); fetch(parsed.data.STOCK_URL)`, '{$STOCK_URL}'],
    ['Vite', 'fetch(import.meta.env.VITE_STOCK_URL)', '{$VITE_STOCK_URL}'],
    ['an object of settings', `const config = { stock: { url: 'http://stock' } }; fetch(config.stock.url + '/x')`, 'http://stock/x'],
    ['a member assigned later', `const config = {}; config.url = 'http://stock'; fetch(config.url)`, 'http://stock'],
    ['an enumeration', `enum Host { Stock = 'http://stock' } fetch(Host.Stock)`, 'http://stock'],
    ['a field', `class A { base = 'http://stock'; get() { return fetch(this.base) } }`, 'http://stock'],
    ['a field set by the constructor', `class A { constructor() { this.base = process.env.S } get() { return fetch(this.base) } }`, '{$S}'],
    ['a static field', `class A { static base = 'http://stock' } fetch(A.base)`, 'http://stock'],
    ['a getter', `class A { get base() { return 'http://stock' } load() { fetch(this.base) } }`, 'http://stock'],
    ['a helper', 'const urlOf = (name) => `http://${name}:80`; fetch(urlOf("stock"))', 'http://stock:80'],
    ['new URL with a base', `fetch(new URL('/items', process.env.STOCK_URL))`, '{$STOCK_URL}/items'],
    ['a URL as text', `const url = new URL('http://stock/items'); fetch(url.toString())`, 'http://stock/items'],
    ['a constant of another file', `import { urls } from './config.js'; fetch(urls.stock + '/x')`, '{./config.js#urls.stock}/x'],
    ['a default import', `import settings from './settings'; fetch(settings.url)`, '{./settings#default.url}'],
    ['a required file', `const { stockUrl } = require('../endpoints'); fetch(stockUrl)`, '{../endpoints#stockUrl}'],
    ['a function of another file', `import { stockUrl } from './config'; fetch(stockUrl())`, '{./config#stockUrl()}'],
    ['NestJS configuration', `class A { constructor(private config: ConfigService) {} get() { fetch(this.config.get<string>('STOCK_URL')) } }`, '{$STOCK_URL}'],
    ['a configuration object', 'const { STOCK_URL } = Service.instance().config.values(); fetch(`${STOCK_URL}/x`)', '{$STOCK_URL}/x'],
    ['a path of the same host', `fetch('/api/items')`, '/api/items'],
    ['the same host on two ways', "let url = `${process.env.A}/a`; if (x) url = `${process.env.A}/b`; fetch(url)", '{$A}{?}'],
    ['a local address beside the real one', `fetch(isDev ? 'http://localhost:3000' : 'http://stock')`, 'http://stock'],
    ['a later addition', `let url = 'http://stock/items'; url += '?all=1'; fetch(url)`, 'http://stock/items'],
  ])('%s', (_, text, expected) => {
    expect(target(text)).toBe(expected);
  });

  test.each<[string, string]>([
    ['a parameter', 'export function load(url) { return fetch(url) }'],
    ['two different hosts', `let url = 'http://a/'; if (x) url = 'http://b/'; fetch(url)`],
    ['a value of a parameter with a default', `export function load(options) { return fetch(options.url || 'http://stock') }`],
    ['a value that refers to itself', 'let url = url; fetch(url)'],
  ])('unknown: %s', (_, text) => {
    expect(target(text)).toBe('{?}');
  });
});

describe('wrappers in the same file', () => {
  test('callers of a wrapper give the target', () => {
    const text = `
      async function load(path) { return (await fetch('http://stock' + path)).json(); }
      export const items = () => load('/items');
      export const prices = () => load('/prices');
      export const again = () => load('/prices');`;
    expect(spelledUses(text)).toEqual(['fetch calls GET http://stock/items', 'fetch calls GET http://stock/prices']);
  });

  test('methods and constructors', () => {
    const text = `
      class Client {
        constructor(url) { this.url = url; }
        get(path) { return fetch(this.url + path); }
        items() { return this.get('/items'); }
      }
      new Client(process.env.STOCK_URL);`;
    expect(spelledUses(text)).toEqual(['fetch calls GET {$STOCK_URL}/items']);
  });

  test('elements of a list', () => {
    expect(spelledUses(`[process.env.A, process.env.B].map(async (url) => fetch(url + '/health'))`)).toEqual([
      'fetch calls GET {$A}/health',
      'fetch calls GET {$B}/health',
    ]);
  });
});

test('the literal of a target is known, also behind a name', () => {
  const text = `const url = process.env.STOCK_URL || 'http://10.0.0.7'; fetch(url)`;
  const site = usesOf(text)[0]?.targetSite;
  expect(text.slice(site?.span.start, site?.span.end)).toBe(`'http://10.0.0.7'`);
});

test('broken code gives what can be read', () => {
  expect(spelledUses(`fetch('http://stock'); const x = {{{ axios.get(`)).toEqual(['fetch calls GET http://stock']);
  expect(spelledUses('fetch(; import {')).toEqual([]);
});

test('code made to have no end has one', () => {
  const circles = `let u, v; ${'u = u || v; v = v || u;'.repeat(200)} fetch(u)`;
  const spreads = Array.from({ length: 100 }, (_, index) => `const o${index + 1} = { ...o${index}, ...o${index} };`).join(' ');
  const deep = `fetch(${'('.repeat(5000)}x${')'.repeat(5000)})`;
  expect(spelledUses(circles)).toEqual(['fetch calls GET {?}']);
  expect(spelledUses(`${spreads} fetch(o100.url)`)).toEqual(['fetch calls GET {?}']);
  expect(() => spelledUses(deep)).toThrow('Not read as TypeScript');
});

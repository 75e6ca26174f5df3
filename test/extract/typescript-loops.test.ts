import { expect, test } from 'vitest';
import { typescriptExtractor } from '../../src/engine/extract/typescript/index.js';
import { factsOf } from '../support/code-facts.js';

const PROXY = "import { createProxyMiddleware } from 'http-proxy-middleware';\n";
const LIST = "const services = [{ path: '/a', target: 'http://a:1' }, { path: '/b', target: process.env.B_URL }];\n";
const MAP = "const services = { '/a': 'http://a:1', '/b': process.env.B_URL };\n";

test.each([
  ['a loop', `${LIST}for (const service of services) app.use(service.path, createProxyMiddleware({ target: service.target }));`],
  ['a loop that takes apart', `${LIST}for (const { path, target } of services) app.use(path, createProxyMiddleware({ target }));`],
  ['a callback', `${LIST}services.forEach(({ path, target }) => app.use(path, createProxyMiddleware({ target })));`],
  ['entries in a callback', `${MAP}Object.entries(services).forEach(([path, target]) => app.use(path, createProxyMiddleware({ target })));`],
  ['entries in a loop', `${MAP}for (const [path, target] of Object.entries(services)) app.use(path, createProxyMiddleware({ target }));`],
  ['values', `${MAP}Object.values(services).map((target) => createProxyMiddleware({ target }));`],
])('%s over targets is a call to each', (_, text) => {
  const calls = factsOf(typescriptExtractor, 'gateway/index.ts', PROXY + text).filter((fact) => fact.startsWith('calls'));

  expect(calls.map((call) => call.replace(' (http-proxy-middleware)', ''))).toEqual(['calls http http://a:1', 'calls http ${env:B_URL}']);
});

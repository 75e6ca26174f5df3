import { describe, expect, test } from 'vitest';
import { careIn, fixed, timeoutIn } from './typescript-spelling.js';

const AXIOS = `import axios from 'axios'; `;
const GOT = `import got from 'got'; `;

describe('time-outs', () => {
  test.each<[string, string, number | '?' | undefined]>([
    ['none', `fetch('http://a')`, undefined],
    ['a signal', `fetch('http://a', { signal: AbortSignal.timeout(5 * 1000) })`, 5000],
    ['a named number', `const WAIT = 2_500; fetch('http://a', { signal: AbortSignal.timeout(WAIT) })`, 2500],
    ['a controller with a timer', `async function f() { const c = new AbortController(); setTimeout(() => c.abort(), 3000); await fetch('http://a', { signal: c.signal }) }`, 3000],
    ['a signal from elsewhere', `function f(signal) { fetch('http://a', { signal }) }`, '?'],
    ['options from elsewhere', `function f(options) { fetch('http://a', options) }`, '?'],
    ['options that spread others', `function f(options) { fetch('http://a', { ...options, method: 'POST' }) }`, '?'],
    ['a body from elsewhere', `${AXIOS}function f(body) { axios.post('http://a', body) }`, undefined],
    ['axios', `${AXIOS}axios.get('http://a', { timeout: 1e3 })`, 1000],
    ['an instance', `${AXIOS}const api = axios.create({ baseURL: 'http://a', timeout: 1000 }); api.get('/x')`, 1000],
    ['an instance made from elsewhere', `${AXIOS}export function f(config) { const api = axios.create(config); api.get('/x') }`, '?'],
    ['the defaults of the library', `${AXIOS}axios.defaults.timeout = 1000; axios.get('http://a')`, 1000],
    ['the defaults of an instance', `${AXIOS}const api = axios.create(); api.defaults.timeout = 1000; api.get('http://a')`, 1000],
    ['from the environment', `${AXIOS}axios.get('http://a', { timeout: Number(process.env.WAIT) })`, '?'],
    ['got', `${GOT}got('http://a', { timeout: { request: 1000 } })`, 1000],
    ['superagent', `const request = require('superagent'); request.get('http://a').timeout(1000).end(f)`, 1000],
    ['Node http', `const http = require('http'); const r = http.request({ host: 'a' }); r.setTimeout(1000, f)`, 1000],
    ['rxjs', `import { timeout } from 'rxjs'; import { HttpService } from '@nestjs/axios'; class A { constructor(private http: HttpService) {} x() { return this.http.get('http://a').pipe(timeout(1000)) } }`, 1000],
    ['a race', `Promise.race([fetch('http://a'), later()])`, '?'],
  ])('%s', (_, text, expected) => {
    expect(timeoutIn(text)).toBe(expected);
  });

  test('defaults of the clients', () => {
    expect(careIn(`fetch('http://a')`).defaultTimeout).toBe(300_000);
    expect(careIn(`import ky from 'ky'; ky('http://a')`).defaultTimeout).toBe(10_000);
    expect(careIn(`${AXIOS}axios.get('http://a')`).defaultTimeout).toBeUndefined();
  });
});

describe('fixes', () => {
  test.each<[string, string, string]>([
    ['fetch', 'fetch(url)', 'fetch(url, { signal: AbortSignal.timeout(2000) })'],
    ['options on one line', `fetch(url, { method: 'POST' })`, `fetch(url, { method: 'POST', signal: AbortSignal.timeout(2000) })`],
    ['empty options', 'fetch(url, {})', 'fetch(url, { signal: AbortSignal.timeout(2000) })'],
    ['a trailing comma', `fetch(url, { method: 'POST', })`, `fetch(url, { method: 'POST', signal: AbortSignal.timeout(2000), })`],
    [
      'options on several lines',
      `fetch(url, {\n    method: 'POST',\n    body,\n  })`,
      `fetch(url, {\n    method: 'POST',\n    body,\n    signal: AbortSignal.timeout(2000),\n  })`,
    ],
    ['named options', `const options = { method: 'POST' }; fetch(url, options)`, `const options = { method: 'POST', signal: AbortSignal.timeout(2000) }; fetch(url, options)`],
    ['axios.get', `${AXIOS}axios.get(url)`, `${AXIOS}axios.get(url, { timeout: 2000 })`],
    ['axios.post', `${AXIOS}axios.post(url, body)`, `${AXIOS}axios.post(url, body, { timeout: 2000 })`],
    ['axios.post without a body', `${AXIOS}axios.post(url)`, `${AXIOS}axios.post(url, undefined, { timeout: 2000 })`],
    ['axios options', `${AXIOS}axios({ url: 'http://a' })`, `${AXIOS}axios({ url: 'http://a', timeout: 2000 })`],
    ['a shared instance', `${AXIOS}const api = axios.create({ baseURL }); api.get('/x')`, `${AXIOS}const api = axios.create({ baseURL, timeout: 2000 }); api.get('/x')`],
    ['got', `${GOT}got(url)`, `${GOT}got(url, { timeout: { request: 2000 } })`],
    ['superagent', `const s = require('superagent'); s.get(url).end(f)`, `const s = require('superagent'); s.get(url).timeout(2000).end(f)`],
    ['a callback', `const request = require('request'); request(url, (e) => e)`, `const request = require('request'); request(url, { timeout: 2000 }, (e) => e)`],
    ['a body before the options that is a literal', `${AXIOS}axios.post(url, { a: 1 })`, `${AXIOS}axios.post(url, { a: 1 }, { timeout: 2000 })`],
  ])('%s', (_, before, after) => {
    expect(fixed(before)).toBe(after);
  });

  test('the fix is seen as a time-out', () => {
    for (const text of ['fetch(url)', `${AXIOS}axios.post(url, body)`, `${GOT}got(url)`, `const s = require('superagent'); s.get(url).end(f)`]) {
      expect(timeoutIn(fixed(text) ?? '')).toBe(2000);
    }
  });

  test('none where the form of the call is not plain', () => {
    expect(fixed('fetch(...args)')).toBeUndefined();
    expect(fixed(`function f(options) { fetch(url, options) }`)).toBeUndefined();
  });
});

describe('breakers, retries, streams', () => {
  test('opossum, with the function by name', () => {
    const text = `const CircuitBreaker = require('opossum'); const load = () => fetch('http://a'); const breaker = new CircuitBreaker(load, { timeout: 1000 }); breaker.fallback(() => []);`;
    expect(careIn(text)).toMatchObject({ hasBreaker: true, hasFallback: true, timeout: { value: 1000 } });
  });

  test('opossum around a method', () => {
    const text = `import CircuitBreaker from 'opossum'; class A { constructor() { this.breaker = new CircuitBreaker(this.load.bind(this)) } load() { return fetch('http://a') } }`;
    expect(careIn(text)).toMatchObject({ hasBreaker: true, hasFallback: false });
  });

  test('cockatiel', () => {
    const text = `import { circuitBreaker, handleAll, retry, wrap } from 'cockatiel'; const policy = wrap(retry(handleAll, { maxAttempts: 3 }), circuitBreaker(handleAll, {})); policy.execute(() => fetch('http://a'))`;
    expect(careIn(text)).toMatchObject({ hasBreaker: true, hasFallback: false, retries: { known: false } });
  });

  test('retries', () => {
    expect(careIn(`import pRetry from 'p-retry'; pRetry(() => fetch('http://a'), { retries: 5 })`).retries).toMatchObject({ value: 5 });
    expect(careIn(`${GOT}got('http://a', { retry: { limit: 0 } })`).retries).toMatchObject({ value: 0 });
    expect(careIn(`fetch('http://a')`).retries).toBeUndefined();
    expect(careIn(`import axiosRetry from 'axios-retry'; ${AXIOS}axiosRetry(axios); axios.get('http://a')`).retries).toMatchObject({ value: 3 });
  });

  test('retries that got makes by itself', () => {
    expect(careIn(`${GOT}got('http://a')`).retries).toMatchObject({ value: 2 });
    expect(careIn(`${GOT}got.post('http://a')`).retries).toBeUndefined();
    expect(careIn(`${GOT}export function f(options) { got('http://a', { ...options }) }`).retries).toBeUndefined();
    expect(careIn(`${GOT}export function f(options) { got('http://a', options) }`).retries).toBeUndefined();
  });

  test('streams', () => {
    expect(careIn(`new EventSource('http://a')`).isStream).toBe(true);
    // Read piece by piece, but it ends: a time-out bounds the wait for its first byte.
    expect(careIn(`${AXIOS}axios.get('http://a', { responseType: 'stream' })`).isStream).toBe(false);
    expect(careIn(`fetch('http://a')`).isStream).toBe(false);
  });
});

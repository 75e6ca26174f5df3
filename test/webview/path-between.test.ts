import { expect, it } from 'vitest';
import { pathBetween } from '../../webview/path-between.js';

const links = ['ab', 'bc', 'cd', 'ad', 'xc'].map(([from = '', to = '']) => ({ id: from + to, from, to }));

it.each([
  ['a', 'c', ['a', 'b', 'c'], 'along'],
  ['a', 'd', ['a', 'd'], 'along'],
  ['c', 'a', ['c', 'b', 'a'], 'against'],
  ['x', 'a', ['x', 'c', 'd', 'a'], 'mixed'],
])('from %s to %s', (from, to, nodes, way) => {
  expect(pathBetween(links, from, to)).toMatchObject({ nodes, way });
});

it('names the links on the way, whichever way they point', () => {
  expect(pathBetween(links, 'c', 'a')?.links).toEqual(new Set(['ab', 'bc']));
});

it('finds nothing where nothing leads', () => {
  expect(pathBetween(links, 'a', 'elsewhere')).toBeUndefined();
});

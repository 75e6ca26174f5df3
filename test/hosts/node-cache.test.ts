import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileFacts } from '../../src/engine/index.js';
import { openCache } from '../../src/hosts/node/facts-cache.js';
import { temporaryFolder } from './temporary-folder.js';

const facts: FileFacts = { path: 'compose.yaml', facts: [], problems: [{ message: 'kept' }], lineStarts: [0, 12] };

function saved(): string {
  const file = join(temporaryFolder(), 'storage', 'facts.json');
  const cache = openCache(file, 'build 1');
  cache.put('compose.yaml', 'text 1', facts);
  cache.save();
  return file;
}

describe('the facts cache', () => {
  test('returns what was put for the same content', () => {
    const cache = openCache(saved(), 'build 1');
    expect(cache.get('compose.yaml', 'text 1')).toEqual(facts);
    expect(cache.get('compose.yaml', 'text 2')).toBeUndefined();
    expect(cache.get('other.yaml', 'text 1')).toBeUndefined();
  });

  test('is empty for another build', () => {
    expect(openCache(saved(), 'build 2').get('compose.yaml', 'text 1')).toBeUndefined();
  });

  test.each(['', '{', '[]', 'null', '{"stamp":"build 1","entries":null}'])('is empty when damaged: %j', (content) => {
    const file = saved();
    writeFileSync(file, content);
    expect(openCache(file, 'build 1').get('compose.yaml', 'text 1')).toBeUndefined();
  });

  test('forgets files nobody asked for', () => {
    const file = saved();
    openCache(file, 'build 1').save();
    expect(readFileSync(file, 'utf8')).toBe('{"stamp":"build 1","entries":{}}');
  });

  test('a place that cannot be written costs only the cache', () => {
    const file = join(temporaryFolder({ 'not-a-folder': '' }), 'not-a-folder', 'facts.json');
    const cache = openCache(file, 'build 1');
    cache.put('compose.yaml', 'text 1', facts);
    expect(() => cache.save()).not.toThrow();
  });
});

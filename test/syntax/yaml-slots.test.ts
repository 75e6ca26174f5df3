import { describe, expect, test } from 'vitest';
import { applyEdits, fill, type Item, type Slot } from '../../src/engine/model/text.js';
import { booleanOf, get, parseYaml, type YamlMap, type YamlNode } from '../../src/engine/syntax/yaml.js';
import { childMappingSlot, mappingSlot, replaceSlot, settingOf } from '../../src/engine/syntax/yaml-slots.js';

const PATH = 'a.yaml';
const rootOf = (text: string): YamlNode | undefined => parseYaml(text).documents[0]?.root;

function mapAt(text: string, ...path: string[]): YamlMap {
  const node = get(rootOf(text), ...path);
  if (node?.kind !== 'map') throw new Error('the example has no mapping there');
  return node;
}

function filled(text: string, slot: Slot | undefined, item: Item): string | undefined {
  return slot && applyEdits(text, [fill(slot, item)]);
}

describe('one more entry of a mapping', () => {
  test.each([
    ['below the last entry, its comment kept', 'a:\n  b: 1 # one\n\n# next\nc: 2\n', 'a:\n  b: 1 # one\n  k: v\n\n# next\nc: 2\n'],
    ['at the end of a file without a last line break', 'a:\n  b: 1', 'a:\n  b: 1\n  k: v'],
    ['below nested values', 'a:\n    b:\n        - 1\n        - 2\n', 'a:\n    b:\n        - 1\n        - 2\n    k: v\n'],
    ['below a block scalar', 'a:\n  b: |\n    one\n    two\n\nc: 1\n', 'a:\n  b: |\n    one\n    two\n  k: v\n\nc: 1\n'],
    ['below a key without a value', 'a:\n  b:\n', 'a:\n  b:\n  k: v\n'],
    ['with the line breaks of the file', 'a:\r\n  b: 1\r\nc: 2\r\n', 'a:\r\n  b: 1\r\n  k: v\r\nc: 2\r\n'],
    ['in a flow mapping', 'a: { b: 1 }\n', 'a: { b: 1, k: v }\n'],
    ['in an empty flow mapping', 'a: {}\n', 'a: { k: v }\n'],
    ['behind a trailing comma', 'a: {\n  b: 1,\n}\n', 'a: {\n  b: 1, k: v\n}\n'],
  ])('%s', (_, text, expected) => {
    expect(filled(text, mappingSlot(PATH, text, mapAt(text, 'a')), { k: 'v' })).toBe(expected);
  });

  test('inside a list item, at the column of its keys', () => {
    const text = 'a:\n  - b: 1\n    c: 2\n  - d\n';
    const list = get(rootOf(text), 'a');
    const item = list?.kind === 'list' ? list.items[0] : undefined;
    expect(filled(text, mappingSlot(PATH, text, item), { k: { l: 1 } })).toBe('a:\n  - b: 1\n    c: 2\n    k:\n      l: 1\n  - d\n');
  });

  test.each([
    ['shared by an alias', 'a: &x\n  b: 1\nc: *x\n'],
    ['merged elsewhere', 'a: &x\n  b: 1\nc:\n  <<: *x\n'],
    ['with template control lines', 'a:\n  b: 1\n  {{- if .c }}\n  c: 1\n  {{- end }}\n'],
    ['with a comment before the brace', 'a: { b: 1 # why\n  }\n'],
  ])('not when it is %s', (_, text) => {
    const node = get(parseYaml(text.replace(/\{\{.*\}\}/g, (action) => ' '.repeat(action.length))).documents[0]?.root, 'a');
    expect(node?.kind).toBe('map');
    expect(mappingSlot(PATH, text, node)).toBeUndefined();
  });
});

test('a mapping below a key without a value', () => {
  const text = 'a:\n  b:\n  c: ~\nd: { e: }\n';
  const inner = mapAt(text, 'a');
  expect(filled(text, childMappingSlot(PATH, text, inner, 'b'), { k: 'v', l: 1 })).toBe('a:\n  b:\n    k: v\n    l: 1\n  c: ~\nd: { e: }\n');
  expect(filled(text, childMappingSlot(PATH, text, inner, 'c'), { k: 'v' })).toBe('a:\n  b:\n  c:\n    k: v\nd: { e: }\n');
  expect(filled(text, childMappingSlot(PATH, text, mapAt(text, 'd'), 'e'), { k: 'v' })).toBe('a:\n  b:\n  c: ~\nd: { e: { k: v } }\n');
  expect(childMappingSlot(PATH, text, mapAt(text), 'd')).toBeUndefined();
});

test('a mapping in the place of a list', () => {
  const block = 'a:\n  b:\n    - x\n    - y\n  c: 1\n';
  expect(filled(block, replaceSlot(PATH, block, mapAt(block, 'a'), 'b'), { x: { on: true } })).toBe('a:\n  b:\n    x:\n      on: true\n  c: 1\n');
  const commented = 'a:\n  b:\n    - x # why\n';
  expect(replaceSlot(PATH, commented, mapAt(commented, 'a'), 'b')).toBeUndefined();
});

test('settings: absent, known, templated, of the wrong type', () => {
  const root = rootOf('on: "true"\ntemplated: ${X}\nwrong: [1]\n');
  const setting = (key: string) => settingOf(PATH, get(root, key), booleanOf);
  expect(setting('absent')).toBeUndefined();
  expect(setting('on')).toEqual({ known: true, value: true, site: { path: PATH, span: { start: 5, end: 9 } } });
  expect(setting('templated')).toMatchObject({ known: false });
  expect(setting('wrong')).toMatchObject({ known: false });
});

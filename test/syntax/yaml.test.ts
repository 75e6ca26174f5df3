import { describe, expect, test } from 'vitest';
import { booleanOf, get, isTemplated, itemsOf, maskTemplates, numberOf, pairsOf, parseYaml, textOf, type YamlNode } from '../../src/engine/syntax/yaml.js';
import { recoverTrees } from '../../src/engine/syntax/yaml-recovery.js';

const rootOf = (text: string): YamlNode | undefined => parseYaml(text).documents[0]?.root;
const written = (text: string, node: YamlNode | undefined): string => text.slice(node?.span.start, node?.span.end);

test('nodes keep their place in the file', () => {
  const text = '# head\r\na: "x" # why\r\nb:\r\n  - y\r\n  - { c: [1, 2] }\r\nd: |\r\n  one\r\n  two\r\n';
  const root = rootOf(text);
  expect(written(text, get(root, 'a'))).toBe('"x"');
  expect(written(text, get(root, 'b'))).toBe('- y\r\n  - { c: [1, 2] }');
  expect(written(text, get(itemsOf(get(root, 'b'))[1], 'c'))).toBe('[1, 2]');
  expect(textOf(get(root, 'd'))).toBe('one\ntwo\n');
});

test('a byte order mark, several documents and nulls', () => {
  const { documents, problems } = parseYaml('\uFEFFa: ~\nb:\n---\n- 1\n-\n- null\n---\n');
  expect(problems).toEqual([]);
  expect(pairsOf(documents[0]?.root).map(({ key, value }) => [key.text, value])).toEqual([['a', undefined], ['b', undefined]]);
  expect(documents[1]?.root).toMatchObject({ items: [{ text: '1' }, undefined, undefined] });
  expect(documents[2]?.root).toBeUndefined();
});

test('merge keys: explicit keys win, earlier sources win, lists of sources are allowed', () => {
  const root = rootOf('a: &a { x: 1, y: 1 }\nb: &b { y: 2, z: 2 }\nc:\n  <<: [*a, *b]\n  x: 3\n');
  expect(pairsOf(get(root, 'c')).map(({ key, value, merged }) => [key.text, textOf(value), merged])).toEqual([
    ['x', '3', false],
    ['y', '1', true],
    ['z', '2', true],
  ]);
  expect(textOf(get(root, 'c', 'z'))).toBe('2');
});

test('aliases are the node they stand for, and everything in it is shared', () => {
  const root = rootOf('a: &a\n  b: { c: 1 }\nd: *a\ne: { c: 1 }\n');
  expect(get(root, 'd')).toBe(get(root, 'a'));
  expect(get(root, 'a', 'b')).toMatchObject({ shared: true });
  expect(get(root, 'e')).toMatchObject({ shared: false });
});

test('aliases and merges share their nodes: written out, a document may not pass a million', () => {
  const bomb = (levels: number): string =>
    ['l0: &l0 { k: v }', ...Array.from({ length: levels }, (_, level) => `l${level + 1}: &l${level + 1} { <<: [*l${level}, *l${level}], k${level}: [*l${level}] }`)].join('\n');

  expect(textOf(get(rootOf(bomb(8)), 'l8', 'k'))).toBe('v');
  expect(pairsOf(get(rootOf(bomb(8)), 'l8')).length).toBe(9);
  expect(parseYaml(bomb(60))).toMatchObject({ documents: [], problems: [{}] });
});

test('an alias inside its own anchor is nothing, so that no tree is endless', () => {
  expect(get(rootOf('a: &a\n  b: *a\n'), 'a', 'b')).toBeUndefined();
});

describe('a line that is still being typed costs that line, and no other', () => {
  test.each([
    ['    depends_', 'depends_'],
    ['    command: "run', 'command: "run'],
    ['    ports: [80', 'ports: [80'],
    ['    environment:\n      A: 1\n      B', 'B'],
    ['    env: @x', 'env: @x'],
    ['\tenv', 'env'],
    ['half', 'half'],
    ['  d\n    image: w', 'd'],
  ])('%j', (typed, mistake) => {
    const text = `services:\n  a:\n    image: x\n${typed}\n  b:\n    image: y\n`;
    const { documents, problems } = parseYaml(text);
    const services = pairsOf(get(documents[0]?.root, 'services'));
    expect(services.map(({ key, value }) => [key.text, textOf(get(value, 'image'))])).toEqual([['a', 'x'], ['b', 'y']]);
    expect(problems.map(({ span }) => text.slice(span.start, span.end))).toEqual([mistake]);
    expect(problems[0]?.message).toMatch(/^not valid YAML: .*; the rest of the file was used$/);
  });
});

test('a closing bracket at the column of its key is no mistake', () => {
  const text = 'a:\n  b: [\n    1, # one\n    2\n  ]\n  c: {\n    d: 3 # three\n  }\ne: 1\n';
  const { documents, problems } = parseYaml(text);
  const root = documents[0]?.root;
  expect(problems).toEqual([]);
  expect([itemsOf(get(root, 'a', 'b')).map(textOf), textOf(get(root, 'a', 'c', 'd')), textOf(get(root, 'e'))]).toEqual([['1', '2'], '3', '1']);
  expect(written(text, get(root, 'a', 'c'))).toBe('{\n    d: 3 # three\n  }');
});

test('a mistake below an empty first line costs that line, and comes to an end', () => {
  const text = '\n  "name": "orders",\n  "version": "1"\n';
  expect(parseYaml(text).problems.length).toBeGreaterThan(0);
});

test('a file with many mistakes: problems, and what can be made of it', () => {
  const { documents, problems } = parseYaml(`a: 1\n${'b: "x" y\nc: @\n'.repeat(5)}d: 2\n`);
  expect(textOf(get(documents[0]?.root, 'a'))).toBe('1');
  expect(problems.length).toBeGreaterThan(0);
});

test('both parsers build the same trees', () => {
  const text = 'a: &a { b: "1", c: [x, \'y\'] }\nd:\n  <<: *a\n  e: |\n    f\n  g:\nh: plain text # why\n';
  const [fast] = parseYaml(text).documents;
  const recovered = recoverTrees(text);
  expect(recovered.problems).toEqual([]);
  const leaves = (node: YamlNode | undefined): unknown =>
    node?.kind === 'map' ? pairsOf(node).map(({ key, value }) => [key.text, key.span, leaves(value)])
    : node?.kind === 'list' ? node.items.map(leaves)
    : [node?.text, node?.plain, node?.inner.start];
  expect(leaves(recovered.documents[0]?.root)).toEqual(leaves(fast?.root));
});

const HOSTILE: Readonly<Record<string, string>> = {
  'binary content': '\0\x01\x02a: b',
  'endless nesting': '['.repeat(100_000),
  'deep block nesting': Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
  'an unknown alias and tag': 'a: *nobody\nb: !!float x\n',
  'only a tab': '\t',
};

test.each(Object.keys(HOSTILE))('%s does not throw', (name) => {
  expect(() => parseYaml(HOSTILE[name] ?? '')).not.toThrow();
});

test('a key named __proto__ is a key', () => {
  const root = rootOf('__proto__: { polluted: 1 }\nconstructor: x\n');
  expect(pairsOf(root).map(({ key }) => key.text)).toEqual(['__proto__', 'constructor']);
  expect(get(root, 'toString')).toBeUndefined();
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('numbers and booleans, quoted or not', () => {
  const items = itemsOf(rootOf('[3, "4", 1e3, 0x10, abc, yes, "false", 1]'));
  expect(items.map(numberOf)).toEqual([3, 4, 1000, undefined, undefined, undefined, undefined, 1]);
  expect(items.map(booleanOf).slice(4)).toEqual([undefined, true, false, undefined]);
});

test('templates: control lines vanish, values stay scalars of unknown content, offsets stay', () => {
  const text = '{{- if .Values.on }}\na: {{ .Values.a | quote }}-x\nb: "{{ .b }}"\n  {{- include "labels" . | nindent 2 }}\n{{- end }}\nc: 1\n';
  const masked = maskTemplates(text);
  expect(masked).toHaveLength(text.length);
  const { documents, problems } = parseYaml(masked);
  const root = documents[0]?.root;
  expect(problems).toEqual([]);
  expect(written(text, get(root, 'a'))).toBe('{{ .Values.a | quote }}-x');
  expect(['a', 'b', 'c'].map((key) => isTemplated(textOf(get(root, key)) ?? ''))).toEqual([true, true, false]);
});

test('templates: an action may go on below only from the start of a line', () => {
  const text = 'a: "{{"\n{{- /* a\n comment */}}\n{{ if\n  .x }}\nb: "}}"\n';
  const root = rootOf(maskTemplates(text));
  expect([textOf(get(root, 'a')), textOf(get(root, 'b'))]).toEqual(['{{', '}}']);
});

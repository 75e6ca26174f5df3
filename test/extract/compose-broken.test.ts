import { expect, test } from 'vitest';
import { composeExtractor } from '../../src/engine/extract/compose/index.js';
import type { UnitFact } from '../../src/engine/model/deployment-facts.js';

const extract = (text: string) => composeExtractor.extract('shop/compose.yaml', text);
const unitsOf = (text: string): UnitFact[] => extract(text).facts.filter((fact) => fact.kind === 'unit');

test('half typed: the services above and below are still there', () => {
  const { facts, problems } = extract('services:\n  a:\n    image: x\n    depends_\n  b:\n    image: y\n    ports: ["80:80\n');
  expect(facts).toMatchObject([{ name: 'a' }, { name: 'b' }]);
  expect(problems).toMatchObject([{ message: expect.stringMatching(/^not valid YAML/) }, { message: expect.stringMatching(/^not valid YAML/) }]);
});

test('shapes that Compose does not know are problems', () => {
  expect(extract('services: [a]\n').problems).toMatchObject([{ message: '`services` is not a mapping' }]);
  expect(extract('services:\n  a: image\n').problems).toMatchObject([{ message: 'the service a is not a mapping' }]);
});

const ATTRIBUTES = [
  'image', 'build', 'container_name', 'hostname', 'networks', 'profiles', 'ports', 'expose', 'env_file', 'environment', 'extends', 'links', 'tmpfs',
  'extra_hosts', 'network_mode', 'entrypoint', 'command', 'healthcheck', 'deploy', 'labels', 'depends_on', 'logging', 'volumes', 'volumes_from', 'scale',
];
const VALUES = ['', '~', '1', '[]', '{}', '[[1], {a: [b]}, ~]', '{ a: [1], b: { c: ~ } }', '"${"', '":::"', '*nobody', '{ __proto__: { x: 1 }, constructor: 1 }'];

test('wrong types in every attribute', () => {
  for (const value of VALUES) {
    const text = `services:\n  a:\n${ATTRIBUTES.map((key) => `    ${key}: ${value}\n`).join('')}`;
    expect(unitsOf(text).map(({ name }) => name), value).toEqual(['a']);
  }
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('names of the prototype are names', () => {
  const [unit] = unitsOf('services:\n  __proto__:\n    image: x\n    depends_on: [__proto__, constructor]\n    logging: { driver: x, options: { __proto__: y } }\n');
  expect(unit).toMatchObject({ name: '__proto__', startsAfter: [{ target: '__proto__' }, { target: 'constructor' }] });
  expect(Object.keys(unit?.logging?.options ?? {})).toEqual(['__proto__']);
});

test.each(['\0\x01binary', '\uFEFF', 'services:', '---\n---\n', '{{ if }}services:\n'])('%j does not throw', (text) => {
  expect(() => extract(text)).not.toThrow();
});

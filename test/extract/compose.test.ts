import { describe, expect, test } from 'vitest';
import { composeExtractor } from '../../src/engine/extract/compose/index.js';
import type { IncludeFact, StartDependency, UnitFact } from '../../src/engine/model/deployment-facts.js';
import { applyEdits, fill, type Site } from '../../src/engine/model/text.js';

const PATH = 'shop/compose.yaml';

const extract = (text: string, path = PATH) => composeExtractor.extract(path, text);
const unitsOf = (text: string, path = PATH): UnitFact[] => extract(text, path).facts.filter((fact) => fact.kind === 'unit');
const written = (text: string, site: Site | undefined): string => text.slice(site?.span.start, site?.span.end);

function only(text: string): UnitFact {
  const [unit, ...others] = unitsOf(text);
  if (unit === undefined || others.length > 0) throw new Error('the example has not exactly one service');
  return unit;
}

/** The one service `a` with these attributes, indented by four. */
const service = (attributes: string): UnitFact => only(`services:\n  a:\n${attributes}`);

describe('which files', () => {
  test('by name: even when half of it is not there yet', () => {
    expect(unitsOf('services:\n  orders:\n').map(({ name }) => name)).toEqual(['orders']);
    expect(unitsOf('services:\n  orders: { restart: always }\n', 'docker-compose.prod.yml')).toHaveLength(1);
  });

  test('of the first format, where each key at the top is a service', () => {
    const text = 'rabbitmq:\n  image: rabbitmq\norders:\n  build: .\n  links: [rabbitmq]\n';

    expect(composeExtractor.mayMatch(text)).toBe(true);
    expect(unitsOf(text, 'docker-compose.yml').map(({ name }) => name)).toEqual(['rabbitmq', 'orders']);
    expect(unitsOf(text, 'values.yaml')).toEqual([]);
  });

  test.each([
    ['a stack under another name', 'services:\n  a: { image: x }\nx-common: 1\n', 1],
    ['a dependency injection file', 'services:\n  a: { class: X }\n', 0],
    ['a pipeline', 'services:\n  db: { image: postgres }\nsteps: []\n', 0],
    ['a list of services', 'services:\n  - image: x\n', 0],
  ])('by shape: %s', (_, text, count) => {
    expect(unitsOf(text, 'deploy/shop.yml')).toHaveLength(count);
    if (count === 0) expect(extract(`${text}"`, 'deploy/shop.yml').problems).toEqual([]);
  });
});

test('a service in full', () => {
  const text = `services:
  orders:
    image: shop/orders:\${TAG:-latest}
    build: { context: ./orders, dockerfile: "docker/\${KIND}.Dockerfile", target: run }
    container_name: shop-orders
    hostname: orders-host
    networks:
      back: { aliases: [orders-api] }
      front:
    profiles: [full]
    ports: ["8080:80", "127.0.0.1:9000-9001:9000-9001/udp", "\${P:-1}:81", 82, { target: 83, published: "8083" }, "\${Q}:84"]
    expose: ["90"]
    env_file: [base.env, { path: extra.env, required: false }]
    extends: { file: ../base.yaml, service: node }
    links: ["stock:inventory", users]
    extra_hosts: ["legacy:10.0.0.1", "old=10.0.0.2"]
    network_mode: "service:gateway"
    entrypoint: [node]
    command: server.js --port 80
    healthcheck: { test: curl localhost }
    deploy: { replicas: 3 }
    labels: ["team=orders", "tier=\${TIER}"]
`;
  const unit = only(text);
  expect(unit).toMatchObject({
    name: 'orders',
    aliases: ['shop-orders', 'orders-host', 'orders-api'],
    networks: ['back', 'front'],
    profiles: ['full'],
    replicas: { known: true, value: 3 },
    networkMode: { known: true, value: 'service:gateway' },
    extends: { file: '../base.yaml', service: 'node' },
    links: [{ service: 'stock', alias: 'inventory' }, { service: 'users' }],
    extraHosts: [{ host: 'legacy', address: '10.0.0.1' }, { host: 'old', address: '10.0.0.2' }],
    labels: [{ key: 'team', value: { known: true, value: 'orders' } }, { key: 'tier', value: { known: false } }],
  });
  const [container] = unit.containers;
  expect(container).toMatchObject({
    image: { value: ['shop/orders:', { hole: 'substitution', name: 'TAG', fallback: ['latest'] }] },
    build: { context: ['./orders'], dockerfile: ['docker/', { hole: 'substitution', name: 'KIND' }, '.Dockerfile'], target: 'run' },
    envFiles: [{ path: 'base.env', required: true }, { path: 'extra.env', required: false }],
    ports: [80, 9000, 9001, 81, 82, 83, 84, 90],
    command: { text: 'node server.js --port 80' },
    probes: [{ purpose: 'health', command: 'curl localhost' }],
  });
  expect(container?.published.map(({ host, container: port }) => [host, port])).toEqual([
    [8080, 80], [9000, 9000], [9001, 9001], [1, 81], [undefined, 82], [8083, 83], [undefined, 84],
  ]);
});

describe('environment', () => {
  const expected = [
    ['A', ['x=y']],
    ['B', ['http://', { hole: 'substitution', name: 'HOST', fallback: ['b'] }, ':', { hole: 'substitution', name: 'PORT' }]],
    ['C', ['$5']],
    ['D', undefined],
    ['E', ['1']],
  ];
  test.each([
    ['a list', '    environment:\n      - A=x=y\n      - B=http://${HOST:-b}:$PORT\n      - C=$$5\n      - D\n      - "E=1"\n'],
    ['a mapping', '    environment:\n      A: x=y\n      B: http://${HOST:-b}:$PORT\n      C: $$5\n      D:\n      E: 1\n'],
  ])('%s', (_, attributes) => {
    expect(service(attributes).containers[0]?.environment.map(({ name, value }) => [name, value])).toEqual(expected);
  });

  test.each([
    ['${X:?must be set}', [{ hole: 'substitution', name: 'X' }]],
    ['${X-a${Y:-b}}', [{ hole: 'substitution', name: 'X', fallback: ['a', { hole: 'substitution', name: 'Y', fallback: ['b'] }] }]],
    ['${X:+other}', [{ hole: 'unknown' }]],
    ['${X', [{ hole: 'substitution', name: 'X' }]],
    ['{{ .Values.x }}', [{ hole: 'unknown' }]],
  ])('%s', (value, expression) => {
    expect(service(`    environment:\n      V: "${value}"\n`).containers[0]?.environment[0]?.value).toEqual(expression);
  });
});

test('anchors and merges: what a service gets from them is its own', () => {
  const [first, second] = unitsOf(`x-base: &base
  environment: &env { LOG: info }
  networks: [back]
services:
  a: { <<: *base, image: a }
  b:
    <<: *base
    environment: { <<: *env, LOG: debug, DB: db }
`);
  expect(first).toMatchObject({ networks: ['back'], containers: [{ environment: [{ name: 'LOG', value: ['info'] }] }] });
  expect(second?.containers[0]?.environment.map(({ name, value }) => [name, value])).toEqual([['LOG', ['debug']], ['DB', ['db']]]);
});

describe('depends_on', () => {
  const optional = (text: string, dependency: StartDependency | undefined): string | undefined => {
    const fix = dependency?.optionalFix;
    return fix && applyEdits(text, [fill(fix.slot, fix.item)]);
  };

  test('the list form becomes the map form', () => {
    const text = 'services:\n  a:\n    depends_on:\n      - b\n      - c\n    image: x\n';
    const { startsAfter } = only(text);
    expect(startsAfter.map(({ target, condition, required, site }) => [target, condition, required, written(text, site)])).toEqual([
      ['b', 'service_started', true, 'b'],
      ['c', 'service_started', true, 'c'],
    ]);
    expect(optional(text, startsAfter[1])).toBe(
      'services:\n  a:\n    depends_on:\n      b:\n        condition: service_started\n      c:\n        condition: service_started\n        required: false\n    image: x\n',
    );
  });

  test.each([
    ['an entry', '      b:\n        condition: service_healthy\n', '      b:\n        condition: service_healthy\n        required: false\n'],
    ['an entry in braces', '      b: { condition: service_healthy }\n', '      b: { condition: service_healthy, required: false }\n'],
    ['an entry that says so', '      b: { required: true }\n', '      b: { required: false }\n'],
    ['a name only', '      b:\n', '      b:\n        condition: service_started\n        required: false\n'],
    ['a list at the column of its key', '    - b\n', '      b:\n        condition: service_started\n        required: false\n'],
    ['a list in brackets', '      [b]\n', '      b:\n        condition: service_started\n        required: false\n'],
  ])('%s becomes optional', (_, before, after) => {
    const text = (entries: string): string => `services:\n  a:\n    depends_on:\n${entries}    image: x\n`;
    expect(optional(text(before), only(text(before)).startsAfter[0])).toBe(text(after));
  });

  test.each([
    ['a list with comments', '    depends_on:\n      - b # first\n'],
    ['a name that is a variable', '    depends_on: [b, "${C}"]\n'],
    ['an entry that is optional already', '    depends_on: { b: { required: false } }\n'],
  ])('no fix for %s', (_, attributes) => {
    const [dependency] = service(attributes).startsAfter;
    expect(dependency?.target).toBe('b');
    expect(dependency?.optionalFix).toBeUndefined();
  });

  test('no fix for entries that other services share', () => {
    const text = 'x-d: &d\n  b: { condition: service_healthy }\nservices:\n  a:\n    depends_on: *d\n';
    expect(only(text).startsAfter).toMatchObject([{ target: 'b', condition: 'service_healthy', required: true }]);
    expect(only(text).startsAfter[0]?.optionalFix).toBeUndefined();
  });
});

describe('logging', () => {
  const nonBlocking = (text: string): string | undefined => {
    const logging = only(text).logging;
    const item = logging?.optionsMissing ? { options: { mode: 'non-blocking' } } : { mode: 'non-blocking' };
    return logging?.optionsFix && applyEdits(text, [fill(logging.optionsFix, item)]);
  };

  test.each([
    [
      'one more option',
      'services:\n  a:\n    logging:\n      driver: fluentd\n      options:\n        tag: x # shown in the log\n',
      'services:\n  a:\n    logging:\n      driver: fluentd\n      options:\n        tag: x # shown in the log\n        mode: non-blocking\n',
    ],
    [
      'the first options',
      'services:\r\n  a:\r\n    logging:\r\n      driver: fluentd\r\n',
      'services:\r\n  a:\r\n    logging:\r\n      driver: fluentd\r\n      options:\r\n        mode: non-blocking\r\n',
    ],
    [
      'options without a value',
      'services:\n  a:\n    logging:\n      driver: gelf\n      options:\n    image: x\n',
      'services:\n  a:\n    logging:\n      driver: gelf\n      options:\n        mode: non-blocking\n    image: x\n',
    ],
    [
      'braces',
      'services:\n  a:\n    logging: { driver: fluentd }\n',
      'services:\n  a:\n    logging: { driver: fluentd, options: { mode: non-blocking } }\n',
    ],
  ])('%s', (_, text, fixed) => {
    expect(nonBlocking(text)).toBe(fixed);
  });

  test('one block for several services is fixed where it stands', () => {
    const text = 'x-log: &l\n  driver: fluentd\n  options: { tag: x }\nservices:\n  a:\n    logging: *l\n  b:\n    logging: *l\n';
    const fixes = unitsOf(text).map(({ logging }) => logging?.optionsFix && applyEdits(text, [fill(logging.optionsFix, { mode: 'non-blocking' })]));
    expect(fixes).toEqual(Array(2).fill(text.replace('tag: x }', 'tag: x, mode: non-blocking }')));
  });

  test('variables are unknown, without a driver the daemon decides', () => {
    expect(service('    logging:\n      driver: ${DRIVER:-fluentd}\n      options: { tag: $T, mode: blocking }\n').logging).toMatchObject({
      driver: { known: false },
      options: { tag: { known: false }, mode: { known: true, value: 'blocking' } },
    });
    expect(service('    logging: { options: { max-size: 1m } }\n').logging).toBeUndefined();
  });
});

describe('mounts', () => {
  const mounts = (attributes: string) => service(attributes).containers[0]?.mounts ?? [];

  test.each([
    ['data:/var/lib', 'volume', 'data', '/var/lib', undefined],
    ['./src:/app:ro', 'host', './src', '/app', true],
    ['/var/run/docker.sock:/var/run/docker.sock', 'host', '/var/run/docker.sock', '/var/run/docker.sock', undefined],
    ['C:\\shop\\data:/data:rw', 'host', 'C:\\shop\\data', '/data', false],
    ['${DATA:-./data}/x:/data:z', 'host', './data/x', '/data', false],
    ['${DATA}/x:/data:z', 'host', '', '/data', false],
    ['${VOLUME}:/data', 'volume', '', '/data', undefined],
    ['/only/inside', 'other', '', '/only/inside', undefined],
  ])('%s', (item, source, name, target, readOnly) => {
    const [mount] = mounts(`    volumes:\n      - ${item}\n`);
    expect(mount).toMatchObject({ source, name, target });
    expect(mount?.readOnly?.known ? mount.readOnly.value : undefined).toBe(readOnly);
  });

  test('long form, tmpfs and volumes_from', () => {
    const [a, b] = unitsOf(`services:
  a:
    volumes:
      - { type: bind, source: ./a, target: /a, read_only: true }
      - { source: data, target: /data }
    tmpfs: [/tmp, "/run:size=1m"]
  b: { volumes_from: ["a:ro", "container:other"] }
`);
    expect(a?.containers[0]?.mounts).toMatchObject([
      { source: 'host', name: './a', target: '/a', readOnly: { value: true } },
      { source: 'volume', name: 'data', target: '/data' },
      { source: 'other', target: '/tmp' },
      { source: 'other', target: '/run' },
    ]);
    expect(b?.containers[0]?.mounts).toMatchObject([
      { source: 'host', name: './a', readOnly: { value: true } },
      { source: 'volume', name: 'data', readOnly: { value: true } },
    ]);
  });

  test.each([
    ['- data:/data', '- data:/data:ro'],
    ['- "data:/data"', '- "data:/data:ro"'],
    ['- data:/data:rw,z', '- data:/data:ro,z'],
    ['- { source: data, target: /data }', '- { source: data, target: /data, read_only: true }'],
    ['- { source: data, target: /data, read_only: false }', '- { source: data, target: /data, read_only: true }'],
    ['- data:/data:ro', undefined],
    ['- data:/data:${MODE}', undefined],
    ['- /anonymous', undefined],
  ])('%s becomes read-only', (before, after) => {
    const text = (item: string): string => `services:\n  a:\n    volumes:\n      ${item}\n`;
    const fix = only(text(before)).containers[0]?.mounts[0]?.readOnlyFix;
    expect(fix && applyEdits(text(before), [fill(fix.slot, fix.item)])).toBe(after && text(after));
  });
});

test('services that extend each other in a circle are a problem, and still services', () => {
  const { facts, problems } = extract('services:\n  a: { image: x, extends: b }\n  b: { image: x, extends: { service: a } }\n  c: { image: x, extends: a }\n');

  expect(facts).toHaveLength(3);
  expect(problems.map(({ message }) => message)).toEqual([
    'the service a extends itself in a circle; what it inherits is left out',
    'the service b extends itself in a circle; what it inherits is left out',
  ]);
});

test('include, in all forms', () => {
  const { facts } = extract('include:\n  - a.yaml\n  - path: [b.yaml, "${C}.yaml"]\n    env_file: x\n');
  expect(facts.filter((fact): fact is IncludeFact => fact.kind === 'include').map(({ file }) => file)).toEqual(['a.yaml', 'b.yaml']);
});

import { beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace, defaultConfig, documentExtractors, extractFile, type Analysis, type History } from '../src/engine/index.js';
import { sourceExtractors } from '../src/engine/source.js';
import { edited, type Edit } from './support/edits.js';
import type { Files } from './support/fixture.js';
import { loadGrammarsForTest } from './support/grammars.js';
import { readSystem } from './support/sample-system.js';

/**
 * What each cause of a distributed monolith does to the place of a system, and what each single repair does: the edits are
 * applied to the files of the sample system of that cause.
 */
beforeAll(() => loadGrammarsForTest('c-sharp', 'go', 'java', 'php', 'python', 'ruby'));

const extractors = [...documentExtractors, ...sourceExtractors];

function analyse(files: Files, history?: History): Analysis {
  const workspace = createWorkspace();
  for (const [path, text] of files) workspace.setFacts(extractFile(extractors, path, text));
  workspace.setHistory(history);
  const analysis = workspace.analyse(defaultConfig);
  if (analysis === undefined) throw new Error('an analysis without stop function was stopped');
  return analysis;
}

const logical = ({ metrics: { system } }: Analysis): number => system.logical ?? NaN;

/** Causes that place a system in the upper left by themselves, and those that only lower it. */
test.each([
  ['shared-database', 'distributed-monolith', 0.36],
  ['without-a-shell', 'distributed-monolith', 0.43],
  ['services-too-small', 'distributed-monolith', 0.34],
  ['synchronous-everywhere', 'distributed-monolith', 0.42],
  ['lockstep-release', 'microservices', 0.675],
  ['shared-models', 'microservices', 0.67],
  ['broker-bypass', 'microservices', 0.73],
  ['mesh-bypass', 'microservices', 0.74],
  ['teams-apart', 'microservices', 0.74],
  ['service-too-big', 'microservices', 0.77],
  ['event-contracts', 'microservices', 0.98],
  ['log-store-of-all', 'microservices', 0.98],
])('%s: %s, at %d', (system, style, place) => {
  const { metrics } = analyse(readSystem(system));
  expect(metrics.system.style).toBe(style);
  expect(metrics.system.physical).toBeCloseTo(1, 10);
  expect(metrics.system.logical).toBeCloseTo(place, 2);
});

interface Repair {
  readonly title: string;
  readonly system: string;
  readonly edits: readonly Edit[];
  /** A folder that is deleted. */
  readonly gone?: string;
  /** The least that the mark moves to the right by it. */
  readonly gains: number;
  /** Whether this repair alone brings the system over the line. */
  readonly style: string;
}

const AIRLINE = 'src/main/java/com/example';

const REPAIRS: readonly Repair[] = [
  { system: 'shared-database', title: 'one service gets data of its own', gains: 0.2, style: 'microservices', edits: [['compose.yaml', /(billing\n\s+environment:\n\s+DATABASE_URL: )\S+/g, '$1postgresql://billing:billing@billing-db:5432/billing'], ['compose.yaml', '  clinic-db:', '  billing-db:\n    image: postgres:17\n  clinic-db:']] },
  { system: 'shared-database', title: 'each service has a schema of its own on the same server', gains: 0.4, style: 'microservices', edits: [['compose.yaml', /(\.\/(\w+)\n\s+environment:\n\s+DATABASE_URL: \S+\/)clinic/g, '$1$2']] },
  { system: 'without-a-shell', title: 'reports reads the loans from their service instead of from their tables', gains: 0.1, style: 'microservices', edits: [['reports/index.php', /\$loans = .*\n/g, ''], ['reports/index.php', "latest($loans, 'loans')", "file_get_contents('http://loans/index.php')"], ['compose.yaml', /(\.\/reports\n\s+environment:\n)(?:\s+LOANS_\w+: \S+\n)+/g, '$1']] },
  { system: 'services-too-small', title: 'two of the four become one', gains: 0.05, style: 'distributed-monolith', gone: 'taxes/', edits: [['compose.yaml', / {6}TAXES_URL: .*\n/g, ''], ['compose.yaml', /\n {2}taxes:\n[^]*?(?=\n {2}\w|$)/g, ''], ...['lines', 'prices', 'rebates'].map((name): Edit => [`${name}/main.py`, / {4}taxes = .*\n/g, ''])] },
  { system: 'services-too-small', title: 'lines gets what it needs with the request and asks nobody', gains: 0.1, style: 'microservices', edits: [['lines/main.py', / {4}\w+ = httpx.*\n/g, ''], ['compose.yaml', /(\.\/lines\n)\s+environment:\n(?:\s+\w+_URL: \S+\n)+/g, '$1']] },
  { system: 'synchronous-everywhere', title: 'miles hears of bookings by an event instead of asking for them: the circle is open', gains: 0.15, style: 'microservices', edits: [[`miles/${AIRLINE}/miles/MilesApplication.java`, /\s+rest\.getForObject.*\n/g, '\n'], ['k8s/miles.yaml', /\n\s+- name: BOOKINGS_URL\n.*/g, '']] },
  { system: 'synchronous-everywhere', title: 'bookings keeps a copy of the miles', gains: 0.01, style: 'distributed-monolith', edits: [[`bookings/${AIRLINE}/bookings/BookingsApplication.java`, /\s+rest\.getForObject.*MILES.*\n/g, '\n'], ['k8s/bookings.yaml', /\n\s+- name: MILES_URL\n.*/g, '']] },
  { system: 'synchronous-everywhere', title: 'miles answers without bookings, too: a fallback opens the circle', gains: 0.15, style: 'microservices', edits: [
    [`miles/${AIRLINE}/miles/MilesApplication.java`, /rest\.getForObject.*\n/g, 'bookings(id);\n'],
    [`miles/${AIRLINE}/miles/MilesApplication.java`, /\}\s*$/g, `
    @CircuitBreaker(name = "bookings", fallbackMethod = "noBookings")
    public String bookings(String id) {
        return rest.getForObject(System.getenv("BOOKINGS_URL") + "/bookings/" + id, String.class);
    }

    public String noBookings(String id, Throwable cause) {
        return "";
    }
}
`],
    [`miles/${AIRLINE}/miles/MilesApplication.java`, 'import org.springframework.boot.SpringApplication;', 'import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;\nimport org.springframework.boot.SpringApplication;'],
  ] },
  { system: 'lockstep-release', title: 'the pipeline deploys what changed', gains: 0.15, style: 'microservices', edits: [['.github/workflows/deploy.yml', '      - uses: actions/checkout@v4\n', '      - uses: actions/checkout@v4\n      - uses: dorny/paths-filter@v3\n']] },
  { system: 'lockstep-release', title: 'the pipeline publishes images, and deploys nothing', gains: 0.15, style: 'microservices', edits: [['.github/workflows/deploy.yml', / {6}- run: docker stack deploy.*\n/g, ''], ['.github/workflows/deploy.yml', '  deploy:\n', '  images:\n']] },
  { system: 'lockstep-release', title: 'one of the three has a pipeline of its own', gains: 0.1, style: 'microservices', edits: [['.github/workflows/deploy.yml', 'courses students grades', 'students grades']] },
  { system: 'shared-models', title: 'the rules of returns are its own again', gains: 0.1, style: 'microservices', edits: [['src/Returns/Returns.csproj', /\s+<ItemGroup>[^]*?<\/ItemGroup>/g, ''], ['src/Returns/Program.cs', 'using Shop.Domain;\n', '']] },
  { system: 'broker-bypass', title: 'delivery reads the address in the message', gains: 0.1, style: 'microservices', edits: [['delivery/main.go', /\n\t\task\(.*\)/g, ''], ['delivery/main.go', /\n\/\/ The queue[^]*$/g, '\n'], ['k8s/delivery.yaml', /\n\s+- name: ORDERS_URL\n.*/g, '']] },
  { system: 'teams-apart', title: 'a call becomes an event: here, what it asked for comes with the request', gains: 0.1, style: 'microservices', edits: [['seating/app.rb', /Net::HTTP\.get.*/g, 'params[:id]'], ['compose.yaml', /\n\s+environment:\n\s+REFUNDS_URL: \S+/g, '']] },
];

describe('each single repair moves the mark to the right', () => {
  test.each(REPAIRS)('$system: $title', ({ system, edits, gone = '', gains, style }) => {
    const files = readSystem(system);
    const [before, after] = [analyse(files), analyse(new Map([...edited(files, edits)].filter(([path]) => gone === '' || !path.startsWith(gone))))];
    expect(after.problems).toEqual([]);
    expect(logical(after) - logical(before)).toBeGreaterThan(gains);
    expect(after.metrics.system.style).toBe(style);
  });
});

const MODULES = 'estate/src/modules';

test.each<{ readonly title: string; readonly gains: number; readonly edits: readonly Edit[] }>([
  {
    title: 'rents asks repairs for nothing', gains: 0.02,
    edits: [[`${MODULES}/rents/index.ts`, "import { openRepairs } from '../repairs/orders.js';\n", ''], [`${MODULES}/rents/index.ts`, /total \+= .*/g, 'total += rent;']],
  },
  {
    title: 'all ask at the faces of the others', gains: 0.1,
    edits: [
      ...['leases', 'rents', 'repairs', 'tenants'].map((name): Edit => [`${MODULES}/${name}/index.ts`, /\.\.\/(leases|rents|repairs|tenants)\/\w+\.js/g, '../$1/index.js']),
      [`${MODULES}/leases/index.ts`, 'import { database }', "export { termsOf } from './terms.js';\nimport { database }"],
      [`${MODULES}/rents/index.ts`, 'import { database }', "export { charge, openAccount } from './accounts.js';\nimport { database }"],
      [`${MODULES}/repairs/index.ts`, 'import { database }', "export { openRepairs } from './orders.js';\nimport { database }"],
      [`${MODULES}/tenants/index.ts`, 'import { nameOf }', "export { moveIn, nameOf } from './register.js';\nimport { nameOf }"],
    ],
  },
])('service-too-big: a ball of mud inside; $title, and its inside moves to the right', ({ gains, edits }) => {
  const files = readSystem('service-too-big');
  const inside = ({ metrics }: Analysis) => metrics.insides.get('service:estate')?.system;
  const [before, after] = [inside(analyse(files)), inside(analyse(edited(files, edits)))];

  expect(before).toMatchObject({ style: 'ball-of-mud', physical: 0, logical: expect.closeTo(0.35, 2) });
  expect((after?.logical ?? NaN) - (before?.logical ?? NaN)).toBeGreaterThan(gains);
});

test('mesh-bypass: with the proxy back the mark stays, and every call has its time-out and breaker again', () => {
  const files = readSystem('mesh-bypass');
  const [before, after] = [analyse(files), analyse(edited(files, [['k8s/crossings.yaml', / +annotations:\n.*inject.*\n/g, '']]))];
  const calls = ({ graph, metrics }: Analysis) => graph.relations.map(({ id, via }) => ({ via, bond: metrics.relations.get(id)?.bond }));

  expect(calls(before)).toEqual([{ via: 'direct', bond: 'hard' }, { via: 'direct', bond: 'guarded' }]);
  expect(calls(after)).toEqual([{ via: 'mesh', bond: 'guarded' }, { via: 'mesh', bond: 'guarded' }]);
  expect([before, after].map(({ findings }) => findings.map(({ rule }) => rule))).toEqual([['mesh-sidecar-opt-out'], []]);
  expect(logical(after)).toBe(logical(before));
});

test('log-store-of-all: a driver that does not wait leaves the mark, and takes the log store out of what everything needs', () => {
  const files = readSystem('log-store-of-all');
  const [before, after] = [analyse(files), analyse(edited(files, [['compose.yaml', /( +)(fluentd-address: \S+\n)/g, '$1$2$1mode: non-blocking\n$1fluentd-async: "true"\n']]))];
  const blast = (analysis: Analysis): number | undefined => analysis.metrics.elements.get('telemetry:log-store')?.blastRadius;
  const promise = ({ metrics }: Analysis): number => metrics.elements.get('service:sensors')?.availability ?? NaN;

  expect([blast(before), blast(after)]).toEqual([1, 0]);
  expect(promise(before)).toBeCloseTo(0.999 ** 3, 6);
  expect(promise(after)).toBeCloseTo(0.999 ** 2, 6);
  expect(logical(after)).toBe(logical(before));
});

test('teams-apart: one team for what changes together leaves the mark, and lessens the risk of every call', () => {
  const files = readSystem('teams-apart');
  const [before, after] = [analyse(files), analyse(edited(files, [['CODEOWNERS', /@venue\/\w+/g, '@venue/evenings']]))];
  const risks = ({ metrics }: Analysis): number[] => [...metrics.relations.values()].map(({ risk }) => Math.round(risk * 1000) / 1000);

  expect(risks(before)).toEqual([0.15, 0.15]);
  expect(risks(after)).toEqual([0.12, 0.12]);
  expect(logical(after)).toBe(logical(before));
});

/** Twelve commits: each changes the files of its entry. */
function commits(changes: readonly (readonly string[])[]): History {
  const paths = [...new Set(changes.flat())];
  return {
    paths, ignored: new Set(), repositories: [''], isShallow: false,
    commits: changes.map((touched, i) => ({ hash: `${i}`, time: 1_700_000_000 + i * 86_400, author: 'Ada <ada@example.com>', subject: `parcels ${i}`, paths: touched.map((path) => paths.indexOf(path)) })),
  };
}

test('event-contracts: changes that break readers show in the history, and move the mark; compatible ones bring it back', () => {
  const files = readSystem('event-contracts');
  const all = ['depot/index.js', 'tracking/index.js', 'invoicing/index.js'];
  const breaking = analyse(files, commits(Array.from({ length: 12 }, () => all)));
  const compatible = analyse(files, commits(Array.from({ length: 12 }, (_, i) => [all[i % 3] ?? ''])));

  expect([breaking.metrics.system.change, compatible.metrics.system.change]).toEqual([1, 0]);
  expect(breaking.metrics.system.style).toBe('distributed-monolith');
  expect(compatible.metrics.system.style).toBe('microservices');
  expect(logical(compatible)).toBeCloseTo(0.98, 2);
});

import { expect, test } from 'vitest';
import { policyExtractor } from '../../src/engine/extract/policy/index.js';

const PATH = 'coupling.policy.yaml';

function read(text: string) {
  const { facts, problems } = policyExtractor.extract(PATH, text);
  return { facts, problems: problems.map(({ site, message }) => [site && text.slice(site.span.start, site.span.end), message]) };
}

test('what a team decided about relations', () => {
  const { facts, problems } = read(`forbidden:
  - { name: no-way-back, comment: layers, severity: info, from: [orders, bill*], to: { kind: [service, gateway], namespace: shop, owner: team-a, role: business }, relations: calls, reachable: true }
required:
  - { via: [mesh, gateway] }
asyncOnly:
  - { from: orders, to: billing }
`);

  expect(facts).toMatchObject([
    {
      effect: 'forbidden', name: 'no-way-back', comment: 'layers', severity: 'info', reachable: true, relations: ['calls'],
      from: { name: ['orders', 'bill*'] }, to: { kind: ['service', 'gateway'], group: ['shop'], owner: ['team-a'], role: ['business'] },
    },
    { effect: 'required', from: {}, to: {}, via: ['mesh', 'gateway'] },
    { effect: 'async-only', from: { name: ['orders'] }, to: { name: ['billing'] } },
  ]);
  expect(problems).toEqual([]);
});

test('an entry that would mean more than was meant is left out, with a problem at its place', () => {
  const { facts, problems } = read(`forbidden:
  - { name: everything }
  - { from: { nmae: orders }, to: web }
  - { from: { name: { a: b } }, to: web }
  - often
required:
  - { from: orders }
  - { from: orders, via: [mesh, train] }
asyncOnly: { from: orders }
forbiden: []
`);

  expect(facts).toEqual([]);
  expect(problems).toEqual([
    ['{ name: everything }', 'an entry of forbidden must say from or to whom; it is ignored'],
    ['nmae', 'nmae means nothing here: known are name, kind, role, namespace, owner; it is ignored'],
    ['{ nmae: orders }', 'from must say which elements: name, kind, role, namespace, owner; it is ignored'],
    ['{ a: b }', 'name must be a text or a list of texts; it is ignored'],
    ['often', 'an entry of forbidden must be a mapping; it is ignored'],
    ['{ from: orders }', 'an entry of required must say via what: mesh, broker, gateway or contract; it is ignored'],
    ['[mesh, train]', 'via must be of mesh, broker, gateway or contract; it is ignored'],
    ['{ from: orders }', '`asyncOnly` must be a list; it is ignored'],
    ['forbiden', 'forbiden is no part of a policy; it is ignored'],
  ]);
});

test('exceptions, and where they can be taken out', () => {
  const text = `exceptions:
  - rule: sync-chain # nightly
    elements: [orders, billing]
    reason: a job that nobody waits for
    until: 2027-01-31
  - { rule: broker-bypass, from: orders, to: billing, owner: team-a }
  - { from: orders }
  - { rule: sync-cycle, until: soon }
`;
  const { facts, problems } = read(text);

  expect(facts).toMatchObject([
    { rule: 'sync-chain', elements: ['orders', 'billing'], reason: 'a job that nobody waits for', until: '2027-01-31' },
    { rule: 'broker-bypass', elements: ['orders', 'billing'], owner: 'team-a' },
  ]);
  const [first] = facts;
  const removal = first?.kind === 'policy-exception' ? first.removal : undefined;
  expect(removal && text.slice(0, removal.span.start) + text.slice(removal.span.end)).toBe(text.replace(/ {2}- rule: sync-chain[^]*31\n/, ''));
  expect(problems).toEqual([
    ['{ from: orders }', 'an exception must name its rule; it is ignored'],
    ['soon', 'until must be a day such as 2027-01-31; it is ignored'],
  ]);
});

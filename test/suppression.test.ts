import { expect, test } from 'vitest';
import { createWorkspace, readConfig, rules, type Finding } from '../src/engine/index.js';

const withComment = (comment: string): string => `services:
  orders:
    image: shop/orders
    logging:
      driver: syslog ${comment}
      options: { syslog-address: "tcp://logs:514" }
  logs: { image: balabit/syslog-ng }
`;

/** Whether the finding in line 5 is suppressed, on the given day. */
function isSuppressed(comment: string, today: string): Finding['suppressed'] | undefined {
  const workspace = createWorkspace();
  workspace.set('compose.yaml', withComment(comment));
  const { config } = readConfig({}, rules.map(({ id }) => id), today);
  return workspace.analyseWith([], config).findings.find(({ rule }) => rule === 'log-driver-blocking')?.suppressed;
}

test.each([
  ['', '2026-11-24', false],
  ['# coupling-ignore log-driver-blocking -- the log host is on the same machine', '2026-11-24', 'comment'],
  ['# coupling-ignore log-driver-blocking', '2026-11-24', false],
  ['# coupling-ignore sync-chain -- another rule', '2026-11-24', false],
  ['# coupling-ignore sync-chain, log-driver-blocking -- both', '2026-11-24', 'comment'],
  ['# coupling-ignore log-driver-blocking -- until we move until 2026-12-31', '2026-12-31', 'comment'],
  ['# coupling-ignore log-driver-blocking -- until we move until 2026-12-31', '2027-01-01', false],
])('%s on %s: suppressed %s', (comment, today, expected) => {
  expect(isSuppressed(comment, today)).toBe(expected);
});

test.each([
  ['2026-12-31', undefined],
  ['2027-01-01', 'This comment ended on 2026-12-31: what it accepted counts again. Mend it, or give a new end with the reason.'],
])('on %s what has ended is a finding itself', (today, message) => {
  const workspace = createWorkspace();
  workspace.set('compose.yaml', withComment('# coupling-ignore log-driver-blocking -- the log host moves until 2026-12-31'));
  const { findings } = workspace.analyseWith([], readConfig({}, rules.map(({ id }) => id), today).config);
  expect(findings.find(({ rule }) => rule === 'policy-exception-undocumented')?.message).toBe(message);
});

test('a rule that is switched off makes no comment useless', () => {
  const workspace = createWorkspace();
  workspace.set('compose.yaml', withComment('# coupling-ignore log-driver-blocking -- the log host is on the same machine'));
  const { config } = readConfig({ rules: { 'log-driver-blocking': 'off' } }, rules.map(({ id }) => id));
  expect(workspace.analyseWith([], config).findings).toEqual([]);
});

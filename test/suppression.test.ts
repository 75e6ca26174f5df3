import { expect, test } from 'vitest';
import { createWorkspace, readConfig, rules } from '../src/engine/index.js';

const withComment = (comment: string): string => `services:
  orders:
    image: shop/orders
    logging:
      driver: syslog ${comment}
      options: { syslog-address: "tcp://logs:514" }
  logs: { image: balabit/syslog-ng }
`;

/** Whether the finding in line 5 is suppressed, on the given day. */
function isSuppressed(comment: string, today: string): boolean | undefined {
  const workspace = createWorkspace();
  workspace.set('compose.yaml', withComment(comment));
  const { config } = readConfig({}, rules.map(({ id }) => id), today);
  return workspace.analyseWith([], config).findings.find(({ rule }) => rule === 'log-driver-blocking')?.suppressed;
}

test.each([
  ['', '2026-11-24', false],
  ['# coupling-ignore log-driver-blocking -- the log host is on the same machine', '2026-11-24', true],
  ['# coupling-ignore log-driver-blocking', '2026-11-24', false],
  ['# coupling-ignore sync-chain -- another rule', '2026-11-24', false],
  ['# coupling-ignore sync-chain, log-driver-blocking -- both', '2026-11-24', true],
  ['# coupling-ignore log-driver-blocking -- until we move until 2026-12-31', '2026-12-31', true],
  ['# coupling-ignore log-driver-blocking -- until we move until 2026-12-31', '2027-01-01', false],
])('%s on %s: suppressed %s', (comment, today, expected) => {
  expect(isSuppressed(comment, today)).toBe(expected);
});

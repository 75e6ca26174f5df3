import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { History } from '../../src/engine/index.js';
import { createLiveHistory } from '../../src/hosts/server/live-history.js';
import type { GraphView } from '../../src/protocol/graph-view.js';
import { REQUESTS } from '../../src/protocol/server-messages.js';
import { bundles } from './bundles.js';
import { startServer, type LanguageClient } from './language-client.js';
import { commit, git, repository } from './repository.js';

/** The numbers of commits of each history that arrives, in order. */
function listen(): { next(): Promise<number | undefined>; live: ReturnType<typeof createLiveHistory> } {
  const arrived: (History | undefined)[] = [];
  let wake = (): void => {};
  const live = createLiveHistory((history) => {
    arrived.push(history);
    wake();
  });
  onTestFinished(() => live.close());
  return {
    live,
    async next() {
      while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return arrived.shift()?.commits.length;
    },
  };
}

test('commits, checkouts and resets are noticed, also where the repository is above', async () => {
  const root = repository();
  commit(root, 'One', 'orders/a.ts');
  const { live, next } = listen();
  live.follow([{ root: `${root}/orders`, prefix: '' }], 12);
  expect(await next()).toBe(1);

  // The first reading may end before the folder is watched.
  await new Promise((resolve) => setTimeout(resolve, 500));
  commit(root, 'Two', 'orders/a.ts');
  expect(await next()).toBe(2);
  git(root, 'reset', '-q', '--hard', 'HEAD~1');
  expect(await next()).toBe(1);
  live.follow([], 12);
  expect(await next()).toBeUndefined();
});

const dist = await bundles('server.cjs', 'source.cjs', 'source-worker.cjs');

/** Asks for the graph until it is as wanted: the history comes after the first picture. */
async function graphWith(client: LanguageClient, condition: (view: GraphView) => boolean): Promise<GraphView> {
  for (;;) {
    const view: GraphView = await client.connection.sendRequest(REQUESTS.graph);
    if (condition(view)) return view;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('the graph of an editor gets what the history says, and follows commits and settings', async () => {
  const root = repository();
  for (let i = 0; i < 12; i++) commit(root, `Words ${i}`, 'README.md');
  for (let i = 0; i < 12; i++) commit(root, `Change ${i}`, 'orders/a.ts', 'payments/a.ts');
  writeFileSync(join(root, 'compose.yaml'), 'services:\n  orders: { build: orders, environment: { PAYMENTS_URL: "http://payments:8080" } }\n  payments: { build: payments }\n');
  const client = await startServer(dist, root);
  const changes = ({ relations }: GraphView): string[] => relations.filter(({ line }) => line === 'change').flatMap(({ explanation }) => explanation);

  const view = await graphWith(client, ({ system }) => system.history.startsWith('History: 24 commits'));
  expect(changes(view)).toContain('Changed together in 12 commits: 100 % of the 12 to orders, 100 % of the 12 to payments.');
  expect(view.system.terms.map(({ label }) => label)).toContain('Change');

  commit(root, 'One more', 'orders/a.ts', 'payments/a.ts');
  await graphWith(client, (next) => changes(next).some((line) => line.startsWith('Changed together in 13 commits')));

  client.configure({ history: { enabled: false } });
  expect(changes(await graphWith(client, ({ system }) => system.history === 'History: none was read.'))).toEqual([]);
});

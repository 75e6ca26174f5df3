import { defineConfig } from 'vitest/config';

/**
 * Three kinds of tests, run one after the other by `npm test`; `npx vitest run --project unit` runs one kind. Those that drive
 * a browser get a second try, which the report names: a busy machine can make it miss a limit of time.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/hosts/**', 'test/webview/**', 'test/systems/*/**'],
          testTimeout: 30_000,
          // The engine keeps no state of its own, so files share one process: each would load the parsers anew, ten times the tests' own cost.
          isolate: false,
        },
      },
      {
        test: { name: 'webview', include: ['test/webview/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000, retry: 1 },
      },
      {
        test: {
          name: 'host',
          include: ['test/hosts/*.test.ts'],
          // Each file starts an editor: one at a time is enough for two cores.
          fileParallelism: false,
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          retry: 1,
        },
      },
    ],
  },
});

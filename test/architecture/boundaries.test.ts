import { cruise, type IReporterOutput, type ICruiseResult } from 'dependency-cruiser';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

const ruleSet = createRequire(import.meta.url)('./boundaries.cjs') as { forbidden: []; options: object };

test('every folder imports only what the house allows', async () => {
  const { output } = (await cruise(['src', 'webview'], { ...ruleSet.options, ruleSet: { forbidden: ruleSet.forbidden }, validate: true })) as IReporterOutput & {
    output: ICruiseResult;
  };
  const violations = output.summary.violations.map(({ from, to, rule }) => `${from} -> ${to} (${rule.name})`);

  expect(violations).toEqual([]);
  // A tool that silently skips every file would find no violation either.
  expect(output.summary.totalCruised).toBeGreaterThan(100);
}, 180_000);

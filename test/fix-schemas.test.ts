import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { rules } from '../src/engine/index.js';
import { analyseFiles, applyFix, findingsOf } from './support/apply-fix.js';
import { parseFixture, type Files } from './support/fixture.js';
import { loadGrammarsForTest } from './support/grammars.js';
import { readSystem, SYSTEMS } from './support/sample-system.js';
import { judgeBySchema } from './support/schemas.js';

/**
 * What fixes write must be what Compose, Kubernetes and Istio take: a file that their schemas accept before a fix is accepted
 * after it. `tried` is filled by the tests below, so that the last one sees whether they judged anything.
 */
const FIXTURES = new URL('./rules/', import.meta.url);
const tried = { fixes: 0, files: 0 };

beforeAll(() => loadGrammarsForTest('c-sharp', 'go', 'java', 'php', 'python', 'ruby'));

async function faultsOf(files: Files, fixes: Iterable<{ rule: string; fixed: Files }>): Promise<string[]> {
  const faults: string[] = [];
  for (const { rule, fixed } of fixes) {
    tried.fixes += 1;
    for (const [path, text] of fixed) {
      const before = files.get(path) ?? '';
      if (before === text || !/\.ya?ml$/.test(path)) continue;
      const [old, now] = [await judgeBySchema(before), await judgeBySchema(text)];
      tried.files += now.judged > 0 && old.faults.length === 0 ? 1 : 0;
      if (old.faults.length === 0 && now.faults.length > 0) faults.push(`${rule}, ${path}: ${now.faults.join('; ')}`);
    }
  }
  return faults;
}

describe('fixes of rule fixtures', () => {
  test.each(rules.map(({ id }) => id))('%s', async (rule) => {
    for (const name of readdirSync(new URL(`${rule}/`, FIXTURES))) {
      const { files } = parseFixture(name, readFileSync(new URL(`${rule}/${name}`, FIXTURES), 'utf8'));
      const fixes = findingsOf(rule, files).flatMap((finding) => finding.fixes);
      expect(await faultsOf(files, fixes.map((fix) => ({ rule: `${rule}/${name}`, fixed: applyFix(files, fix) })))).toEqual([]);
    }
  });
});

describe('fixes in sample systems', () => {
  test.each(readdirSync(SYSTEMS).filter((name) => !name.includes('.')))('%s', async (system) => {
    const files = readSystem(system);
    const fixes = analyseFiles(files).findings.flatMap(({ rule, fixes: own }) => own.map((fix) => ({ rule, fix })));
    expect(await faultsOf(files, fixes.map(({ rule, fix }) => ({ rule, fixed: applyFix(files, fix) })))).toEqual([]);
  });
});

describe('the schemas', () => {
  test.each([
    ['a number where Compose wants a mapping', 'services:\n  orders:\n    image: orders\n    deploy: 2\n'],
    ['a key that Compose does not know', 'services:\n  orders:\n    image: orders\n    replica: 2\n'],
    ['a text where Kubernetes wants a number', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec:\n  replicas: "2"\n  selector: { matchLabels: { app: orders } }\n  template: { spec: { containers: [{ name: orders }] } }\n'],
    ['a number where Istio wants a text', 'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: orders }\nspec:\n  host: 3\n'],
  ])('refuse %s', async (_title, text) => {
    expect(await judgeBySchema(text)).toMatchObject({ judged: 1, faults: [expect.any(String)] });
  });

  test('judged most of what the fixes above wrote', () => {
    expect(tried.fixes).toBeGreaterThan(80);
    expect(tried.files).toBeGreaterThan(50);
  });
});

import { describe, expect, test } from 'vitest';
import { isBot } from '../../src/engine/history/bots.js';
import { selectCommits } from '../../src/engine/history/commits.js';
import { updatesDependencies } from '../../src/engine/history/updates.js';
import { history, type WrittenCommit } from '../support/histories.js';

const subjectsOf = (...commits: Partial<WrittenCommit>[]): string[] =>
  selectCommits(history(commits.map((commit) => ({ paths: ['orders/a.ts'], ...commit }))), 12).commits.map(({ subject }) => subject);

describe('which commits count', () => {
  test('those of the months before the newest one, whenever that was', () => {
    const newest = Date.UTC(2020, 0, 31) / 1000;
    const commits = [newest, newest - 60 * 86_400, newest - 366 * 86_400].map((time) => ({ paths: ['a.ts'], time }));

    expect(selectCommits(history(commits), 12).commits).toHaveLength(2);
    expect(selectCommits(history(commits), 1).commits).toHaveLength(1);
    expect(selectCommits(history(commits), 13).commits).toHaveLength(3);
  });

  test('a commit and what takes it back are left out', () => {
    expect(subjectsOf({ subject: 'Revert "Add discount"' }, { subject: 'Fix typo' }, { subject: 'Add discount' })).toEqual(['Fix typo']);
    // As hosts write it, with numbers of pull requests.
    expect(subjectsOf({ subject: 'Revert "Add discount (#7)" (#9)' }, { subject: 'Add discount (#7)' })).toEqual([]);
    expect(subjectsOf({ subject: 'revert: Add discount' }, { subject: 'Add discount' })).toEqual([]);
  });

  test('what was taken back and put back counts once', () => {
    const commits = [{ subject: 'Revert "Add discount"' }, { subject: 'Add discount' }];

    expect(subjectsOf({ subject: 'Reapply "Add discount"' }, ...commits)).toEqual(['Add discount']);
    expect(subjectsOf({ subject: 'Revert "Revert "Add discount""' }, ...commits)).toEqual(['Add discount']);
  });

  test('a revert takes back one commit, the latest of that name', () => {
    expect(subjectsOf({ subject: 'Add tests' }, { subject: 'Revert "Fix"' }, { subject: 'Fix' }, { subject: 'Fix' })).toEqual(['Add tests', 'Fix']);
  });

  test('each that is left out is counted by its reason', () => {
    const files = Array.from({ length: 201 }, (_, i) => `orders/${i}.ts`);
    const commits = [
      { paths: ['a.ts'], author: 'dependabot[bot] <1+dependabot[bot]@users.noreply.github.com>' },
      { paths: ['a.ts'], hash: 'f'.repeat(40) },
      { paths: ['a.ts'], subject: 'Bump pg from 8.1 to 8.2' },
      { paths: ['a.ts'], subject: 'Revert "x"' },
      { paths: files },
      { paths: files.slice(1) },
    ];

    const { total, leftOut, commits: kept } = selectCommits(history(commits, { ignored: new Set(['f'.repeat(40)]) }), 12);
    expect({ total, leftOut, kept: kept.length }).toEqual({ total: 6, leftOut: { ignored: 1, bots: 1, updates: 1, reverted: 1, large: 1 }, kept: 1 });
  });
});

test.each([
  ['renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>', true],
  ['Dependabot <support@dependabot.com>', true],
  ['Renovate Bot <bot@renovateapp.com>', true],
  ['ci-robot <ci@example.org>', true],
  ['Build Automation <builds@example.org>', true],
  ['jenkins <root@build>', true],
  ['Ada Lovelace <ada@example.org>', false],
  ['Bob Jenkins <bob@example.org>', false],
  ['Jo Abbott <jo.talbot@example.org>', false],
  ['', false],
])('%s is a program: %s', (author, expected) => {
  expect(isBot(author)).toBe(expected);
});

test.each([
  ['Bump express from 4.17.1 to 4.18.2', true],
  ['chore(deps): update all dependencies', true],
  ['Updated all dependencies to the latest version', true],
  ['Update to Aspire 9.3 (#837)', true],
  ['npm package update', true],
  ['Upgrade base images to fix CVEs', true],
  ['Update package tracking page', false],
  ['Update order totals to 2 decimals', false],
  ['Add dependencies between orders', false],
  ['Update the version shown to customers', false],
])('%s updates dependencies: %s', (subject, expected) => {
  expect(updatesDependencies(subject)).toBe(expected);
});

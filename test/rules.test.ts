import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ruleGroups, rules, type Rule } from '../src/engine/index.js';
import { applyFix, findingsOf, isVerified } from './support/apply-fix.js';
import { formatFixture, mapTexts, mark, parseFixture, type Files, type Fixture } from './support/fixture.js';
import { loadGrammarsForTest } from './support/grammars.js';
import { rulePage, ruleSettings, ruleTables } from './support/rule-page.js';

const FOLDER = new URL('./rules/', import.meta.url);
const DOCS = new URL('../docs/rules/', import.meta.url);
const README = new URL('../README.md', import.meta.url);

/** `UPDATE_FIXTURES=1` writes what the rules say into the fixtures, to be read before it is committed. */
const UPDATE = process.env['UPDATE_FIXTURES'] === '1';

/** More rounds than any fixture has findings. */
const MOST_FIXES = 20;

beforeAll(() => loadGrammarsForTest('c-sharp', 'go', 'java', 'python'));

function groupOf(rule: Rule): string | undefined {
  return Object.entries(ruleGroups).find(([, members]) => members.includes(rule))?.[0];
}

function fixturesOf(rule: string): { fixture: Fixture; url: URL; text: string }[] {
  const folder = new URL(`${rule}/`, FOLDER);
  return readdirSync(folder).sort().map((name) => {
    const url = new URL(name, folder);
    const text = readFileSync(url, 'utf8');
    return { url, text, fixture: parseFixture(`${rule}/${name}`, text) };
  });
}

/** Applies the first fix of the first fixable finding until none is left; every fix must pass the host's check. */
async function fixAll(rule: string, files: Files): Promise<Map<string, string>> {
  let current = new Map(files);
  for (let round = 0; round < MOST_FIXES; round++) {
    const finding = findingsOf(rule, current).find(({ fixes }) => fixes.length > 0);
    const fix = finding?.fixes[0];
    if (finding === undefined || fix === undefined) break;
    expect(await isVerified(current, finding, fix), `${fix.title} must remove the finding and add none as grave`).toBe(true);
    current = applyFix(current, fix);
  }
  return new Map([...current].filter(([path, text]) => files.get(path) !== text));
}

const toCrlf = (text: string): string => text.replaceAll('\n', '\r\n');

describe.each(rules.map((rule) => ({ rule, fixtures: fixturesOf(rule.id) })))('$rule.id', ({ rule, fixtures }) => {
  test.each(fixtures)('$fixture.name', async ({ fixture, text, url }) => {
    const marked = mark(fixture.files, findingsOf(rule.id, fixture.files), / related: /.test(text));
    const fixed = await fixAll(rule.id, fixture.files);
    if (UPDATE) writeFileSync(url, formatFixture(marked, fixed));
    else expect(formatFixture(marked, fixed)).toBe(text);
  });

  test.each(fixtures.filter(({ fixture }) => fixture.fixed.size > 0))('$fixture.name with Windows line ends', async ({ fixture }) => {
    expect(await fixAll(rule.id, mapTexts(fixture.files, toCrlf))).toEqual(mapTexts(fixture.fixed, toCrlf));
  });

  test('has a fixture that fires and one that stays silent', () => {
    const isSilent = ({ fixture }: { fixture: Fixture }): boolean => [...fixture.files].every(([path, text]) => fixture.marked.get(path) === text);
    expect(fixtures.some((entry) => !isSilent(entry))).toBe(true);
    expect(fixtures.some(isSilent)).toBe(true);
  });

  test('has a fix in some fixture, or says why there is none', () => {
    const isFixed = fixtures.some(({ fixture }) => fixture.fixed.size > 0);
    expect(isFixed ? rule.noFix : typeof rule.noFix).toBe(isFixed ? undefined : 'string');
  });

  test('is named like its file and has a page', () => {
    expect(existsSync(new URL(`../src/engine/rules/${groupOf(rule)}/${rule.id}.ts`, import.meta.url))).toBe(true);
    const example = fixtures.find(({ url }) => url.pathname.endsWith('/example.txt'));
    expect(readFileSync(new URL(`${rule.id}.md`, DOCS), 'utf8'), 'run: node scripts/rule-docs.mjs').toBe(rulePage(rule, example?.text ?? ''));
  });
});

test('rules have unique ids and are sorted', () => {
  const ids = rules.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
});

test.runIf(existsSync(README))('the README lists the rules', () => {
  const table = /<!-- rules -->\n([\s\S]*?)<!-- \/rules -->/.exec(readFileSync(README, 'utf8'))?.[1];
  expect(table, 'run: node scripts/rule-docs.mjs').toBe(ruleTables(ruleGroups));
});

test('the manifest offers a setting for each rule', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { contributes: { configuration: { properties: Record<string, { properties?: unknown }> } } };
  expect(manifest.contributes.configuration.properties['couplingLens.rules']?.properties, 'run: node scripts/rule-docs.mjs').toEqual(ruleSettings(rules));
});

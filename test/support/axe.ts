import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** What axe-core says about one rule; the part that is read here. */
interface AxeRule {
  readonly id: string;
  readonly impact: 'minor' | 'moderate' | 'serious' | 'critical' | null;
  readonly nodes: readonly { readonly html: string; readonly target: readonly unknown[]; readonly any: readonly { readonly message: string }[]; readonly all: readonly { readonly message: string }[] }[];
}

interface AxeResults {
  readonly violations: readonly AxeRule[];
}

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Not asked of glyphs: a count or an order inside of one is no part of its name, and axe reads all their texts as a single word. */
const LABEL_RULE = 'label-content-name-mismatch';

const OPTIONS = { everything: {}, colours: { runOnly: ['color-contrast', 'link-in-text-block'] } } as const;

/** Violations of impact serious or critical on a page as it is now: one line for each element, with the reason. */
export async function seriousViolations(page: Page, scope: keyof typeof OPTIONS): Promise<readonly string[]> {
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(SOURCE);
  const { violations } = await page.evaluate(
    (options) => (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({ ...options, resultTypes: ['violations'] }), OPTIONS[scope]);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.filter(({ html }) => !(id === LABEL_RULE && html.startsWith('<g data-node'))).map(({ target, any, all }) => `${id}: ${JSON.stringify(target)}: ${[...any, ...all].map(({ message }) => message).join('; ')}`));
}

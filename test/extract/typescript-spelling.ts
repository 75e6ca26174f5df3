import { prismaExtractor } from '../../src/engine/extract/prisma.js';
import { typescriptExtractor } from '../../src/engine/extract/typescript/index.js';
import type { CallCare, UseFact } from '../../src/engine/model/code-facts.js';
import type { Expression, Part } from '../../src/engine/model/expression.js';
import type { Fact } from '../../src/engine/model/facts.js';
import { applyEdits, fill } from '../../src/engine/model/text.js';

/** Facts of a text, after the cheap test that production runs first. */
export function factsOf(text: string, path = 'orders/src/main.ts'): readonly Fact[] {
  const extractor = path.endsWith('.prisma') ? prismaExtractor : typescriptExtractor;
  if (!extractor.accepts(path) || !extractor.mayMatch(text)) return [];
  const { facts, problems } = extractor.extract(path, text);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return facts;
}

/** Uses of a text. */
export function usesOf(text: string): readonly UseFact[] {
  return factsOf(text).filter((fact) => fact.kind === 'use');
}

/** One line a use: `axios calls POST http://orders/x`, with `db=` and `channel=` where they are known. */
export function spelledUses(text: string): string[] {
  return usesOf(text).map((use) =>
    [
      use.client,
      use.relation,
      use.method,
      spelled(use.target),
      use.database && `db=${spelled(use.database)}`,
      use.channel && `channel=${spelled(use.channel)}`,
    ]
      .filter((word) => word)
      .join(' '),
  );
}

/** `http://{$HOST|orders}:8080/{?}`, and `{./config#url}` for a constant of another file. */
export function spelled(expression: Expression | undefined): string {
  return (expression ?? []).map(spelledPart).join('');
}

function spelledPart(part: Part): string {
  if (typeof part === 'string') return part;
  if (part.hole === 'environment' || part.hole === 'substitution') return `{$${part.name}${part.fallback ? `|${spelled(part.fallback)}` : ''}}`;
  if (part.hole === 'constant') return `{${part.specifier}#${part.name}${part.fallback ? `|${spelled(part.fallback)}` : ''}}`;
  return '{?}';
}

/** What the only use of a text does against a slow callee. */
export function careIn(text: string): CallCare {
  const [use] = usesOf(text);
  if (use === undefined) throw new Error('no use found');
  return use.care;
}

/** The time-out of the only use: milliseconds, `?` when set but unknown, undefined when not set. */
export function timeoutIn(text: string): number | '?' | undefined {
  const { timeout } = careIn(text);
  return timeout === undefined ? undefined : timeout.known ? timeout.value : '?';
}

/** The text after the fix that gives its only use a time-out of two seconds. */
export function fixed(text: string): string | undefined {
  const fix = careIn(text).timeoutFix;
  return fix && applyEdits(text, [fill(fix.slot, fix.item.replace('{ms}', '2000'))]);
}

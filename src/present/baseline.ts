import { identityOf, type Analysis } from '../engine/index.js';

/** Name of the file that accepts findings as they stand, at the top of a workspace folder. */
export const BASELINE_FILE = 'coupling.baseline.json';

/**
 * The text of a baseline that accepts every finding of an analysis but those that comments and the policy accept with reasons. Findings that an
 * older baseline accepts are accepted again, unless they are gone.
 * @param prefix of the workspace folder that it is for: only findings in its files count, and their paths start there
 */
export function toBaseline({ findings }: Analysis, prefix = ''): { readonly text: string; readonly accepted: number } {
  let accepted = 0;
  const entries = new Map<string, { rule: string; file: string; elements: readonly string[]; relations: readonly string[]; count?: number }>();
  for (const { rule, site, elements, relations, suppressed } of findings) {
    if (!site.path.startsWith(prefix)) continue;
    const entry = { rule, file: site.path.slice(prefix.length), elements, relations };
    const identity = identityOf(entry);
    if (suppressed === 'comment' || suppressed === 'policy') continue;
    accepted++;
    const known = entries.get(identity);
    entries.set(identity, known === undefined ? entry : { ...known, count: (known.count ?? 1) + 1 });
  }
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => `    ${JSON.stringify(entry)}`);
  const text = `{\n  "version": 1,\n  "findings": [${sorted.length === 0 ? '' : `\n${sorted.join(',\n')}\n  `}]\n}\n`;
  return { text, accepted };
}

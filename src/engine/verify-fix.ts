import type { Analysis } from './model/analysis.js';
import type { Config } from './model/config.js';
import type { FileFacts } from './model/facts.js';
import type { Finding, Fix } from './model/rule.js';
import type { Severity } from './model/severity.js';
import { applyEdits, type Path, type TextEdit } from './model/text.js';
import type { Workspace } from './workspace.js';

/** What a check of a fix needs to know of its host. */
export interface FixContext {
  readonly workspace: Workspace;
  readonly config: Config;
  /** The analysis the finding comes from. */
  readonly analysis: Analysis;
  /** The text of a file the fix edits; undefined when it can no longer be read. */
  textOf(path: Path): string | undefined;
  /** All facts of a text, from every extractor. */
  extract(path: Path, text: string): Promise<FileFacts>;
}

/** Worst first. */
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/**
 * Tries a fix on a copy: true when the finding is gone, none as grave came, and nothing became unreadable.
 * A milder finding may come to light: a workload that joins the mesh lacks the mesh's rules at first.
 * Only such fixes are offered.
 */
export async function verifyFix(context: FixContext, finding: Finding, fix: Fix): Promise<boolean> {
  const replaced: FileFacts[] = [];
  for (const [path, edits] of editsByPath(fix.edits)) {
    const text = context.textOf(path);
    if (text === undefined) return false;
    replaced.push(await context.extract(path, applyEdits(text, edits)));
  }
  const after = context.workspace.analyseWith(replaced, context.config);
  if (after.problems.length > context.analysis.problems.length) return false;
  const before = countByKey(context.analysis.findings);
  const now = countByKey(after.findings);
  const key = keyOf(finding);
  if ((now.get(key) ?? 0) >= (before.get(key) ?? 0)) return false;
  const added = after.findings.filter((other) => (now.get(keyOf(other)) ?? 0) > (before.get(keyOf(other)) ?? 0));
  return added.every(({ severity }) => SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(finding.severity));
}

/** The edits of a fix, grouped by the file they change. */
export function editsByPath(edits: readonly TextEdit[]): Map<Path, TextEdit[]> {
  const groups = new Map<Path, TextEdit[]>();
  for (const edit of edits) groups.set(edit.site.path, [...(groups.get(edit.site.path) ?? []), edit]);
  return groups;
}

/** Findings are the same when they say the same of the same things: offsets move with every edit. */
function keyOf({ rule, site, elements, relations }: Finding): string {
  return JSON.stringify([rule, site.path, elements, relations]);
}

function countByKey(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

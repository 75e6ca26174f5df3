import { CodeActionKind, type CodeAction, type CodeActionParams, type Diagnostic, type Range } from 'vscode-languageserver/node';
import type { Finding, Path } from '../../engine/index.js';
import { toRange } from '../../present/index.js';
import { CLIENT_COMMANDS, type AcceptArguments, type ExplainArguments, type ShowInGraphArguments, type SuppressArguments } from '../../protocol/server-messages.js';
import { lineCommentOf } from './comments.js';
import type { Fixes } from './fixes.js';
import type { Snapshot } from './session.js';

/** Fixes everything in the file that has one preferred fix. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.couplingLens`;

/** What code actions need. */
export interface ActionContext {
  readonly snapshot: Snapshot;
  readonly fixes: Fixes;
  /** Text of the file the actions are for, as analysed. */
  readonly text: string;
  toDiagnostic(finding: Finding): Diagnostic;
}

/** What can be done about the findings in a range of a file. */
export async function codeActions(path: Path, { textDocument: { uri }, range, context: { only } }: CodeActionParams, context: ActionContext): Promise<CodeAction[]> {
  const inFile = context.snapshot.analysis.findings.filter(({ site, suppressed }) => site.path === path && !suppressed);
  const actions: CodeAction[] = [];
  if (wants(only, CodeActionKind.QuickFix)) {
    const inRange = inFile.filter(({ site }) => touches(toRange(site, context.snapshot.workspace.lineStarts), range));
    for (const finding of inRange) actions.push(...(await fixActions(finding, context)));
    for (const rule of new Set(inRange.map((finding) => finding.rule))) {
      const sameRule = inFile.filter((finding) => finding.rule === rule);
      actions.push(...(await fixAllActions(sameRule, `Fix all of ${rule} in this file`, CodeActionKind.QuickFix, context)));
    }
    for (const finding of inRange) actions.push(...commandActions(finding, path, uri, context));
  }
  // Only when asked for: the editor would show it beside every light bulb.
  if (only !== undefined && wants(only, FIX_ALL_KIND)) {
    actions.push(...(await fixAllActions(inFile, 'Fix all coupling findings in this file', FIX_ALL_KIND, context)));
  }
  return actions;
}

function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
}

function touches(a: Range, b: Range): boolean {
  const isBefore = (p: Range['start'], q: Range['start']): boolean => p.line < q.line || (p.line === q.line && p.character < q.character);
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

async function fixActions(finding: Finding, { snapshot, fixes, toDiagnostic }: ActionContext): Promise<CodeAction[]> {
  const actions: CodeAction[] = [];
  for (const fix of await fixes.verified(snapshot, finding)) {
    const edit = fixes.toWorkspaceEdit(snapshot, fix);
    if (edit === undefined) continue;
    actions.push({ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [toDiagnostic(finding)], isPreferred: fix.preferred, edit });
  }
  return actions;
}

async function fixAllActions(findings: readonly Finding[], title: string, kind: string, { snapshot, fixes }: ActionContext): Promise<CodeAction[]> {
  const fix = await fixes.combined(snapshot, findings, title);
  const edit = fix === undefined ? undefined : fixes.toWorkspaceEdit(snapshot, fix);
  return edit === undefined ? [] : [{ title, kind, edit }];
}

function commandActions(finding: Finding, path: Path, uri: string, { snapshot, text, toDiagnostic }: ActionContext): CodeAction[] {
  const { rule } = finding;
  const diagnostic = toDiagnostic(finding);
  const action = (title: string, command: string, argument: SuppressArguments | AcceptArguments | ShowInGraphArguments | ExplainArguments): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    command: { title, command, arguments: [argument] },
  });
  const { line } = diagnostic.range.start;
  const mark = lineCommentOf(path);
  const [relation] = finding.relations;
  const [element] = finding.elements;
  const actions: CodeAction[] = [];
  if (mark !== undefined) {
    const start = snapshot.workspace.lineStarts(path)[line] ?? 0;
    const indent = /^[ \t]*/.exec(text.slice(start, start + 200))?.[0] ?? '';
    const comment = `${indent}${mark} coupling-ignore ${rule} --`;
    actions.push(action(`Suppress ${rule} here, with a reason…`, CLIENT_COMMANDS.suppress, { uri, line, comment, rule }));
  }
  const elements = [...new Set(finding.elements.flatMap((id) => snapshot.analysis.graph.elements.get(id)?.name ?? []))];
  // Without elements an exception would accept all findings of the rule.
  if (elements.length > 0) actions.push(action(`Accept ${rule} in the policy file, with reason and end…`, CLIENT_COMMANDS.accept, { uri, rule, elements }));
  if (relation !== undefined) actions.push(action('Show in Coupling Graph', CLIENT_COMMANDS.showInGraph, { kind: 'relation', id: relation }));
  else if (element !== undefined) actions.push(action('Show in Coupling Graph', CLIENT_COMMANDS.showInGraph, { kind: 'element', id: element }));
  actions.push(action(`Explain ${rule}`, CLIENT_COMMANDS.explain, { rule }));
  return actions;
}

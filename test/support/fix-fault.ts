import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { applyEdits, editsByPath, verifyFix, type Finding, type Fix, type FixContext, type TextEdit } from '../../src/engine/index.js';
import { maskTemplates } from '../../src/engine/syntax/yaml-templates.js';

/**
 * What is wrong with a fix, for people; undefined when nothing is. Right is a fix that removes its finding and brings
 * none as grave, leaves every byte outside its edits, keeps the kind of line ends, and leaves a file that its parser still reads.
 */
export async function faultOf(context: FixContext, finding: Finding, fix: Fix): Promise<string | undefined> {
  for (const [path, edits] of editsByPath(fix.edits)) {
    const before = context.textOf(path);
    if (before === undefined) return `${path} cannot be read`;
    if (!areApart(before, edits)) return `${path}: edits overlap or lie outside the file`;
    const after = applyEdits(before, edits);
    if (after === before) return `${path}: nothing changes`;
    if (withoutEdits(after, edits, (edit) => edit.newText.length) !== withoutEdits(before, edits, lengthOf)) return `${path}: something else changes`;
    if (mixesLineEnds(after) && !mixesLineEnds(before)) return `${path}: line ends are mixed`;
    if (syntaxErrors(path, after) > syntaxErrors(path, before)) return `${path}: no longer parses`;
  }
  return (await verifyFix(context, finding, fix)) ? undefined : 'the finding stays, or one as grave comes';
}

function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.site.span.start - b.site.span.start || a.site.span.end - b.site.span.end);
}

function areApart(text: string, edits: readonly TextEdit[]): boolean {
  const spans = inOrder(edits).map(({ site }) => site.span);
  return spans.every(({ start, end }, i) => start <= end && end <= text.length && start >= (spans[i - 1]?.end ?? 0));
}

function lengthOf({ site }: TextEdit): number {
  return site.span.end - site.span.start;
}

/** A text without the places that edits change, which have this length in it. */
function withoutEdits(text: string, edits: readonly TextEdit[], placeLength: (edit: TextEdit) => number): string {
  let rest = '';
  let at = 0;
  let moved = 0;
  for (const edit of inOrder(edits)) {
    const start = edit.site.span.start + moved;
    rest += text.slice(at, start);
    at = start + placeLength(edit);
    moved += placeLength(edit) - lengthOf(edit);
  }
  return rest + text.slice(at);
}

function mixesLineEnds(text: string): boolean {
  return text.includes('\r\n') && /[^\r]\n/.test(text);
}

/** Errors of an independent parser of the format. Templates have some from the start, and one more with each line behind the first; what is left without their actions has not. */
function syntaxErrors(path: string, text: string): number {
  if (/\.ya?ml$/.test(path)) return parseAllDocuments(text.includes('{{') ? maskTemplates(text) : text).reduce((sum, { errors }) => sum + errors.length, 0);
  if (/\.[cm]?[jt]sx?$/.test(path)) return ts.transpileModule(text, { fileName: path, reportDiagnostics: true }).diagnostics?.length ?? 0;
  return 0;
}

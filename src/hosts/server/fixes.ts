import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { editsByPath, verifyFix, type Finding, type Fix, type FixContext, type Path, type TextEdit } from '../../engine/index.js';
import { toRange } from '../../present/index.js';
import { extractText } from '../node/indexer.js';
import { readText } from '../node/read.js';
import type { OpenDocuments } from './documents.js';
import type { Session, Snapshot } from './session.js';

/** What offering fixes needs. */
export interface FixSource {
  readonly session: Session;
  readonly documents: OpenDocuments;
  readonly uriOf: (path: Path) => string | undefined;
}

/** Checks fixes on copies and turns them into edits of the editor. */
export interface Fixes {
  /** The fixes of a finding that do what they promise. */
  verified(snapshot: Snapshot, finding: Finding): Promise<Fix[]>;
  /** One fix out of the preferred fixes of several findings; undefined unless all of it does what it promises. */
  combined(snapshot: Snapshot, findings: readonly Finding[], title: string): Promise<Fix | undefined>;
  /** Undefined when a file was edited since the analysis. */
  toWorkspaceEdit(snapshot: Snapshot, fix: Fix): WorkspaceEdit | undefined;
}

/** Makes the fixes of one session. */
export function createFixes({ session, documents, uriOf }: FixSource): Fixes {
  // The editor asks at each move of the cursor; a fix belongs to one analysis, so its verdict never changes.
  const verdicts = new WeakMap<Fix, Promise<boolean>>();

  function textOf(path: Path): string | undefined {
    const open = documents.get(path);
    if (open !== undefined) return open.getText();
    const file = session.fileOf(path);
    const content = file === undefined ? undefined : readText(file);
    return content?.kind === 'text' ? content.text : undefined;
  }

  function contextOf({ analysis, workspace, config }: Snapshot): FixContext {
    return { workspace, config, analysis, textOf, extract: (path, text) => extractText(session.pool, path, text) };
  }

  function verify(snapshot: Snapshot, finding: Finding, fix: Fix): Promise<boolean> {
    const verdict = verdicts.get(fix) ?? verifyFix(contextOf(snapshot), finding, fix);
    verdicts.set(fix, verdict);
    return verdict;
  }

  async function verified(snapshot: Snapshot, finding: Finding): Promise<Fix[]> {
    const kept: Fix[] = [];
    for (const fix of finding.fixes) if (await verify(snapshot, finding, fix)) kept.push(fix);
    return kept;
  }

  return {
    verified,
    async combined(snapshot, findings, title) {
      const edits: TextEdit[] = [];
      const fixed: Finding[] = [];
      for (const finding of findings) {
        const fix = (await verified(snapshot, finding)).find(({ preferred }) => preferred);
        if (fix === undefined || fix.edits.some((edit) => edits.some((other) => overlap(edit, other)))) continue;
        edits.push(...fix.edits);
        fixed.push(finding);
      }
      if (fixed.length < 2) return undefined;
      const context = contextOf(snapshot);
      const fix: Fix = { title, edits, preferred: false };
      for (const finding of fixed) if (!(await verifyFix(context, finding, fix))) return undefined;
      return fix;
    },
    toWorkspaceEdit({ workspace }, fix) {
      const documentChanges: TextDocumentEdit[] = [];
      for (const [path, edits] of editsByPath(fix.edits)) {
        const uri = uriOf(path);
        if (uri === undefined || !documents.isCurrent(path)) return undefined;
        documentChanges.push({
          textDocument: { uri, version: documents.get(path)?.version ?? null },
          edits: edits.map(({ site, newText }) => ({ range: toRange(site, workspace.lineStarts), newText })),
        });
      }
      return { documentChanges };
    },
  };
}

/** Edits that touch count as overlapping: their order would matter. */
function overlap(a: TextEdit, b: TextEdit): boolean {
  return a.site.path === b.site.path && a.site.span.start <= b.site.span.end && b.site.span.start <= a.site.span.end;
}

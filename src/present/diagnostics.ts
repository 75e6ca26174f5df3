import type { Diagnostic, DiagnosticRelatedInformation, Range } from 'vscode-languageserver-types';
import type { Finding, Path, Severity, Site } from '../engine/index.js';
import { toPlace, type LineStarts } from './place.js';

/** What diagnostics need to know of the host. */
export interface DiagnosticContext {
  readonly lineStartsOf: LineStarts;
  uriOf(path: Path): string;
  /** Base of the rule documentation; the rule id and `.md` are appended. */
  readonly docsBase: string;
}

/** Shown in front of every diagnostic. */
const DIAGNOSTIC_SOURCE = 'Coupling Lens';

// DiagnosticSeverity of the protocol: 1 error, 2 warning, 3 information, 4 hint.
const SEVERITIES: Readonly<Record<Severity, 1 | 2 | 3 | 4>> = { error: 1, warning: 2, info: 3, hint: 4 };

/** A site as an LSP range: 0-based. */
export function toRange(site: Site, lineStartsOf: LineStarts): Range {
  const { line, column, endLine, endColumn } = toPlace(site, lineStartsOf);
  return { start: { line: line - 1, character: column - 1 }, end: { line: endLine - 1, character: endColumn - 1 } };
}

/** A finding as an LSP diagnostic. */
export function toDiagnostic(finding: Finding, context: DiagnosticContext): Diagnostic {
  return {
    range: toRange(finding.site, context.lineStartsOf),
    severity: SEVERITIES[finding.severity],
    source: DIAGNOSTIC_SOURCE,
    code: finding.rule,
    codeDescription: { href: `${context.docsBase}${finding.rule}.md` },
    message: finding.message,
    relatedInformation: finding.related.map(
      ({ site, message }): DiagnosticRelatedInformation => ({ location: { uri: context.uriOf(site.path), range: toRange(site, context.lineStartsOf) }, message }),
    ),
  };
}

import type { Analysis } from '../engine/index.js';
import { escapeMarkdown } from '../protocol/markdown.js';
import { originLine, type ExportScope, type Origin } from '../protocol/origin.js';
import type { ExportFormat } from '../protocol/server-messages.js';
import { toDot } from './dot.js';
import { toGraphDocument } from './graph-document.js';
import { toMarkdown } from './markdown.js';
import { toMermaid } from './mermaid.js';
import type { LineStarts } from './place.js';
import { withinScope } from './scope.js';

/** What an exported text says of itself, and what it holds. */
export interface ExportDetails {
  readonly origin: Origin;
  /** Absent for everything. */
  readonly scope?: ExportScope | undefined;
}

/**
 * The graph as a text for other programs.
 * @param details without them the same analysis gives the same bytes
 */
export function toExportText(format: ExportFormat, analysis: Analysis, lineStartsOf: LineStarts, details?: ExportDetails): string {
  const shown = details?.scope === undefined ? analysis : withinScope(analysis, details.scope);
  const total = analysis.graph.relations.length;
  const line = details === undefined ? undefined : originLine(details.origin, shown.graph.relations.length, total);
  switch (format) {
    case 'json':
      return `${JSON.stringify({ ...toGraphDocument(shown, lineStartsOf), ...(details !== undefined && { origin: toOrigin(details.origin, total - shown.graph.relations.length) }) }, undefined, 2)}\n`;
    case 'mermaid':
      return `${line === undefined ? '' : `%% ${line}\n`}${toMermaid(shown)}`;
    case 'dot':
      return `${line === undefined ? '' : `// ${line}\n`}${toDot(shown)}`;
    case 'markdown':
      return `${toMarkdown(shown, lineStartsOf)}${line === undefined ? '' : `\n${escapeMarkdown(line)}.\n`}`;
  }
}

function toOrigin({ version, date, commit }: Origin, hiddenRelations: number): object {
  return { version, date: date ?? null, commit: commit ?? null, hiddenRelations };
}

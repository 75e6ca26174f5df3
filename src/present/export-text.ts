import type { Analysis } from '../engine/index.js';
import type { ExportFormat } from '../protocol/server-messages.js';
import { toDot } from './dot.js';
import { toGraphDocument } from './graph-document.js';
import { toMarkdown } from './markdown.js';
import { toMermaid } from './mermaid.js';
import type { LineStarts } from './place.js';

/** The graph as a text for other programs. */
export function toExportText(format: ExportFormat, analysis: Analysis, lineStartsOf: LineStarts): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(toGraphDocument(analysis, lineStartsOf), undefined, 2)}\n`;
    case 'mermaid':
      return toMermaid(analysis);
    case 'dot':
      return toDot(analysis);
    case 'markdown':
      return toMarkdown(analysis, lineStartsOf);
  }
}

export { toDiagnostic, toRange, type DiagnosticContext } from './diagnostics.js';
export { toGraphDocument, type GraphDocument } from './graph-document.js';
export { riskyRelations, toGraphView, type ViewContext } from './graph-view.js';
export { toMermaid } from './mermaid.js';
export { toPlace, type LineStarts } from './place.js';
export { toText } from './text-report.js';

import type { Analysis, Finding } from '../engine/index.js';
import type { ExportScope } from '../protocol/origin.js';

/** An analysis reduced to some elements and relations; a finding stays when one of its relations does, or else one of its elements. */
export function withinScope(analysis: Analysis, scope: ExportScope): Analysis {
  const [elements, relations] = [new Set(scope.elements), new Set(scope.relations)];
  const concerns = (finding: Finding): boolean => (finding.relations.length > 0 ? finding.relations.some((id) => relations.has(id)) : finding.elements.some((id) => elements.has(id)));
  const { graph } = analysis;
  return {
    ...analysis,
    graph: { ...graph, elements: new Map([...graph.elements].filter(([id]) => elements.has(id))), relations: graph.relations.filter(({ id }) => relations.has(id)) },
    findings: analysis.findings.filter(concerns),
  };
}

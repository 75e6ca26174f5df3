import { serverConfigExtractor } from '../../src/engine/extract/server-config/index.js';
import type { Expression } from '../../src/engine/model/expression.js';

/** The addresses of a configuration as `technology purpose path target`; variables of the environment as `${X:-fallback}`, the unknown as `?`. */
export function endpointsOf(path: string, text: string): string[] {
  if (!serverConfigExtractor.accepts(path) || !serverConfigExtractor.mayMatch(text)) return [];
  return serverConfigExtractor.extract(path, text).facts.flatMap((fact) => {
    if (fact.kind !== 'server-endpoint') return [];
    const { technology, purpose, path: route, target, site } = fact;
    if (site.span.end > text.length || site.span.start >= site.span.end) throw new Error('a place outside of the text');
    return [[technology, purpose, ...(route === undefined ? [] : [route]), written(target)].join(' ')];
  });
}

function written(expression: Expression): string {
  return expression.map((part) => {
    if (typeof part === 'string') return part;
    if (part.hole !== 'environment') return '?';
    return part.fallback === undefined ? `\${${part.name}}` : `\${${part.name}:-${written(part.fallback)}}`;
  }).join('');
}

import { kubernetesExtractor } from '../../src/engine/extract/kubernetes/index.js';
import type { Fact } from '../../src/engine/model/facts.js';
import type { Site } from '../../src/engine/model/text.js';

/** What a manifest says. */
export function factsOf(text: string): readonly Fact[] {
  return kubernetesExtractor.extract('k8s/shop.yaml', text).facts;
}

/** The one fact of a kind that a manifest holds. */
export function only<K extends Fact['kind']>(text: string, kind: K): Extract<Fact, { kind: K }> {
  const [first, ...others] = factsOf(text).filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
  if (first === undefined || others.length > 0) throw new Error(`not exactly one fact of kind ${kind}`);
  return first;
}

/** The text at a site. */
export function underlined(text: string, site: Site | undefined): string | undefined {
  return site && text.slice(site.span.start, site.span.end);
}

/** A Deployment with these lines as the spec of its pods. */
export function deployment(podSpec: string, name = 'orders'): string {
  const indented = podSpec.trimEnd().replace(/^/gm, '      ');
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}, namespace: shop }\nspec:\n  template:\n    spec:\n${indented}\n`;
}

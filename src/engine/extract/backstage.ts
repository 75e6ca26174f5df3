import type { CatalogEntityFact } from '../model/policy-facts.js';
import type { Extractor } from '../model/facts.js';
import { get, parseYaml, textOf } from '../syntax/yaml.js';
import { siteOf } from '../syntax/yaml-slots.js';

/**
 * Reads whose a component is in a software catalogue. What it says about dependencies is what somebody once meant: relations come from
 * what runs, so it makes none.
 */
export const backstageExtractor: Extractor = {
  id: 'backstage',
  coverage: {
    title: 'Backstage',
    readings: [{ technology: 'catalog-info.yaml', reads: 'name and owner of components and resources', yields: 'catalog-entity' }],
    notRead: ['`dependsOn`, `providesApis`, `consumesApis`: what is declared there need not run'],
  },
  version: 1,
  accepts: (path) => /(?:^|\/)catalog(?:-info|-entities|-all)?\.ya?ml$/.test(path),
  mayMatch: (text) => text.includes('backstage.io/'),
  extract(path, text) {
    const { documents, problems } = parseYaml(text);
    const facts = documents.flatMap(({ root }): CatalogEntityFact[] => {
      const node = get(root, 'metadata', 'name');
      const [name, owner] = [textOf(node), textOf(get(root, 'spec', 'owner'))];
      if (node === undefined || name === undefined || owner === undefined || !/^(?:Component|Resource)$/.test(textOf(get(root, 'kind')) ?? '')) return [];
      // `group:default/team-a` is `team-a`.
      return [{ kind: 'catalog-entity', name, owner: owner.replace(/^.*[:/]/, ''), site: siteOf(path, node) }];
    });
    return { facts, problems: problems.map(({ span, message }) => ({ site: { path, span }, message })) };
  },
};

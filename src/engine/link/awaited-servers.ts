import type { Evidence } from '../model/graph.js';
import { manifestsAround } from './code-folders.js';
import type { Draft } from './draft.js';
import { DRIVERS } from './drivers.js';
import type { LinkContext } from './link-context.js';
import { kindByTarget } from './relation-kind.js';

/** Databases that a program waits for before it starts, and has the driver of: where nothing in the workspace tells their address, these are what it stores in. */
export function wireAwaitedServers(context: LinkContext): void {
  for (const draft of context.drafts) {
    if (draft.role !== 'business' || draft.codeFolders.length === 0) continue;
    const dependencies = manifestsAround(context.inventory, draft.codeFolders).flatMap((root) => root.dependencies);
    for (const [engines, drivers] of dependencies.length === 0 ? [] : DRIVERS) {
      const isTarget = ({ kind, engine }: Draft): boolean => kind === 'datastore' && engine !== undefined && engines.includes(engine);
      const dependency = dependencies.find(({ name }) => drivers.test(name));
      const relations = context.wiring.from(draft).filter(({ to }) => isTarget(to));
      const [awaited, ...others] = new Set(relations.map(({ to }) => to));
      if (dependency === undefined || awaited === undefined || others.length > 0 || relations.some(({ kind }) => kind !== 'starts-after')) continue;
      const evidence: Evidence = { site: dependency.site, extractor: 'package-manifest', confidence: 'inferred' };
      context.wiring.add({ from: draft, to: awaited, kind: kindByTarget(draft, awaited), evidence: [evidence] });
    }
  }
}

import type { Evidence } from '../../model/graph.js';
import type { CodeRootFact } from '../../model/packaging-facts.js';
import { manifestsAround } from '../deployables/code-folders.js';
import type { Draft } from '../draft.js';
import { DRIVERS } from './drivers.js';
import type { LinkContext } from '../link-context.js';
import { codeRootAround } from '../inventory.js';
import type { Ownership } from '../ownership/ownership.js';
import { kindByTarget } from './relation-kind.js';

/** Databases and brokers that a program waits for before it starts, and has the driver of: where nothing in the workspace tells their address, these are what it talks to. */
export function wireAwaitedServers(context: LinkContext, ownership: Ownership): void {
  for (const draft of context.drafts) {
    if (draft.role !== 'business' || draft.codeFolders.length === 0) continue;
    const servers = context.wiring.from(draft).filter(({ to }) => to.kind === 'datastore' || to.kind === 'broker');
    for (const [engines, drivers] of servers.some(({ kind }) => kind === 'starts-after') ? DRIVERS : []) {
      const relations = servers.filter(({ to: { engine } }) => engine !== undefined && engines.includes(engine));
      const [awaited, ...others] = new Set(relations.map(({ to }) => to));
      if (awaited === undefined || others.length > 0 || relations.some(({ kind }) => kind !== 'starts-after')) continue;
      const dependency = manifests(context, draft).flatMap((root) => root.dependencies).find(({ name }) => drivers.test(name));
      if (dependency === undefined || ownership.lacksDriver(draft, awaited.engine ?? '')) continue;
      const evidence: Evidence = { site: dependency.site, extractor: 'package-manifest', confidence: 'inferred' };
      context.wiring.add({ from: draft, to: awaited, kind: kindByTarget(draft, awaited), evidence: [evidence] });
    }
  }
}

/** The manifests of a program; that of the Go module around one which has none of its own. */
function manifests({ inventory }: LinkContext, { codeFolders }: Draft): readonly CodeRootFact[] {
  const own = manifestsAround(inventory, codeFolders);
  if (own.length > 0) return own;
  return codeFolders.flatMap((folder) => inventory.codeRoots.get(codeRootAround(inventory.codeRoots, folder) ?? '') ?? []).filter(({ manifest }) => manifest === 'go.mod');
}

import type { Draft } from '../draft.js';
import type { MeshServiceFact } from '../../model/mesh-facts.js';
import type { LinkContext } from '../link-context.js';
import { kindByTarget } from '../calls/relation-kind.js';
import { selectedDrafts } from '../deployables/selectors.js';

/** Relations that a mesh has to be told of before it opens them: upstreams of Consul, backends of App Mesh. */
export function wireMeshServices(context: LinkContext): void {
  for (const fact of context.inventory.meshServices) {
    for (const from of callersOf(context, fact)) {
      for (const { host, site } of fact.upstreams) {
        const to = context.findHost(host, fact.namespace === undefined ? {} : { namespace: fact.namespace });
        if (to === undefined) context.wiring.looseEnds.push({ from, target: host, reason: 'no element answers to the name of this upstream', site });
        else context.wiring.add({ from, to, kind: kindByTarget(from, to), evidence: [{ site, extractor: fact.mesh, confidence: 'config' }] });
      }
    }
  }
}

function callersOf({ drafts, findHost }: LinkContext, { name, namespace, selector }: MeshServiceFact): Draft[] {
  const selected = selectedDrafts(drafts, selector, namespace);
  if (selected.length > 0) return selected;
  const named = findHost(name, namespace === undefined ? {} : { namespace });
  return named === undefined ? [] : [named];
}

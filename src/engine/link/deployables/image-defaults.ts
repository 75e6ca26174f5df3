import type { Draft } from '../draft.js';
import { mainContainers } from './containers.js';
import type { LinkContext } from '../link-context.js';
import { imageRepository, lastSegment } from '../names/names.js';
import { kindByTarget } from '../calls/relation-kind.js';
import { imageText } from '../names/resolve.js';

/** Images that connect to a certain name unless they are told otherwise, as their documentation says, and that name. */
const DEFAULT_HOSTS: ReadonlyMap<string, string> = new Map([
  ['kibana', 'elasticsearch'], ['kibana-oss', 'elasticsearch'], ['filebeat', 'elasticsearch'], ['metricbeat', 'elasticsearch'], ['heartbeat', 'elasticsearch'],
  ['apm-server', 'elasticsearch'], ['mongo-express', 'mongo'], ['phpmyadmin', 'db'],
]);

/** Connects ready-made images to their default host, where nothing else says whom they use. */
export function wireImageDefaults({ drafts, findHost, wiring }: LinkContext): void {
  for (const draft of drafts) {
    if (isConnected(wiring, draft)) continue;
    for (const unit of draft.units) {
      for (const container of mainContainers(unit)) {
        const host = DEFAULT_HOSTS.get(lastSegment(imageRepository(imageText(container) ?? '')));
        const to = host === undefined ? undefined : findHost(host, { unit });
        if (to !== undefined) wiring.add({ from: draft, to, kind: kindByTarget(draft, to), evidence: [{ site: unit.site, extractor: unit.technology, confidence: 'inferred' }] });
      }
    }
  }
}

function isConnected(wiring: LinkContext['wiring'], draft: Draft): boolean {
  return wiring.from(draft).some(({ kind }) => kind !== 'starts-after');
}

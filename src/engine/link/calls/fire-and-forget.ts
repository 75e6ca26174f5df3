import type { UseFact } from '../../model/code-facts.js';
import type { Draft } from '../draft.js';
import type { Ownership } from '../ownership/ownership.js';

const NEST = '@nestjs/microservices';

/**
 * Clients of NestJS over TCP whose program only emits events: an event is written to the connection, and nobody waits for an answer, so that they are streams.
 * An event that cannot be delivered is lost without an error: its sender goes on, as with a fallback.
 * Which client is meant where a program has several and also sends requests is not known.
 */
export function withEventsThatNobodyAwaits(uses: readonly UseFact[], ownership: Ownership): readonly UseFact[] {
  const emitting = new Set<Draft>();
  const asking = new Set<Draft>();
  for (const { client, protocol, relation, awaitsReply, site } of uses) {
    if (client !== NEST || protocol !== 'message') continue;
    const { drafts, isShared } = ownership.of(site.path);
    // A guard or an interceptor of common code asks for whoever uses it, which is not known.
    if (!isShared) for (const draft of drafts) (awaitsReply === true ? asking : relation === 'publishes' ? emitting : new Set<Draft>()).add(draft);
  }
  if (emitting.size === 0) return uses;
  return uses.map((use) => {
    if (use.client !== NEST || use.protocol !== 'tcp') return use;
    const { drafts } = ownership.of(use.site.path);
    const isEvent = drafts.length > 0 && drafts.every((draft) => emitting.has(draft) && !asking.has(draft));
    return isEvent ? { ...use, care: { ...use.care, isStream: true, hasFallback: true } } : use;
  });
}

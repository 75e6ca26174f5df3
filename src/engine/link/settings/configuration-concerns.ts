import type { ConfigurationFact } from '../../model/setting-facts.js';
import type { Draft } from '../draft.js';
import type { LinkContext } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';

/** Whether a program may read an entry of configuration: one of its own files, or of a repository of configuration that is for it or for all. */
export function mayConcern({ application, site }: ConfigurationFact, { configurations }: LinkContext, ownership: Ownership, draft: Draft): boolean {
  if (application !== undefined) return [draft.name, ...draft.aliases, configurations.nameOf(draft)].some((name) => name !== undefined && (application === name || application.startsWith(`${name}-`)));
  const { drafts } = ownership.of(site.path);
  // A file of a configuration repository, or of nobody known, may be for all.
  return drafts.length === 0 || drafts.includes(draft) || drafts.some(({ kind }) => kind === 'config');
}

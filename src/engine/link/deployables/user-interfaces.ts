import type { RelationKind } from '../../model/graph.js';
import { manifestsOf } from './code-folders.js';
import type { Draft } from '../draft.js';
import type { Inventory } from '../inventory.js';
import type { Wiring } from '../wiring.js';

/** Frameworks for what runs in a browser, by the packages that a program made with them cannot do without. */
const FRAMEWORK = /^(?:react-dom|vue|nuxt|@angular\/core|svelte|@sveltejs\/kit|preact|solid-js|next|gatsby|@remix-run\/react|@builder\.io\/qwik|ember-source|Microsoft\.AspNetCore\.Components\.WebAssembly)$/;

/** Relations of what holds data or reacts to messages. */
const KEEPING: ReadonlySet<RelationKind> = new Set(['stores', 'publishes', 'subscribes']);

/** An interface that puts several services together has work of its own. */
const MOST_ASKED = 1;

/**
 * Services that are only pages: made with a framework for the browser and nothing else, they keep nothing, nobody calls them, and
 * they ask one service at most, or a gateway.
 */
export function findUserInterfaces(inventory: Inventory, drafts: readonly Draft[], wiring: Wiring): Set<Draft> {
  const pages = drafts.filter((draft) => draft.role === 'business' && isMadeForBrowser(inventory, draft));
  if (pages.length === 0) return new Set();
  const called = new Set(wiring.relations().filter(({ kind, from, evidence }) => kind === 'calls' && from.role === 'business' && evidence.some(({ confidence }) => confidence === 'declared')).map(({ to }) => to));
  return new Set(pages.filter((page) => {
    const own = wiring.from(page);
    const asked = new Set(own.filter(({ kind, to }) => kind === 'calls' && to.role === 'business').map(({ to }) => to));
    return asked.size <= MOST_ASKED && !called.has(page) && !own.some(({ kind }) => KEEPING.has(kind));
  }));
}

/** A server's manifest in the same folder makes it something else. */
function isMadeForBrowser(inventory: Inventory, { codeFolders }: Draft): boolean {
  const manifests = manifestsOf(inventory, codeFolders);
  return manifests.length > 0 && manifests.every(({ dependencies }) => dependencies.some(({ name }) => FRAMEWORK.test(name)));
}

import type { StoreWriteFact } from '../../model/code-facts.js';
import type { DualWrite, Element, Relation } from '../../model/graph.js';
import { groupBy, uniqueBy } from '../../model/collections.js';
import { compareSites } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import type { Draft } from '../draft.js';
import type { LinkContext } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';

/** Clients that publish what a transaction has written, by themselves. */
const OUTBOX_CLIENTS = /tram|outbox|cap|modulith/i;

/** Stores whose writes can be one transaction with an outbox. */
const TRANSACTIONAL = /^(?:postgres|mysql|mariadb|mssql|sqlserver|oracle|cockroachdb|mongodb|db2|sql)/;

/** Functions that write to a database and publish, in programs that know of no outbox. Code that several share is left out. */
export function linkDualWrites({ inventory }: LinkContext, ownership: Ownership, elements: ReadonlyMap<Draft, Element>, relations: readonly Relation[]): DualWrite[] {
  if (inventory.storeWrites.length === 0) return [];
  // Code in a library may be the outbox of all its users.
  const careful = new Set(inventory.outboxes.flatMap(({ site }) => ownership.of(site.path).drafts).map((draft) => elements.get(draft)));
  const writesByFile = groupBy(inventory.storeWrites, ({ site }) => site.path);
  const stores = groupBy(relations.filter(({ kind, to }) => kind === 'stores' && to.kind === 'datastore' && TRANSACTIONAL.test(to.engine ?? '')), ({ from }) => from.id);
  const found = relations.filter(({ kind, from, to }) => kind === 'publishes' && to.kind === 'broker' && !careful.has(from)).flatMap((relation): DualWrite[] => {
    const [store, another] = new Set((stores.get(relation.from.id) ?? []).map(({ to }) => to));
    // With several nobody knows which of them is written to.
    if (store === undefined || another !== undefined) return [];
    return relation.uses.filter(({ client }) => !OUTBOX_CLIENTS.test(client)).flatMap((use) => {
      const isOwn = !ownership.of(use.site.path).isShared;
      const write = (writesByFile.get(use.site.path) ?? []).find((fact) => isOwn && reaches(fact, use.site.span.start));
      return write === undefined ? [] : [{ element: relation.from, relation, datastore: store, publish: use.site, write: write.site }];
    });
  });
  return uniqueBy(found.sort((a, b) => compareSites(a.publish, b.publish)), ({ element, publish }) => `${element.id} ${siteKey(publish)}`);
}

function reaches({ reach }: StoreWriteFact, offset: number): boolean {
  return reach.some(({ start, end }) => start <= offset && offset < end);
}

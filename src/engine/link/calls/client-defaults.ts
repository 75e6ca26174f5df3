import type { ClientBeanFact, ClientDefaultFact, UseFact } from '../../model/code-facts.js';
import type { Draft } from '../draft.js';
import type { Path } from '../../model/text.js';
import { append, child, type Inventory } from '../inventory.js';
import type { Ownership } from '../ownership/ownership.js';

/** Uses with the care that another file of their program, or a library of it, sets for all calls of their client, or for those of their class. */
export function withClientDefaults({ uses, clientDefaults }: Inventory, ownership: Ownership): readonly UseFact[] {
  if (clientDefaults.length === 0) return uses;
  const defaults = new Map<Draft, Map<string, ClientDefaultFact>>();
  for (const fact of clientDefaults) {
    for (const draft of ownership.of(fact.site.path).drafts) child(defaults, draft).set(keyOf(fact.client, fact.ofClass), fact);
  }
  const careOf = (draft: Draft, { client, site }: UseFact): ClientDefaultFact['care'] | undefined => {
    const known = defaults.get(draft);
    const [ofAll, ofClass] = [known?.get(keyOf(client)), known?.get(keyOf(client, classIn(site.path)))];
    return ofClass === undefined ? ofAll?.care : { ...ofAll?.care, ...ofClass.care };
  };
  return uses.map((use) => {
    // Of code that several run, all must set it.
    const [first, ...others] = ownership.of(use.site.path).drafts.map((draft) => careOf(draft, use));
    if (first === undefined || others.includes(undefined)) return use;
    return { ...use, care: withDefaults(use.care, first) };
  });
}

/** What a call says itself counts first; of a client that is injected only the default can be known. */
function withDefaults({ timeout: own, ...care }: UseFact['care'], defaults: ClientDefaultFact['care']): UseFact['care'] {
  const isOpen = own === undefined || (care.isInjected === true && (defaults.timeout ?? defaults.defaultTimeout) !== undefined);
  const timeout = isOpen ? defaults.timeout : own;
  return { ...care, ...defaults, ...(timeout !== undefined && { timeout }) };
}

function keyOf(client: string, ofClass = ''): string {
  return `${client} ${ofClass}`;
}

/** The class that a file is named for. */
function classIn(path: Path): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}

/** Uses of injected clients, without a time-out where every client that their program makes for injection is known to have none. */
export function withInjectedClients(uses: readonly UseFact[], { clientBeans }: Pick<Inventory, 'clientBeans'>, ownership: Ownership): readonly UseFact[] {
  if (clientBeans.length === 0) return uses;
  const beans = new Map<Draft, ClientBeanFact[]>();
  for (const fact of clientBeans) for (const draft of ownership.of(fact.site.path).drafts) append(beans, draft, fact);
  const plainBean = (draft: Draft, client: string): ClientBeanFact | undefined => {
    const own = (beans.get(draft) ?? []).filter((bean) => bean.client === client);
    return own.every(({ isPlain }) => isPlain) ? own[0] : undefined;
  };
  return uses.map((use) => {
    if (use.care.isInjected !== true) return use;
    const [first, ...others] = ownership.of(use.site.path).drafts.map((draft) => plainBean(draft, use.client));
    if (first === undefined || others.includes(undefined)) return use;
    return { ...use, care: { ...use.care, timeout: { known: true, value: 0, site: first.site }, ...(first.timeoutFix && { timeoutFix: first.timeoutFix }) } };
  });
}

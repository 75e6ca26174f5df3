import type { UnitFact } from '../../model/deployment-facts.js';
import type { ConfigBlob, ConfigBlobUser, Element } from '../../model/graph.js';
import { compareSites, folderOf, joinPath, type Site, compareText } from '../../model/text.js';
import { mainContainers } from '../deployables/containers.js';
import type { Draft } from '../draft.js';
import type { LinkContext } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { mentionedNames } from './shared-variables.js';

interface Draw {
  readonly name: string;
  readonly site: Site;
  readonly isSecret: boolean;
  readonly keys: readonly { readonly name: string; readonly site: Site }[];
  readonly users: Map<Draft, Site>;
}

/** Files and objects that give all their variables to whoever names them, with those who do and what their code mentions of it. */
export function linkConfigBlobs(context: LinkContext, ownership: Ownership, elements: ReadonlyMap<Draft, Element>): ConfigBlob[] {
  const shared = [...blobsOf(context).values()].filter(({ users }) => users.size > 1);
  if (shared.length === 0) return [];
  const mentioned = mentionedNames(context, ownership);
  const blobs = shared.map(({ users, keys, ...blob }): ConfigBlob => ({
    ...blob, keys,
    users: [...users].flatMap(([draft, site]): ConfigBlobUser[] => {
      const element = elements.get(draft);
      const names = mentioned.get(draft);
      return element === undefined ? [] : [{ element, site, mentions: new Set(keys.filter(({ name }) => names?.has(name) === true).map(({ name }) => name)) }];
    }).sort((a, b) => compareText(a.element.name, b.element.name)),
  }));
  return blobs.sort((a, b) => compareSites(a.site, b.site));
}

function blobsOf(context: LinkContext): Map<string, Draw> {
  const blobs = new Map<string, Draw>();
  const add = (draft: Draft, reference: Site, blob: Omit<Draw, 'users'>): void => {
    const key = `${blob.site.path}:${blob.site.span.start} ${blob.name}`;
    const known = blobs.get(key) ?? { ...blob, users: new Map<Draft, Site>() };
    if (!known.users.has(draft)) known.users.set(draft, reference);
    blobs.set(key, known);
  };
  for (const draft of context.drafts) {
    for (const unit of draft.units) {
      for (const container of mainContainers(unit)) {
        for (const file of container.envFiles) {
          const path = joinPath(folderOf(unit.site.path), file.path);
          const lines = [...((path === undefined ? undefined : context.inventory.variables.get(path))?.values() ?? [])];
          const [first] = lines;
          if (path !== undefined && first !== undefined) add(draft, file.site, { name: path, isSecret: false, site: first.site, keys: lines });
        }
        for (const { source, name, prefix } of container.envFrom) addMap(unit, source, name, prefix, (blob) => { add(draft, unit.site, blob); });
      }
    }
  }
  return blobs;

  function addMap(unit: UnitFact, source: 'config-map' | 'secret', name: string, prefix: string, put: (blob: Omit<Draw, 'users'>) => void): void {
    const found = context.findConfigMap(source, unit.namespace, name, unit.site.path);
    if (found === undefined) return;
    put({ name, isSecret: found.secret, site: found.site, keys: found.entries.map(({ key, site }) => ({ name: prefix + key, site })) });
  }
}

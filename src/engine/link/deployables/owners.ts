import type { CatalogEntityFact, CodeOwnerFact } from '../../model/policy-facts.js';
import type { Path } from '../../model/text.js';
import { folderOf } from '../../model/text.js';
import type { Draft } from '../draft.js';
import type { Inventory } from '../inventory.js';

/** Who is responsible for a draft: the catalogue says it of a component, `CODEOWNERS` of its code. */
export type FindOwner = (draft: Draft) => string | undefined;

/** Indexes owners; a catalogue goes before code owners, for it is about components. */
export function indexOwners({ catalogEntities, codeOwners }: Pick<Inventory, 'catalogEntities' | 'codeOwners'>): FindOwner {
  const rules = codeOwners.flatMap((fact) => toRule(fact) ?? []);
  return (draft) => inCatalog(catalogEntities, draft) ?? ofFolder(rules, draft.codeFolders[0]);
}

/** The entity of the draft's name, else the only one beside its code. */
function inCatalog(entities: readonly CatalogEntityFact[], { name, aliases, codeFolders }: Draft): string | undefined {
  const named = entities.find((entity) => entity.name === name || aliases.has(entity.name));
  const [beside, ...others] = named === undefined ? entities.filter(({ site }) => codeFolders.includes(folderOf(site.path))) : [named];
  return others.length === 0 ? beside?.owner : undefined;
}

interface Rule {
  readonly matches: RegExp;
  readonly owner: string | undefined;
}

/** Several owners answer together. The last rule that matches wins; one without owners takes them away. */
function ofFolder(rules: readonly Rule[], folder: Path | undefined): string | undefined {
  return folder === undefined ? undefined : [...rules].reverse().find(({ matches }) => matches.test(`${folder}/`))?.owner;
}

/** Longest pattern, and most wildcards: more would make the match slow. */
const MAX_PATTERN = 300;
const MAX_STARS = 4;

/** A pattern as what it says about whole folders; undefined when it is about certain files only. */
function toRule({ pattern, owners }: CodeOwnerFact): Rule | undefined {
  const stars = pattern.split('*').length - 1;
  if (pattern.length > MAX_PATTERN || stars > MAX_STARS || (/\*\.|\/\*$/.test(pattern) && !pattern.endsWith('**'))) return undefined;
  const body = pattern.replace(/^\//, '').replace(/(?:\/|\/?\*\*)$/, '');
  const isAnchored = body.includes('/') || pattern.startsWith('/');
  const source = body.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*\*\/?|\*/g, (star) => (star === '*' ? '[^/]*' : '.*'));
  return { matches: new RegExp(`${isAnchored ? '^' : '(?:^|/)'}${source === '' ? '' : `${source}/`}`), owner: owners.length === 0 ? undefined : [...owners].sort().join(' ') };
}

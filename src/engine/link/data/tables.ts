import type { TableFact } from '../../model/code-facts.js';
import type { CouplingGraph, Element, TableUse } from '../../model/graph.js';
import { compareSites, compareText } from '../../model/text.js';
import type { Draft } from '../draft.js';
import { append } from '../inventory.js';
import type { LinkContext } from '../link-context.js';
import { runtimesOf } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { UNKNOWN_MARK, variableOf } from '../names/resolve.js';

/** Keys of frameworks that say in which schema tables without one are found. */
const SCHEMA_KEYS = ['spring.jpa.properties.hibernate.default_schema', 'spring.jpa.properties.hibernate.default-schema', 'spring.datasource.hikari.schema', 'quarkus.hibernate-orm.database.default-schema', 'jpa.default.properties.hibernate.default_schema'].map((name) => ({ name, variable: variableOf(name) }));

/** Which programs name which tables. Code that several run is left out: which of them use what it names is not known. */
export function linkTables(context: LinkContext, ownership: Ownership, elements: ReadonlyMap<Draft, Element>): TableUse[] {
  const byDraft = new Map<Draft, TableFact[]>();
  for (const fact of context.inventory.tables) {
    const { drafts, isShared } = ownership.of(fact.site.path);
    if (!isShared) for (const draft of drafts) append(byDraft, draft, fact);
  }
  const schemas = schemasInCode(context, ownership);
  return [...byDraft].flatMap(([draft, facts]) => {
    const element = elements.get(draft);
    return element === undefined ? [] : usesOf(element, facts, schemas.get(draft) ?? schemaInSettings(context, draft));
  }).sort((a, b) => compareSites(a.fact.site, b.fact.site) || compareText(a.element.id, b.element.id));
}

function usesOf(element: Element, facts: readonly TableFact[], schema: string | undefined): TableUse[] {
  // A mapper's convention ends where the program gives the class another name.
  const named = new Set(facts.flatMap(({ entity, isConvention }) => (entity === undefined || isConvention ? [] : [entity])));
  const certain = facts.filter(({ name, entity, isConvention }) => name !== '' && !(isConvention && entity !== undefined && named.has(entity)));
  return certain.flatMap((fact): TableUse[] => {
    const own = fact.schema ?? (fact.store === 'sql' ? schema : undefined);
    return own === UNKNOWN_MARK ? [] : [{ element, fact, name: fact.name, ...(own !== undefined && { schema: own }) }];
  });
}

/** The one schema that the code of a program sets for all its tables; the mark of what is unknown where it sets several, or computes it. */
function schemasInCode({ inventory }: LinkContext, ownership: Ownership): Map<Draft, string> {
  const found = new Map<Draft, string>();
  for (const { schema = UNKNOWN_MARK, site } of inventory.defaultSchemas) {
    for (const draft of ownership.of(site.path).drafts) {
      const known = found.get(draft);
      found.set(draft, known === undefined || known === schema ? schema : UNKNOWN_MARK);
    }
  }
  return found;
}

function schemaInSettings(context: LinkContext, draft: Draft): string | undefined {
  const site = draft.codeFolders[0] ?? '';
  const texts = runtimesOf(context, draft).flatMap(({ environment }) => SCHEMA_KEYS.flatMap(({ name, variable }) => {
    const isSet = environment.variables.has(name) || environment.variables.has(variable);
    return isSet ? context.resolve([{ hole: 'config', name, fallback: [''] }], site, environment).text : [];
  })).filter((text) => text !== '');
  const [schema, another] = new Set(texts.map((text) => (text.includes(UNKNOWN_MARK) ? UNKNOWN_MARK : text)));
  return another === undefined ? schema : UNKNOWN_MARK;
}

/** Which programs commit in several places at once. */
export function linkGlobalTransactions({ inventory }: LinkContext, ownership: Ownership, elements: ReadonlyMap<Draft, Element>): CouplingGraph['globalTransactions'] {
  return inventory.globalTransactions.flatMap((fact) => {
    const { drafts, isShared } = ownership.of(fact.site.path);
    return isShared ? [] : drafts.flatMap((draft) => elements.get(draft) ?? []).map((element) => ({ fact, element }));
  });
}

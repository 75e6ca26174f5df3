import type { CatalogEntityFact } from '../model/policy-facts.js';
import type { Extractor } from '../model/facts.js';
import type { Path, Site } from '../model/text.js';

/** An element of a model whose block is open, or another block. */
interface Block {
  readonly element?: { readonly names: readonly string[]; readonly site: Site };
  readonly holdsProperties: boolean;
}

/**
 * Reads whose an element is in a model of the architecture as code. What a model draws is what somebody means: relations come from what
 * runs, so it makes none.
 */
export const architectureModelExtractor: Extractor = {
  id: 'architecture-models',
  coverage: {
    title: 'Models of the architecture',
    readings: [
      { technology: 'Structurizr DSL', reads: '`owner` or `team` among the properties of systems, containers and components, by identifier or name', yields: 'catalog-entity' },
      { technology: 'LikeC4', reads: '`owner` or `team` in the metadata of elements, by identifier or title', yields: 'catalog-entity' },
    ],
    notRead: ['elements and relations: what is drawn there need not run', '`!include`, and models in JSON'],
  },
  version: 1,
  accepts: (path) => /(?:^|\/)[^/]+\.(?:dsl|c4|likec4)$/.test(path),
  mayMatch: (text) => /\b(?:owner|team)\b/i.test(text) && /\b(?:model|workspace|specification)\b/.test(text),
  extract: (path, text) => ({ facts: ownedElements(path, text), problems: [] }),
};

/** `orders = container "Orders" "Takes orders" {`, `service orders 'Orders' {`, `orders = service {`. */
const ELEMENT = /^(?:([\w.-]{1,80})[ \t]*=[ \t]*)?([A-Za-z][\w-]{0,80})(?:[ \t]+([\w-]{1,80}))?(?:[ \t]*(["'])([^"'\n]{1,120})\4)?[^{}\n]*\{/;

const PROPERTIES = /^(?:properties|metadata)[ \t]*\{/;

const OWNER = /(?:^|[{;][ \t]*|^[ \t]*)["']?(?:owner|team)["']?[ \t]*:?[ \t]*["']([^"'\n]{1,120})["']/i;

/** Blocks of a model that are no elements. */
const NO_ELEMENT = /^(?:workspace|model|views|view|specification|deployment\w*|styles|configuration|perspectives|branding|group|url|style|extend|global|dynamic\w*|filtered|image|theme)$/i;

function ownedElements(path: Path, text: string): CatalogEntityFact[] {
  const facts: CatalogEntityFact[] = [];
  const open: Block[] = [];
  let at = 0;
  for (const raw of text.split('\n')) {
    const indent = raw.length - raw.trimStart().length;
    const line = raw.trim().replace(/(?:^|[ \t])(?:\/\/|#(?![\w-]*\s*$)).*$/, '');
    const isProperties = PROPERTIES.test(line);
    const owner = isProperties || open.at(-1)?.holdsProperties === true ? OWNER.exec(line)?.[1] : undefined;
    const element = open.flatMap((block) => block.element ?? []).at(-1);
    if (owner !== undefined && element !== undefined) for (const name of element.names) facts.push({ kind: 'catalog-entity', name, owner, site: element.site });
    if (line.includes('{')) {
      const made = isProperties ? undefined : elementOf(path, line, at + indent);
      open.push({ holdsProperties: isProperties, ...(made !== undefined && { element: made }) });
    }
    for (let closed = line.split('}').length - 1; closed > 0; closed--) open.pop();
    at += raw.length + 1;
  }
  return facts;
}

function elementOf(path: Path, line: string, start: number): Block['element'] {
  const [, assigned, kind = '', identifier, , title] = ELEMENT.exec(line) ?? [];
  if (kind === '' || NO_ELEMENT.test(kind)) return undefined;
  const names = [assigned, identifier, title].flatMap((name) => (name === undefined ? [] : [name, dashed(name)]));
  return names.length === 0 ? undefined : { names: [...new Set(names)], site: { path, span: { start, end: start + line.length } } };
}

/** `orderService` and `Order Service` as deployments write them: `order-service`. */
function dashed(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1-$2').replace(/[\s_.]+/g, '-').toLowerCase();
}

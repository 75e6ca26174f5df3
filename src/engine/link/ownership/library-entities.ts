import type { CouplingGraph, Element } from '../../model/graph.js';
import { isStructurePath } from '../../model/source-paths.js';
import { compareSites, compareText, folderOf, type Path, type Site } from '../../model/text.js';
import type { Draft } from '../draft.js';
import { foldersUp, type Inventory } from '../inventory.js';

/** A file, named after its class, in a folder that frameworks and books keep the classes of the business in; group 1 is the class. */
const MODEL_FILE = /(?:^|\/)(?:model|models|entity|entities|domain|aggregates?)\/(?:[^/]+\/)?([A-Za-z][A-Za-z0-9]*)\.(?:java|kt|cs|[jt]s|php|rb|go)$/i;

/** Classes there that are no things of the business: what others are made from, requests and answers, helpers. */
const NO_ENTITY = /^(?:index|main|types|models?|cqrs|Base[A-Z]\w*|Abstract[A-Z]\w*|I[A-Z][a-z]\w*|Audit\w*|Entity|Entities|\w*Entity(?:Base|Id)|Aggregate\w*|ValueObject\w*|Enumeration|package-?info|module-?info)$|(?:Exceptions?|Errors?|Response|Result|Request|Dto|DTO|Vo|VO|Constants?|Utils?|Helper|Base|Configs?|Configuration|Factory|Repository|Service|Mapper|Converter|Interface|Example|Criteria|Events?|Commands?|Query|Handler|Builder|Validator|Specification|Properties|Settings|Options|Attributes?|Extensions?|Metadata|Page\w*|Context|Migration\w*|Enum|Type|Status|State|Info)$/;

/** Libraries that say what they are: the domain, or the part of it that is shared as a kernel (Evans, Domain-Driven Design). All classes there are of the business, but for what helps. */
export const DOMAIN_LIBRARY = /(?:^|[-_.])(?:(?:base|shared|common)-?)?(?:domain|(?:shared-?)?kernel)$/i;

/** A file in such a library, named after its class. */
const CLASS_FILE = /(?:^|\/)([A-Z][A-Za-z0-9]*)\.(?:java|kt|cs|php)$/;

/** There the values of the business count too, and what is no class of it by its end is more than elsewhere. */
const VALUE = /(?:Type|Status|State|Info)$/;
const HELPER = /(?:Dispatcher|Provider|Clients?|Publisher|Bus|Marker|Resolver|Generator|Accessor|Manager|Middleware|Filter|Module|Application|Message|Identifier|Serializer|Clock|Guard)$/;

/** Entities that frameworks need: of delivery, of what was done, of configuration. */
const TECHNICAL = /outbox|inbox|eventlog|auditlog|idempot|persistmessage|messagestore|saga|revision|localization|feature(?:flag|toggle)/i;

/** Fewer classes in a folder that only its name makes a model may be anything. Prior. */
const FEWEST = 2;

/** What libraries of the workspace hold of the business: classes that a mapper keeps, or those of a folder of entities. */
export function linkLibraryEntities(inventory: Inventory, elements: ReadonlyMap<Draft, Element>): CouplingGraph['libraryEntities'] {
  const byFolder = new Map<Path, Element>();
  for (const element of elements.values()) if (element.kind === 'library') for (const folder of element.codeFolders) byFolder.set(folder, element);
  if (byFolder.size === 0) return new Map();

  const found = new Map<Element, Held>();
  const of = (path: Path): Held | undefined => {
    // What a package inside of a library holds is its own.
    const library = byFolder.get(foldersUp(folderOf(path)).find((folder) => byFolder.has(folder) || inventory.codeRoots.has(folder)) ?? '');
    if (library === undefined) return undefined;
    const entities = found.get(library) ?? { mapped: new Map(), filed: new Map(), isDomain: DOMAIN_LIBRARY.test(library.name) };
    found.set(library, entities);
    return entities;
  };
  for (const { name, site } of inventory.entities) if (isStructurePath(site.path) && isOfBusiness(name)) of(site.path)?.mapped.set(name, site);
  for (const path of inventory.structureFiles) {
    const held = of(path);
    const name = (held?.isDomain === true ? CLASS_FILE : MODEL_FILE).exec(path)?.[1];
    const isOne = name !== undefined && (isOfBusiness(name) || (held?.isDomain === true && VALUE.test(name) && isOfBusiness(name.replace(VALUE, ''))));
    if (isOne && !(held?.isDomain === true && HELPER.test(name))) held?.filed.set(name, { path, span: { start: 0, end: 0 } });
  }
  return new Map([...found].flatMap(([{ id, name: library }, { mapped, filed }]) => {
    const all = [...new Map([...(filed.size < FEWEST && !/domain$/i.test(library) ? [] : filed), ...mapped])].map(([name, site]) => ({ name, site }));
    return all.length === 0 ? [] : [[id, all.sort((a, b) => compareText(a.name, b.name) || compareSites(a.site, b.site))]];
  }));
}

/** The classes of the business in a library: those that a mapper keeps, and those that only their file tells. */
interface Held {
  readonly mapped: Map<string, Site>;
  readonly filed: Map<string, Site>;
  readonly isDomain: boolean;
}

function isOfBusiness(name: string): boolean {
  return !NO_ENTITY.test(name) && !TECHNICAL.test(name);
}

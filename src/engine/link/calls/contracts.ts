import type { ContractDefinitionFact, ContractUseFact } from '../../model/contract-facts.js';
import { folderOf, joinPath, type Path } from '../../model/text.js';
import { indexTakenModules } from '../ownership/client-crates.js';
import type { Draft } from '../draft.js';
import { append, type Inventory } from '../inventory.js';
import { compact, stem } from '../names/names.js';
import type { Ownership } from '../ownership/ownership.js';

/** One contract: all copies of it in the workspace, and who stands on its sides. */
export interface ContractDraft {
  /** In the order of their paths. */
  readonly copies: [ContractDefinitionFact, ...ContractDefinitionFact[]];
  readonly heldBy: Map<ContractDefinitionFact, readonly Draft[]>;
  /** Whose code the copies lie in. */
  readonly holders: Set<Draft>;
  readonly servers: Set<Draft>;
  readonly clients: Set<Draft>;
}

/** All contracts, and who implements and calls the gRPC services. */
export interface Contracts {
  readonly all: readonly ContractDraft[];
  readonly stubs: readonly Stub[];
}

/** Code of an element that calls a gRPC service of the workspace. */
export interface Stub {
  readonly from: Draft;
  readonly fact: ContractUseFact;
  readonly contract: ContractDraft;
  /** Who implements the service. */
  readonly servers: ReadonlySet<Draft>;
}

/** Sorts out which files are copies of one contract, whose they are, and who uses them. */
export function indexContracts(inventory: Inventory, drafts: readonly Draft[], ownership: Ownership): Contracts {
  const all = groupCopies(inventory.contracts);
  const byFile = new Map<Path, ContractDraft>();
  for (const contract of all) {
    for (const copy of contract.copies) {
      byFile.set(copy.site.path, contract);
      const holders = soleOwners(ownership, copy.site.path);
      contract.heldBy.set(copy, holders);
      for (const draft of holders) contract.holders.add(draft);
    }
    addParties(contract, drafts);
  }
  const generated = inventory.contractUses.filter(({ input }) => input !== undefined);
  for (const fact of generated) addGenerated(fact, byFile, soleOwners(ownership, fact.site.path));
  return { all, stubs: stubsOf(inventory, ownership, all) };
}

/** Code that several elements share tells nothing about one of them, nor does what lies in the folder of the whole repository. */
function soleOwners(ownership: Ownership, file: Path): readonly Draft[] {
  const { drafts, isShared } = ownership.of(file);
  return isShared ? [] : drafts.filter(({ codeFolders }) => !codeFolders.includes(''));
}

/** Files of one format are copies of each other when they say the same, or go by one name and have an operation in common. */
function groupCopies(facts: readonly ContractDefinitionFact[]): ContractDraft[] {
  const groups: ContractDraft[] = [];
  const byKey = new Map<string, ContractDraft>();
  for (const fact of facts) {
    const keys = [`${fact.format} ${fact.digest}`, ...operationKeys(fact)];
    const known = keys.map((key) => byKey.get(key)).find((group) => group !== undefined);
    if (known === undefined) groups.push({ copies: [fact], heldBy: new Map(), holders: new Set(), servers: new Set(), clients: new Set() });
    else known.copies.push(fact);
    const group = known ?? groups.at(-1);
    if (group !== undefined) for (const key of keys) byKey.set(key, group);
  }
  return groups;
}

function operationKeys({ format, name, operations }: ContractDefinitionFact): string[] {
  // Records are named in full; nobody defines two of a name. A schema's file name says little.
  if (format === 'avro') return [`${format} ${name}`];
  return format === 'graphql' ? [] : operations.map(({ verb, path }) => `${format} ${name} ${verb} ${path}`);
}

function addParties({ copies, clients, servers }: ContractDraft, drafts: readonly Draft[]): void {
  for (const { parties } of copies) {
    if (parties === undefined) continue;
    const [consumer, provider] = [parties.consumer, parties.provider].map((name) => named(drafts, name));
    if (consumer !== undefined) clients.add(consumer);
    if (provider !== undefined) servers.add(provider);
  }
}

function named(drafts: readonly Draft[], name: string): Draft | undefined {
  const exact = drafts.filter((draft) => compact(draft.name) === compact(name));
  const found = exact.length > 0 ? exact : drafts.filter((draft) => stem(draft.name) === stem(name));
  return found.length === 1 ? found[0] : undefined;
}

/** Variables of build tools for the folder of their own project. */
const PROJECT_FOLDER = /^(?:file:(?:\/\/)?)?(?:\$\{?(?:project\.)?(?:basedir|rootDir|projectDir)\}?\/?)?/;

function addGenerated(fact: ContractUseFact, byFile: ReadonlyMap<Path, ContractDraft>, users: readonly Draft[]): void {
  const path = joinPath(folderOf(fact.site.path), (fact.input ?? '').replace(PROJECT_FOLDER, '').replaceAll('\\', '/'));
  const inputs = path === undefined ? [] : path.includes('*') ? [...byFile.keys()].filter((file) => isBelow(file, path)) : [path];
  for (const input of inputs) {
    const contract = byFile.get(input);
    // Who makes both sides is known by what its code then uses.
    const side = fact.role === 'client' ? contract?.clients : fact.role === 'server' ? contract?.servers : undefined;
    for (const user of users) side?.add(user);
  }
}

/** `Protos/*.proto`, `protos/**` */
function isBelow(file: Path, pattern: string): boolean {
  return file.startsWith(pattern.slice(0, pattern.indexOf('*')));
}

/** A stub is believed when a `.proto` of the workspace defines its service; generated classes may spell its name another way, and add a word to it. */
function stubsOf(inventory: Inventory, ownership: Ownership, all: readonly ContractDraft[]): Stub[] {
  const services = new Map<string, ContractDraft[]>();
  for (const contract of all) for (const service of servicesOf(contract)) append(services, service, contract);
  const serviceOf = ({ service = '' }: ContractUseFact): string | undefined =>
    [service, service.replace(/(?:Service|Client|Definition)$/, '')].map(compact).find((name) => services.has(name));
  const servers = new Map<string, Set<Draft>>();
  const clients: { service: string; fact: ContractUseFact; from: Draft }[] = [];
  for (const fact of inventory.contractUses) {
    const service = serviceOf(fact);
    if (service === undefined) continue;
    for (const from of soleOwners(ownership, fact.site.path)) {
      if (fact.role === 'client') clients.push({ service, fact, from });
      else servers.set(service, (servers.get(service) ?? new Set()).add(from));
    }
  }
  const taken = indexTakenModules(inventory, ownership);
  for (const { service, fact, from } of [...clients]) {
    // A program is no client of itself: what it offers to others is of those who take it.
    if (fact.site.path.endsWith('.rs') && servers.get(service)?.has(from) === true) for (const { draft, site } of taken(fact.site.path)) clients.push({ service, fact: { ...fact, site }, from: draft });
  }
  for (const [service, contracts] of services) {
    for (const contract of contracts) {
      for (const draft of servers.get(service) ?? []) contract.servers.add(draft);
      for (const client of clients) if (client.service === service) contract.clients.add(client.from);
    }
  }
  return clients.flatMap(({ service, fact, from }) => {
    const [contract] = services.get(service) ?? [];
    return contract === undefined ? [] : [{ from, fact, contract, servers: servers.get(service) ?? new Set() }];
  });
}

/** Names of the gRPC services of a contract, without package, in the spelling that all generators agree on. */
function servicesOf({ copies }: ContractDraft): Set<string> {
  const rpcs = copies.flatMap(({ operations }) => operations.filter(({ verb }) => verb === 'rpc'));
  return new Set(rpcs.map(({ path }) => compact(path.slice(0, path.lastIndexOf('/')).split('.').at(-1) ?? '')));
}

import type { UseFact } from '../../model/code-facts.js';
import type { Path } from '../../model/text.js';
import type { Loose } from './connections.js';
import { indexContracts, type ContractDraft, type Contracts, type Stub } from './contracts.js';
import type { Draft } from '../draft.js';
import type { LinkContext } from '../link-context.js';
import { runtimesOf } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import type { WiredRelation } from '../wiring.js';

/** Calls that contracts tell, and the contract behind each call. `channels` are gRPC connections of which nobody could tell where they lead. */
export function wireContracts(context: LinkContext, ownership: Ownership, channels: readonly Loose[]): Contracts {
  const contracts = indexContracts(context.inventory, context.drafts, ownership);
  wireStubs(context, contracts, channels);
  for (const draft of context.drafts) {
    for (const relation of context.wiring.from(draft)) {
      if (relation.kind !== 'calls' && relation.kind !== 'routes') continue;
      const contract = nearest(contracts.all.filter((one) => isBehind(context, one, relation)), relation);
      if (contract !== undefined) relation.contract = contract;
    }
  }
  return contracts;
}

/** Where everybody keeps copies of all contracts, the one that the callee implements and the caller uses. */
function nearest(contracts: readonly ContractDraft[], { from, to }: WiredRelation): ContractDraft | undefined {
  const score = ({ servers, clients }: ContractDraft): number => (servers.has(to) ? 2 : 0) + (clients.has(from) ? 1 : 0);
  return contracts.reduce<ContractDraft | undefined>((best, one) => (best === undefined || score(one) > score(best) ? one : best), undefined);
}

/**
 * A stub whose address nobody could tell leads to the only element that implements its service: a guess, but a good one.
 * With two that implement it (versions, a mock) nothing says which. Where configuration has led there already, the stub is
 * the code behind it, and a gateway that has one answers by itself.
 */
function wireStubs({ wiring }: LinkContext, { stubs }: Contracts, channels: readonly Loose[]): void {
  const sure = stubs.flatMap((stub): SureStub[] => {
    const [to, ...others] = stub.servers;
    return to === undefined || others.length > 0 || to === stub.from ? [] : [{ ...stub, to }];
  });
  for (const { from, fact, to } of sure) {
    const known = wiring.between(from, to).filter(({ kind }) => kind === 'calls' || kind === 'routes');
    if (known.some(({ uses }) => uses.length > 0)) continue;
    const use = channelBehind(fact.site.path, sure.filter((stub) => stub.from === from), channels.filter(({ draft }) => draft === from));
    const evidence = { site: fact.site, extractor: 'grpc-stubs', confidence: 'inferred' } as const;
    wiring.add({ from, to, kind: 'calls', protocol: 'grpc', ...(use && { use }), evidence: [evidence, ...known.flatMap((relation) => relation.evidence)] });
    for (const relation of known) if (relation.kind === 'routes') wiring.remove(relation);
  }
}

/** A stub whose service one element alone implements. */
interface SureStub extends Stub {
  readonly to: Draft;
}

/** The connection that a stub goes through, where there is only one it can be: in its file, or of all that its program opens for one server. */
function channelBehind(file: Path, stubs: readonly SureStub[], channels: readonly Loose[]): UseFact | undefined {
  const beside = { stubs: stubs.filter(({ fact }) => fact.site.path === file), channels: channels.filter(({ use }) => use.site.path === file) };
  for (const { stubs: those, channels: [first, ...others] } of [beside, { stubs, channels }]) {
    if (first !== undefined && others.length === 0 && new Set(those.map(({ to }) => to)).size === 1) return first.use;
  }
  return undefined;
}

/**
 * Whether a call is made under a contract: the caller is generated from it or keeps a copy of what the callee offers, or
 * every path that it asks for stands in the description that the callee publishes.
 */
function isBehind(context: LinkContext, contract: ContractDraft, relation: WiredRelation): boolean {
  const { from, to } = relation;
  const isOffered = contract.servers.has(to) || (contract.holders.has(to) && !contract.clients.has(to));
  if (!isOffered || !speaks(contract, relation)) return false;
  return contract.clients.has(from) || contract.holders.has(from) || coversAll(context, contract, from, relation.uses);
}

function speaks({ copies: [{ format }] }: ContractDraft, { protocol, uses }: WiredRelation): boolean {
  if (format === 'proto') return protocol === undefined || protocol === 'grpc' || uses.some((use) => use.protocol === 'grpc');
  if (format === 'graphql') return uses.some((use) => isGraphql(use));
  return (format === 'openapi' || format === 'pact') && protocol !== 'grpc';
}

function isGraphql({ client }: UseFact): boolean {
  return /graphql|apollo|urql|relay/.test(client);
}

function coversAll(context: LinkContext, contract: ContractDraft, from: Draft, uses: readonly UseFact[]): boolean {
  if (contract.copies[0].format === 'graphql') return true;
  return contract.copies[0].format === 'openapi' && uses.length > 0 && uses.every((use) => coversUse(context, contract, from, use));
}

function coversUse(context: LinkContext, { copies }: ContractDraft, from: Draft, { target, method, site }: UseFact): boolean {
  if (target === undefined) return false;
  return runtimesOf(context, from).every(({ environment }) => {
    const { text } = context.resolve(target, site.path, environment);
    const asked = /^[a-z]+:\/\/[^/?#]+(\/[^?#]+)/i.exec(text)?.[1];
    return asked !== undefined && copies.some(({ basePaths, operations }) => {
      const bases = basePaths.length === 0 ? [''] : basePaths;
      return operations.some((operation) => (method === undefined || operation.verb === method) && bases.some((base) => matchesPath(asked, base + operation.path)));
    });
  });
}

/** Whether a path that code asks for is this one; what nobody knows only fits a parameter. */
function matchesPath(asked: string, offered: string): boolean {
  const [own, other] = [asked, offered].map((path) => path.replace(/\/$/, '').split('/'));
  return own !== undefined && other !== undefined && own.length === other.length && own.every((part, index) => {
    const template = other[index] ?? '';
    return part === template || template.includes('{');
  });
}

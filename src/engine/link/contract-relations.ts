import type { UseFact } from '../model/code-facts.js';
import { indexContracts, type ContractDraft, type Contracts } from './contracts.js';
import type { Draft } from './draft.js';
import type { LinkContext } from './link-context.js';
import { runtimesOf } from './link-context.js';
import type { Ownership } from './ownership.js';
import type { WiredRelation } from './wiring.js';

/** Calls that contracts tell, and the contract behind each call. */
export function wireContracts(context: LinkContext, ownership: Ownership): Contracts {
  const contracts = indexContracts(context.inventory, context.drafts, ownership);
  wireStubs(context, contracts);
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
 * With two that implement it (versions, a mock) nothing says which.
 */
function wireStubs({ wiring }: LinkContext, { stubs }: Contracts): void {
  for (const { from, fact, servers } of stubs) {
    const [to] = servers;
    if (to === undefined || servers.size > 1 || servers.has(from)) continue;
    if (wiring.between(from, to).some(({ kind }) => kind === 'calls' || kind === 'routes')) continue;
    wiring.add({ from, to, kind: 'calls', protocol: 'grpc', evidence: [{ site: fact.site, extractor: 'grpc-stubs', confidence: 'inferred' }] });
  }
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

import type { ContractDefinitionFact, ContractOperation } from '../../model/contract-facts.js';
import type { Contract, CouplingGraph, Element } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { listOf } from '../../model/wording.js';

/** Formats whose operations callers name one by one. Messages of a schema are compared by nobody but its readers. */
const COMPARED: ReadonlySet<string> = new Set(['proto', 'openapi']);

/** Titles that generators give: two APIs of one such name need not be the same. */
const GENERIC_TITLE = /^(?:openapi definition|swagger|api|rest api|api documentation|openapi|untitled.*)$/i;

/** A consumer's copy of a contract, with what its providers' copies lack. */
interface Drift {
  readonly consumer: Element;
  readonly providers: readonly Element[];
  readonly reference: ContractDefinitionFact;
  readonly missing: readonly [ContractOperation, ...ContractOperation[]];
}

export const contractDrift: Rule = {
  id: 'contract-drift',
  severity: 'warning',
  preset: 'recommended',
  title: 'A copy of a contract promises what the provider does not',
  why: 'A consumer that keeps a copy of a contract is built against the copy. What the provider has taken out or renamed since still compiles there, and fails when it is called. Copies of OpenAPI and of protocol buffers are compared, operation by operation, where both sides keep one and a generated client or stub shows that the consumer uses it. A copy that only lags behind is no drift.',
  remedy: 'Copy the provider\'s contract, or take it from one place, and change the calls that no longer exist.',
  ignoreWhen: 'The provider still serves the old operation and only no longer promises it.',

  *check({ graph }) {
    for (const contract of graph.contracts) {
      if (!contract.isDiverging || !COMPARED.has(contract.copies[0].format) || GENERIC_TITLE.test(contract.copies[0].name)) continue;
      for (const drift of driftsOf(contract)) yield toReport(drift, graph);
    }
  },
};

function* driftsOf(contract: Contract): Iterable<Drift> {
  const providers = providersOf(contract);
  const references = contract.copies.filter((_, index) => isOnlyOf(contract.heldBy[index] ?? [], providers));
  const [reference] = references;
  if (reference === undefined) return;
  const promised = references.flatMap((copy) => copy.operations.map(keyOf));
  const keys = new Set(promised);
  const interfaces = new Set(promised.map(interfaceOf));
  for (const [index, copy] of contract.copies.entries()) {
    const [consumer, another] = contract.heldBy[index] ?? [];
    if (consumer === undefined || another !== undefined || providers.includes(consumer) || !contract.consumers.includes(consumer)) continue;
    // Whatever belongs to an interface that no provider's copy has is another provider's.
    const [first, ...others] = copy.operations.filter((operation) => !keys.has(keyOf(operation)) && interfaces.has(interfaceOf(keyOf(operation))));
    // With more that is strange than known it is rather another contract.
    if (first !== undefined && others.length < copy.operations.filter((operation) => keys.has(keyOf(operation))).length) yield { consumer, providers, reference, missing: [first, ...others] };
  }
}

/** Who is known to implement it; else the only one who holds it and does not use it. */
function providersOf({ providers, holders, consumers }: Contract): readonly Element[] {
  if (providers.length > 0) return providers;
  const others = holders.filter((holder) => !consumers.includes(holder));
  return others.length === 1 ? others : [];
}

function isOnlyOf(holders: readonly Element[], providers: readonly Element[]): boolean {
  return holders.length > 0 && holders.every((holder) => providers.includes(holder));
}

/** What an operation is called by: the names of parameters do not matter. */
function keyOf({ verb, path }: ContractOperation): string {
  return `${verb} ${path.replace(/\{[^{}]*\}/g, '{}').replace(/\/$/, '')}`;
}

/** The service of an rpc; of HTTP there is one. */
function interfaceOf(key: string): string {
  return key.startsWith('rpc ') ? key.slice(0, key.lastIndexOf('/')) : '';
}

function toReport({ consumer, providers, reference, missing }: Drift, graph: CouplingGraph): Report {
  const [first, ...others] = missing;
  const whose = listOf(providers.map(({ name }) => name));
  return {
    site: first.site,
    message:
      `${consumer.name} is built against ${listOf(missing.map(nameOf))}, which the contract of ${whose} does not have: it compiles against the copy that ${consumer.name} keeps, and a call fails at run time. ` +
      `Copy the contract of ${whose}, or take it from one place.`,
    related: [...others.map((operation) => ({ site: operation.site, message: `The copy promises ${nameOf(operation)}` })), { site: reference.site, message: `The contract of ${whose}` }],
    elements: [consumer, ...providers],
    relations: graph.relations.filter(({ kind, from, to }) => kind === 'calls' && from === consumer && providers.includes(to)),
    fixes: fixesOf(consumer, missing),
  };
}

/** The copy without what the provider does not have: who still calls it then learns so from the compiler. */
function fixesOf({ name }: Element, missing: Drift['missing']): Fix[] {
  const removals = missing.map(({ removal }) => removal);
  if (!removals.every((site) => site !== undefined)) return [];
  return [{ title: `Take ${listOf(missing.map(nameOf))} out of the copy of ${name} (what calls it no longer compiles)`, edits: removals.map((site) => ({ site, newText: '' })), preferred: false }];
}

function nameOf({ verb, path }: ContractOperation): string {
  return verb === 'rpc' ? path : `${verb} ${path}`;
}

import type { ConstantFact } from '../../model/code-facts.js';
import type { Address } from '../names/addresses.js';
import { addressesIn, hostList, isLoopback } from '../names/addresses.js';
import { NOT_A_CALL } from '../settings/config-relations.js';
import type { Draft } from '../draft.js';
import { extractorOf } from '../settings/extractor-names.js';
import { isOfJvm, type Inventory } from '../inventory.js';
import { runtimesOf, type LinkContext } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { kindByTarget } from './relation-kind.js';
import { UNKNOWN_MARK } from '../names/resolve.js';

/**
 * Addresses of elements in the constants and settings of code that no call was traced back to: `ordersUrl: env('ORDERS_URL', 'http://orders')` in a module of
 * settings is there to be called, whichever way it goes. Says nothing about pairs that are known to be related.
 */
export function wireConstants(context: LinkContext, ownership: Ownership): void {
  const isMentioned = mentionedConstants(context.inventory, ownership);
  for (const [file, all] of context.inventory.constants) {
    const { drafts, isShared } = ownership.of(file);
    if (isShared) continue;
    for (const draft of drafts) for (const facts of all.values()) for (const fact of facts) if (isMentioned(draft, fact)) wireConstant(context, ownership, draft, fact);
  }
}

/** A constant of the JVM that is told from other words by its name. */
const IN_CAPITALS = /(?:^|\.)([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/;

/** Tells the constants that some code of a program mentions: a class of addresses is often copied whole from one service to the next. */
function mentionedConstants({ constantNames }: Inventory, ownership: Ownership): (draft: Draft, fact: ConstantFact) => boolean {
  const mentioned = new Map<Draft, Set<string>>();
  for (const { names, site } of constantNames) {
    for (const draft of ownership.of(site.path).drafts) {
      const known = mentioned.get(draft) ?? new Set();
      for (const name of names) known.add(name);
      mentioned.set(draft, known);
    }
  }
  return (draft, { name, site }) => {
    const [, last] = (isOfJvm(site.path) && IN_CAPITALS.exec(name)) || [];
    return last === undefined || mentioned.get(draft)?.has(last) === true;
  };
}

function wireConstant(context: LinkContext, ownership: Ownership, draft: Draft, { name, value, site }: ConstantFact): void {
  if (NOT_A_CALL.test(name) || !mayHoldAddress(value)) return;
  for (const { unit, environment } of runtimesOf(context, draft)) {
    const { text } = context.resolve(value, site.path, environment);
    if (text.includes(UNKNOWN_MARK) && !/^[a-z][a-z0-9+.-]*:\/\//.test(text)) continue;
    for (const { host, scheme } of certainAddresses(text)) {
      const to = isLoopback(host) ? undefined : context.findHost(host, unit === undefined ? {} : { unit });
      if (to === undefined || to === draft || isRelated(context, draft, to) || ownership.lacksDriver(draft, to.engine ?? '')) continue;
      context.wiring.add({
        from: draft, to, kind: kindByTarget(draft, to), evidence: [{ site, extractor: extractorOf(site.path), confidence: 'config' }],
        ...(scheme === undefined ? {} : { protocol: scheme }),
      });
    }
  }
}

/** A literal part that looks like an address, or a variable with such a fallback. */
function mayHoldAddress(value: ConstantFact['value']): boolean {
  return value.some((part) => (typeof part === 'string' ? /:\/\/|:\d{2,5}\b/.test(part) : 'fallback' in part && part.fallback !== undefined && mayHoldAddress(part.fallback)));
}

/** With a scheme, or a whole text of hosts with ports. */
function certainAddresses(text: string): Address[] {
  const addresses = addressesIn(text).filter(({ scheme }) => scheme !== undefined);
  return addresses.length > 0 ? addresses : hostList(text).filter(({ port }) => port !== undefined && port >= 80);
}

function isRelated({ wiring }: LinkContext, from: Draft, to: Draft): boolean {
  return wiring.between(from, to).some(({ kind }) => kind !== 'starts-after');
}

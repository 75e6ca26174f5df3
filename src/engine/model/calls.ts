import type { Config } from './config.js';
import type { Relation } from './graph.js';
import type { Chain, Metrics } from './metrics.js';
import { isBusinessService, isOwnProgram } from './services.js';

/**
 * A synchronous call of a business service that must succeed: without fallback, and more than a guess.
 * Calls to infrastructure (configuration, registry, tracing) are left out; other organisations' hosts are not.
 */
export function isHardCall({ kind, from, to, care, confidence }: Relation): boolean {
  if (kind !== 'calls' || care.hasFallback || confidence === 'inferred') return false;
  return isBusinessService(from) && (isBusinessService(to) || to.kind === 'external');
}

/** A call that its caller can be asked to bound: a hard one, or one that the code of a gateway or sign-on makes by itself, or any program to such. */
export function isCallToGuard(relation: Relation): boolean {
  const { kind, from, to, care, confidence, uses } = relation;
  if (isHardCall(relation)) return true;
  return kind === 'calls' && !care.hasFallback && confidence !== 'inferred' && uses.length > 0 && isOwnProgram(from) && isOwnProgram(to);
}

/**
 * Whether what the caller's code does is known or cannot matter: its call was recognised, or there is no code to look into.
 * Otherwise care may stand in code that nobody understood, and its absence is unknown.
 */
export function isCallerKnown({ from, uses }: Relation): boolean {
  return uses.length > 0 || from.codeFolders.length === 0;
}

/** A call that a proxy is made to do by itself, to check requests say: rules for the mesh do not reach it. */
export function isProxyCall({ uses, evidence }: Relation): boolean {
  return uses.length === 0 && evidence.every(({ extractor }) => extractor === 'istio');
}

/** Whether a chain has more services than tolerated: `maxSyncDepth` hops or more. */
export function isTooDeep(chain: Chain, config: Config): boolean {
  return chain.hops.length >= config.maxSyncDepth;
}

/** The calls that chains which are too deep are made of. A caller's other calls end sooner: they stall fewer. */
export function deepHops(metrics: Metrics, config: Config): ReadonlySet<Relation> {
  const deep = metrics.chains.filter((chain) => isTooDeep(chain, config));
  return new Set(deep.flatMap(({ hops }) => hops));
}

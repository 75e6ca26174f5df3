import type { UseFact } from '../../model/code-facts.js';
import type { UnitFact } from '../../model/deployment-facts.js';
import { manifestsAround } from '../deployables/code-folders.js';
import { mayConcern } from '../settings/configuration-concerns.js';
import { mainContainers } from '../deployables/containers.js';
import type { Draft } from '../draft.js';
import { isConfigurationKnown } from '../settings/known-configuration.js';
import type { LinkContext, Runtime } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { variableOf } from '../names/resolve.js';

type State = 'on' | 'off' | 'unknown';

/** Libraries whose breakers may stand around any call. */
const BREAKER = /resilience4j|circuitbreaker|sentinel|failsafe|hystrix(?!-(?:stream|dashboard))/;

/** A use as it is in a program: its breaker and fallback act, are known to be switched off, or may be. */
export function withBreakerSwitches(context: LinkContext, ownership: Ownership, draft: Draft, runtimes: readonly Runtime[], use: UseFact): UseFact {
  const { breakerSwitches } = use.care;
  if (breakerSwitches === undefined) return use;
  const states = new Set(runtimes.map((runtime) => stateOf(context, ownership, draft, runtime, breakerSwitches)));
  if (states.size !== 1 || !states.has('off')) return use;
  if (use.care.hasBreaker === true) return { ...use, care: { ...use.care, hasBreaker: false, hasFallback: false, isBreakerOff: true } };
  return mayBreakElsewhere(context, draft) ? use : { ...use, care: { ...use.care, hasBreaker: false } };
}

/** Whether a program has breakers besides those of its declared clients. */
function mayBreakElsewhere({ inventory }: LinkContext, { codeFolders }: Draft): boolean {
  return manifestsAround(inventory, codeFolders).some(({ dependencies }) => dependencies.some(({ name }) => BREAKER.test(name)));
}

function stateOf(context: LinkContext, ownership: Ownership, draft: Draft, runtime: Runtime, keys: readonly string[]): State {
  const { environment, unit } = runtime;
  const values = keys.flatMap((key) => {
    const variable = environment.variables.get(variableOf(key));
    if (variable === undefined) return [];
    return [variable.value === undefined ? '' : context.resolve(variable.value, variable.site.path, environment).text.toLowerCase()];
  });
  if (values.includes('true')) return 'on';
  if (values.some((value) => value !== 'false')) return 'unknown';
  if (keys.some((key) => mayBeGiven(key, environment.variables, unit)) || !isConfigurationKnown(context, draft, runtime)) return 'unknown';
  // What the file of a profile says, which may be active or not, is unknown.
  const isUnset = context.inventory.configurations.every((fact) => !keys.includes(fact.key) || fact.value[0] === 'false' || !mayConcern(fact, context, ownership, draft));
  return isUnset ? 'off' : 'unknown';
}

/** `-Dfeign.hystrix.enabled=true`, in the command or in a variable such as `JAVA_OPTS`. */
function mayBeGiven(key: string, variables: Runtime['environment']['variables'], unit: UnitFact | undefined): boolean {
  const texts = [...variables.values()].flatMap(({ value }) => value ?? []).filter((part) => typeof part === 'string');
  const commands = unit === undefined ? [] : mainContainers(unit).map(({ command }) => command?.text ?? '');
  return [...texts, ...commands].some((text) => text.includes(key));
}

import type { UnitFact } from '../model/deployment-facts.js';
import type { Path, Site } from '../model/text.js';
import type { Address } from './names/addresses.js';
import type { Configurations } from './settings/configurations.js';
import type { Draft } from './draft.js';
import type { Environments, FindConfigMap } from './names/environment.js';
import type { FindHost } from './names/hosts.js';
import type { Inventory } from './inventory.js';
import type { Environment, Resolve } from './names/resolve.js';
import type { Wiring } from './wiring.js';

/** What every step that finds relations needs. */
export interface LinkContext {
  readonly inventory: Inventory;
  readonly drafts: readonly Draft[];
  readonly environments: Environments;
  readonly configurations: Configurations;
  /** What `runtimesOf` found before: most steps ask about every draft. */
  readonly runtimes: Map<Draft, readonly Runtime[]>;
  readonly resolve: Resolve;
  readonly findHost: FindHost;
  readonly findConfigMap: FindConfigMap;
  readonly local: LocalMachine;
  readonly switches: Switches;
  readonly wiring: Wiring;
}

/** Who answers on a port of the machine where everything is started by hand, and what nobody starts there but must be there. */
export interface LocalMachine {
  /** The element that an address of this machine, or of one nearby, leads to; undefined when several listen on the port, or nobody known does. */
  at(address: Address, runtime: Runtime, site: Site): Draft | undefined;
  /** Databases and brokers that addresses name and no file of the workspace starts. */
  readonly installed: () => readonly Draft[];
}

/** Tells which parts of a program that has several roles run in which of its elements. */
export interface Switches {
  /** Whether a place in the code is in a part that an element's environment leaves off. */
  isOff(draft: Draft, site: Site): boolean;
  /** The names that the parts of a file mention which an element runs. */
  namesOn(draft: Draft, file: Path): readonly string[];
  /** Whether a part that an element's environment switches on mentions a name. */
  mentions(draft: Draft, name: string): boolean;
  /** Whether a place in the code is in a part that an element's environment switches on. */
  isOn(draft: Draft, site: Site): boolean;
}

/** An environment in which the code of a draft runs, and the unit that makes it. */
export interface Runtime {
  readonly unit?: UnitFact;
  readonly environment: Environment;
}

/** The environments in which the code of a draft runs. */
export function runtimesOf(context: Pick<LinkContext, 'environments' | 'configurations' | 'runtimes'>, draft: Draft): readonly Runtime[] {
  const known = context.runtimes.get(draft);
  if (known !== undefined) return known;
  const made = makeRuntimes(context, draft);
  context.runtimes.set(draft, made);
  return made;
}

function makeRuntimes({ environments, configurations }: Pick<LinkContext, 'environments' | 'configurations'>, draft: Draft): Runtime[] {
  if (draft.units.length === 0) return [{ environment: configurations.over(environments.ofCode(draft.codeFolders), draft) }];
  return draft.units.map((unit) => ({ unit, environment: configurations.over(environments.of(unit), draft, unit) }));
}

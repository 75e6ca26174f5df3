import type { Site } from '../../model/text.js';
import { addressesIn, addressesOf } from '../names/addresses.js';
import type { Draft } from '../draft.js';
import { append } from '../inventory.js';
import { runtimesOf, type LinkContext, type Runtime } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { ownImages } from '../deployables/unit-names.js';

/**
 * Tells whether an address, by the places that its value is written at, is only there because an element gets what all roles of its program get, so that
 * nothing says that this role asks that one.
 */
export type IsOfAnotherRole = (draft: Draft, host: string, runtime: Runtime, sources: readonly Site[], use?: Site) => boolean;

/** Roles of one program from which on a common environment tells nothing of any of them; of two, an address of one is there for the other. */
const MANY = 3;

/**
 * One program deployed in several roles often gets one environment that names them all: whom each role asks, the environment does not tell, and what the
 * code mentions, it mentions for all. Only parts of the code that the environment of a role switches on are evidence.
 */
export function indexRoles(context: LinkContext, ownership: Ownership): IsOfAnotherRole {
  const programs = new Map<string, Draft[]>();
  for (const draft of context.drafts) {
    const key = programKey(draft, ownership);
    if (key !== undefined) append(programs, key, draft);
  }
  const common = new Map<Draft, { readonly roles: ReadonlySet<Draft>; readonly places: ReadonlySet<string> }>();
  for (const roles of programs.values()) {
    if (roles.length < MANY) continue;
    const places = commonAddresses(context, roles);
    if (places !== undefined) for (const draft of roles) common.set(draft, { roles: new Set(roles), places });
  }
  if (common.size === 0) return () => false;

  return (draft, host, { unit, environment }, sources, use) => {
    const own = common.get(draft);
    if (own === undefined || !sources.some((site) => own.places.has(keyOf(site)))) return false;
    const to = context.findHost(host, unit === undefined ? {} : { unit });
    if (to === undefined || !own.roles.has(to)) return false;
    if (use !== undefined) return !context.switches.isOn(draft, use);
    const isNamed = (source: Site): boolean => [...environment.variables].some(([name, { site }]) => keyOf(site) === keyOf(source) && context.switches.mentions(draft, name));
    return !sources.some(isNamed);
  };
}

/** What a program is known by: its folder and, of several in one, where it starts; else its image. Undefined for ready-made programs. */
function programKey(draft: Draft, ownership: Ownership): string | undefined {
  if (draft.kind !== 'service' && draft.kind !== 'gateway') return undefined;
  if (draft.codeFolders.length > 0) return `${[...draft.codeFolders].sort().join(' ')} ${ownership.programOf(draft) ?? ''}`;
  const [image] = draft.units.flatMap(ownImages);
  return image;
}

/** Where values are written that all roles of a program get and that name at least two of them; undefined where there are none. */
function commonAddresses(context: LinkContext, roles: readonly Draft[]): Set<string> | undefined {
  const getters = new Map<string, Set<Draft>>();
  const named = new Map<string, Set<Draft>>();
  for (const draft of roles) {
    for (const { unit, environment } of runtimesOf(context, draft)) {
      for (const { value, site } of environment.variables.values()) {
        if (value === undefined) continue;
        getters.set(keyOf(site), (getters.get(keyOf(site)) ?? new Set()).add(draft));
        const { text } = context.resolve(value, site.path, environment);
        for (const { host } of [...addressesOf(text), ...addressesIn(text)]) {
          const to = context.findHost(host, unit === undefined ? {} : { unit });
          if (to !== undefined && roles.includes(to)) named.set(keyOf(site), (named.get(keyOf(site)) ?? new Set()).add(to));
        }
      }
    }
  }
  const places = [...named.keys()].filter((place) => (getters.get(place)?.size ?? 0) >= MANY);
  return new Set(places.flatMap((place) => [...(named.get(place) ?? [])])).size < 2 ? undefined : new Set(places);
}

function keyOf({ path, span }: Site): string {
  return `${path}:${span.start}`;
}

import type { PassedFact, UseFact } from '../model/code-facts.js';
import { UNKNOWN, type Expression, type Hole } from '../model/expression.js';
import type { Path } from '../model/text.js';
import type { ConstantIndex } from './constants.js';
import type { Inventory } from './inventory.js';
import { append } from './inventory.js';

type Argument = Extract<Hole, { hole: 'argument' }>;

/** Uses that one wrapper may stand for: one with more callers is a library, and its callers have names of their own. */
const MAX_CALLERS = 200;

/** Wrappers around wrappers that are followed. */
const MAX_ROUNDS = 4;

/**
 * Uses inside functions that other files call, once for each caller that passes what they need: `publish('orders', order)` of a
 * shared module publishes to `orders` on behalf of the file that says so.
 */
export function withCallersOfWrappers({ uses, passed }: Inventory, constants: ConstantIndex): UseFact[] {
  if (!uses.some(isOpen)) return uses;
  const callers = indexCallers(passed, constants);
  let all = uses;
  for (let round = 0; round < MAX_ROUNDS && all.some(isOpen); round++) {
    all = all.flatMap((use) => {
      const found = isOpen(use) ? usesOfCallers(use, callers, constants) : [];
      return found.length > 0 ? found : [use];
    });
  }
  return all;
}

function isOpen(use: UseFact): boolean {
  return argumentsOf(use).length > 0;
}

/** Calls by the file and the name of the function that they may mean. */
function indexCallers(passed: readonly PassedFact[], constants: ConstantIndex): ReadonlyMap<string, PassedFact[]> {
  const callers = new Map<string, PassedFact[]>();
  for (const call of passed) {
    const file = constants.fileOf(call.site.path, call.specifier);
    if (file === undefined) continue;
    for (const home of constants.homesOf(file, call.name)) append(callers, keyOf(home.file, home.name), call);
  }
  return callers;
}

function keyOf(file: Path, name: string): string {
  return `${file} ${name}`;
}

function argumentsOf({ target, channel, database }: UseFact): Argument[] {
  return [target, channel, database].flatMap((text) => (text ?? []).flatMap((part) => (typeof part !== 'string' && part.hole === 'argument' ? [part] : [])));
}

function usesOfCallers(use: UseFact, callers: ReadonlyMap<string, PassedFact[]>, constants: ConstantIndex): UseFact[] {
  const [first] = argumentsOf(use);
  const calls = new Set((first?.names ?? []).flatMap((name) => callers.get(keyOf(use.site.path, name)) ?? []));
  return [...calls].slice(0, MAX_CALLERS).flatMap((call) => {
    if (!argumentsOf(use).some((hole) => valueOf(call, hole) !== undefined)) return [];
    const filled = (text: Expression | undefined): Expression | undefined => text?.flatMap((part) => {
      if (typeof part === 'string') return [part];
      return part.hole === 'argument' ? (valueOf(call, part) ?? UNKNOWN) : [seenFromAnywhere(part, use.site.path, constants)];
    });
    const [target, channel, database] = [use.target, use.channel, use.database].map(filled);
    return [{ ...use, ...(target && { target }), ...(channel && { channel }), ...(database && { database }), site: call.site }];
  });
}

function valueOf({ values }: PassedFact, { index, path }: Argument): Expression | undefined {
  return values.find((value) => value.index === index && value.path === path)?.value;
}

/** The use now stands in the caller's file: what its own file imports is named from the top of the workspace. */
function seenFromAnywhere(hole: Hole, file: Path, constants: ConstantIndex): Hole {
  if (hole.hole !== 'constant') return hole;
  const source = constants.fileOf(file, hole.specifier);
  return source === undefined ? hole : { ...hole, specifier: `/${source}` };
}

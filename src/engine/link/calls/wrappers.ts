import type { PassedFact, UseFact } from '../../model/code-facts.js';
import { UNKNOWN, type Expression, type Hole, type Part } from '../../model/expression.js';
import type { Path } from '../../model/text.js';
import type { ConstantIndex } from '../names/constants.js';
import type { Inventory } from '../inventory.js';
import { append } from '../inventory.js';
import { UNKNOWN_MARK } from '../names/resolve.js';

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
  if (passed.length === 0) return uses;
  const callers = indexCallers(passed, constants);
  let all = uses.map((use) => opened(use, constants));
  for (let round = 0; round < MAX_ROUNDS && all.some(isOpen); round++) {
    all = all.flatMap((use) => {
      const found = isOpen(use) ? usesOfCallers(use, callers, constants) : [];
      return found.length > 0 ? found : [use];
    });
  }
  return all;
}

/** With the constants that are arguments themselves: fields that a constructor fills, or whoever makes the object. */
function opened(use: UseFact, constants: ConstantIndex): UseFact {
  const open = (part: Part): Expression => {
    if (typeof part === 'string' || part.hole !== 'constant') return [part];
    const found = constants.constant(use.site.path, part.specifier, part.name);
    if (found === undefined) return [fieldOfLiteral(part, use.site.path, constants) ?? part];
    const isArgument = found.value.some((one) => typeof one !== 'string' && one.hole === 'argument');
    return isArgument ? found.value.map((one) => (typeof one === 'string' ? one : seenFromAnywhere(one, found.file, constants))) : [part];
  };
  return hasHole(use, 'constant') ? withTexts(use, (text) => text.flatMap(open)) : use;
}

/** Whether a text of a use has a hole of a kind. */
function hasHole({ target, channel, database }: UseFact, hole: Hole['hole']): boolean {
  const isIn = (text: Expression | undefined): boolean => text?.some((part) => typeof part !== 'string' && part.hole === hole) === true;
  return isIn(target) || isIn(channel) || isIn(database);
}

/** `Config.Addr` of a Go package that does not set it: other packages do, in `store.Config{Addr: …}`. */
function fieldOfLiteral({ specifier, name }: Extract<Hole, { hole: 'constant' }>, from: Path, constants: ConstantIndex): Argument | undefined {
  const [, type, field] = /^([A-Z]\w*)\.(\w+)$/.exec(name) ?? [];
  const file = from.endsWith('.go') ? constants.filesOf(from, specifier)[0] : undefined;
  return type === undefined || field === undefined || file === undefined ? undefined : { hole: 'argument', names: [type], index: -1, path: '', parameter: field, file };
}

function isOpen(use: UseFact): boolean {
  return hasHole(use, 'argument') && argumentsOf(use).length > 0;
}

/** Calls by the file and the name of the function that they may mean. */
function indexCallers(passed: readonly PassedFact[], constants: ConstantIndex): ReadonlyMap<string, PassedFact[]> {
  const callers = new Map<string, PassedFact[]>();
  for (const call of passed) {
    for (const file of constants.filesOf(call.site.path, call.specifier)) {
      for (const home of constants.homesOf(file, call.name)) append(callers, keyOf(home.file, home.name), call);
    }
  }
  return callers;
}

function keyOf(file: Path, name: string): string {
  return `${file} ${name}`;
}

function argumentsOf({ protocol, target, channel, database }: UseFact): Argument[] {
  const address = protocol === 'http' ? authorityOf(target ?? []) : target;
  return [address, channel, database].flatMap((text) => (text ?? []).flatMap((part) => (typeof part !== 'string' && part.hole === 'argument' ? [part] : [])));
}

/** A URL up to its path: what is passed behind that does not change who is called. */
function authorityOf(url: Expression): Expression {
  let text = '';
  const end = url.findIndex((part) => {
    text += typeof part === 'string' ? part : UNKNOWN_MARK;
    return typeof part === 'string' && /^(?:[a-z]+:\/\/[^/]+|(?![a-z]+:\/)[^/]+)\//i.test(text);
  });
  return end < 0 ? url : url.slice(0, end + 1);
}

function usesOfCallers(use: UseFact, callers: ReadonlyMap<string, PassedFact[]>, constants: ConstantIndex): UseFact[] {
  const open = argumentsOf(use);
  const [first] = open;
  if (first === undefined) return [];
  const calls = new Set(first.names.flatMap((name) => callers.get(keyOf(first.file ?? use.site.path, name)) ?? []));
  const filling = open.filter((hole) => isOfSameFunction(hole, first));
  return [...calls].slice(0, MAX_CALLERS).flatMap((call) => {
    if (!filling.some((hole) => valueOf(call, hole) !== undefined)) return [];
    const fill = (part: Part): Expression => {
      if (typeof part === 'string') return [part];
      return part.hole === 'argument' && filling.includes(part) ? (valueOf(call, part) ?? UNKNOWN) : [seenFromAnywhere(part, use.site.path, constants)];
    };
    return [opened({ ...withTexts(use, (text) => text.flatMap(fill)), site: call.site }, constants)];
  });
}

function withTexts(use: UseFact, change: (text: Expression) => Expression): UseFact {
  const [target, channel, database] = [use.target, use.channel, use.database].map((text) => text && change(text));
  return { ...use, ...(target && { target }), ...(channel && { channel }), ...(database && { database }) };
}

function isOfSameFunction(one: Argument, other: Argument): boolean {
  return one.file === other.file && one.names.join() === other.names.join();
}

function valueOf({ values }: PassedFact, { index, path, parameter }: Argument): Expression | undefined {
  const found = values.find((value) => value.path === path && (value.parameter === undefined ? value.index === index : value.parameter === parameter));
  return found?.value;
}

/** A hole that is now looked at from another file: what its own file imports is named from the top of the workspace. */
function seenFromAnywhere(hole: Hole, file: Path, constants: ConstantIndex): Hole {
  if (hole.hole === 'argument') return { file, ...hole };
  if (hole.hole !== 'constant') return hole;
  const source = constants.fileOf(file, hole.specifier);
  return source === undefined ? hole : { ...hole, specifier: `/${source}` };
}

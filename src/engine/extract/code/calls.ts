import type { Call, Value } from '../../syntax/outline/outline.js';
import type { Reader } from './reader.js';
import { isUnknown, joinTexts, type Text } from './text.js';
import { argument, argumentText, type CallSite } from './uses.js';
import { isNamed } from '../../syntax/outline/callee.js';

/** The only call of this name in the file: what everything else of the file goes through. */
export function onlyCall(reader: Reader, name: RegExp): Call | undefined {
  const [call, ...others] = reader.outline.calls.filter((one) => isNamed(one, name));
  return others.length === 0 ? call : undefined;
}

/** The call with this name in a chain, else the only one in the file. */
export function madeBy({ chain, reader }: Pick<CallSite, 'chain' | 'reader'>, name: RegExp): Call | undefined {
  return [...chain.calls].reverse().find((call) => isNamed(call, name)) ?? onlyCall(reader, name);
}

/** The text of a value, with commas between the items of a list. */
export function textOrList(value: Value | undefined, reader: Reader): Text | undefined {
  if (value === undefined) return undefined;
  const texts = itemsOf(value).map((item) => reader.text(item)).filter((text) => !isUnknown(text));
  return texts.length === 0 ? undefined : joinTexts(texts, ',');
}

/** The items of a list, or the value itself. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return value.kind === 'list' ? value.items : [value];
}

/** A named argument of the object that an argument is: `NewClient(&Options{Addr: x})`, also through a variable. */
export function optionOf({ call, reader }: Pick<CallSite, 'call' | 'reader'>, index: number, ...names: readonly string[]): Value | undefined {
  const value = argument(call, index);
  if (value === undefined) return undefined;
  if (value.kind === 'map') return value.entries.find(({ key }) => names.includes(key))?.value;
  const made = reader.chain(value).calls.at(-1);
  return made?.form === 'make' ? argument(made, Infinity, ...names) : undefined;
}

/** The text of the first argument of a call, if there is one. */
export function firstText(call: Call | undefined, reader: Reader): Text | undefined {
  return call && argumentText({ call, reader }, 0);
}

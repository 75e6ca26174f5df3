import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown, plainText, type Text } from '../text.js';
import { argument, type CallSite } from '../uses.js';

/** Attributes of clients that are no databases of an application. */
const NO_DATABASE = /^(?:admin|config|local|address|nodes|primary|secondaries|arbiters|is_primary|is_mongos|options|codec_options|read_preference|read_concern|write_concern|topology_description|delegate|HOST|PORT|_\w*)$/;

/** Longest way from a value down to the client that it was taken from. */
const MAX_STEPS = 10;

/** The databases that a file takes of a client of MongoDB: `client.shop`, `client["shop"]`, `client.get_database("shop")`. */
export function databasesTaken({ call, reader }: CallSite): Text[] {
  const values: Value[] = [...reader.outline.bindings.flatMap(({ value }) => value ?? []), ...reader.outline.calls];
  const found = new Map<string, Text>();
  for (const value of values) {
    const name = databaseIn(value, call, reader);
    if (name !== undefined && !isUnknown(name)) found.set(JSON.stringify(name.parts), name);
  }
  return [...found.values()];
}

function databaseIn(value: Value, made: Call, reader: Reader): Text | undefined {
  const isClient = (one: Value): boolean => {
    const { path, calls } = reader.chain(one);
    return calls.at(-1) === made && path.endsWith('()');
  };
  let at: Value = value;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    if (at.kind === 'member') {
      if (isClient(at.object)) return NO_DATABASE.test(at.name) ? undefined : plainText(at.name);
      at = at.object;
    } else if (at.kind === 'call' && at.form === 'index') {
      const [key] = at.arguments;
      if (isClient(at.callee)) return key && reader.text(key.value);
      at = at.callee;
    } else if (at.kind === 'call' && at.callee.kind === 'member') {
      const { object, name } = at.callee;
      const given = name === 'get_database' ? argument(at, 0, 'name') : undefined;
      // What is called on a client is a method of it.
      if (isClient(object)) return given && reader.text(given);
      at = object;
    } else return undefined;
  }
  return undefined;
}

import type { Setting } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { argument, type CallSite } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** What a property of an object is set to: where the object is made, or later through a variable that holds it. */
export function propertyOf(reader: Reader, object: Value, name: string): Value | undefined {
  for (const made of [...reader.chain(object).calls].reverse()) {
    const initial = made.form === 'make' ? argument(made, Infinity, name) : undefined;
    if (initial !== undefined) return initial;
  }
  const names = variablesOf(reader, object);
  if (names.size === 0) return undefined;
  const type = object.kind === 'name' ? object.scope.type : object.kind === 'member' && object.object.kind === 'name' ? object.object.scope.type : undefined;
  const setter = reader.outline.calls.find((call) => {
    const target = setObject(call, name);
    return target !== undefined && names.has(variableName(target) ?? '') && call.scope.type === type;
  });
  return setter?.arguments[0]?.value;
}

/** The object whose property a call sets. */
export function setObject({ callee }: Call, property: string): Value | undefined {
  return callee.kind === 'member' && callee.name === `${property}=` ? callee.object : undefined;
}

function variableName(value: Value): string | undefined {
  if (value.kind === 'name') return value.name;
  return value.kind === 'member' && value.object.kind === 'name' && value.object.name === 'this' ? value.name : undefined;
}

/** The variable, and those that it takes its value from: `_client = client`. */
function variablesOf(reader: Reader, object: Value): Set<string> {
  const first = variableName(object);
  const names = new Set(first === undefined ? [] : [first]);
  for (const name of names) {
    for (const binding of reader.outline.bindings) {
      const source = binding.name === name && binding.value !== undefined ? variableName(binding.value) : undefined;
      if (source !== undefined) names.add(source);
    }
  }
  return names;
}

/** The call that a piece of code is passed to in a lambda, the innermost. */
export function surrounding(reader: Reader, call: Call, name: RegExp): Call | undefined {
  let found: Call | undefined;
  for (const other of reader.outline.calls) {
    if (other === call || !isNamed(other, name) || !holdsInLambda(other, call)) continue;
    if (found === undefined || other.span.end - other.span.start < found.span.end - found.span.start) found = other;
  }
  return found;
}

function holdsInLambda(outer: Call, inner: Call): boolean {
  return outer.arguments.some(({ value }) => value.kind === 'function' && value.span.start <= inner.span.start && inner.span.end <= value.span.end);
}

/** The calls inside the arguments of a call. */
export function callsInside(reader: Reader, outer: Call): readonly Call[] {
  return reader.outline.calls.filter((call) => call !== outer && outer.arguments.some(({ value }) => value.span.start <= call.span.start && call.span.end <= value.span.end));
}

/** The calls further down the chain: `services.AddHttpClient(…).AddPolicyHandler(…)`. */
export function chainedAfter(reader: Reader, call: Call): readonly Call[] {
  return reader.outline.calls.filter((later) => later !== call && later.span.start === call.span.start && later.span.end > call.span.end);
}

const UNITS: ReadonlyMap<string, number> = new Map([['FromMilliseconds', 1], ['FromSeconds', 1000], ['FromMinutes', 60_000], ['FromHours', 3_600_000]]);

/** A `TimeSpan`, or a number of `unit` milliseconds. Undefined when it means that there is no end. */
export function duration(value: Value | undefined, site: Pick<CallSite, 'file' | 'reader'>, unit = 1): Setting<number> | undefined {
  if (value === undefined) return undefined;
  const place = { path: site.file, span: value.span };
  const { path, calls } = site.reader.chain(value);
  if (/(?:^|\.)(?:InfiniteTimeSpan|Infinite)$/.test(path)) return undefined;
  const milliseconds = value.kind === 'number' ? value.value * unit : timeSpan(path, calls.at(-1));
  return milliseconds === undefined || !Number.isFinite(milliseconds) ? { known: false, site: place } : { known: true, value: milliseconds, site: place };
}

function timeSpan(path: string, made: Call | undefined): number | undefined {
  const numbers = made?.arguments.map(({ value }) => (value.kind === 'number' ? value.value : NaN)) ?? [];
  const factor = UNITS.get(/(?:^|\.)TimeSpan\.(\w+)\(\)$/.exec(path)?.[1] ?? '');
  if (factor !== undefined) return (numbers[0] ?? NaN) * factor;
  if (!/(?:^|\.)TimeSpan\(\)$/.test(path) || numbers.length < 3) return undefined;
  // Days stand first when there are more than three.
  const [hours = 0, minutes = 0, seconds = 0] = numbers.length > 3 ? numbers.slice(1) : numbers;
  return ((numbers.length > 3 ? (numbers[0] ?? 0) * 24 : 0) + hours) * 3_600_000 + minutes * 60_000 + seconds * 1000;
}

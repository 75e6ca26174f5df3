import type { ConstantFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Binding, Call, Value } from '../../../syntax/outline/outline.js';
import { textOrList } from '../calls.js';
import type { Reader } from '../reader.js';
import { isUnknown } from '../text.js';

/** What other files of the program may read: variables and constants of the package, and fields of its types as `Type.Field`. */
export function packageConstants(file: Path, reader: Reader): ConstantFact[] {
  const seen = new Set<string>();
  return reader.outline.bindings.flatMap((binding): ConstantFact[] => {
    const { name, owner, scope, span } = binding;
    if (owner === 'local' || !mayBeText(binding)) return [];
    const type = owner === 'field' ? scope.type : undefined;
    const path = type === undefined ? name : `${type.name}.${name}`;
    if (seen.has(path)) return [];
    seen.add(path);
    const value: Value = { kind: 'name', name, scope: type === undefined ? {} : { type }, span };
    const { parts } = reader.text(value);
    return isUnknown({ parts }) || isItself(parts, path) ? [] : [{ kind: 'constant', name: path, value: parts, site: { path: file, span } }];
  });
}

function mayBeText({ value, annotations }: Binding): boolean {
  return annotations.length > 0 || (value !== undefined && !['number', 'boolean', 'function', 'list', 'map', 'unknown'].includes(value.kind));
}

/** A field that is set from the same field of another object says nothing. */
function isItself([part, ...others]: ConstantFact['value'], path: string): boolean {
  return others.length === 0 && typeof part === 'object' && part.hole === 'constant' && part.name === path;
}

/** What this file passes to functions of others, `connect(0)` or `shop.io/orders/store.Connect(0)`, where it may be an address. */
export function passedConstants(file: Path, reader: Reader): ConstantFact[] {
  return reader.outline.calls.flatMap((call) => {
    const called = calledElsewhere(call, reader);
    if (called === undefined) return [];
    return call.arguments.flatMap(({ value }, index): ConstantFact[] => {
      if (value.kind === 'text' && !ADDRESS.test(value.text)) return [];
      const parts = textOrList(value, reader)?.parts ?? [];
      return mayBeAddress(parts) ? [{ kind: 'constant', name: `${called}(${index})`, value: parts, site: { path: file, span: value.span } }] : [];
    });
  });
}

/** Packages of the language itself, by the first of several segments. */
const OF_THE_LANGUAGE = /^(?:archive|compress|container|crypto|database|debug|encoding|go|hash|html|image|index|io|log|math|mime|net|os|path|regexp|runtime|sync|testing|text|time|unicode)\//;

const BUILT_IN = /^(?:append|cap|clear|close|copy|delete|len|make|max|min|new|panic|print|println|recover|string|error|\*|u?int\d*|float\d*|byte|bool|any)$/;

const ADDRESS = /:\/\/|^[\w.-]+:\d{2,5}\b|@tcp\(|\bhost=/;

/** Literals that look like one, and what is set from outside. */
function mayBeAddress(parts: ConstantFact['value']): boolean {
  return parts.some((part) => (typeof part === 'string' ? ADDRESS.test(part) : part.hole === 'environment' || part.hole === 'config'));
}

/** A function of the package that another file declares, or one of an imported package of one's own. */
function calledElsewhere({ callee, form }: Call, reader: Reader): string | undefined {
  if (form !== 'call') return undefined;
  if (callee.kind === 'name') return !BUILT_IN.test(callee.name) && reader.functionsNamed(callee.name).length === 0 && reader.qualified(callee.name) === callee.name ? callee.name : undefined;
  if (callee.kind !== 'member' || callee.object.kind !== 'name') return undefined;
  const home = reader.qualified(callee.object.name);
  return home.includes('/') && !OF_THE_LANGUAGE.test(home) ? `${home}.${callee.name}` : undefined;
}

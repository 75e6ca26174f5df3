import type { ConstantFact } from '../../model/code-facts.js';
import type { Path } from '../../model/text.js';
import type { Binding, Value } from '../../syntax/outline/outline.js';
import type { Reader } from './reader.js';
import { isUnknown } from './text.js';

/** Constants that other files may use as target or channel: `Type.NAME` for those of a type, else their name. */
export function constantsIn(file: Path, reader: Reader): ConstantFact[] {
  return reader.outline.bindings.flatMap(({ name, owner, scope, isConstant, value, span, declaredType }): ConstantFact[] => {
    if (declaredType !== undefined && !/^[Ss]tring$/.test(declaredType)) return [];
    if (!isConstant || owner === 'local' || value === undefined || value.kind === 'number' || value.kind === 'boolean') return [];
    const text = reader.text(value);
    if (isUnknown(text)) return [];
    return [{ kind: 'constant', name: owner === 'field' && scope.type ? `${scope.type.name}.${name}` : name, value: text.parts, site: { path: file, span } }];
  });
}

/** What differs between languages whose packages share more than constants. */
export interface SharedBindings {
  /** Whether other files could want the value of a binding; asked of all that are not local. */
  readonly mayBeText: (binding: Binding) => boolean;
  /** What the language calls a binding where its own value is read: by its name or its path, `Type.name`. */
  readonly calledBy: 'name' | 'path';
}

/** What other files of the same package may read: its variables and constants, and fields of its types as `Type.name`. */
export function sharedBindingsIn(file: Path, reader: Reader, { mayBeText, calledBy }: SharedBindings): ConstantFact[] {
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
    const own = calledBy === 'name' ? name : path;
    return isUnknown({ parts }) || isConstant(parts, own) ? [] : [{ kind: 'constant', name: path, value: parts, site: { path: file, span } }];
  });
}

/** Kinds of values that are no text. */
const NO_TEXT = new Set(['number', 'boolean', 'function', 'list', 'map', 'unknown']);

/** Whether a binding has a value that could be a text. */
export function hasTextValue({ value }: Binding): boolean {
  return value !== undefined && !NO_TEXT.has(value.kind);
}

/** A field that is set from the same field of another object says nothing. */
function isConstant([part, ...others]: ConstantFact['value'], name: string): boolean {
  return others.length === 0 && typeof part === 'object' && part.hole === 'constant' && part.name === name;
}

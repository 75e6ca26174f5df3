import type { ConstantFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Binding, Value } from '../../../syntax/outline/outline.js';
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

import type { ConstantFact } from '../../model/code-facts.js';
import type { Path } from '../../model/text.js';
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

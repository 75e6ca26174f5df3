import type { ConstantFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Binding, TypeOutline, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown } from '../text.js';

/** What other modules may import: variables of the module, attributes of its classes as `Type.name`, and those of its objects as `object.name`. */
export function moduleConstants(file: Path, reader: Reader): ConstantFact[] {
  const seen = new Set<string>();
  const facts: ConstantFact[] = [];
  const add = (path: string, binding: Binding, type: TypeOutline | undefined): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const value: Value = { kind: 'name', name: binding.name, scope: type === undefined ? {} : { type }, span: binding.span };
    const { parts } = reader.text(value);
    if (!isUnknown({ parts })) facts.push({ kind: 'constant', name: path, value: parts, site: { path: file, span: binding.span } });
  };
  const { bindings } = reader.outline;
  for (const binding of bindings) {
    if (binding.owner === 'file') addObject(binding, reader, (field) => add(`${binding.name}.${field.name}`, field, field.scope.type));
    if (binding.owner === 'local' || !mayBeText(binding)) continue;
    add(binding.owner === 'field' && binding.scope.type ? `${binding.scope.type.name}.${binding.name}` : binding.name, binding, binding.owner === 'field' ? binding.scope.type : undefined);
  }
  return facts;
}

function mayBeText({ value, declaredType, owner, scope }: Binding): boolean {
  const isSetting = owner === 'field' && scope.type?.supertypes.some((name) => name.endsWith('Settings')) === true;
  return isSetting || declaredType !== undefined || (value !== undefined && !['number', 'boolean', 'function', 'list', 'map', 'unknown'].includes(value.kind));
}

/** `settings = Settings()`. */
function addObject({ value }: Binding, reader: Reader, add: (field: Binding) => void): void {
  if (value?.kind !== 'call') return;
  const name = /^([A-Za-z_]\w*)\(\)$/.exec(reader.chain(value).path)?.[1];
  for (const field of reader.outline.bindings) if (field.owner === 'field' && field.scope.type?.name === name && mayBeText(field)) add(field);
}

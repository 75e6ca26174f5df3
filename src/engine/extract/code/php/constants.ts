import type { ConstantFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import { RETURNED_BY_FILE } from '../../../syntax/outline/php.js';
import type { Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown } from '../text.js';

/** Levels of arrays in a file of settings. */
const MAX_DEPTH = 6;

/** What other files may read: constants of classes as `Type.NAME`, and the settings that `config/services.php` returns, as `services.orders.url`. */
export function phpConstants(file: Path, reader: Reader): ConstantFact[] {
  return reader.outline.bindings.flatMap(({ name, owner, scope, value, isConstant, span }): ConstantFact[] => {
    if (value === undefined) return [];
    if (owner === 'file' && name === RETURNED_BY_FILE) return settingsIn(file, /([^/]+)\.php$/.exec(file)?.[1] ?? '', value, reader, 0);
    const type = owner === 'field' && isConstant ? scope.type : undefined;
    return type === undefined ? [] : constant(file, `${type.name}.${name}`, value, span, reader);
  });
}

function settingsIn(file: Path, path: string, value: Value, reader: Reader, depth: number): ConstantFact[] {
  // Of a list of servers the place of each.
  if (value.kind === 'list' && depth < MAX_DEPTH) return value.items.flatMap((item, index) => (item.kind === 'map' ? settingsIn(file, `${path}.${index}`, item, reader, depth + 1) : []));
  if (value.kind !== 'map') return constant(file, path, value, value.span, reader);
  return depth === MAX_DEPTH ? [] : value.entries.flatMap((entry) => settingsIn(file, `${path}.${entry.key}`, entry.value, reader, depth + 1));
}

function constant(file: Path, name: string, value: Value, span: ConstantFact['site']['span'], reader: Reader): ConstantFact[] {
  if (!/^(?:text|concat|choice|call|name|member)$/.test(value.kind)) return [];
  const { parts } = reader.text(value);
  return isUnknown({ parts }) ? [] : [{ kind: 'constant', name, value: parts, site: { path: file, span } }];
}

import type { ConstantFact } from '../../../model/code-facts.js';
import type { Expression } from '../../../model/expression.js';
import type { Path } from '../../../model/text.js';
import type { Annotation, Call, Member, TypeOutline } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown, type Text } from '../text.js';
import { argument } from '../uses.js';

/** What binds a class or interface to keys of the configuration: Spring, Micronaut; Quarkus. */
const BINDING = /^(?:ConfigurationProperties|ConfigMapping)$/;

/** How classes that hold configuration are called. */
const HOLDER = /(?:Propert(?:y|ies)|Props|Config(?:uration)?|Settings?|Options|Endpoints|Urls)$/;

/** What the fields of classes hold that configuration is bound to, as constants that other files use: `OrdersProperties.url` is the key `orders.url`. */
export function propertyConstants(file: Path, reader: Reader): ConstantFact[] {
  return reader.outline.types.flatMap((type) => {
    const annotation = type.annotations.find(({ name }) => BINDING.test(name));
    const prefix = annotation && prefixOf(annotation, reader);
    return prefix === undefined ? [] : constantsOf(file, type, type.name, prefix, reader);
  });
}

function prefixOf(annotation: Annotation, reader: Reader): string | undefined {
  const value = argument(annotation, 0, 'prefix', 'value');
  const parts = value && reader.text(value).parts;
  return parts?.length === 1 && typeof parts[0] === 'string' ? parts[0] : undefined;
}

/** Classes inside the class hold what is one level down: the fields of their type tell where. */
function constantsOf(file: Path, type: TypeOutline, path: string, prefix: string, reader: Reader, depth = 0): ConstantFact[] {
  const { bindings, functions, types } = reader.outline;
  const fields = bindings.filter(({ owner, scope, isConstant }) => owner === 'field' && scope.type === type && scope.function === undefined && !isConstant);
  const methods = functions.filter((one) => one.type === type && one.parameters.length === 0 && one.returns.length === 0 && one.returnType !== undefined);
  const members = [...fields.map(({ name, declaredType, value, span }) => ({ name, declaredType, value, span })), ...methods.map(({ name, returnType, nameSpan }) => ({ name, declaredType: returnType, value: undefined, span: nameSpan }))];
  return members.flatMap(({ name, declaredType, value, span }) => {
    const field = fieldOf(name);
    const inner = types.find((one) => one.outer === type && one.name === declaredType);
    if (inner !== undefined && depth < 3) return constantsOf(file, inner, `${path}.${field}`, `${prefix}.${dashed(field)}`, reader, depth + 1);
    const initial = value && reader.text(value);
    return [{ kind: 'constant' as const, name: `${path}.${field}`, value: keyed(prefix, field, initial), site: { path: file, span } }];
  });
}

/** Both ways to write a key: with dashes, and as the field. */
function keyed(prefix: string, field: string, initial: Text | undefined): Expression {
  const fallback = initial === undefined || isUnknown(initial) ? {} : { fallback: initial.parts };
  const plain: Expression = [{ hole: 'config', name: `${prefix}.${field}`, ...fallback }];
  return dashed(field) === field ? plain : [{ hole: 'config', name: `${prefix}.${dashed(field)}`, fallback: plain }];
}

function dashed(field: string): string {
  return field.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

/** `getUrl`, `isOpen` and `url` are about the field `url`. */
function fieldOf(accessor: string): string {
  const bare = /^(?:get|is)([A-Z]\w*)$/.exec(accessor)?.[1];
  return bare === undefined ? accessor : bare.slice(0, 1).toLowerCase() + bare.slice(1);
}

/** `properties.getOrders().getUrl()`, `properties.orders().url()` on an object whose class holds configuration. */
export function textOfGetter(call: Call, path: string, reader: Reader): Text | undefined {
  return call.arguments.length > 0 || call.form !== 'call' ? undefined : held(path, reader);
}

/** `properties.orders.url`. */
export function textOfProperty({ object, name }: Member, reader: Reader): Text | undefined {
  return held(`${reader.chain(object).path}.${name}`, reader);
}

function held(path: string, { outline }: Reader): Text | undefined {
  const [, type = '', rest = ''] = /^([\w.]*[A-Z]\w*)\(\)((?:\.\w+(?:\(\))?)+)$/.exec(path) ?? [];
  if (!HOLDER.test(type)) return undefined;
  const specifier = type.includes('.') || outline.package === undefined ? type : `${outline.package}.${type}`;
  return { parts: [{ hole: 'constant', specifier, name: rest.slice(1).replaceAll('()', '').split('.').map(fieldOf).join('.') }] };
}

import type { ConstantFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Call, Member, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { literalStart, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** How classes that hold configuration are called. */
const HOLDER = /(?:Options|Settings?|Config(?:uration)?|Urls?|Endpoints|Properties)$/;

/** Classes of frameworks that the name fits too, and that hold no keys of the application. */
const FRAMEWORK = /^(?:I?Configuration|DbContextOptions|JsonSerializerOptions|IConfiguration\w*|\w*(?:Handler|Serializer|Json|Mvc|Swagger)\w*Options)$/;

/** The hole of a key: `A:B` in code is `a.b`. Undefined when a part of it is not known. */
export function keyed(parts: readonly (string | Text | undefined)[]): Text | undefined {
  const names = parts.map((part) => (typeof part === 'object' && part.parts.length === 1 ? literalStart(part) : typeof part === 'string' ? part : ''));
  return names.length === 0 || names.includes('') ? undefined : { parts: [{ hole: 'config', name: names.join('.').replaceAll(':', '.').toLowerCase() }] };
}

/** The sections that a value was come by through; also by the extension method that teams give configuration, `GetOptions<T>("Section")`. */
export function sectionsOf(value: Value, reader: Reader): (Text | undefined)[] {
  return reader.chain(value).calls.filter((call) => isNamed(call, /^Get(?:Required)?Section$/) || isBound(call)).map((call) => argumentText({ call, reader }, 0) ?? boundName(call));
}

function isBound(call: Call): boolean {
  return isNamed(call, /^(?:GetOptions|BindOptions|GetConfiguration)$/) && call.typeArguments !== undefined;
}

/** Without a section's name, that of the class is meant. */
function boundName(call: Call): Text | undefined {
  const [type] = call.typeArguments ?? [];
  return type === undefined ? undefined : { parts: [type] };
}

/**
 * The key that a property of an object with configuration has: `configuration.GetSection("Orders").Get<OrdersOptions>().Url` is `orders.url`.
 * Of an object that was injected, `IOptions<OrdersOptions>`, the class alone is known: where it is bound to a section says another file.
 */
export function textOfOption({ object, name }: Member, reader: Reader): Text | undefined {
  const { path, calls } = reader.chain(object);
  const bound = calls.find((call) => isBound(call) || (isNamed(call, /^Get$/) && call.typeArguments !== undefined));
  const tail = path.slice(path.lastIndexOf(')') + 1).split('.').filter((part) => part !== '' && part !== 'Value');
  if (bound !== undefined && path.lastIndexOf('()') >= 0 && /(?:Get|GetOptions|BindOptions|GetConfiguration)\(\)[^()]*$/.test(path)) return keyed([...sectionsOf(object, reader), ...tail, name]);
  const [, type = '', inner = ''] = /^(?:[\w.]*\.)?([A-Z]\w*)\(\)(?:\.(?:Value|CurrentValue|Get\(\)))?((?:\.\w+)*)$/.exec(path) ?? [];
  if (!HOLDER.test(type) || FRAMEWORK.test(type) || name === 'Value' || name === 'CurrentValue') return undefined;
  return { parts: [{ hole: 'constant', specifier: type, name: `${inner.slice(1)}${inner === '' ? '' : '.'}${name}`.toLowerCase() }] };
}

/** Which section a class is bound to, as a constant that stands for all its properties: `services.Configure<OrdersOptions>(configuration.GetSection("Orders"))`. */
export function boundOptions(file: Path, reader: Reader): ConstantFact[] {
  return reader.outline.calls.flatMap((call): ConstantFact[] => {
    const type = bindingType(call, reader);
    const section = type === undefined ? undefined : boundSection(call, reader);
    if (type === undefined || section === undefined) return [];
    return [{ kind: 'constant', name: `${type}.*`, value: [{ hole: 'config', name: section }], site: { path: file, span: call.nameSpan } }];
  });
}

function bindingType(call: Call, reader: Reader): string | undefined {
  if (isNamed(call, /^(?:Configure|GetOptions|BindOptions|AddOptions|ConfigureOptions)$/) || isOfTeam(call)) return call.typeArguments?.[0];
  if (isNamed(call, /^Get$/) && /Section\(\)\.Get$/.test(reader.chain(call.callee).path)) return call.typeArguments?.[0];
  if (!isNamed(call, /^(?:Bind|BindConfiguration)$/)) return undefined;
  return reader.chain(call.callee).calls.find((one) => isNamed(one, /^AddOptions(?:WithValidateOnStart)?$/))?.typeArguments?.[0];
}

/** An extension method of teams that binds a class to a section, `AddValidatedOptions<OrdersOptions>()`: to that of its name, where no other is given. */
function isOfTeam(call: Call): boolean {
  const [type = '', ...others] = call.typeArguments ?? [];
  return others.length === 0 && HOLDER.test(type) && !FRAMEWORK.test(type) && isNamed(call, /^(?:Add|Bind)\w*(?:Options|Settings|Configuration)$/) && !isNamed(call, /^AddOptions$/);
}

/** The dotted key of the section; '' for the whole configuration. */
function boundSection(call: Call, reader: Reader): string | undefined {
  const [first] = call.arguments;
  if (isNamed(call, /^Get$/)) return keyOf(sectionsOf(call.callee, reader));
  if (first === undefined) return isOfTeam(call) ? call.typeArguments?.[0]?.toLowerCase() : undefined;
  const name = argument(call, 0)?.kind === 'text' ? argumentText({ call, reader }, 0) : undefined;
  if (name !== undefined) return keyOf([name]);
  const { path, calls } = reader.chain(first.value);
  if (calls.some((one) => isNamed(one, /^Get(?:Required)?Section$/))) return keyOf(sectionsOf(first.value, reader));
  if (path === 'nameof()') return keyOf([reader.text(first.value)]);
  return isNamed(call, /^Configure$/) && /(?:^|\.)_?I?[Cc]onfiguration(?:\(\))?$/.test(path) ? '' : undefined;
}

function keyOf(sections: readonly (Text | undefined)[]): string | undefined {
  const [hole] = keyed(sections)?.parts ?? [];
  return typeof hole === 'object' && hole.hole === 'config' ? hole.name : undefined;
}

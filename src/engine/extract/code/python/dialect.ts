import type { Annotation, Binding, Call, FunctionOutline, Value } from '../../../syntax/outline/outline.js';
import { textOrList } from '../calls.js';
import type { Dialect, Reader } from '../reader.js';
import { formatted, joinTexts, literalStart, plainText, underBase, withFallback, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';

/** What Python code makes texts from. */
export const pythonDialect: Dialect = { textOfCall, textOfInjected, exposedName };

/** A constructor is called by the name of its class. */
function exposedName({ name, type, isConstructor }: FunctionOutline): string {
  if (type === undefined) return name;
  return isConstructor ? type.name : `${type.name}.${name}`;
}

interface Written {
  readonly call: Call;
  readonly reader: Reader;
}

/** Functions that give their first argument, or a text with the same host. */
const SAME_ARGUMENT = /^(?:str|int|bytes|(?:.*\.)?(?:quote|quote_plus|unquote|urlparse|urlsplit|parse_url)|yarl\.URL|httpx\.URL|furl\.furl|pydantic\.\w+(?:Url|Dsn|DSN)|(?:sqlalchemy\.engine\.)?make_url|.*\.make_url|urllib\.request\.Request|(?:.*\.)?dj_database_url\.parse|typing\.cast)$/;

/** Methods that give the text of their object. */
const SAME_OBJECT = /\.(?:strip|rstrip|lstrip|lower|replace|encode|decode|split|geturl|get_secret_value|unicode_string|removesuffix|removeprefix)$/;

/** What looks up the environment, with the fallback as second argument or by name. */
const LOOKS_UP = /^(?:os\.(?:getenv|environ\.get|environ\.setdefault|environ\[\])|decouple\.config|(?:decouple|starlette\.config)\.\w*Config\(\)|environ\.(?:FileAware)?Env\(\)(?:\.\w+)?|environs\.Env\(\)(?:\.\w+)?|dotenv\.dotenv_values\(\)(?:\[\]|\.get))$/;

/** Functions of one's own in other modules, told by their name: `get_env("X", "default")`. */
const OWN_LOOK_UP = /(?:^|\.)(?:get|read|load|require|must_get)_?env(?:_?\w+)?$|(?:^|\.)env$/i;

function textOfCall(call: Call, path: string, reader: Reader): Text | undefined {
  const site = { call, reader };
  if (LOOKS_UP.test(path)) return lookedUp(site, argumentText(site, 0, 'key', 'var', 'name'));
  if (OWN_LOOK_UP.test(path) && /^[A-Z][A-Z0-9_]*$/.test(literalStart(argumentText(site, 0) ?? plainText('')))) return lookedUp(site, argumentText(site, 0));
  if (path === '%') return percent(site);
  if (path === '"".format') return format(site);
  if (path === '"".join') return joined(site);
  if (/^(?:urllib\.parse\.urljoin|.*\.urljoin|os\.path\.join|posixpath\.join)$/.test(path)) return call.arguments.map(({ value }) => reader.text(value)).reduce<Text | undefined>((text, next) => underBase(text, next), undefined);
  if (path === 'getattr') return setting(site);
  if (/(?:^|\.)config(?:\[\]|\.get)$/.test(path)) return fromConfig(site);
  if (/(?:^|\.)URL\.create$/.test(path)) return madeUrl(site);
  if (/(?:^|\.)dj_database_url\.config$/.test(path)) return withFallback({ parts: [{ hole: 'environment', name: 'DATABASE_URL' }] }, argumentText(site, Infinity, 'default'));
  if (SAME_ARGUMENT.test(path)) return textOrList(argument(call, 0), reader);
  return call.callee.kind === 'member' && SAME_OBJECT.test(path) ? reader.text(call.callee.object) : undefined;
}

function lookedUp(site: Written, name: Text | undefined): Text | undefined {
  const [part, ...rest] = name?.parts ?? [];
  if (typeof part !== 'string' || rest.length > 0) return undefined;
  const fallback = argument(site.call, 1, 'default');
  return withFallback({ parts: [{ hole: 'environment', name: part }] }, fallback?.kind === 'unknown' ? undefined : fallback && site.reader.text(fallback));
}

/** `"http://%s/items" % host`, `"%(host)s" % {"host": host}`. */
function percent({ call, reader }: Written): Text | undefined {
  const [template, ...values] = call.arguments.map(({ value }) => value);
  const text = template && reader.text(template);
  const [only] = values;
  const names = [...literalOf(text).matchAll(/%\((\w+)\)/g)].map(([, name]) => name);
  const inOrder = only?.kind === 'map' ? names.map((name) => only.entries.find(({ key }) => key === name)?.value) : values;
  return text && formatted(text, /%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]/, inOrder.map((value) => textOf(value, reader)));
}

/** `"http://{0}:{port}/{}".format(host, id, port=80)`. */
function format({ call, reader }: Written): Text | undefined {
  const template = call.callee.kind === 'member' ? reader.text(call.callee.object) : undefined;
  let next = 0;
  const values = [...literalOf(template).matchAll(/\{(\w*)[^{}]*\}/g)].map(([, key = '']) => {
    const index = key === '' ? next++ : /^\d+$/.test(key) ? Number(key) : Infinity;
    return textOf(argument(call, index, key), reader);
  });
  return template && formatted(template, /\{\w*[^{}]*\}/, values);
}

function literalOf(text: Text | undefined): string {
  return text?.parts.map((part) => (typeof part === 'string' ? part : '')).join('') ?? '';
}

function textOf(value: Value | undefined, reader: Reader): Text {
  return value === undefined ? { parts: [{ hole: 'unknown' }] } : reader.text(value);
}

/** `":".join([host, port])`. */
function joined(site: Written): Text | undefined {
  const items = argument(site.call, 0);
  const between = site.call.callee.kind === 'member' ? literalStart(site.reader.text(site.call.callee.object)) : '';
  return items?.kind === 'list' ? joinTexts(items.items.map((item) => site.reader.text(item)), between) : undefined;
}

/** `getattr(settings, "STOCK_URL", "http://stock")`. */
function setting({ call, reader }: Written): Text | undefined {
  const [object, name, fallback] = call.arguments.map(({ value }) => value);
  if (object?.kind !== 'name' || name?.kind !== 'text') return undefined;
  return withFallback(reader.text({ kind: 'member', object, name: name.text, span: name.span }), fallback && reader.text(fallback));
}

/** `app.config["X"]`, when this file sets it. */
function fromConfig({ call, reader }: Written): Text | undefined {
  const key = argument(call, 0);
  const setters = reader.outline.calls.filter(({ callee, arguments: [first] }) => callee.kind === 'member' && callee.name === '[]=' && key?.kind === 'text' && first?.value.kind === 'text' && first.value.text === key.text);
  const value = setters.length === 1 && setters[0] !== undefined ? argument(setters[0], 1) : undefined;
  return value && reader.text(value);
}

/** SQLAlchemy: `URL.create("postgresql", host=…, port=…, database=…)`. */
function madeUrl(site: Written): Text | undefined {
  const driver = argumentText(site, 0, 'drivername');
  const host = argumentText(site, 3, 'host');
  const database = argumentText(site, 5, 'database');
  return driver && host && joinTexts([driver, plainText('://'), host, ...(database ? [plainText('/'), database] : [])]);
}

/** A field of pydantic's settings is the environment variable of the same name. */
function textOfInjected(_annotations: readonly Annotation[], reader: Reader, field?: Binding): Text | undefined {
  const type = field?.owner === 'field' && field.scope.function === undefined ? field.scope.type : undefined;
  if (field === undefined || type === undefined || !type.supertypes.some((name) => name.endsWith('Settings')) || /^(?:model_config|Config)$/.test(field.name)) return undefined;
  const { value } = field;
  const described = value?.kind === 'call' && reader.chain(value.callee).path.endsWith('Field') ? value : undefined;
  const named = described && argument(described, Infinity, 'env', 'validation_alias', 'alias');
  const fallback = described === undefined ? value : argument(described, 0, 'default');
  const name = named?.kind === 'text' ? named.text : `${prefixOf(field, reader)}${field.name}`;
  return withFallback({ parts: [{ hole: 'environment', name: name.toUpperCase() }] }, fallback?.kind === 'unknown' ? undefined : fallback && reader.text(fallback));
}

/** `model_config = SettingsConfigDict(env_prefix="APP_")`, or `env_prefix` in the class `Config`. */
function prefixOf({ scope: { type } }: Binding, { outline }: Reader): string {
  for (const { name, value, scope } of outline.bindings) {
    if (name === 'env_prefix' && scope.type?.outer === type && value?.kind === 'text') return value.text;
    const prefix = name === 'model_config' && scope.type === type && value?.kind === 'call' ? argument(value, Infinity, 'env_prefix') : undefined;
    if (prefix?.kind === 'text') return prefix.text;
  }
  return '';
}

import type { Annotation, Argument, Binding, Call, Member } from '../../../syntax/outline/outline.js';
import type { Dialect, Reader } from '../reader.js';
import { literalStart, underBase, withFallback, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';

/** The crate that a file is of. Understood by `link/constants-of-crates.ts`. */
const SAME_CRATE = 'crate';

/** What Rust code makes texts from. */
export const rustDialect: Dialect = { textOfCall, textOfMember, textOfInjected };

/** Functions that give their first argument, or a text with the same host. */
const SAME_TEXT = /(?:^|\.)(?:Url|Uri|URI|Endpoint|Channel)\.(?:parse|from_static|from_shared|try_from)$|(?:^|\.)(?:String|Cow|Arc|Rc|Bytes|SecretString|PathBuf)\.(?:from|new)$|\.parse_uri$/;

/** Methods that give the text of their object. */
const SAME_OBJECT = /\.(?:parse|as_bytes|to_lowercase|trim_end_matches|trim_start_matches|replace|expose_secret|split|host_str|authority|as_mut_str|to_socket_addrs)$/;

function textOfCall(call: Call, path: string, reader: Reader): Text | undefined {
  const site = { call, reader };
  if (/^(?:std\.)?env\.(?:var|var_os)$|^dotenvy?\.var$/.test(path)) return environment(argumentText(site, 0));
  if (/(?:^|\.)(?:get|read|load|require|must_get|fetch)_env(?:_\w+)?$|(?:^|\.)env_(?:or|var)\w*$/.test(path)) return lookedUp(site);
  if (/^config\.[\w.()]*\.get(?:_str|_string)?$/.test(path)) return fromConfig(argumentText(site, 0));
  if (SAME_TEXT.test(path)) return argumentText(site, 0);
  const object = call.callee.kind === 'member' ? call.callee.object : undefined;
  if (object !== undefined && path.endsWith('.join')) return underBase(reader.text(object), argumentText(site, 0));
  return object !== undefined && SAME_OBJECT.test(path) ? reader.text(object) : undefined;
}

/** The hole of a variable, when its name is known. */
function environment(name: Text | undefined): Text | undefined {
  const [part, ...rest] = name?.parts ?? [];
  return typeof part === 'string' && rest.length === 0 ? { parts: [{ hole: 'environment', name: part }] } : undefined;
}

/** `env_or("ORDERS_URL", "http://orders")`, a function of one's own. */
function lookedUp(site: { readonly call: Call; readonly reader: Reader }): Text | undefined {
  const name = argumentText(site, 0);
  const variable = name !== undefined && /^[A-Z][A-Z0-9_]*$/.test(literalStart(name)) ? environment(name) : undefined;
  return variable && withFallback(variable, argumentText(site, 1));
}

/** The crate `config`: `settings.get_string("database.url")`. */
function fromConfig(key: Text | undefined): Text | undefined {
  const name = key === undefined ? '' : literalStart(key);
  return name === '' ? undefined : { parts: [{ hole: 'config', name: name.toLowerCase() }] };
}

/** A field of an object whose type another file declares, `settings.orders_url`, or a constant of another module, `config::ORDERS_URL`. */
function textOfMember({ object, name }: Member, reader: Reader): Text | undefined {
  if (object.kind === 'name' && object.name === 'this') {
    const type = object.scope.type?.name;
    return type === undefined ? undefined : elsewhere(`${SAME_CRATE}.${type}`, name);
  }
  const { path } = reader.chain(object);
  const type = /^([A-Za-z_][\w.]*)\(\)$/.exec(path)?.[1];
  if (type !== undefined) return /(?:^|\.)[A-Z]\w*$/.test(type) ? elsewhere(type.includes('.') ? type : `${SAME_CRATE}.${type}`, name) : undefined;
  return /^[A-Z][A-Z0-9_]*$/.test(name) && /^[a-z][\w.]*$/.test(path) ? elsewhere(path, name) : undefined;
}

function elsewhere(specifier: string, name: string): Text {
  return { parts: [{ hole: 'constant', specifier, name }] };
}

/** Fields that clap, structopt and envy fill from the environment: `#[arg(long, env = "ORDERS_URL", default_value = "…")]`. */
function textOfInjected(annotations: readonly Annotation[], reader: Reader, field?: Binding): Text | undefined {
  if (field === undefined || field.owner !== 'field') return undefined;
  const option = annotations.find(({ name }) => /^(?:arg|clap|structopt)$/.test(name));
  if (option !== undefined) return ofOption(option.arguments, field, reader);
  const isFilled = field.value === undefined && field.scope.type?.annotations.some(({ name, arguments: derived }) => name === 'derive' && derived.some(isDeserialize)) === true;
  const filled = isFilled ? reader.outline.calls.find((call) => /^envy\.(?:from_env|prefixed\(\)\.from_env)$/.test(reader.chain(call.callee).path)) : undefined;
  if (filled === undefined) return undefined;
  const prefix = reader.chain(filled.callee).calls.map((call) => argumentText({ call, reader }, 0)).find((text) => text !== undefined);
  return { parts: [{ hole: 'environment', name: `${prefix === undefined ? '' : literalStart(prefix)}${field.name}`.toUpperCase() }] };
}

function isDeserialize({ value }: Argument): boolean {
  return (value.kind === 'name' || value.kind === 'member') && value.name === 'Deserialize';
}

/** `env` alone means the name of the field. */
function ofOption(passed: readonly Argument[], field: Binding, reader: Reader): Text | undefined {
  const named = argument({ arguments: passed }, Infinity, 'env');
  const isOwn = passed.some(({ name, value }) => name === undefined && value.kind === 'name' && value.name === 'env');
  const fallback = argument({ arguments: passed }, Infinity, 'default_value', 'default_value_t');
  const text = fallback && reader.text(fallback);
  if (named?.kind !== 'text' && !isOwn) return text;
  return withFallback({ parts: [{ hole: 'environment', name: named?.kind === 'text' ? named.text : field.name.toUpperCase() }] }, text);
}

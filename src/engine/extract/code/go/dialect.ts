import type { Annotation, Call, FunctionOutline, Member } from '../../../syntax/outline/outline.js';
import { firstText, textOrList } from '../calls.js';
import type { Dialect, Reader } from '../reader.js';
import { formatted, joinTexts, literalStart, plainText, underBase, withFallback, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';

/** Other files of the same folder: what a Go package spans. Understood by `link/constants.ts`. */
const SAME_PACKAGE = './*';

/** Packages of the language itself, by the first of several segments, or the only one. */
const STANDARD = /^(?:archive|bufio|bytes|compress|container|context|crypto|database|debug|encoding|errors|expvar|flag|fmt|go|hash|html|image|index|io|log|maps|math|mime|net|os|path|plugin|reflect|regexp|runtime|slices|sort|strconv|strings|sync|syscall|testing|text|time|unicode|unsafe)(?:\/|$)/;

/** What Go code makes texts from. */
export const goDialect: Dialect = { textOfCall, textOfMember, textOfInjected, textOfName, exposedName, unqualified: SAME_PACKAGE, standard: STANDARD };

/** Functions that give their first argument, or a text with the same host. */
const SAME_TEXT = /^(?:string|strings\.(?:Trim\w*|ToLower|Replace|ReplaceAll|Split|SplitN|Fields)|net\/url\.(?:Parse|ParseRequestURI|MustParse)|(?:.*\/)?aws\.String|.*\.(?:StringPtr|ParseURL|ParseConfig))$/;

/** Functions of one's own in other packages, told by their name: `config.GetEnv("X", "default")`. */
const LOOKS_UP = /(?:^|\.)(?:(?:must|get|lookup|read|load|fetch)+_?(?:os)?_?env\w*|env(?:Or|With|Default|String)\w*)$/i;

/** Where the default of a flag stands, by the end of the function's name. */
const FLAG_DEFAULTS: ReadonlyMap<string, number> = new Map([['String', 1], ['StringP', 2], ['StringVar', 2], ['StringVarP', 3]]);

function textOfCall(call: Call, path: string, reader: Reader): Text | undefined {
  const site = { call, reader };
  if (/^(?:os|syscall)\.(?:Getenv|LookupEnv)$/.test(path)) return environment(argumentText(site, 0));
  if (LOOKS_UP.test(path)) return lookedUp(site);
  const flag = /^(?:flag|.*\/pflag)\.(String\w*)$/.exec(path)?.[1];
  if (flag !== undefined) return argumentText(site, FLAG_DEFAULTS.get(flag) ?? Infinity);
  if (/(?:^|\/)viper(?:\.New\(\)|\.GetViper\(\)|\.Viper\(\))?\.Get(?:String)?$/.test(path)) return fromViper(site);
  if (SAME_TEXT.test(path)) return argumentText(site, 0);
  if (path === 'fmt.Sprintf') return format(site);
  if (path === 'fmt.Sprint' || path === 'net.JoinHostPort') return joinTexts(call.arguments.map(({ value }) => reader.text(value)), path === 'fmt.Sprint' ? '' : ':');
  if (path === 'strings.Join') return textOrList(argument(call, 0), reader);
  if (/^(?:net\/url\.JoinPath|path\.Join)$/.test(path)) return call.arguments.reduce<Text | undefined>((text, { value }) => (text === undefined ? reader.text(value) : underBase(text, reader.text(value))), undefined);
  if (path === 'net/url.URL') return madeUrl(site);
  const object = call.callee.kind === 'member' ? call.callee.object : undefined;
  return object !== undefined && /\.(?:String|JoinPath|FormatDSN|Hostname)$/.test(path) ? reader.text(object) : connectionString(site, path);
}

/** The hole of a variable, when its name is known. */
function environment(name: Text | undefined): Text | undefined {
  const [part, ...rest] = name?.parts ?? [];
  return typeof part === 'string' && rest.length === 0 ? { parts: [{ hole: 'environment', name: part }] } : undefined;
}

function lookedUp(site: { call: Call; reader: Reader }): Text | undefined {
  const name = argumentText(site, 0);
  const isName = name?.parts.length === 1 && /^[A-Z][A-Z0-9_]*$/.test(literalStart(name));
  const variable = isName ? environment(name) : undefined;
  return variable && withFallback(variable, argumentText(site, 1));
}

/** Keys of viper are configuration: a file, or the environment under the same name. */
function fromViper({ call, reader }: { call: Call; reader: Reader }): Text | undefined {
  const key = argument(call, 0);
  const name = key && literalStart(reader.text(key));
  if (name === undefined || name === '') return undefined;
  const settings = reader.outline.calls.filter((one) => one.callee.kind === 'member' && argument(one, 0)?.kind === 'text' && literalStart(firstText(one, reader) ?? plainText('')) === name);
  const set = (setter: string): Text | undefined => {
    const found = settings.find(({ callee }) => callee.kind === 'member' && callee.name === setter);
    return found && argumentText({ call: found, reader }, 1);
  };
  return withFallback(environment(set('BindEnv')) ?? { parts: [{ hole: 'config', name: name.toLowerCase() }] }, set('SetDefault'));
}

function format({ call, reader }: { call: Call; reader: Reader }): Text | undefined {
  const values = call.arguments.slice(1).map(({ value }) => reader.text(value));
  const template = argumentText({ call, reader }, 0);
  return template && formatted(template, /%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z]/, values);
}

/** `url.URL{Scheme: "http", Host: addr, Path: "/x"}`. */
function madeUrl(site: { call: Call; reader: Reader }): Text | undefined {
  const [scheme, host, path] = ['Scheme', 'Host', 'Path'].map((name) => argumentText(site, Infinity, name));
  return host && underBase(joinTexts([scheme ?? plainText('http'), plainText('://'), host]), path);
}

/** Settings of a database driver as the text that they make. */
function connectionString(site: { call: Call; reader: Reader }, path: string): Text | undefined {
  if (/\/mysql\.Config$/.test(path)) return joinTexts([plainText('@tcp('), argumentText(site, Infinity, 'Addr') ?? plainText(''), plainText(')/'), argumentText(site, Infinity, 'DBName') ?? plainText('')]);
  return /\/mysql\.NewConfig$/.test(path) ? undefined : driverConfig(site, path);
}

function driverConfig(site: { call: Call; reader: Reader }, path: string): Text | undefined {
  if (/\/kafka-go\.TCP$/.test(path)) return joinTexts(site.call.arguments.map(({ value }) => site.reader.text(value)), ',');
  return /\/(?:postgres|mysql|sqlserver)\.Config$/.test(path) ? argumentText(site, Infinity, 'DSN') : undefined;
}

/** Fields of an object whose type another file declares, `cfg.Addr`; the name of a declared queue, `queue.Name`. */
function textOfMember({ object, name }: Member, reader: Reader): Text | undefined {
  if (object.kind === 'name' && object.name === 'this') return fieldElsewhere(SAME_PACKAGE, object.scope.type?.name, name);
  const { path, calls } = reader.chain(object);
  const declared = calls.at(-1);
  if (name === 'Name' && /\.QueueDeclare(?:Passive)?\(\)$|amqp\w*(?:-go)?\.Queue\(\)$/.test(path) && declared !== undefined) return argumentText({ call: declared, reader }, 0);
  if (/^(?:Host|Path)$/.test(name) && /^net\/url\.(?:URL|Parse)\(\)$/.test(path)) return reader.text(object);
  const [, home, type] = /^(?:([^()]+)\.)?([A-Za-z_]\w*)\(\)$/.exec(path) ?? [];
  // Types of the language and of its own packages hold no settings.
  const isOwn = home === undefined ? !/^[a-z]+\d*$/.test(type ?? '') : home.includes('.');
  return isOwn ? fieldElsewhere(home ?? SAME_PACKAGE, type, name) : undefined;
}

function fieldElsewhere(specifier: string, type: string | undefined, name: string): Text | undefined {
  return type === undefined ? undefined : { parts: [{ hole: 'constant', specifier, name: `${type}.${name}` }] };
}

/** A name that the file does not declare is one of its package. */
function textOfName(name: string): Text | undefined {
  return /^(?:nil|true|false|iota|err|_)$/.test(name) ? undefined : { parts: [{ hole: 'constant', specifier: SAME_PACKAGE, name }] };
}

/** Any file of the package may call any function; what the name means elsewhere needs no more than the name of the type. */
function exposedName({ name, type }: FunctionOutline): string {
  return type === undefined ? name : `${type.name}.${name}`;
}

const TAGS = new Set(['env', 'envconfig']);
const DEFAULT_TAGS = new Set(['envDefault', 'env-default', 'default']);

/** Tags of the usual libraries: `env:"ADDR" envDefault:"x"`, `envconfig:"ADDR" default:"x"`, `env:"ADDR,default=x"`. */
function textOfInjected(annotations: readonly Annotation[], reader: Reader): Text | undefined {
  const tag = annotations.find(({ name }) => TAGS.has(name));
  const [name = '', ...options] = literalStart((tag && argumentText({ call: tag, reader }, 0)) ?? plainText('')).split(',');
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) return undefined;
  const inTag = options.find((option) => option.trim().startsWith('default='))?.replace(/^\s*default=/, '');
  const beside = annotations.find((one) => DEFAULT_TAGS.has(one.name));
  const fallback = inTag === undefined ? beside && argumentText({ call: beside, reader }, 0) : plainText(inTag);
  return withFallback({ parts: [{ hole: 'environment', name }] }, fallback);
}

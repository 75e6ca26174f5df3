import type { Call, Member } from '../../../syntax/outline/outline.js';
import type { Dialect, Reader } from '../reader.js';
import { formatted, joinTexts, underBase, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';
import { keyed, sectionsOf, textOfOption } from './options.js';

/** What C# code makes texts from: `IConfiguration`, the environment, formatting, `Uri`. */
export const csharpDialect: Dialect = { textOfCall, textOfMember };

/** Something that holds configuration: an `IConfiguration`, a property or parameter called so, a section of it, what a builder built. */
const CONFIGURATION = '(?:(?:^|\\.)(?:I?Configuration(?:Root|Section|Manager)?(?:\\(\\))?|_?config(?:uration)?|Get(?:Required)?Section\\(\\))|ConfigurationBuilder\\(\\).*\\.Build\\(\\))';
const LOOKED_UP = new RegExp(`${CONFIGURATION}(?:\\[\\]|\\.(GetValue|GetConnectionString|Get(?:Required)?Section\\(\\)\\.Get))$`, 'i');

/** Methods that give the text of their object, or one so like it that its host is the same. */
const SAME_TEXT = /\.(?:ToString|Trim|TrimEnd|TrimStart|ToLower|ToLowerInvariant|Replace|SetQueryParams?|With\w+|AllowHttpStatus|AllowAnyHttpStatus|Request)$/;

function textOfCall(call: Call, path: string, reader: Reader): Text | undefined {
  const site = { call, reader };
  // `client.BaseAddress = new("http://stock")`: what it makes is the property's type.
  if (call.form === 'make' && call.callee.kind === 'unknown') return argumentText(site, 0);
  if (/(?:^|\.)Environment\.GetEnvironmentVariable$/.test(path)) return named(argumentText(site, 0), 'environment');
  const lookedUp = LOOKED_UP.exec(path);
  if (lookedUp !== null) return configured(call, lookedUp[1], reader);
  if (/^(?:string|String)\.Format$/.test(path)) return format(site);
  if (/^(?:string|String)\.Concat$/.test(path)) return joinTexts(call.arguments.map(({ value }) => reader.text(value)));
  if (path === 'nameof') return nameText(call);
  if (/(?:^|\.)Uri$/.test(path)) return underBase(call.arguments.length > 1 ? argumentText(site, 0) : undefined, argumentText(site, call.arguments.length > 1 ? 1 : 0));
  if (/(?:^|\.)(?:UriBuilder|Url|HttpRequestMessage|DaprAppId)$/.test(path)) return argumentText(site, /HttpRequestMessage$/.test(path) ? 1 : 0);
  if (/(?:^|\.)(?:QueryHelpers\.AddQueryString|Convert\.ToString|Uri\.EscapeUriString)$/.test(path)) return argumentText(site, 0);
  const object = call.callee.kind === 'member' ? call.callee.object : undefined;
  if (object === undefined) return undefined;
  if (/\.AppendPathSegments?$/.test(path)) return call.arguments.reduce<Text>((text, { value }) => underBase(text, reader.text(value)) ?? text, reader.text(object));
  return SAME_TEXT.test(path) ? reader.text(object) : undefined;
}

/** `section.Value`, `ConfigurationManager.ConnectionStrings["x"].ConnectionString`, properties of options. */
function textOfMember(member: Member, reader: Reader): Text | undefined {
  const { object, name } = member;
  if (name === 'AbsoluteUri') return reader.text(object);
  const { path } = reader.chain(object);
  if (name === 'Value' && /Get(?:Required)?Section\(\)$/.test(path)) return keyed(sectionsOf(object, reader));
  if (object.kind === 'call' && name === 'ConnectionString' && /ConfigurationManager\.ConnectionStrings\[\]$/.test(path)) return keyed(['ConnectionStrings', argumentText({ call: object, reader }, 0)]);
  return textOfOption(member, reader);
}

function configured(call: Call, how: string | undefined, reader: Reader): Text | undefined {
  const site = { call, reader };
  const sections = sectionsOf(call.callee.kind === 'member' && call.form === 'call' ? call.callee.object : call.callee, reader);
  if (how?.endsWith('.Get') === true) return keyed(sections);
  if (how === 'GetConnectionString') return keyed(['ConnectionStrings', argumentText(site, 0)]);
  const text = keyed([...sections, argumentText(site, 0)]);
  const fallback = how === 'GetValue' ? argument(call, call.typeArguments === undefined ? 2 : 1, 'defaultValue') : undefined;
  const [hole] = text?.parts ?? [];
  return fallback === undefined || typeof hole !== 'object' || hole.hole !== 'config' ? text : { parts: [{ ...hole, fallback: reader.text(fallback).parts }] };
}

function named(name: Text | undefined, hole: 'environment'): Text | undefined {
  const [part] = name?.parts ?? [];
  return typeof part === 'string' && name?.parts.length === 1 ? { parts: [{ hole, name: part }] } : undefined;
}

function format(site: { call: Call; reader: Reader }): Text | undefined {
  const values = site.call.arguments.slice(1).map(({ value }) => site.reader.text(value));
  const template = argumentText(site, 0);
  return template && formatted(template, /\{\d+(?:[,:][^{}]*)?\}/, values);
}

function nameText(call: Call): Text | undefined {
  const value = argument(call, 0);
  return value?.kind === 'name' || value?.kind === 'member' ? { parts: [value.name] } : undefined;
}

import type { Call } from '../../../syntax/outline/outline.js';
import type { Dialect, Reader } from '../reader.js';
import { formatted, underBase, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';

/** What Ruby code makes texts from. */
export const rubyDialect: Dialect = { textOfCall };

/** Methods that give the text of their object, or a part of a URL: the whole of it has the same host. */
const SAME_TEXT = /\.(?:to_s|to_str|strip|chomp|downcase|freeze|dup|host|hostname|request_uri|path|presence|delete_suffix)$/;

function textOfCall(call: Call, path: string, reader: Reader): Text | undefined {
  const site = { call, reader };
  if (path === 'ENV[]' || path === 'ENV.fetch') return environment(call, reader);
  if (/^(?:URI|URI\.parse|URI\.encode|Addressable\.URI\.parse|String|URI\.HTTP\.build)$/.test(path)) return argumentText(site, 0, 'host');
  if (path === 'URI.join' || path === 'File.join') return call.arguments.map(({ value }) => reader.text(value)).reduce<Text | undefined>((base, text) => underBase(base, text), undefined);
  if (path === 'format' || path === 'sprintf') {
    const template = argumentText(site, 0);
    return template && formatted(template, /%(?:<\w+>)?[-+ 0]*\d*(?:\.\d+)?[a-zA-Z]/, call.arguments.slice(1).map(({ value }) => reader.text(value)));
  }
  const object = call.callee.kind === 'member' ? call.callee.object : undefined;
  return object !== undefined && SAME_TEXT.test(path) ? reader.text(object) : undefined;
}

/** `ENV['X']`, `ENV.fetch('X', 'fallback')`. */
function environment(call: Call, reader: Reader): Text | undefined {
  const name = argument(call, 0);
  const fallback = argument(call, 1);
  if (name?.kind !== 'text') return undefined;
  return { parts: [{ hole: 'environment', name: name.text, ...(fallback && { fallback: reader.text(fallback).parts }) }] };
}

import type { Call } from '../../../syntax/outline/outline.js';
import type { Dialect, Reader } from '../reader.js';
import { formatted, withFallback, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';

/** What PHP code makes texts from. */
export const phpDialect: Dialect = { textOfCall };

function textOfCall(call: Call, path: string, reader: Reader): Text | undefined {
  const site = { call, reader };
  if (/^(?:getenv|env|_ENV\[\]|_SERVER\[\]|Env\.get|Illuminate\.Support\.Env\.get)$/.test(path)) return environment(call, reader);
  if (/^(?:config|(?:[\w.]*\.)?Config\.get)$/.test(path)) return setting(site);
  if (/^v?sprintf$/.test(path)) {
    const template = argumentText(site, 0);
    return template && formatted(template, /%(?:\d+\$)?[-+ 0']*\d*(?:\.\d+)?[a-zA-Z]/, call.arguments.slice(1).map(({ value }) => reader.text(value)));
  }
  return /^(?:rtrim|ltrim|trim|strtolower|strval)$/.test(path) ? argumentText(site, 0) : undefined;
}

/** `getenv('X')`, `$_ENV['X']`, Laravel's `env('X', 'fallback')`. */
function environment(call: Call, reader: Reader): Text | undefined {
  const name = argument(call, 0);
  const fallback = argument(call, 1);
  if (name?.kind !== 'text') return undefined;
  return { parts: [{ hole: 'environment', name: name.text, ...(fallback && fallback.kind !== 'boolean' && { fallback: reader.text(fallback).parts }) }] };
}

/** Laravel's `config('services.orders.url', 'fallback')`: what the file of that name in the folder `config` returns. Understood by `link/constants-of-packages.ts`. */
function setting({ call, reader }: { readonly call: Call; readonly reader: Reader }): Text | undefined {
  const name = argument(call, 0);
  return name?.kind === 'text' ? withFallback({ parts: [{ hole: 'constant', specifier: 'config', name: name.text }] }, argumentText({ call, reader }, 1)) : undefined;
}

import type { Annotation, Call } from '../../../syntax/outline/outline.js';
import type { Dialect, Reader } from '../reader.js';
import { formatted, joinTexts, type Text } from '../text.js';
import { argument, argumentText } from '../uses.js';
import { placeholders } from './placeholders.js';
import { textOfGetter, textOfProperty } from './properties.js';

/** What Java and Kotlin code with the usual libraries makes texts from. */
export const javaDialect: Dialect = { textOfCall, textOfInjected, textOfMember: textOfProperty };

function textOfCall(call: Call, path: string, reader: Reader): Text | undefined {
  const site = { call, reader };
  if (/^System\.getenv$/.test(path)) return named(argumentText(site, 0), 'environment');
  if (/(?:^|\.)(?:Configurable)?Environment\(\)\.(?:getProperty|getRequiredProperty)$|^System\.getProperty$|^Integer\.getInteger$/.test(path)) return configured(site);
  if (/^String\.format$/.test(path)) return format(site, argumentText(site, 0), 1);
  const object = call.callee.kind === 'member' ? call.callee.object : undefined;
  if (/(?:^|\.)RequestEntity\b/.test(path)) return textOfRequest(call, path, reader);
  if (/\.(?:toString|trim|strip|toUri|toUriString|toURI|toURL|encode|build|buildAndExpand|toASCIIString|concat|replace|toLowerCase|orElse|get|block)$/.test(path) || /\.formatted$/.test(path)) {
    const text = object && reader.text(object);
    if (text === undefined) return undefined;
    if (path.endsWith('.concat')) return joinTexts([text, argumentText(site, 0) ?? { parts: [] }]);
    return path.endsWith('.formatted') ? format(site, text, 0) : text;
  }
  return textOfUri(call, path, reader) ?? textOfGetter(call, path, reader);
}

/** `RequestEntity.get(uri).header(…).build()`, `new RequestEntity<>(body, HttpMethod.GET, uri)`. */
function textOfRequest(call: Call, path: string, reader: Reader): Text | undefined {
  const made = /RequestEntity$/.test(path) ? call.arguments.at(-1)?.value : undefined;
  if (made !== undefined) return reader.text(made);
  if (/RequestEntity\.(?:get|post|put|patch|delete|head|options)$/.test(path)) return argumentText({ call, reader }, 0);
  if (/RequestEntity\.method$/.test(path)) return argumentText({ call, reader }, 1);
  return call.callee.kind === 'member' ? reader.text(call.callee.object) : undefined;
}

/** `new URL(x)`, `URI.create(x)`, and what `UriComponentsBuilder` puts together. */
function textOfUri(call: Call, path: string, reader: Reader): Text | undefined {
  const site = { call, reader };
  if (/(?:^|\.)(?:URL|URI|String|AnonymousQueue|Queue|TopicExchange|DirectExchange|FanoutExchange|HeadersExchange|ClassicHttpRequest|HttpGet|HttpPost|HttpPut|HttpDelete|HttpPatch|HttpHost|DefaultUriBuilderFactory|StringBuilder|StringBuffer)$|(?:^|\.)URI\.create$|(?:^|\.)QueueBuilder\.(?:durable|nonDurable)$|(?:^|\.)ExchangeBuilder\.\w+Exchange$|(?:^|\.)HttpUrl\.(?:parse|get)$|(?:^|\.)UriBuilder\.from(?:Uri|Path)$/.test(path)) {
    return argumentText(site, 0);
  }
  if (/(?:^|\.)Paths?\.|(?:^|\.)Optional\./.test(path)) return undefined;
  if (/(?:^|\.)(?:Servlet)?UriComponentsBuilder\.from(?:HttpUrl|UriString|Uri|Path)$/.test(path)) return argumentText(site, 0);
  if (!/UriComponentsBuilder|UriBuilder|StringBu|HttpUrl/.test(path) || call.callee.kind !== 'member') return undefined;
  const before = reader.text(call.callee.object);
  const name = call.callee.name;
  if (name === 'newInstance') return { parts: [] };
  if (name === 'scheme') return joinTexts([argumentText(site, 0) ?? { parts: [] }, { parts: ['://'] }, before]);
  if (name === 'host' || name === 'append') return joinTexts([before, argumentText(site, 0) ?? { parts: [] }]);
  if (name === 'port') return joinTexts([before, argumentText(site, 0) ?? { parts: [] }], ':');
  if (name === 'path' || name === 'pathSegment') return joinTexts([before, argumentText(site, 0) ?? { parts: [] }], name === 'path' ? '' : '/');
  return before;
}

function format(site: { call: Call; reader: Reader }, template: Text | undefined, first: number): Text | undefined {
  const values = site.call.arguments.slice(first).map(({ value }) => site.reader.text(value));
  return template && formatted(template, /%(?:\d+\$)?[-#+ 0,(]*\d*(?:\.\d+)?[a-zA-Z]/, values);
}

function named(name: Text | undefined, hole: 'environment' | 'config'): Text | undefined {
  const [part] = name?.parts ?? [];
  return typeof part === 'string' && name?.parts.length === 1 ? { parts: [{ hole, name: part }] } : undefined;
}

function configured(site: { call: Call; reader: Reader }): Text | undefined {
  const text = named(argumentText(site, 0), 'config');
  const [hole] = text?.parts ?? [];
  const fallback = argument(site.call, 1);
  // `getProperty(name, Type.class)` has no fallback.
  if (typeof hole !== 'object' || hole.hole !== 'config' || fallback === undefined || (fallback.kind === 'member' && fallback.name === 'class')) return text;
  return { parts: [{ ...hole, fallback: site.reader.text(fallback).parts }] };
}

/** `@Value("${orders.url:http://x}")`, `@ConfigProperty(name = "orders.url", defaultValue = "…")`. */
function textOfInjected(annotations: readonly Annotation[], reader: Reader): Text | undefined {
  for (const annotation of annotations) {
    if (annotation.name === 'Value') {
      const text = argumentText({ call: annotation, reader }, 0, 'value');
      return text && placeholders(text);
    }
    if (annotation.name === 'ConfigProperty') return configProperty(annotation, reader);
  }
  return undefined;
}

function configProperty(annotation: Annotation, reader: Reader): Text | undefined {
  const name = argument(annotation, 0, 'name');
  const fallback = argument(annotation, 1, 'defaultValue');
  const text = named(name && reader.text(name), 'config');
  const [hole] = text?.parts ?? [];
  if (typeof hole !== 'object' || hole.hole !== 'config' || fallback === undefined) return text;
  return { parts: [{ ...hole, fallback: reader.text(fallback).parts }] };
}

import type { HandlerFact, UseFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Annotation, Call, FunctionOutline } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { joinTexts, type Text } from '../text.js';
import { argumentText, toUseFact } from '../uses.js';
import { handledMessages } from './buses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Routes that a file serves: attributes of controllers, `MapGet` and its likes. */
export function routesIn(file: Path, reader: Reader): HandlerFact[] {
  return [...reader.outline.functions.flatMap((one) => actionRoutes(file, one, reader)), ...reader.outline.calls.flatMap((call) => mappedRoute(file, call, reader))];
}

function actionRoutes(file: Path, action: FunctionOutline, reader: Reader): HandlerFact[] {
  // The interfaces of Refit carry the same verbs without `Http`.
  return action.annotations.flatMap((annotation) => {
    const verb = /^Http(Get|Post|Put|Patch|Delete|Head|Options)$/.exec(annotation.name)?.[1];
    if (verb === undefined) return [];
    const own = template(annotation, reader) ?? template(action.annotations.find(({ name }) => name === 'Route'), reader);
    const prefix = template(action.type?.annotations.find(({ name }) => name === 'Route'), reader);
    const path = joined(prefix, own).map((part) => (typeof part === 'string' ? named(part, action) : part));
    return [{ kind: 'handler', framework: 'aspnet', method: verb.toUpperCase(), path, site: { path: file, span: annotation.span } }];
  });
}

function template(annotation: Annotation | undefined, reader: Reader): Text | undefined {
  return annotation && argumentText({ call: annotation, reader }, 0, 'template');
}

/** An action's template adds to that of its controller, unless it starts at the root. */
function joined(prefix: Text | undefined, own: Text | undefined): Text['parts'] {
  const [first] = own?.parts ?? [];
  if (own === undefined || prefix === undefined || (typeof first === 'string' && /^~?\//.test(first))) return rooted((own ?? prefix)?.parts ?? []);
  return rooted(joinTexts([prefix, own], '/').parts);
}

function rooted(parts: Text['parts']): Text['parts'] {
  const [first, ...rest] = parts;
  if (first === undefined) return ['/'];
  return typeof first === 'string' ? [`/${first.replace(/^~?\//, '')}`, ...rest] : parts;
}

function named(part: string, action: FunctionOutline): string {
  return part.replaceAll('[controller]', (action.type?.name ?? '').replace(/Controller$/, '')).replaceAll('[action]', action.name);
}

/** `app.MapGroup("/orders").MapGet("/{id}", …)`. */
function mappedRoute(file: Path, call: Call, reader: Reader): HandlerFact[] {
  const verb = call.callee.kind === 'member' ? /^Map(Get|Post|Put|Patch|Delete)$/.exec(call.callee.name)?.[1] : undefined;
  const path = verb === undefined ? undefined : argumentText({ call, reader }, 0, 'pattern');
  if (verb === undefined || path === undefined || call.arguments.length < 2) return [];
  const groups = reader.chain(call.callee).calls.filter((one) => isNamed(one, /^MapGroup$/)).map((one) => argumentText({ call: one, reader }, 0, 'prefix') ?? { parts: [] });
  const parts = [...groups, path].reduce<Text | undefined>((prefix, next) => (prefix === undefined ? next : { parts: joinedGroup(prefix, next) }), undefined)?.parts ?? [];
  return [{ kind: 'handler', framework: 'aspnet', method: verb.toUpperCase(), path: rooted(parts), site: { path: file, span: call.nameSpan } }];
}

function joinedGroup(prefix: Text, next: Text): Text['parts'] {
  const [first, ...rest] = next.parts;
  const tail = { parts: typeof first === 'string' ? [first.replace(/^\//, ''), ...rest] : next.parts };
  return tail.parts.every((part) => part === '') ? prefix.parts : joinTexts([prefix, tail], '/').parts;
}

/** What classes of a file listen to: consumers that a bus finds by their type, and topics of Dapr. */
export function subscriptionsIn(file: Path, reader: Reader): UseFact[] {
  const topics = reader.outline.functions.flatMap(({ annotations }) => annotations.filter(({ name }) => name === 'Topic' || name === 'BulkSubscribe'))
    .filter(({ name, arguments: { length } }) => name === 'Topic' && length >= 1)
    .map((annotation) => subscription(file, annotation, reader));
  const mapped = reader.outline.calls.filter((call) => isNamed(call, /^WithTopic$/) && call.arguments.length >= 2 && /\.Map(?:Post|Put|SubscribeHandler)?\(\)/.test(reader.chain(call.callee).path));
  return [...handledMessages(file, reader), ...topics, ...mapped.map((call) => subscription(file, { ...call, span: call.nameSpan }, reader))];
}

/** `[Topic("pubsub", "orders")]`, `.WithTopic("pubsub", "orders")`: the component of Dapr, then the topic; before version 1.0 the topic alone. */
function subscription(file: Path, named: Pick<Annotation, 'arguments' | 'span'>, reader: Reader): UseFact {
  const site = { call: named, reader };
  const isTopicAlone = named.arguments.length === 1;
  const [target, channel] = [isTopicAlone ? undefined : argumentText(site, 0, 'pubsubName'), argumentText(site, isTopicAlone ? 0 : 1, 'name')];
  return toUseFact(file, { client: 'dapr', relation: 'subscribes', protocol: 'dapr', ...(target && { target }), ...(channel && { channel }) }, { path: file, span: named.span });
}

import { NO_CARE } from '../../model/code-facts.js';
import { argument, argumentText, calleeOf, type LibraryCall, type Use } from './library-call.js';
import { option, optionsOf } from './options.js';
import { textOf } from './text.js';
import type { Text } from './text-values.js';

/** Calls of Dapr's SDK, which name the other application or the topic and leave the address to the sidecar. */
export function daprCall(call: LibraryCall): readonly Use[] {
  const callee = calleeOf(call);
  const message = { client: '@dapr/dapr', protocol: 'dapr', care: NO_CARE };
  const [first, second] = [argumentText(call, 0), argumentText(call, 1)];
  const component = first && { target: first };
  if (callee.endsWith('.invoker.invoke')) {
    return first ? [{ ...message, relation: 'calls', protocol: 'http', target: asUrl(first) }] : [];
  }
  if (/\.pubsub\.(?:publish|publishBulk)$/.test(callee)) return [{ ...message, relation: 'publishes', ...component, ...(second && { channel: second }) }];
  if (/\.state\.(?:save|get|getBulk|delete|transaction|query)$/.test(callee)) return [{ ...message, relation: 'stores', ...component }];
  if (/\.(?:binding\.send|secret\.get(?:Bulk)?)$/.test(callee)) return [{ ...message, relation: 'calls', ...component }];
  return /\.pubsub\.subscribe\w*$/.test(callee) ? [{ ...message, relation: 'subscribes', ...component, ...(second && { channel: second }) }] : [];
}

/**
 * An HTTP call to a Dapr sidecar as what the sidecar does with it (Dapr API reference: service invocation, publish).
 * The application may also be named by a header. Other calls are given back as they are.
 */
export function behindSidecar(use: Use, call: LibraryCall, optionsIndex: number): Use {
  const application = invokedApplication(call, optionsIndex);
  if (application !== undefined) return { ...use, target: asUrl(application) };
  const invoked = use.target && after(use.target, '/v1.0/invoke/');
  if (invoked !== undefined) return { ...use, target: { ...use.target, ...asUrl(invoked) } };
  const published = use.target && after(use.target, '/v1.0/publish/');
  if (published === undefined) return use;
  const channel = afterFirstSegment(published);
  return { client: 'dapr', relation: 'publishes', protocol: 'dapr', channel, care: NO_CARE };
}

function invokedApplication(call: LibraryCall, optionsIndex: number): Text | undefined {
  const value = argument(call, optionsIndex);
  const headers = value && option(optionsOf(value), 'headers');
  const name = headers && option(optionsOf(headers), 'dapr-app-id');
  return name && textOf(name.reader, name.node);
}

/** The id of an application as a host: the sidecar finds who answers to it. */
function asUrl(application: Text): Text {
  return { ...application, parts: ['http://', ...application.parts] };
}

/** What follows a marker in a text. */
function after(text: Text, marker: string): Text | undefined {
  const index = text.parts.findIndex((part) => typeof part === 'string' && part.includes(marker));
  const part = text.parts[index];
  if (typeof part !== 'string') return undefined;
  const rest = part.slice(part.indexOf(marker) + marker.length);
  return { parts: [...(rest === '' ? [] : [rest]), ...text.parts.slice(index + 1)] };
}

/** `pubsub/topic` without the name of the component. */
function afterFirstSegment(text: Text): Text {
  return after(text, '/') ?? text;
}

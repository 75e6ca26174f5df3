import { joinTexts, plainText, type Text } from './text.js';
import type { Use } from './use.js';

/** An HTTP call to a Dapr sidecar as what the sidecar does with it (Dapr API reference: service invocation, publish, state, bindings). Other uses are given back as they are. */
export function behindSidecar(use: Use): Use {
  if (use.protocol !== 'http' || use.target === undefined) return use;
  const invoked = after(use.target, '/v1.0/invoke/');
  if (invoked !== undefined) return { ...use, target: joinTexts([plainText('http://'), withoutMethod(invoked)]) };
  for (const [path, relation] of BLOCKS) {
    const rest = after(use.target, path);
    if (rest === undefined) continue;
    const [component = plainText(''), topic] = segments(rest);
    const { client, method } = use;
    return { client, relation, protocol: 'dapr', target: component, ...(relation === 'publishes' && topic && { channel: topic }), ...(method !== undefined && { method }) };
  }
  return use;
}

const BLOCKS: readonly (readonly [string, Use['relation']])[] = [['/v1.0/publish/', 'publishes'], ['/v1.0/state/', 'stores'], ['/v1.0/bindings/', 'calls']];

/** What follows a marker in a text. */
function after({ parts }: Text, marker: string): Text | undefined {
  const index = parts.findIndex((part) => typeof part === 'string' && part.includes(marker));
  const part = parts[index];
  if (typeof part !== 'string') return undefined;
  const rest = part.slice(part.indexOf(marker) + marker.length);
  return { parts: [...(rest === '' ? [] : [rest]), ...parts.slice(index + 1)] };
}

/** `orders/method/items/1` names the application before the path of the call. */
function withoutMethod(text: Text): Text {
  const { parts } = text;
  const index = parts.findIndex((part) => typeof part === 'string' && part.includes('/'));
  const part = parts[index];
  if (typeof part !== 'string') return text;
  return { parts: [...parts.slice(0, index), part.replace('/method/', '/'), ...parts.slice(index + 1)] };
}

/** The first two segments of a path. */
function segments({ parts }: Text): Text[] {
  const index = parts.findIndex((part) => typeof part === 'string' && part.includes('/'));
  const part = parts[index];
  if (typeof part !== 'string') return [{ parts }];
  const slash = part.indexOf('/');
  const [before, rest] = [part.slice(0, slash), part.slice(slash + 1)];
  return [{ parts: [...parts.slice(0, index), ...(before === '' ? [] : [before])] }, { parts: [...(rest === '' ? [] : [rest]), ...parts.slice(index + 1)] }];
}

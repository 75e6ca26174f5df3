import type { UseFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';
import type { Scope } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { isUnknown, joinTexts, literalStart, plainText, type Text } from '../text.js';
import { argument, argumentText, toUseFact, type Recogniser, type SignatureTable } from '../uses.js';
import { unknownTimeout } from './care.js';

/** `orders = RpcProxy("orders")`: another service by its name, behind the broker. */
const rpcProxy: Recogniser = (site) => {
  const target = argumentText(site, 0, 'target_service', 'service_name');
  return target === undefined || isUnknown(target) ? [] : [{ client: 'nameko', relation: 'calls', protocol: 'amqp', target, care: unknownTimeout(site) }];
};

/** `self.dispatch("order_created", payload)` on the dispatcher of a service with a name. */
const dispatch: Recogniser = (site) => {
  const channel = eventOf(serviceName(site.call.scope, site.reader), argumentText(site, 0, 'event_type'));
  return [{ client: 'nameko', relation: 'publishes', protocol: 'amqp', ...(channel && { channel }) }];
};

/** `name = "orders"` in the class of a service. */
function serviceName({ type }: Scope, { outline }: Reader): Text | undefined {
  const named = outline.bindings.find(({ name, owner, scope, value }) => name === 'name' && owner === 'field' && scope.type === type && scope.function === undefined && value?.kind === 'text');
  return named?.value?.kind === 'text' ? plainText(named.value.text) : undefined;
}

/** An event has a name within its service. */
function eventOf(service: Text | undefined, event: Text | undefined): Text | undefined {
  return service === undefined || event === undefined || isUnknown(event) ? undefined : joinTexts([service, event], '.');
}

/** Calls of other services, and events. */
export const nameko: SignatureTable = [
  [/^nameko\.(?:standalone\.)?rpc\.(?:RpcProxy|ServiceRpc|ServiceRpcProxy|ServiceRpcClient)$/, rpcProxy],
  [/^nameko\.events\.EventDispatcher\(\)$/, dispatch],
];

/** `@event_handler("orders", "order_created")`. */
export function eventHandlersIn(file: Path, reader: Reader): UseFact[] {
  return reader.outline.functions.flatMap(({ annotations, nameSpan }) => annotations.flatMap((annotation) => {
    if (reader.qualified(annotation.name) !== 'nameko.events.event_handler') return [];
    const [service, event] = [argument(annotation, 0, 'source_service'), argument(annotation, 1, 'event_type')].map((value) => value && reader.text(value));
    const channel = service !== undefined && literalStart(service) !== '' ? eventOf(service, event) : undefined;
    return [toUseFact(file, { client: 'nameko', relation: 'subscribes', protocol: 'amqp', ...(channel && { channel }) }, { path: file, span: nameSpan })];
  }));
}

import type { ConsumerSettings, UseFact } from '../../../model/code-facts.js';
import type { Path, Span } from '../../../model/text.js';
import type { Name, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { groupWritten } from '../settings.js';
import { isUnknown, plainText, type Text } from '../text.js';
import { argument, argumentText, toUseFact, type CallSite, type Recogniser, type SignatureTable, type Use } from '../uses.js';

/*
 * Buses that route by the type of a message: its name is the channel, on both sides. Which broker they run on is set up elsewhere.
 * What mediators pass on inside a process (MediatR, Brighter's `Publish`) leaves no service and is no use.
 */

/** The bus speaks to whatever broker its service is connected to. */
const PROTOCOL = 'stream';

function message(client: string, relation: Use['relation'], channel: Text | undefined): Use {
  return { client, relation, protocol: PROTOCOL, ...(channel && !isUnknown(channel) && { channel }) };
}

/** The message types of `Publish(new OrderPlaced(…))` or `Publish<OrderPlaced>(…)`: several where a condition decides. */
function messageTypes({ call, reader }: CallSite, index = 0): Text[] {
  const named = call.typeArguments?.[0];
  if (named !== undefined) return [plainText(named)];
  const value = argument(call, index, 'message');
  return value === undefined ? [] : typesOf(value, reader).filter(isMessageName).map((type) => plainText(type));
}

function typesOf(value: Value, reader: Reader): string[] {
  if (value.kind === 'choice') return value.options.flatMap((option) => typesOf(option, reader));
  const { path, calls } = reader.chain(value);
  const last = calls.at(-1);
  // A mapper says what it makes: `basket.Adapt<BasketCheckedOut>()`.
  if (last?.form === 'call' && path.endsWith('()') && last.typeArguments?.[0] !== undefined) return [last.typeArguments[0]];
  // A message may be made by a method of its own type: `OrderPlaced.Of(order)`.
  const isMethod = last?.form === 'call' && path === `${reader.chain(last.callee).path}()`;
  const made = path.includes('().') ? undefined : (isMethod ? /^([A-Z]\w*)\.(?:Of|New|Create\w*|From\w*)\(\)$/ : /^(?:.*\.)?([A-Z]\w*)\(\)$/).exec(path)?.[1];
  if (made !== undefined && isMessageName(made)) return [made];
  return value.kind === 'name' ? assignedTypes(value, reader) : [];
}

/** What a variable of a base class is given in the branches of its function. */
function assignedTypes({ name, scope }: Name, { outline }: Reader): string[] {
  return outline.bindings.flatMap((binding) => {
    const isSame = binding.name === name && binding.owner === 'local' && binding.scope.function === scope.function;
    const values = !isSame || binding.value === undefined ? [] : binding.value.kind === 'choice' ? binding.value.options : [binding.value];
    return values.flatMap((one) => (one.kind === 'call' && one.form === 'make' && one.callee.kind === 'name' ? [one.callee.name] : []));
  });
}

/** Base classes and parameters of wrappers name no message. */
function isMessageName(type: string): boolean {
  return !/^(?:[Oo]bject|dynamic|T|T[A-Z]\w*|I?(?:Integration|Domain)?(?:Event|Message|Notification))$/.test(type);
}

const sends = (client: string, index = 0): Recogniser => (site) => {
  const types = messageTypes(site, index);
  return types.length === 0 ? [message(client, 'publishes', undefined)] : types.map((type) => message(client, 'publishes', type));
};

/** `client.GetResponse<Answer>(new Question(…))`: the type argument is that of the answer. */
const asks = (client: string): Recogniser => ({ call, reader }) => {
  const question = argument(call, 0, 'message');
  const types = question === undefined ? [] : typesOf(question, reader).filter(isMessageName);
  return types.length === 0 ? [message(client, 'publishes', undefined)] : types.map((type) => message(client, 'publishes', plainText(type)));
};

/** `bus.SubscribeAsync<OrderPlaced>(…)`, `AddSubscription<OrderPlaced, Handler>()`. */
const receives = (client: string): Recogniser => (site) => {
  const type = site.call.typeArguments?.[0];
  return type === undefined || !isMessageName(type) ? [] : [message(client, 'subscribes', plainText(type))];
};

const onChannel = (client: string, relation: Use['relation'], index = 0, ...names: readonly string[]): Recogniser => (site) => [message(client, relation, argumentText(site, index, ...names))];

/** The outbox of .NET's reference architecture, whatever the service around it is called. */
const PUBLISHED_IN_TRANSACTION = /\.(?:AddAndSaveEvent|PublishThroughEventBus)Async$/;

/** What a program registers with MassTransit: it listens, wherever its consumers are written. Those of KafkaFlow are no type. */
const registrations: SignatureTable = [
  [/\.(?:AddConsumer|AddSaga|AddActivity|AddExecuteActivity)$/, ({ call }) => (call.typeArguments === undefined ? [] : [message('masstransit', 'subscribes', undefined)])],
  [/\.(?:AddConsumers(?:FromNamespaceContaining)?|AddSagaStateMachines?|AddSagas(?:FromNamespaceContaining)?|AddActivities(?:FromNamespaceContaining)?)$/, () => [message('masstransit', 'subscribes', undefined)]],
];

/** On objects that come from elsewhere only names that nothing else has are meant. */
export const untypedBuses: SignatureTable = [
  [PUBLISHED_IN_TRANSACTION, sends('event-bus')],
  ...registrations,
];

/** Calls of message buses. */
export const buses: SignatureTable = [
  ...registrations,
  [/(?:^|\.)(?:IPublishEndpoint|ITopicProducer|IBusControl|IBus|I?ConsumeContext|ISendEndpoint|ISendEndpointProvider|GetSendEndpoint)\(\)\.(?:Publish|Send|Produce)(?:Batch)?$/, sends('masstransit')],
  [/(?:^|\.)IMessageScheduler\(\)\.Schedule(?:Publish|Send)$/, sends('masstransit', 1)],
  [/(?:^|\.)IRequestClient\(\)\.GetResponse$/, asks('masstransit')],
  [/(?:^|\.)(?:IMessageSession|IEndpointInstance|IMessageHandlerContext|Endpoint\.Start\(\))\(?\)?\.(?:Publish|Send|SendLocal)$/, sends('nservicebus')],
  [/(?:^|\.)IBus\(\)\.(?:Defer|SendLocal|Advanced\.Topics\.Publish)$/, sends('rebus')],
  [/(?:^|\.)IBus\(\)\.Subscribe$/, receives('rebus')],
  [/(?:^|\.)IMessageBus\(\)\.(?:Publish|Send|Invoke)Async$/, sends('wolverine')],
  [/\.PublishMessage\(\)\.To(?:RabbitQueue|RabbitExchange|RabbitTopics|KafkaTopic|AzureServiceBusQueue|AzureServiceBusTopic|SqsQueue|SnsTopic)$/, onChannel('wolverine', 'publishes')],
  [/\.(?:ListenToRabbitQueue|ListenToKafkaTopic|ListenToAzureServiceBusQueue|ListenToAzureServiceBusSubscription|ListenToSqsQueue|ListenToPulsarTopic)$/, onChannel('wolverine', 'subscribes')],
  [/(?:^|\.)IMessageBus\(\)\.(?:Publish|Send)$/, sends('slim-message-bus')],
  [/(?:^|\.)IAmACommandProcessor\(\)\.(?:Post|DepositPost)(?:Async)?$/, sends('brighter')],
  [/(?:^|\.)(?:Rmq|Kafka|Sqs|Redis|AzureServiceBus)Subscription$/, receives('brighter')],
  [/(?:^|\.)ICapPublisher\(\)\.Publish(?:Delay)?(?:Async)?$/, onChannel('cap', 'publishes', 0, 'name')],
  [/(?:^|\.)IBusClient\(\)\.(?:Publish|Request)Async$/, sends('rawrabbit')],
  [/(?:^|\.)IBusClient\(\)\.SubscribeAsync$/, receives('rawrabbit')],
  [/(?:^|\.)IBus\(\)\.(?:PubSub\.|SendReceive\.)?SubscribeAsync$/, receives('easynetq')],
  [/(?:^|\.)IBus\(\)\.(?:(?:PubSub\.)?PublishAsync|Rpc\.Request(?:Async)?)$/, sends('easynetq')],
  // Buses that teams write themselves after the pattern of .NET's reference architecture.
  [/(?:^|\.)I(?:Distributed|Integration|External)?EventBus\(\)\.Publish(?:Async)?$|(?:^|\.)I(?:EventBusPublisher|BusPublisher|BusDirectPublisher|ExternalEventBus|IntegrationEventPublisher|MessageBroker|MessagePublisher)\(\)\.(?:Publish|Send)(?:Message)?(?:Async)?$/, sends('event-bus')],
  [PUBLISHED_IN_TRANSACTION, sends('event-bus')],
  [/(?:^|\.|\(\))(?:IEventBus(?:Builder|Subscriber)?\(\)(?:\.\w+\(\))*|AddRabbitMqEventBus\(\)(?:\.\w+\(\))*|GetRequiredService\(\))\.(?:AddSubscription|Subscribe)(?:Async)?$/, (site) => (site.call.typeArguments?.length === 2 || /EventBus/.test(site.chain.path) ? receives('event-bus')(site, []) : [])],
];

/** Handlers that buses find by their type, and what the bus does with what fails: MassTransit's `_error` queues, the error queue of NServiceBus and Rebus. */
const HANDLERS: ReadonlyMap<string, readonly [client: string, hasDeadLetter: ConsumerSettings['hasDeadLetter']]> = new Map([
  ['IConsumer', ['masstransit', true]], ['IHandleMessages', ['nservicebus', true]], ['IAmStartedByMessages', ['nservicebus', true]], ['IJobConsumer', ['masstransit', true]],
  ['IIntegrationEventHandler', ['event-bus', 'unknown']], ['IDistributedEventHandler', ['event-bus', 'unknown']],
]);

/** MassTransit takes 16 messages at least, twice the number of processors at most where nobody says otherwise (its documentation, `PrefetchCount`). */
const BUS_PREFETCH = 16;

/** What classes of a file handle: `class OrderConsumer : IConsumer<OrderPlaced>`, `[CapSubscribe("order.placed")]`. */
export function handledMessages(file: Path, reader: Reader): UseFact[] {
  const settings = (span: Span, hasDeadLetter: ConsumerSettings['hasDeadLetter']): ConsumerSettings => ({ acknowledges: { known: true, value: 'after-work', site: { path: file, span } }, defaultPrefetch: BUS_PREFETCH, hasDeadLetter });
  const byType = reader.outline.types.flatMap(({ generics = [], span, name }) => generics.flatMap(({ of, types: [type, ...others] }) => {
    const handler = HANDLERS.get(of);
    // Kafka's consumer has two type arguments; a base class of handlers has a parameter.
    if (handler === undefined || type === undefined || others.length > 0 || !isMessageName(type)) return [];
    const place = { start: span.start, end: span.start + name.length };
    return [toUseFact(file, { ...message(handler[0], 'subscribes', plainText(type)), consumer: settings(place, handler[1]) }, { path: file, span: place })];
  }));
  const byName = reader.outline.functions.flatMap(({ annotations }) => annotations.filter(({ name }) => name === 'CapSubscribe')).map((annotation) => {
    const group = argumentText({ call: annotation, reader }, Infinity, 'Group');
    const consumer = { ...settings(annotation.span, false), ...(group && !isUnknown(group) && groupWritten(group, file)) };
    return toUseFact(file, { ...message('cap', 'subscribes', argumentText({ call: annotation, reader }, 0, 'name')), consumer }, { path: file, span: annotation.span });
  });
  return [...byType, ...byName];
}

import { mentionedLibraries } from '../../../model/hosted-services/index.js';
import type { SourceLanguage } from '../language.js';

/** Types, methods and attributes that facts come from. */
const CANDIDATE = new RegExp([
  '\\b(?:\\w*HttpClient\\w*|HttpRequestMessage|Rest(?:Client|Request|Service)|\\w*Flurl\\w*|Refit\\w*|Grpc\\w*|ChannelCredentials|SmtpClient|BaseAddress|RequestUri|AddStandard\\w*Handler|HubConnectionBuilder|ForwarderRequest\\w*|LoadFromMemory)\\b',
  '\\b(?:Get|Post|Put|Patch|Delete)(?:Json|String|Stream|Bytes|Url)\\w*Async\\b|\\.Address\\s*=|\\.Endpoint\\s*=|\\bEventStoreClient\\w*|\\bAddEventStore\\w*Client\\b',
  '\\[\\s*(?:Http(?:Get|Post|Put|Patch|Delete|Head|Options)|Route|Get|Post|Put|Patch|Delete|Topic|BulkSubscribe)\\b|,\\s*Http(?:Get|Post|Put|Patch|Delete)\\b',
  '\\.Map(?:Get|Post|Put|Patch|Delete|Methods|GrpcService|Group|Hub|Forwarder|RemoteBffApiEndpoint)\\b|\\b(?:Authority|MetadataAddress)\\s*=',
  '\\b(?:ConnectionFactory|Basic(?:Publish|Consume|Get)\\w*|QueueBind\\w*|QueueDeclare\\w*|IConsumer|Using(?:RabbitMq|AzureServiceBus|AmazonSqs|Kafka|ActiveMq)|IBus\\w*|IPublishEndpoint|ISendEndpoint\\w*|I?ConsumeContext|RabbitHutch|\\w*EasyNetQ\\w*|IHandleMessages|IMessageSession|IMessageHandlerContext|IEndpointInstance|\\w*Transport)\\b',
  '\\b(?:ProducerConfig|ConsumerConfig|ProduceAsync|Produce|IProducer|ServiceBus\\w+|EventHub\\w+|EventProcessorClient|QueueClient|TopicClient|GetSubscriber|ISubscriber|Mqtt\\w+|Nats\\w+|INatsConnection|IAmazonS[QN]S|AmazonS[QN]S\\w+|PublisherClient|SubscriberClient|PulsarClient)\\b',
  '\\bUse(?:SqlServer|Npgsql|My[Ss][Qq][Ll]|Oracle|MongoDB|Cosmos|Firebird)\\b|\\b(?:SqlConnection|Npgsql\\w+|MySqlConnection|MySqlDataSource|OracleConnection|MongoClient|ConnectionMultiplexer|AddStackExchangeRedis\\w*|AddDistributedRedisCache|CosmosClient|Elastic\\w+|Neo4j|GraphDatabase|Cluster|InfluxDB\\w*|AddMarten|BlobServiceClient|RedisClient)\\b',
  '\\bAdd(?:Keyed)?(?:Npgsql|SqlServer|MySql|Oracle|Redis|RabbitMQ|MongoDB|Kafka|Azure|Nats|Elasticsearch|Milvus|Qdrant|Seq|Cosmos)\\w*\\b',
  '\\b(?:Configure|GetOptions|BindOptions|Add\\w*(?:Options|Settings|Configuration))<\\w|\\b(?:const|readonly)\\s+string\\b|\\]\\s*\\.Get<|Section\\([^()]*\\)\\s*\\.Get<',
  '\\b(?:I\\w*EventBus\\w*|I\\w*EventHandler|IAmStartedByMessages|IAmACommandProcessor|IMessageBus|ICapPublisher|CapSubscribe|IMessageBroker|IBusPublisher|IMessagePublisher|IBusDirectPublisher|IMessageScheduler|IRequestClient|IJobConsumer|I\\w*IntegrationEventService|AddAndSaveEventAsync|PublishThroughEventBusAsync|IIntegrationEventPublisher|AddSubscription|ToRabbit\\w+|ListenTo\\w+|\\w*Subscription|AddRabbitMqEventBus)\\b',
  '\\b(?:Add|Map|Use)HealthChecks\\b|\\bIHealthChecksBuilder\\b',
  '\\bI?DistributedApplication(?:Builder)?\\b|\\bDapr\\w*|\\bInvokeMethod\\w*|/v1\\.0/(?:invoke|publish)|\\bWriteTo\\b',
  mentionedLibraries('csharp'),
].join('|'));

/** C#. */
export const csharp: SourceLanguage = {
  id: 'csharp',
  grammar: 'c-sharp',
  files: /\.cs$/,
  notInProduction: /(?:^|\/)(?:(?:[^/]*[._-])?[Tt]ests?|[^/]*[a-zA-Z0-9]Tests?|obj|bin|[Mm]igrations)\/|\.(?:g|designer|Designer|generated)\.cs$|Tests?\.cs$/,
  candidate: CANDIDATE,
};

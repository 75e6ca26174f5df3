import type { Coverage, Reading } from '../../../model/facts.js';

const use = (technology: string, reads: string): Reading => ({ technology, reads, yields: 'use' });

/** What is read of C#; each row has an example in `test/coverage/csharp.txt`. */
export const csharpCoverage: Coverage = {
  title: 'C#',
  readings: [
    {
      technology: '.NET Aspire', yields: 'unit',
      reads: 'the AppHost: projects, containers, folders and servers that it adds, with their databases; references, environment, waiting, replicas, routes of YARP',
    },
    use('HttpClient', 'calls and base addresses of typed, named and made clients, from configuration, options, constants, interpolation; time-outs, cancellation'),
    use('Refit, RestEase, RestSharp, Flurl', 'the URL that the client is made for'),
    use('gRPC', '`GrpcChannel.ForAddress`, `AddGrpcClient`, channels of Grpc.Core'),
    use('Servers of identities', '`Authority` and `MetadataAddress` of checks of tokens and of logins'),
    use('Forwarding', '`MapForwarder` of YARP, `MapRemoteBffApiEndpoint` of Duende'),
    use('Thrift', 'socket transports: host and port'),
    use('SignalR', 'connections of clients to a hub'),
    use('Polly and Microsoft.Extensions.Http.Resilience', 'retries, time-outs, breakers and fallbacks around a call or registered with a client'),
    { technology: 'Defaults of HTTP clients', reads: '`ConfigureHttpClientDefaults`: what holds for all clients of the programs that use the project; policies of typed clients, `AddHttpClient<StockClient>()`', yields: 'client-default' },
    use('Dapr', 'invocation, state, publishing, bindings, `[Topic]`'),
    use('MassTransit', 'messages and consumers by type, the host of the transport'),
    use('NServiceBus and Rebus', 'messages and handlers by type, connection strings of transports'),
    use('EasyNetQ, RawRabbit, Brighter, SlimMessageBus, Wolverine', 'messages by type; queues and topics that they are bound to'),
    use('CAP', '`ICapPublisher`, `[CapSubscribe]` with its group'),
    use('Event buses of .NET\'s reference architecture', '`IEventBus`, integration event services, `IIntegrationEventHandler`, `AddSubscription`'),
    use('RabbitMQ', 'hosts, exchanges and queues, acknowledgement, prefetch'),
    { technology: 'Queues of RabbitMQ', reads: 'declarations with dead letters, limits and the exchange they are bound to', yields: 'channel-declaration' },
    use('Kafka', 'servers, topics and groups of Confluent.Kafka'),
    use('Azure Service Bus and Event Hubs', 'senders, receivers and processors with their queue, topic or subscription'),
    use('Redis, MQTT, NATS, SQS', 'channels that are published and subscribed to'),
    use('Entity Framework Core', 'SQL Server, PostgreSQL, MySQL, Oracle, MongoDB by connection string; databases in memory and SQLite are none'),
    use('Drivers of databases', 'ADO.NET, Npgsql, Marten, MongoDB, Redis, Elasticsearch, Neo4j, InfluxDB, Cassandra, EventStoreDB; integrations of .NET Aspire by connection name'),
    use('Mail and telemetry', 'SMTP clients, sinks of Serilog, exporters of OpenTelemetry'),
    { technology: 'Routes', reads: 'controllers and minimal APIs with their groups', yields: 'handler' },
    { technology: 'Health checks', reads: 'checks of `AddHealthChecks` that ask a database, a broker or an address', yields: 'health-check' },
    { technology: 'End points of health checks', reads: '`MapHealthChecks` and `UseHealthChecks`, and whether a predicate chooses among the checks', yields: 'health-endpoint' },
    { technology: 'Options', reads: 'which section of the configuration a class is bound to, for `IOptions` in other files', yields: 'constant' },
    { technology: 'Constants', reads: 'texts that other files use as address or channel', yields: 'constant' },
    { technology: 'Hosted services', reads: 'clients of Amazon, Google Cloud and Azure, Stripe, PayPal, Twilio, SendGrid, OpenAI, Anthropic and others: the public service, or the endpoint they are given', yields: 'use' },
  ],
  notRead: [
    'What MediatR and other mediators pass on: it stays in the process.',
    'Routes of Carter modules that are put together at run time, and of FastEndpoints.',
    'Orleans, Akka.NET and Service Fabric remoting.',
  ],
};

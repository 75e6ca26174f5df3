/** What a method of an AppHost adds to the system: somebody else's image, and how its clients address it. */
export interface HostedImage {
  readonly image: string;
  /** The connection string that clients get, for a server with this name and a database. */
  readonly connection: (name: string, database: string | undefined) => string;
}

const url = (scheme: string, port: number) => (name: string, database: string | undefined): string => `${scheme}://${name}:${port}${database === undefined ? '' : `/${database}`}`;
const hostAndPort = (port: number) => (name: string): string => `${name}:${port}`;
const http = (port: number): HostedImage['connection'] => (name) => `http://${name}:${port}`;

const pairs = (first: string, separator: string, port: number) => (name: string, database: string | undefined): string =>
  `${first}=${name}${separator}${port}${database === undefined ? '' : `;Database=${database}`}`;

const postgres: HostedImage = { image: 'postgres', connection: (name, database) => `Host=${name};Port=5432${database === undefined ? '' : `;Database=${database}`}` };
const sqlServer: HostedImage = { image: 'mssql/server', connection: pairs('Server', ',', 1433) };
const redis: HostedImage = { image: 'redis', connection: hostAndPort(6379) };
const cosmos: HostedImage = { image: 'azure-cosmos-emulator', connection: (name) => `AccountEndpoint=https://${name}:8081;` };

/** Servers that .NET Aspire's hosting integrations add, by method, with the connection strings that their documentation gives. */
export const HOSTED_IMAGES: ReadonlyMap<string, HostedImage> = new Map<string, HostedImage>([
  ['AddPostgres', postgres], ['AddAzurePostgresFlexibleServer', postgres],
  ['AddSqlServer', sqlServer], ['AddAzureSqlServer', sqlServer],
  ['AddMySql', { image: 'mysql', connection: pairs('Server', ';Port=', 3306) }],
  ['AddOracle', { image: 'database/free', connection: (name, database) => `Data Source=${name}:1521${database === undefined ? '' : `/${database}`}` }],
  ['AddMongoDB', { image: 'mongo', connection: url('mongodb', 27017) }],
  ['AddRedis', redis], ['AddGarnet', redis], ['AddAzureRedis', redis], ['AddAzureManagedRedis', redis],
  ['AddValkey', { image: 'valkey', connection: hostAndPort(6379) }],
  ['AddElasticsearch', { image: 'elasticsearch', connection: http(9200) }],
  ['AddMeilisearch', { image: 'meilisearch', connection: http(7700) }],
  ['AddQdrant', { image: 'qdrant', connection: http(6334) }],
  ['AddRavenDB', { image: 'ravendb', connection: http(8080) }],
  ['AddMinioContainer', { image: 'minio', connection: http(9000) }],
  ['AddAzureCosmosDB', cosmos],
  ['AddRabbitMQ', { image: 'rabbitmq', connection: url('amqp', 5672) }],
  ['AddKafka', { image: 'kafka', connection: hostAndPort(9092) }],
  ['AddNats', { image: 'nats', connection: url('nats', 4222) }],
  ['AddActiveMQ', { image: 'activemq', connection: url('activemq', 61616) }],
  ['AddAzureServiceBus', { image: 'servicebus-emulator', connection: (name) => `Endpoint=sb://${name}` }],
  ['AddAzureEventHubs', { image: 'eventhubs-emulator', connection: (name) => `Endpoint=sb://${name}` }],
  ['AddAzureStorage', { image: 'azurite', connection: (name) => `http://${name}:10000` }],
  ['AddKeycloak', { image: 'keycloak', connection: http(8080) }],
  ['AddSeq', { image: 'seq', connection: http(5341) }],
  ['AddOpenTelemetryCollector', { image: 'opentelemetry-collector-contrib', connection: http(4317) }],
  ['AddOllama', { image: 'ollama', connection: http(11434) }],
  ['AddMilvus', { image: 'milvus', connection: http(19530) }],
  ['AddMailPit', { image: 'mailpit', connection: url('smtp', 1025) }], ['AddMailDev', { image: 'maildev', connection: url('smtp', 1025) }],
  ['AddYarp', { image: 'yarp', connection: http(5000) }],
]);

/** What is a part of a server and has a connection string under its own name. */
export const PARTS: ReadonlySet<string> = new Set([
  'AddDatabase', 'AddCosmosDatabase', 'AddContainer', 'AddBlobs', 'AddBlobContainer', 'AddQueues', 'AddTables', 'AddServiceBusQueue', 'AddServiceBusTopic', 'AddHub',
]);

/** Programs that are run from a folder, and the position of the argument that names it. */
export const PROGRAM_FOLDERS: ReadonlyMap<string, number> = new Map([
  ...['AddNpmApp', 'AddNodeApp', 'AddViteApp', 'AddJavaScriptApp', 'AddNextJsApp', 'AddBunApp', 'AddDenoApp', 'AddDenoTask', 'AddPythonApp', 'AddPythonModule', 'AddPythonExecutable', 'AddPythonScript',
    'AddUvicornApp', 'AddStreamlitApp', 'AddGolangApp', 'AddRustApp', 'AddSpringApp', 'AddJavaApp', 'AddDockerfile'].map((method) => [method, 1] as const),
  ['AddExecutable', 2],
]);

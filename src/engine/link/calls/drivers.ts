/** Engines of databases and brokers, and the drivers of them by the names that registries of packages know them by (npm, PyPI, RubyGems, NuGet, Packagist, crates.io); paths of Go may go on with a version or a folder. */
export const DRIVERS: readonly (readonly [engines: readonly string[], drivers: RegExp])[] = [
  [['postgres', 'cockroachdb'], /^(?:pg|postgres|psycopg\d?(?:-binary)?|asyncpg|npgsql(?:\..*)?|tokio-postgres|(?:github\.com\/(?:lib\/pq|jackc\/pgx|go-pg\/pg|uptrace\/bun\/driver\/pgdriver)|gorm\.io\/driver\/postgres)(?:\/.*)?)$/i],
  [['mysql', 'mariadb'], /^(?:mysql2?|mysqlclient|pymysql|aiomysql|mysql-connector-python|mysqlconnector|pomelo\.entityframeworkcore\.mysql|(?:github\.com\/go-sql-driver\/mysql|gorm\.io\/driver\/mysql)(?:\/.*)?)$/i],
  [['mssql'], /^(?:mssql|tedious|pyodbc|microsoft\.entityframeworkcore\.sqlserver|(?:microsoft|system)\.data\.sqlclient)$/i],
  // Frameworks that bring drivers of all the databases they support.
  [['postgres', 'mysql', 'mariadb'], /^(?:laravel\/(?:framework|lumen-framework)|doctrine\/(?:orm|dbal|doctrine-bundle))$/i],
  [['mongodb'], /^(?:mongodb|mongoose|pymongo|motor|mongoengine|mongoid|mongodb\.driver|mongodb\/(?:mongodb|laravel-mongodb)|(?:go\.mongodb\.org\/mongo-driver|gopkg\.in\/mgo\.v2|github\.com\/globalsign\/mgo)(?:\/.*)?)$/i],
  [['redis'], /^(?:redis|ioredis|aioredis|stackexchange\.redis|microsoft\.extensions\.caching\.stackexchangeredis|predis\/predis|github\.com\/(?:redis\/(?:go-redis|rueidis)|go-redis\/redis|gomodule\/redigo|garyburd\/redigo)(?:\/.*)?)$/i],
  [['elasticsearch'], /^github\.com\/(?:elastic\/go-elasticsearch|olivere\/elastic)(?:\/.*)?$/i],
  [['clickhouse'], /^(?:@clickhouse\/client|clickhouse-(?:driver|connect)|clickhouse\.client|clickhouse|github\.com\/clickhouse\/clickhouse-go(?:\/.*)?)$/i],
  [['rabbitmq'], /^(?:amqplib|amqp-connection-manager|pika|aio-pika|kombu|nameko|bunny|php-amqplib\/php-amqplib|rabbitmq\.client|masstransit\.rabbitmq|lapin|github\.com\/(?:rabbitmq\/amqp091-go|streadway\/amqp|wagslane\/go-rabbitmq)(?:\/.*)?)$/i],
  [['kafka', 'redpanda'], /^(?:kafkajs|kafka-node|node-rdkafka|kafka-python|aiokafka|confluent-kafka|faust|ruby-kafka|karafka|confluent\.kafka|rdkafka|github\.com\/(?:segmentio\/kafka-go|(?:shopify|ibm)\/sarama|confluentinc\/confluent-kafka-go|twmb\/franz-go)(?:\/.*)?)$/i],
  [['nats'], /^(?:nats|node-nats-streaming|nats-py|nats-pure|nats\.client|async-nats|github\.com\/nats-io\/(?:nats|stan)\.go(?:\/.*)?)$/i],
];

/** Whether a package is a driver of databases or brokers of an engine. */
export function isDriverOf(engine: string, name: string): boolean {
  return DRIVERS.some(([engines, drivers]) => engines.includes(engine) && drivers.test(name));
}

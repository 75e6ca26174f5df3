import { mentionedLibraries } from '../../../model/hosted-services/index.js';
import type { SourceLanguage } from '../language.js';

/** Modules that facts come from, and what may be a constant or setting that other files use. */
const CANDIDATE = new RegExp([
  '(?:^|\\n)[ \\t]*(?:import|from)[ \\t]+(?:requests|httpx|aiohttp|urllib|urllib3|http\\.client|tornado|websockets?|xmlrpc|zeep|gql|grpc|thrift|thriftpy2?|smtplib|pika|aio_pika|kombu|celery|kafka|confluent_kafka|aiokafka|faust|nats|stan|paho|redis|aioredis|rq|dramatiq|nameko|arq|pulsar|temporalio)\\b',
  '(?:^|\\n)[ \\t]*(?:import|from)[ \\t]+(?:psycopg\\w*|asyncpg|aiopg|mysql|pymysql|MySQLdb|aiomysql|sqlalchemy|sqlmodel|databases|peewee|tortoise|pymongo|motor|mongoengine|flask\\w*|elasticsearch\\w*|opensearchpy|memcache|pymemcache|pylibmc|aiomcache|cassandra|neo4j|influxdb\\w*|clickhouse\\w*|minio|boto3|aioboto3|google\\.cloud|azure|dapr|cx_Oracle|oracledb)\\b',
  '(?:^|\\n)[ \\t]*(?:import|from)[ \\t]+(?:fastapi|starlette|quart|sanic|bottle|falcon|django|rest_framework|opentelemetry\\.exporter|sentry_sdk|logstash\\w*|fluent|statsd|logging\\.handlers)\\b',
  '\\bimport\\b.{0,200},[ \\t]*(?:requests|httpx|grpc|pika|redis|pymongo|psycopg2)\\b',
  '\\bos\\.(?:environ|getenv)\\b|\\b(?:getenv|environ)\\b|\\bconfig\\(|\\bBaseSettings\\b|\\b(?:DATABASES|CACHES|SQLALCHEMY_DATABASE_URI|\\w*BROKER_URL|CHANNEL_LAYERS)\\b|\\.(?:basic_publish|basic_consume|apply_async|delay|send_task)\\(|\\bshared_task\\b',
  // Client classes that are passed an address.
  '\\b(?:base_url|host|url)[ \\t]*=|\\w(?:Client|Service|Gateway|Api)\\(',
  '(?:^|\\n)[ \\t]*[A-Za-z_]\\w*(?:[ \\t]*:[ \\t]*str)?[ \\t]*=[ \\t]*[fF]?["\']',
  mentionedLibraries('python'),
].join('|'));

/** Python. */
export const python: SourceLanguage = {
  id: 'python',
  grammar: 'python',
  files: /\.py$/,
  notInProduction: /(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest|setup|noxfile|fabfile|[^/]*_pb2(?:_grpc)?)\.py$|(?:^|\/)(?:tests?|testing|migrations|alembic|site-packages|fixtures)\//,
  candidate: CANDIDATE,
};
